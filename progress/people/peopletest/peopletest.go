// Package peopletest checks that stores keep what the store interfaces of package people promise. Every store runs it.
package peopletest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
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
		ID: id, Name: "H'Hoa Niê – “Ksơr”", Village: "24175-007", Phone: phone, BirthBand: "1950", Language: "vi",
		Appointments: []people.Appointment{
			{Role: people.Coordinator, Village: "24175-008", Ward: "24175", From: at(3), Until: at(4), By: "p98"},
			{Role: people.Officer, Ward: "24175"},
		},
		Consents: []people.ConsentRecord{
			{Consent: people.Consent{Account: true, VillageList: true, Statistics: true, Certificate: true}, Version: "2026-11", At: at(1)},
			{Consent: people.Consent{Statistics: true}, Version: "2026-12", At: at(2), Helper: "p98"},
		},
		LoginVersion: 3, Unconfirmed: true, Guardian: "p99", CardPIN: true, Subject: "https://dinh-danh.example#" + id,
		Sample: true, CreatedAt: at(0), Revision: 4,
	}
}

// plain is a resident with as little as possible.
func plain(id, village string) people.Person {
	return people.Person{ID: id, Name: "Y Bhăm", Village: village, CreatedAt: at(5)}
}

func credential(p people.Person, secret string) people.Credential {
	return people.Credential{Person: p.ID, Phone: p.Phone, Hash: hash(secret)}
}

// TestStore checks a store; open gives an empty one each time. It must keep devices, passes and factors too, as deleting a
// person removes them.
func TestStore(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("an empty store has no people", func(t *testing.T) {
		s := open(t)
		wantNobody(t, s, "p1")
		wantStored(t, s)
		wantLogin(t, s, phone, hash("1234"), "", false)
		if got, err := s.PeopleOf(t.Context(), "24175-007"); err != nil || len(got) != 0 {
			t.Errorf("people of a village: %v, error %v", got, err)
		}
		wantChildren(t, s, "p99")
		wantStaff(t, s)
		if got, err := s.CountByVillage(t.Context()); err != nil || len(got) != 0 {
			t.Errorf("counts: %v, error %v", got, err)
		}
	})
	testPeople(t, open)
	testLists(t, open)
	testSubjects(t, open)
	testCredentials(t, open)
	testDelete(t, open)

	t.Run("an id in use is an error, and stays whose it is", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{plain("p1", "v")}))
		if err := s.AddPeople(t.Context(), []people.Person{plain("p1", "w")}); err == nil {
			t.Error("no error")
		}
		if p, err := s.Person(t.Context(), "p1"); err != nil || p.Village != "v" {
			t.Errorf("person %+v, error %v", p, err)
		}
	})

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
		_, subjectErr := s.PersonBySubject(ctx, p.Subject)
		_, childrenErr := s.ChildrenOf(ctx, p.Guardian)
		_, staffErr := s.Staff(ctx)
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
			"PersonBySubject":    subjectErr,
			"ChildrenOf":         childrenErr,
			"Staff":              staffErr,
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
		filled(t, p.Appointments[0])
		filled(t, people.ConsentRecord{Consent: p.Consents[0].Consent, Version: p.Consents[1].Version, At: at(2), Helper: p.Consents[1].Helper})
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

	t.Run("updating replaces the whole person and only that one, and raises the revision", func(t *testing.T) {
		s := open(t)
		p, other := person("p1"), person("p2")
		must(t, s.AddPeople(t.Context(), []people.Person{p, other}))
		revision := p.Revision
		p = plain("p1", "24175-009") // most fields become empty
		for range 2 {                // a change that changes nothing is still an update
			p.Revision = revision
			must(t, s.UpdatePerson(t.Context(), p))
			revision++
			p.Revision = revision
			wantPerson(t, s, p)
		}
		wantPerson(t, s, other)
	})

	t.Run("an update of another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{person("p1")}))
		for _, revision := range []int{0, 3, 5} {
			p := plain("p1", "24175-009")
			p.Revision = revision
			if err := s.UpdatePerson(t.Context(), p); !errors.Is(err, people.ErrConflict) {
				t.Errorf("revision %d: error %v, want ErrConflict", revision, err)
			}
		}
		wantPerson(t, s, person("p1"))
	})

	t.Run("of many who change one person at once, one succeeds", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		must(t, s.AddPeople(t.Context(), []people.Person{p}))
		for range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				mine := p
				mine.Name = fmt.Sprint("Y Bhăm ", i)
				errs[i] = s.UpdatePerson(t.Context(), mine)
			})
			p.Name = fmt.Sprint("Y Bhăm ", onlyWinner(t, errs[:]))
			p.Revision++
			wantPerson(t, s, p)
		}
	})

	t.Run("updating nobody is ErrNotFound and adds nobody", func(t *testing.T) {
		s := open(t)
		for _, p := range []people.Person{person("p1"), plain("p1", "24175-007")} {
			if err := s.UpdatePerson(t.Context(), p); !errors.Is(err, people.ErrNotFound) {
				t.Errorf("error %v, want ErrNotFound", err)
			}
		}
		wantStored(t, s)
	})
}
