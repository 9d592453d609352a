package peopletest

import (
	"errors"
	"fmt"
	"testing"

	"hocso/progress/people"
)

func testCredentials(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("a credential signs in its person, as staff or not", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		password := credential(q, "a password")
		password.Staff = true
		must(t, s.AddPerson(t.Context(), q, password))
		wantLogin(t, s, phone, hash("1234"), "p1", false)
		wantLogin(t, s, phone, hash("a password"), "p2", true)
		got, _, err := s.PersonByCredential(t.Context(), phone, hash("1234"))
		must(t, err)
		if !equal(got, p) {
			t.Errorf("person:\n got %+v\nwant %+v", got, p)
		}

		wantLogin(t, s, phone, hash("5678"), "", false)
		wantLogin(t, s, "+84901234568", hash("1234"), "", false)
		wantLogin(t, s, "", hash("1234"), "", false)
		wantLogin(t, s, phone, nil, "", false)
		wantLogin(t, s, phone, hash("1234")[:10], "", false)
	})

	t.Run("several people share a phone, each with another secret", func(t *testing.T) {
		s := open(t)
		for i := range 4 {
			p := person(fmt.Sprintf("p%d", i))
			must(t, s.AddPerson(t.Context(), p, credential(p, p.ID)))
		}
		p := person("p9") // an equal secret on another phone
		p.Phone = "+84907654321"
		must(t, s.AddPerson(t.Context(), p, credential(p, "p0")))
		for i := range 4 {
			id := fmt.Sprintf("p%d", i)
			wantLogin(t, s, phone, hash(id), id, false)
		}
		wantLogin(t, s, p.Phone, hash("p0"), "p9", false)
	})

	t.Run("people without a phone share any secret and cannot sign in by it", func(t *testing.T) {
		s := open(t)
		for _, id := range []string{"p1", "p2", "p3"} {
			p := plain(id, "24175-007")
			must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		}
		wantStored(t, s, "p1", "p2", "p3")
		wantLogin(t, s, "", hash("1234"), "", false)
	})

	t.Run("people added in bulk cannot sign in and take no secret", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{person("p1"), person("p2")}))
		wantLogin(t, s, phone, nil, "", false)
		wantLogin(t, s, phone, []byte{}, "", false)
		p := person("p3")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		wantLogin(t, s, phone, hash("1234"), "p3", false)
	})

	t.Run("a secret that is taken stores nothing", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		asStaff := credential(q, "1234")
		asStaff.Staff = true
		for _, c := range []people.Credential{credential(q, "1234"), asStaff} {
			if err := s.AddPerson(t.Context(), q, c); !errors.Is(err, people.ErrCredentialTaken) {
				t.Errorf("error %v, want ErrCredentialTaken", err)
			}
		}
		wantNobody(t, s, "p2")
		wantStored(t, s, "p1")
		wantLogin(t, s, phone, hash("1234"), "p1", false)
		must(t, s.AddPerson(t.Context(), q, credential(q, "5678"))) // nothing of the failure is in the way
		wantLogin(t, s, phone, hash("5678"), "p2", false)
	})

	t.Run("adding a person who is there already changes nothing", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		again := plain("p1", "24175-008")
		again.Phone = phone
		if err := s.AddPerson(t.Context(), again, credential(again, "5678")); err == nil {
			t.Error("no error")
		}
		wantPerson(t, s, p)
		wantLogin(t, s, phone, hash("1234"), "p1", false)
		wantLogin(t, s, phone, hash("5678"), "", false)
		q := person("p2") // the second secret was not taken by the failure
		must(t, s.AddPerson(t.Context(), q, credential(q, "5678")))
	})

	t.Run("of many who take one secret at once, one succeeds", func(t *testing.T) {
		s := open(t)
		for round := range 3 {
			secret := fmt.Sprint(round)
			var errs [8]error
			together(len(errs), func(i int) {
				p := person(fmt.Sprintf("p%d-%d", round, i))
				errs[i] = s.AddPerson(t.Context(), p, credential(p, secret))
			})
			winners := 0
			for i, err := range errs {
				id := fmt.Sprintf("p%d-%d", round, i)
				if err == nil {
					winners++
					wantLogin(t, s, phone, hash(secret), id, false)
					continue
				}
				if !errors.Is(err, people.ErrCredentialTaken) {
					t.Errorf("error %v, want ErrCredentialTaken", err)
				}
				wantNobody(t, s, id)
			}
			if winners != 1 {
				t.Errorf("%d took the secret, want 1", winners)
			}
		}
	})

	t.Run("updating a person leaves the credential", func(t *testing.T) {
		s := open(t)
		p, q := person("p1"), person("p2")
		c := credential(p, "1234")
		c.Staff = true
		must(t, s.AddPerson(t.Context(), p, c))
		p.Name, p.Village, p.Appointments, p.Consents = "Niê H'Hoa", "", nil, nil
		must(t, s.UpdatePerson(t.Context(), p))
		wantLogin(t, s, phone, hash("1234"), "p1", true)
		if err := s.AddPerson(t.Context(), q, credential(q, "1234")); !errors.Is(err, people.ErrCredentialTaken) {
			t.Errorf("error %v, want ErrCredentialTaken", err)
		}
	})
}
