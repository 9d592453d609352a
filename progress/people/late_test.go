package people

import (
	"slices"
	"testing"
	"time"
)

func TestTheTrailTellsWhereSomebodyLivedForAMonth(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	a := w.enrolled(officer, nil)
	move := func(from, into string) {
		t.Helper()
		if _, _, err := w.MoveResident(t.Context(), officer, from, a.ID, into); err != nil {
			t.Fatal(err)
		}
	}
	wantLately := func(want ...string) {
		t.Helper()
		got, err := LatelyIn(t.Context(), w.memory, a.ID, w.time())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("lately in %v, %v; want %v", got, err, want)
		}
	}
	wantLately()
	move(village, village2)
	for range trailPage { // more than a page of other lines
		if err := w.recordAbout(t.Context(), officer, ActionEdited, a.Person, "name"); err != nil {
			t.Fatal(err)
		}
	}
	w.pass(20 * 24 * time.Hour)
	move(village2, village)
	wantLately(village2, village)
	w.pass(20 * 24 * time.Hour)
	wantLately(village2)
	w.pass(20 * 24 * time.Hour)
	wantLately()
}
