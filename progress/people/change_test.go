package people

import "testing"

func TestAChangeIsMadeToWhatAnotherProcessStoredMeanwhile(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	others := 3
	w.memory.beforeUpdate = func(id string) { // another process raises the login version
		if others > 0 {
			others--
			changed := w.memory.people[id]
			changed.LoginVersion++
			changed.Revision++
			w.memory.people[id] = changed
		}
	}
	name := "Y Bhăm"
	got, err := w.Update(t.Context(), p, Changes{Name: &name})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := w.Person(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []Person{got, stored} {
		if q.Name != name || q.LoginVersion != p.LoginVersion+3 || q.Revision != p.Revision+4 {
			t.Errorf("got %+v", q)
		}
	}
}

func TestAChangeThatOthersAlwaysOvertakeIsAConflict(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	tries := 0
	w.memory.beforeUpdate = func(id string) {
		tries++
		changed := w.memory.people[id]
		changed.Revision++
		w.memory.people[id] = changed
	}
	name := "Y Bhăm"
	_, err := w.Update(t.Context(), p, Changes{Name: &name})
	w.wantErr(err, ErrConflict)
	if tries != maxChanges {
		t.Errorf("%d tries, want %d", tries, maxChanges)
	}
	if stored, err := w.Person(t.Context(), p.ID); err != nil || stored.Name == name {
		t.Errorf("stored %+v, %v", stored, err)
	}
}
