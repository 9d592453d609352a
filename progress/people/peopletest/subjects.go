package peopletest

import (
	"errors"
	"testing"

	"hocso/progress/people"
)

func testSubjects(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("a subject finds its person, who may change it or lose it", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, s.AddPeople(t.Context(), []people.Person{q, plain("p3", "24175-007"), plain("p4", "24175-007")}))
		wantSubject(t, s, p.Subject, p)
		wantSubject(t, s, q.Subject, q)
		for _, unknown := range []string{"", "p3", "/p3", "person/p3", p.Subject[1:], p.Subject + "0"} {
			wantNoSubject(t, s, unknown)
		}
		former := p.Subject
		p.Subject = "https://khac.example#1/2"
		must(t, s.UpdatePerson(t.Context(), p))
		p.Revision++
		wantSubject(t, s, p.Subject, p)
		wantNoSubject(t, s, former)
		former, p.Subject = p.Subject, ""
		must(t, s.UpdatePerson(t.Context(), p))
		wantNoSubject(t, s, former)
		q.Subject = former // it is free again
		must(t, s.UpdatePerson(t.Context(), q))
		q.Revision++
		wantSubject(t, s, former, q)
	})

	t.Run("a subject is one person's, and taking another's changes nothing", func(t *testing.T) {
		s := open(t)
		p, q, r := person("p1"), person("p2"), person("p3")
		must(t, s.AddPeople(t.Context(), []people.Person{p, q}))
		thief := q
		thief.Subject, thief.Name = p.Subject, "Y Bhăm"
		wantPlainError(t, "UpdatePerson", s.UpdatePerson(t.Context(), thief))
		wantPerson(t, s, q)
		r.Subject = p.Subject
		wantPlainError(t, "AddPerson", s.AddPerson(t.Context(), r, credential(r, "1234")))
		wantPlainError(t, "AddPeople", s.AddPeople(t.Context(), []people.Person{r}))
		wantStored(t, s, "p1", "p2")
		wantSubject(t, s, p.Subject, p)
		r.Subject = ""
		must(t, s.AddPerson(t.Context(), r, credential(r, "1234"))) // nothing of the failure is in the way
		must(t, s.DeletePerson(t.Context(), "p1"))
		must(t, s.UpdatePerson(t.Context(), thief))
	})
}

func wantSubject(t *testing.T, s people.Store, subject string, want people.Person) {
	t.Helper()
	got, err := s.PersonBySubject(t.Context(), subject)
	must(t, err)
	if !equal(got, want) {
		t.Errorf("person of %q:\n got %+v\nwant %+v", subject, got, want)
	}
}

func wantNoSubject(t *testing.T, s people.Store, subject string) {
	t.Helper()
	if p, err := s.PersonBySubject(t.Context(), subject); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("person of %q: %+v, error %v, want ErrNotFound", subject, p, err)
	}
}
