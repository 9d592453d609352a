// Package peopletest checks that stores keep what people.Store, people.DeviceStore and people.AttemptStore promise.
// Every store runs it.
package peopletest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"hocso/progress/people"
)

const phone = "+84901234567"

// at is a time as exact as every store keeps it.
func at(minute int) time.Time {
	return time.Date(2026, 11, 2, 19, minute, 59, int(987*time.Millisecond), time.UTC)
}

// hash is shaped like a credential's: any bytes, zero among them.
func hash(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return append([]byte{0, '$', 0xff}, h[:]...)
}

// person is a member of staff who learns too, with every field set.
func person(id string) people.Person {
	return people.Person{
		ID: id, Name: "H'Hoa Niê – “Ksơr”", Village: "24175-007", Phone: phone, Language: "vi",
		Appointments: []people.Appointment{
			{Role: people.Coordinator, Village: "24175-008"},
			{Role: people.Officer, Ward: "24175"},
		},
		Consents: []people.ConsentRecord{
			{Consent: people.Consent{Account: true, VillageList: true, Statistics: true, Certificate: true}, Version: "2026-11", At: at(1)},
			{Consent: people.Consent{Statistics: true}, Version: "2026-12", At: at(2)},
		},
		LoginVersion: 3, Sample: true, CreatedAt: at(0),
	}
}

// plain is a resident with as little as possible.
func plain(id, village string) people.Person {
	return people.Person{ID: id, Name: "Y Bhăm", Village: village, CreatedAt: at(5)}
}

func credential(p people.Person, secret string) people.Credential {
	return people.Credential{Person: p.ID, Phone: p.Phone, Hash: hash(secret)}
}

// TestStore checks a store; open gives an empty one each time. It must keep devices too, as deleting a person removes them.
func TestStore(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("an empty store has no people", func(t *testing.T) {
		s := open(t)
		wantNobody(t, s, "p1")
		wantStored(t, s)
		wantLogin(t, s, phone, hash("1234"), "", false)
		if got, err := s.PeopleOf(t.Context(), "24175-007"); err != nil || len(got) != 0 {
			t.Errorf("people of a village: %v, error %v", got, err)
		}
		if got, err := s.CountByVillage(t.Context()); err != nil || len(got) != 0 {
			t.Errorf("counts: %v, error %v", got, err)
		}
	})
	testPeople(t, open)
	testLists(t, open)
	testCredentials(t, open)
	testDelete(t, open)

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, oneErr := s.Person(ctx, "p1")
		_, _, loginErr := s.PersonByCredential(ctx, phone, hash("1234"))
		_, listErr := s.PeopleOf(ctx, p.Village)
		_, countErr := s.CountByVillage(ctx)
		for name, err := range map[string]error{
			"AddPerson":          s.AddPerson(ctx, q, credential(q, "5678")),
			"AddPeople":          s.AddPeople(ctx, []people.Person{q}),
			"UpdatePerson":       s.UpdatePerson(ctx, p),
			"DeletePerson":       s.DeletePerson(ctx, "p1"),
			"Person":             oneErr,
			"PersonByCredential": loginErr,
			"PeopleOf":           listErr,
			"EachPerson":         s.EachPerson(ctx, func(people.Person) error { return nil }),
			"CountByVillage":     countErr,
		} {
			wantPlainError(t, name, err)
		}
	})
}

func testPeople(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("a person comes back with every field", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		filled(t, p)
		filled(t, p.Consents[0])
		filled(t, p.Consents[0].Consent)
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		wantPerson(t, s, p)
		q := plain("p2", "")
		must(t, s.AddPerson(t.Context(), q, credential(q, "1234")))
		wantPerson(t, s, q)
	})

	t.Run("people added in bulk come back with every field", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), plain("p2", "24175-007")
		must(t, s.AddPeople(t.Context(), []people.Person{p, q}))
		wantPerson(t, s, p)
		wantPerson(t, s, q)
		must(t, s.AddPeople(t.Context(), nil))
		wantStored(t, s, "p1", "p2")
	})

	t.Run("updating replaces the whole person and only that one", func(t *testing.T) {
		s := open(t)
		p, other := person("p1"), person("p2")
		must(t, s.AddPeople(t.Context(), []people.Person{p, other}))
		p = plain("p1", "24175-009") // most fields become empty
		must(t, s.UpdatePerson(t.Context(), p))
		wantPerson(t, s, p)
		wantPerson(t, s, other)
		must(t, s.UpdatePerson(t.Context(), p)) // a change that changes nothing is still an update
		wantPerson(t, s, p)
	})

	t.Run("updating nobody is ErrNotFound and adds nobody", func(t *testing.T) {
		s := open(t)
		if err := s.UpdatePerson(t.Context(), person("p1")); !errors.Is(err, people.ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
		wantStored(t, s)
	})
}

func testLists(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("lists hold whom they should, ordered by id", func(t *testing.T) {
		s := open(t)
		staff := person("p0")
		staff.Village = ""
		must(t, s.AddPeople(t.Context(), []people.Person{
			plain("p3", "24175-007"), plain("p10", "24175-008"), staff, plain("p1", "24175-007"), plain("p2", "24175-0071"),
		}))
		wantStored(t, s, "p0", "p1", "p10", "p2", "p3")
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
			p.Village = fmt.Sprintf("24175-%03d", i%3)
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
}

func testDelete(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("deleting a person removes credential and devices", func(t *testing.T) {
		s := open(t)
		devices, ok := s.(people.DeviceStore)
		if !ok {
			t.Fatal("a store of people must keep devices too")
		}
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, s.AddPerson(t.Context(), q, credential(q, "5678")))
		for id, of := range map[string]string{"d1": "p1", "d2": "p1", "d3": "p2"} {
			d := device(id)
			d.Person = of
			must(t, devices.AddDevice(t.Context(), d))
		}

		must(t, s.DeletePerson(t.Context(), "p1"))
		wantNobody(t, s, "p1")
		wantStored(t, s, "p2")
		wantLogin(t, s, phone, hash("1234"), "", false)
		wantNoDevice(t, devices, "d1")
		wantNoDevice(t, devices, "d2")
		if _, err := devices.Device(t.Context(), "d3"); err != nil {
			t.Errorf("the device of somebody else: %v", err)
		}
		wantLogin(t, s, phone, hash("5678"), "p2", false)

		next := person("p3") // the secret is free again
		must(t, s.AddPerson(t.Context(), next, credential(next, "1234")))
		wantLogin(t, s, phone, hash("1234"), "p3", false)
	})

	t.Run("deleting nobody is no error", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, s.DeletePerson(t.Context(), "p2"))
		wantStored(t, s, "p1")
	})

	t.Run("somebody without a credential can be deleted", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{person("p1"), person("p2")}))
		must(t, s.DeletePerson(t.Context(), "p1"))
		wantStored(t, s, "p2")
	})
}
