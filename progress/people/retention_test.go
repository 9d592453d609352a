package people

import (
	"context"
	"testing"
	"time"
)

func (w *world) overdue() Overdue {
	w.Helper()
	o, err := w.Overdue(w.Context())
	if err != nil {
		w.Fatalf("Overdue: %v", err)
	}
	return o
}

// counts are how much of what is overdue, in the order of its fields.
func (o Overdue) counts() [5]int {
	return [5]int{len(o.Unconfirmed), len(o.Devices), len(o.Passes), len(o.Requests), int(o.Audit.Seq)}
}

func TestWhatIsOverdueAfterNinetyDaysAndAYear(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin) // one unconfirmed person, one device
	w.joinCode(1, 1)               // one pass that ends in an hour; and one line for its coordinator
	w.card(l.Person.ID)            // one that does not end
	officer := w.staff(Officer, "", ward)
	r := w.request(l.Person, OtherRequest, "")
	w.request(l.Person, OtherRequest, "") // open, and kept
	if _, err := w.HandleRequest(t.Context(), officer, r.ID, true, "Xong"); err != nil {
		t.Fatal(err)
	}
	lines := len(w.memory.audit)
	for _, c := range []struct {
		after time.Duration
		want  [5]int
	}{
		{89 * day24, [5]int{}},
		{90*day24 - time.Millisecond, [5]int{}},
		{90*day24 + time.Hour + time.Millisecond, [5]int{1, 1, 1, 0, 0}},
		{365*day24 - time.Millisecond, [5]int{1, 1, 1, 0, 0}},
		{365*day24 + time.Millisecond, [5]int{1, 1, 1, 1, lines}},
	} {
		w.pass(c.after)
		before := w.dump()
		if got := w.overdue().counts(); got != c.want {
			t.Errorf("after %v: %v, want %v", c.after, got, c.want)
		}
		if w.dump() != before {
			t.Errorf("after %v: looking changed something", c.after)
		}
		w.pass(-c.after)
	}
}

func TestPurgingRemovesWhatIsOverdueAndNothingElse(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	old, _ := w.resident(phone, pin)
	confirmed, home := w.resident("0900000002", pin)
	if _, err := w.Confirm(t.Context(), coordinator, village, confirmed.Person.ID); err != nil {
		t.Fatal(err)
	}
	w.joinCode(1, 1)
	card := w.card(confirmed.Person.ID)
	w.pass(60 * day24)
	recent, _ := w.resident("0900000003", pin)
	if _, err := w.LoginPIN(t.Context(), "0900000002", pin, "", home); err != nil {
		t.Fatal(err)
	}
	w.pass(31 * day24)
	var erased []string
	err := w.Purge(t.Context(), w.overdue(), func(ctx context.Context, p Person) error {
		erased = append(erased, p.ID)
		return w.Erase(ctx, Person{}, p)
	})
	if err != nil || len(erased) != 1 || erased[0] != old.Person.ID {
		t.Errorf("erased %v, %v", erased, err)
	}
	_, err = w.Person(t.Context(), old.Person.ID)
	w.wantErr(err, ErrNotFound)
	for _, p := range []Person{confirmed.Person, recent.Person, coordinator} {
		w.stored(p.ID)
	}
	if len(w.memory.devices) != 2 || len(w.memory.passes) != 1 {
		t.Errorf("%d devices, %d passes", len(w.memory.devices), len(w.memory.passes))
	}
	if _, err := w.LoginCard(t.Context(), card, "", Visit{}); err != nil {
		t.Errorf("a card that does not end: %v", err)
	}
	if got := w.overdue().counts(); got != [5]int{} {
		t.Errorf("left %v", got)
	}
	w.wantSoundLog()
}

func TestARevokedPassIsKeptNinetyDaysMore(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	coordinator := w.coordinator()
	w.card(l.Person.ID)
	w.pass(100 * day24)
	if err := w.RevokeCard(t.Context(), coordinator, village, l.Person.ID); err != nil {
		t.Fatal(err)
	}
	w.pass(89 * day24)
	if n := len(w.overdue().Passes); n != 0 {
		t.Errorf("%d after 89 days", n)
	}
	w.pass(day24 + time.Millisecond)
	if n := len(w.overdue().Passes); n != 1 {
		t.Errorf("%d after 90 days", n)
	}
}

func TestAFailingStoreIsNotTakenForNothingOverdue(t *testing.T) {
	w := newRealWorld(t)
	for _, method := range []string{"DevicesUnusedSince", "EndedPasses", "FinishedRequests", "EachAudit"} {
		broken := w.fail(method)
		_, err := w.Overdue(t.Context())
		w.wantErr(err, broken)
	}
}
