package peopletest

import (
	"testing"

	"hocso/progress/people"
)

func testDelete(t *testing.T, open func(t *testing.T) people.Store) {
	t.Run("deleting a person removes credential, devices, passes and factor", func(t *testing.T) {
		s := open(t)
		devices, passes, factors := also[people.DeviceStore](t, s), also[people.PassStore](t, s), also[people.FactorStore](t, s)
		p, q := person("p1"), person("p2")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		must(t, s.AddPerson(t.Context(), q, credential(q, "5678")))
		for id, of := range map[string]string{"d1": "p1", "d2": "p1", "d3": "p2"} {
			d := device(id)
			d.Person = of
			must(t, devices.AddDevice(t.Context(), d))
			c := pass("of " + id)
			c.Person = of
			must(t, passes.AddPass(t.Context(), c))
		}
		must(t, factors.PutFactor(t.Context(), people.Factor{Person: "p1", Secret: []byte{1}}))
		must(t, factors.PutFactor(t.Context(), people.Factor{Person: "p2", Secret: []byte{2}}))

		must(t, s.DeletePerson(t.Context(), "p1"))
		wantNobody(t, s, "p1")
		wantStored(t, s, "p2")
		wantLogin(t, s, phone, hash("1234"), "", false)
		wantNoDevice(t, devices, "d1")
		wantNoDevice(t, devices, "d2")
		if _, err := devices.Device(t.Context(), "d3"); err != nil {
			t.Errorf("the device of somebody else: %v", err)
		}
		wantNoPass(t, passes, "of d1")
		wantNoPass(t, passes, "of d2")
		if _, err := passes.Pass(t.Context(), "of d3"); err != nil {
			t.Errorf("the pass of somebody else: %v", err)
		}
		wantFactor(t, factors, people.Factor{Person: "p1"})
		wantFactor(t, factors, people.Factor{Person: "p2", Secret: []byte{2}, Revision: 1})
		wantLogin(t, s, phone, hash("5678"), "p2", false)

		next := person("p3") // the secret is free again
		must(t, s.AddPerson(t.Context(), next, credential(next, "1234")))
		wantLogin(t, s, phone, hash("1234"), "p3", false)
	})

	t.Run("deleting nobody is no error", func(t *testing.T) {
		s := open(t)
		p := person("p1")
		must(t, s.AddPerson(t.Context(), p, credential(p, "1234")))
		passes, join := also[people.PassStore](t, s), pass("c1")
		join.Person = ""
		must(t, passes.AddPass(t.Context(), join))
		must(t, s.DeletePerson(t.Context(), "p2"))
		must(t, s.DeletePerson(t.Context(), ""))
		wantStored(t, s, "p1")
		wantPass(t, passes, join)
	})

	t.Run("somebody without a credential can be deleted", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{person("p1"), person("p2")}))
		must(t, s.DeletePerson(t.Context(), "p1"))
		wantStored(t, s, "p2")
	})
}

// also is the same store, which must keep more than it was opened for.
func also[S any](t *testing.T, store any) S {
	t.Helper()
	s, ok := store.(S)
	if !ok {
		t.Fatalf("%T keeps people and must be a %T too", store, &s)
	}
	return s
}
