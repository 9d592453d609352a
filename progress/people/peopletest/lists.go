package peopletest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"hocso/progress/people"
)

func testLists(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("lists hold whom they should, ordered by id", func(t *testing.T) {
		s := open(t)
		staff, child := person("p0"), plain("p11", "24175-008")
		staff.Village, child.Guardian = "", "p10"
		must(t, s.AddPeople(t.Context(), []people.Person{
			plain("p3", "24175-007"), plain("p10", "24175-008"), staff, child, plain("p1", "24175-007"), plain("p2", "24175-0071"),
		}))
		wantStored(t, s, "p0", "p1", "p10", "p11", "p2", "p3")
		residents, err := s.PeopleOf(t.Context(), "24175-007")
		must(t, err)
		if len(residents) != 2 || !equal(residents[0], plain("p1", "24175-007")) || !equal(residents[1], plain("p3", "24175-007")) {
			t.Errorf("residents: %+v", residents)
		}
		counts, err := s.CountByVillage(t.Context())
		must(t, err)
		for village, want := range map[string]int{"24175-007": 2, "24175-008": 1, "24175-0071": 1, "": 0, "24175-009": 0} {
			if counts[village] != want {
				t.Errorf("%q has %d residents, want %d", village, counts[village], want)
			}
		}
	})

	t.Run("lists follow an update", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{plain("p1", "24175-007"), plain("p2", "24175-007")}))
		must(t, s.UpdatePerson(t.Context(), plain("p1", "24175-008")))
		for village, id := range map[string]string{"24175-007": "p2", "24175-008": "p1"} {
			residents, err := s.PeopleOf(t.Context(), village)
			must(t, err)
			if len(residents) != 1 || residents[0].ID != id {
				t.Errorf("residents of %s: %+v, want %s", village, residents, id)
			}
		}
		counts, err := s.CountByVillage(t.Context())
		must(t, err)
		if counts["24175-007"] != 1 || counts["24175-008"] != 1 {
			t.Errorf("counts: %v", counts)
		}
	})

	t.Run("going through everybody ends with f's error", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{plain("p1", "v"), plain("p2", "v"), plain("p3", "v")}))
		stop := errors.New("stop")
		var seen []string
		err := s.EachPerson(t.Context(), func(p people.Person) error {
			seen = append(seen, p.ID)
			if p.ID == "p2" {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || !slices.Equal(seen, []string{"p1", "p2"}) {
			t.Errorf("saw %v, error %v", seen, err)
		}
		wantStored(t, s, "p1", "p2", "p3") // the store still answers
	})

	t.Run("a thousand in bulk", func(t *testing.T) {
		s := open(t)
		var all []people.Person
		var ids []string
		for i := range 1000 {
			p := person(fmt.Sprintf("p%03d", i))
			p.Village, p.Guardian = fmt.Sprintf("24175-%03d", i%3), ""
			all, ids = append(all, p), append(ids, p.ID)
		}
		slices.Reverse(all)
		must(t, s.AddPeople(t.Context(), all))
		wantStored(t, s, ids...)
		wantPerson(t, s, all[500])
		residents, err := s.PeopleOf(t.Context(), "24175-000")
		must(t, err)
		counts, err := s.CountByVillage(t.Context())
		must(t, err)
		if len(residents) != 334 || counts["24175-000"] != 334 || counts["24175-001"] != 333 {
			t.Errorf("%d residents, counts %v", len(residents), counts)
		}
	})

	t.Run("children are their guardian's, and staff are all with an appointment, ordered by id", func(t *testing.T) {
		s := open(t)
		first, second, other := plain("p3", "24175-007"), plain("p2", "24175-008"), plain("p4", "24175-007")
		first.Guardian, second.Guardian, other.Guardian = "p1", "p1", "p10"
		ended := plain("p9", "")
		ended.Appointments = []people.Appointment{{Role: people.Manager, Until: at(0)}}
		officer := plain("p8", "")
		officer.Appointments = []people.Appointment{{Role: people.Officer, Ward: "24175"}}
		must(t, s.AddPeople(t.Context(), []people.Person{ended, plain("p1", "24175-007"), first, second}))
		must(t, s.AddPerson(t.Context(), other, credential(other, "1234")))
		must(t, s.AddPerson(t.Context(), officer, credential(officer, "1234")))
		wantChildren(t, s, "p1", second, first)
		wantChildren(t, s, "p10", other)
		wantChildren(t, s, "p2")
		wantChildren(t, s, "") // nobody's child is no child
		wantStaff(t, s, officer, ended)

		other.Guardian, ended.Appointments, first.Guardian = "p1", nil, ""
		first.Appointments = officer.Appointments
		for _, p := range []*people.Person{&other, &ended, &first} {
			must(t, s.UpdatePerson(t.Context(), *p))
			p.Revision++
		}
		wantChildren(t, s, "p1", second, other)
		wantChildren(t, s, "p10")
		wantStaff(t, s, first, officer)
		must(t, s.DeletePerson(t.Context(), "p2"))
		must(t, s.DeletePerson(t.Context(), "p8"))
		wantChildren(t, s, "p1", other)
		wantStaff(t, s, first)
	})
}

func wantChildren(t *testing.T, s people.Store, guardian string, want ...people.Person) {
	t.Helper()
	got, err := s.ChildrenOf(t.Context(), guardian)
	must(t, err)
	if !slices.EqualFunc(got, want, equal) {
		t.Errorf("children of %q:\n got %+v\nwant %+v", guardian, got, want)
	}
}

func wantStaff(t *testing.T, s people.Store, want ...people.Person) {
	t.Helper()
	got, err := s.Staff(t.Context())
	must(t, err)
	if !slices.EqualFunc(got, want, equal) {
		t.Errorf("staff:\n got %+v\nwant %+v", got, want)
	}
}
