package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestErasingLeavesNothingInAnyStore(t *testing.T) {
	w := newRealWorld(t)
	coordinator, officer := w.coordinator(), w.staff(Officer, "", ward)
	l := w.register(func(r *Registration) { r.Name = "Hồ Duy Nhất" })
	p, home := l.Person, Visit{Browser: l.Browser}
	w.card(p.ID)
	w.issueCode(p.ID, DevicePass)
	w.issueCode(p.ID, RecoveryPass)
	if _, err := w.Join(t.Context(), p, w.joinCode(1, 1)); err != nil {
		t.Fatal(err)
	}
	child := w.child(p, "Bé Duy Nhất")
	if _, err := w.LoginChild(t.Context(), p, child.ID, home); err != nil {
		t.Fatal(err)
	}
	r := w.request(p, EraseRequest, "Tôi là Hồ Duy Nhất")
	if _, err := w.HandleRequest(t.Context(), officer, r.ID, true, "Chào Hồ Duy Nhất"); err != nil {
		t.Fatal(err)
	}
	w.request(p, OtherRequest, "Bé Duy Nhất")
	w.memory.certified[p.ID] = true
	if err := w.memory.PutFactor(t.Context(), Factor{Person: p.ID, Secret: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	for range failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", home)
		w.wantErr(err, ErrWrongCredentials)
	}
	if !strings.Contains(w.dump(), "Duy Nhất") {
		t.Fatal("nothing is stored that could be left")
	}

	if err := w.Erase(t.Context(), coordinator, p); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Duy Nhất", "900000001"} {
		if strings.Contains(w.dump(), text) {
			t.Errorf("%q is left", text)
		}
	}
	m := w.memory
	rest, err := json.Marshal([]any{m.people, m.creds, m.devices, m.attempts, m.passes, m.factors, m.requests, m.certified})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{p.ID, child.ID} {
		if strings.Contains(string(rest), id) {
			t.Errorf("the id is left in %s", rest)
		}
		erasures, err := m.Erasures(t.Context())
		if err != nil || !slices.ContainsFunc(erasures, func(e Erasure) bool { return e.Person == id && e.At.Equal(w.time()) }) {
			t.Errorf("erasures %+v, %v", erasures, err)
		}
	}
	w.wantSoundLog()
	// Others of the place are as they were.
	for _, other := range []Person{coordinator, officer} {
		w.stored(other.ID)
	}
}

func TestAnErasureThatFailsHalfwayCanBeDoneAgain(t *testing.T) {
	for _, method := range []string{"RequestsOf", "DeleteRequest", "DeletePassesOf", "DeleteFactor", "DeleteDevicesOf", "DeleteCertificatesOf", "DeletePerson"} {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		w.request(l.Person, OtherRequest, "")
		broken := w.fail(method)
		w.wantErr(w.Erase(t.Context(), l.Person, l.Person), broken)
		w.mend()
		if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
			t.Fatal(err)
		}
		if len(w.memory.people)+len(w.memory.requests)+len(w.memory.devices) != 0 || len(w.memory.erasures) != 1 {
			t.Errorf("after %s failed something is left", method)
		}
	}
}

// A backup brings back who was erased since; their records go again.
func TestRecordsOfTheErasedAreRemovedFromARestoredBackup(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	w.card(l.Person.ID)
	w.request(l.Person, OtherRequest, "")
	lines := len(w.memory.audit)
	for range 2 {
		if err := EraseRecords(t.Context(), w.memory.stores(), l.Person.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := w.memory.people[l.Person.ID]; ok || len(w.memory.passes)+len(w.memory.requests)+len(w.memory.devices) != 0 {
		t.Error("something is left")
	}
	if len(w.memory.audit) != lines {
		t.Error("it is logged as if somebody had asked for it")
	}
}

func TestWhatIsLearntDuringErasureIsErasedToo(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	child := w.child(l.Person, "An")
	left := map[string]int{}
	w.memory.fail = func(method string) error {
		if method == "DeletePerson" { // an answer that was let in before arrives now
			left[l.Person.ID]++
			left[child.ID]++
		}
		return nil
	}
	unlearn := func(_ context.Context, p Person) error { delete(left, p.ID); return nil }
	if err := w.EraseAll(t.Context(), l.Person, l.Person, unlearn); err != nil {
		t.Fatal(err)
	}
	delete(left, child.ID) // the child was gone before the last one came
	if len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
