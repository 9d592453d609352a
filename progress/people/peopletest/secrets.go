package peopletest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"hocso/progress/people"
)

// TestCredentialStore checks a store; open gives an empty one each time. It must keep people too.
func TestCredentialStore(t *testing.T, open func(t *testing.T) people.CredentialStore) {
	t.Run("a credential comes back with every field", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), plain("p2", "24175-007") // one with a phone, one without
		c, d := credential(p, "1234"), credential(q, "1234")
		c.Staff = true
		filled(t, c)
		must(t, also[people.Store](t, s).AddPerson(t.Context(), p, c))
		must(t, also[people.Store](t, s).AddPerson(t.Context(), q, d))
		wantCredential(t, s, c)
		wantCredential(t, s, d)
	})

	t.Run("nobody, and somebody without a credential, have none", func(t *testing.T) {
		s := open(t)
		must(t, also[people.Store](t, s).AddPeople(t.Context(), []people.Person{person("p1")}))
		wantNoCredential(t, s, "p1")
		wantNoCredential(t, s, "p2")
		wantNoCredential(t, s, "")
	})

	t.Run("of many people those with a credential are told at once", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		p, q := person("p1"), plain("p2", "24175-007") // one with a phone, one without
		must(t, store.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, store.AddPerson(t.Context(), q, credential(q, "1234")))
		must(t, store.AddPeople(t.Context(), []people.Person{plain("p3", "24175-007")}))
		ids := []string{"p1", "p2", "p3", "nobody", ""}
		for i := range 600 { // more than a store asks for in one go
			ids = append(ids, fmt.Sprint("n", i))
		}
		found, err := s.WithCredential(t.Context(), ids)
		must(t, err)
		if len(found) != 2 || !found["p1"] || !found["p2"] {
			t.Errorf("found %v", found)
		}
		if found, err := s.WithCredential(t.Context(), nil); err != nil || len(found) != 0 {
			t.Errorf("of nobody %v, %v", found, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = s.WithCredential(ctx, ids)
		wantPlainError(t, "WithCredential", err)
	})

	t.Run("setting gives people their first credential", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		p, q := person("p1"), plain("p2", "24175-007")
		must(t, store.AddPeople(t.Context(), []people.Person{p, q}))
		c, d := credential(p, "1234"), credential(q, "1234")
		c.Staff = true
		must(t, s.SetCredential(t.Context(), c))
		must(t, s.SetCredential(t.Context(), d))
		wantCredential(t, s, c)
		wantCredential(t, s, d)
		wantLogin(t, store, phone, hash("1234"), "p1", true)
		wantLogin(t, store, "", hash("1234"), "", false)
		wantPerson(t, store, p) // of the same revision
		wantPerson(t, store, q)
		must(t, store.DeletePerson(t.Context(), "p1"))
		wantNoCredential(t, s, "p1")
		wantCredential(t, s, d)
	})

	t.Run("setting replaces the credential, and frees the one of before", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		p, q := person("p1"), person("p2")
		must(t, store.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, store.AddPerson(t.Context(), q, credential(q, "5678")))
		next := people.Credential{Person: "p1", Phone: "+84907654321", Hash: hash("a password"), Staff: true}
		for range 2 { // the same once more is no conflict with itself
			must(t, s.SetCredential(t.Context(), next))
			wantCredential(t, s, next)
		}
		wantLogin(t, store, next.Phone, next.Hash, "p1", true)
		wantLogin(t, store, phone, hash("1234"), "", false)
		must(t, s.SetCredential(t.Context(), credential(q, "1234")))
		wantLogin(t, store, phone, hash("1234"), "p2", false)
		must(t, store.UpdatePerson(t.Context(), plainOf(p)))
		wantCredential(t, s, next)
	})

	t.Run("a secret that is taken changes nothing", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		p, q := person("p1"), person("p2")
		must(t, store.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, store.AddPerson(t.Context(), q, credential(q, "5678")))
		must(t, store.AddPeople(t.Context(), []people.Person{person("p3")}))
		for _, thief := range []people.Person{q, person("p3")} {
			c := credential(thief, "1234")
			c.Staff = true
			if err := s.SetCredential(t.Context(), c); !errors.Is(err, people.ErrCredentialTaken) {
				t.Errorf("%s: error %v, want ErrCredentialTaken", thief.ID, err)
			}
		}
		wantCredential(t, s, credential(p, "1234"))
		wantCredential(t, s, credential(q, "5678"))
		wantNoCredential(t, s, "p3")
	})

	t.Run("people without a phone share any secret", func(t *testing.T) {
		s := open(t)
		p, q := plain("p1", "24175-007"), plain("p2", "24175-007")
		must(t, also[people.Store](t, s).AddPeople(t.Context(), []people.Person{p, q}))
		must(t, s.SetCredential(t.Context(), credential(p, "1234")))
		must(t, s.SetCredential(t.Context(), credential(q, "1234")))
		wantCredential(t, s, credential(p, "1234"))
		wantCredential(t, s, credential(q, "1234"))
	})

	t.Run("setting one of nobody is ErrNotFound, adds nobody and takes nothing", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		p, q := person("p1"), person("p2")
		if err := s.SetCredential(t.Context(), credential(p, "1234")); !errors.Is(err, people.ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
		wantStored(t, store)
		must(t, store.AddPerson(t.Context(), q, credential(q, "1234")))
		if err := s.SetCredential(t.Context(), credential(p, "1234")); !errors.Is(err, people.ErrNotFound) {
			t.Errorf("of a taken secret: error %v, want ErrNotFound", err)
		}
		wantNoCredential(t, s, "p1")
	})

	t.Run("of many who set one secret at once, one succeeds", func(t *testing.T) {
		s := open(t)
		store := also[people.Store](t, s)
		for i := range 8 {
			must(t, store.AddPeople(t.Context(), []people.Person{person(fmt.Sprint("p", i))}))
		}
		var errs [8]error
		together(len(errs), func(i int) { errs[i] = s.SetCredential(t.Context(), credential(person(fmt.Sprint("p", i)), "1234")) })
		winners := 0
		for i, err := range errs {
			id := fmt.Sprint("p", i)
			switch {
			case err == nil:
				winners++
				wantLogin(t, store, phone, hash("1234"), id, false)
			case !errors.Is(err, people.ErrCredentialTaken):
				t.Errorf("error %v, want ErrCredentialTaken", err)
			default:
				wantNoCredential(t, s, id)
			}
		}
		if winners != 1 {
			t.Errorf("%d took the secret, want 1", winners)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		must(t, also[people.Store](t, s).AddPerson(t.Context(), p, credential(p, "1234")))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.CredentialOf(ctx, "p1")
		wantPlainError(t, "CredentialOf", err)
		wantPlainError(t, "SetCredential", s.SetCredential(ctx, credential(p, "5678")))
	})
}

// plainOf is the person with little left.
func plainOf(p people.Person) people.Person {
	q := plain(p.ID, p.Village)
	q.Revision = p.Revision
	return q
}

func wantCredential(t *testing.T, s people.CredentialStore, want people.Credential) {
	t.Helper()
	got, err := s.CredentialOf(t.Context(), want.Person)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("credential: got %+v, want %+v", got, want)
	}
}

func wantNoCredential(t *testing.T, s people.CredentialStore, person string) {
	t.Helper()
	if c, err := s.CredentialOf(t.Context(), person); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("credential of %q: %+v, error %v, want ErrNotFound", person, c, err)
	}
}
