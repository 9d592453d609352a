package people

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"hocso/internal/day"
)

func TestTheClocksOfARequest(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04:05", text, day.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	// 2026-11-23 is a Monday.
	for made, want := range map[string]struct{ answer, finish string }{
		"2026-11-23 08:00:00": {"2026-11-26 00:00:00", "2026-12-04 00:00:00"},
		"2026-11-23 00:00:00": {"2026-11-26 00:00:00", "2026-12-04 00:00:00"},
		"2026-11-23 23:59:59": {"2026-11-26 00:00:00", "2026-12-04 00:00:00"},
		"2026-11-25 12:00:00": {"2026-11-28 00:00:00", "2026-12-06 00:00:00"}, // Wednesday: by the end of Friday
		"2026-11-26 12:00:00": {"2026-12-01 00:00:00", "2026-12-07 00:00:00"}, // Thursday: Friday and Monday
		"2026-11-27 20:00:00": {"2026-12-02 00:00:00", "2026-12-08 00:00:00"}, // Friday evening: Monday and Tuesday
		"2026-11-28 09:00:00": {"2026-12-02 00:00:00", "2026-12-09 00:00:00"}, // Saturday
		"2026-11-29 23:00:00": {"2026-12-02 00:00:00", "2026-12-10 00:00:00"}, // Sunday
		"2026-12-31 10:00:00": {"2027-01-05 00:00:00", "2027-01-11 00:00:00"}, // over the year
	} {
		if got := AnswerBy(at(made).UTC()); !got.Equal(at(want.answer)) {
			t.Errorf("made %s, to be answered by %v, want %s", made, got.In(day.Zone), want.answer)
		}
		if got := FinishBy(at(made).UTC()); !got.Equal(at(want.finish)) {
			t.Errorf("made %s, to be done by %v, want %s", made, got.In(day.Zone), want.finish)
		}
	}
}

func (w *world) request(by Person, kind RequestKind, text string) Request {
	w.Helper()
	r, err := w.MakeRequest(w.Context(), by, kind, text)
	if err != nil {
		w.Fatalf("MakeRequest: %v", err)
	}
	return r
}

func TestAResidentAsksAndReadsTheAnswer(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	r := w.request(l.Person, CorrectRequest, "  Tên tôi sai \n")
	if r.Person != l.Person.ID || r.Ward != ward || r.Village != village || r.Text != "Tên tôi sai" ||
		!r.AnswerBy.Equal(AnswerBy(w.time())) || !r.FinishBy.Equal(FinishBy(w.time())) {
		t.Errorf("made %+v", r)
	}
	officer := w.staff(Officer, "", ward)
	w.pass(time.Hour)
	line, err := w.HandleRequest(t.Context(), officer, r.ID, false, "Đã nhận")
	if err != nil || line.Name != l.Person.Name || !line.AnsweredAt.Equal(w.time()) || !line.FinishedAt.IsZero() {
		t.Fatalf("%+v, %v", line, err)
	}
	answered := w.time()
	w.pass(time.Hour)
	line, err = w.HandleRequest(t.Context(), officer, r.ID, true, "Đã sửa")
	if err != nil || !line.AnsweredAt.Equal(answered) || !line.FinishedAt.Equal(w.time()) {
		t.Fatalf("%+v, %v", line, err)
	}
	_, err = w.HandleRequest(t.Context(), officer, r.ID, false, "Lại")
	w.wantErr(err, ErrConflict)
	mine, err := w.MyRequests(t.Context(), l.Person)
	if err != nil || len(mine) != 1 || mine[0].Note != "Đã sửa" || mine[0].Officer != officer.ID {
		t.Errorf("%+v, %v", mine, err)
	}
}

func TestFinishingAtOnceAnswersToo(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	r := w.request(l.Person, AccessRequest, "")
	line, err := w.HandleRequest(t.Context(), w.staff(Officer, "", ward), r.ID, true, "Xong")
	if err != nil || line.AnsweredAt.IsZero() || line.FinishedAt.IsZero() {
		t.Errorf("%+v, %v", line, err)
	}
}

func TestRequestsAreForTheOfficersOfTheWard(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	r := w.request(l.Person, EraseRequest, "")
	for _, actor := range []Person{l.Person, w.coordinator(), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		_, err := w.HandleRequest(t.Context(), actor, r.ID, true, "Xong")
		w.wantErr(err, ErrForbidden)
		lines, err := w.RequestsBelow(t.Context(), actor, false)
		if actor.Has(Officer) && (err != nil || len(lines) != 0) {
			t.Errorf("the officer of elsewhere sees %+v, %v", lines, err)
		} else if !actor.Has(Officer) {
			w.wantErr(err, ErrForbidden)
		}
	}
	_, err := w.HandleRequest(t.Context(), w.staff(Officer, "", ward), "nothing", true, "Xong")
	w.wantErr(err, ErrForbidden)
	if got := w.memory.requests[r.ID]; !got.FinishedAt.IsZero() || got.Note != "" {
		t.Errorf("changed to %+v", got)
	}
}

func TestTheMostUrgentRequestComesFirst(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	officer := w.staff(Officer, "", ward)
	first := w.request(l.Person, AccessRequest, "")
	w.pass(day24)
	second := w.request(l.Person, OtherRequest, "")
	w.pass(day24)
	third := w.request(l.Person, ObjectRequest, "")
	if _, err := w.HandleRequest(t.Context(), officer, first.ID, false, "Đã nhận"); err != nil { // its next clock is far
		t.Fatal(err)
	}
	ids := func(finished bool) string {
		lines, err := w.RequestsBelow(t.Context(), officer, finished)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, line := range lines {
			b.WriteString(map[string]string{first.ID: "1", second.ID: "2", third.ID: "3"}[line.ID])
		}
		return b.String()
	}
	if got := ids(false); got != "231" {
		t.Errorf("open ones in the order %s", got)
	}
	for _, id := range []string{second.ID, third.ID} {
		w.pass(time.Minute)
		if _, err := w.HandleRequest(t.Context(), officer, id, true, "Xong"); err != nil {
			t.Fatal(err)
		}
	}
	if got := ids(false) + " " + ids(true); got != "1 32" {
		t.Errorf("open and finished ones in the order %s", got)
	}
}

const day24 = 24 * time.Hour

func TestFaultyRequestsAreRefused(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	_, err := w.MakeRequest(t.Context(), l.Person, "king", strings.Repeat("á", maxRequestRunes+1))
	wantFaults(t, err, FieldError{"kind", "not_allowed"}, FieldError{"text", "too_long"})
	for _, text := range []string{"a\x00b", "a\u202eb", "\xff"} {
		_, err = w.MakeRequest(t.Context(), l.Person, OtherRequest, text)
		wantFaults(t, err, FieldError{"text", "not_allowed"})
	}
	w.request(l.Person, OtherRequest, strings.Repeat("á", maxRequestRunes)+"\n")
	_, err = w.MakeRequest(t.Context(), w.staff(Manager, "", ""), OtherRequest, "")
	w.wantErr(err, ErrForbidden)
	r := w.request(l.Person, OtherRequest, "")
	_, err = w.HandleRequest(t.Context(), w.staff(Officer, "", ward), r.ID, false, " ")
	wantFaults(t, err, FieldError{"note", "required"})
}

func TestOpenRequestsAreBoundedForEachPerson(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	w.memory.fail = func(method string) error { // others come in between counting and adding
		if method == "AuditPage" {
			w.memory.mu.Unlock()
			runtime.Gosched()
			w.memory.mu.Lock()
		}
		return nil
	}
	var done sync.WaitGroup
	for range 3 * maxOpenRequests {
		done.Go(func() {
			if _, err := w.MakeRequest(context.Background(), l.Person, OtherRequest, ""); err != nil && !errors.Is(err, ErrTooMany) {
				t.Error(err)
			}
		})
	}
	done.Wait()
	_, err := w.MakeRequest(t.Context(), l.Person, OtherRequest, "")
	w.wantErr(err, ErrTooMany)
	mine, err := w.MyRequests(t.Context(), l.Person)
	if err != nil || len(mine) != maxOpenRequests {
		t.Fatalf("%d requests, %v", len(mine), err)
	}
	if _, err := w.HandleRequest(t.Context(), w.staff(Officer, "", ward), mine[0].ID, true, "Xong"); err != nil {
		t.Fatal(err)
	}
	w.request(l.Person, OtherRequest, "")
}

func TestNothingIsAskedForChildrenNorByTheErased(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	_, err := w.MakeRequest(t.Context(), w.child(l.Person, "An"), OtherRequest, "")
	w.wantErr(err, ErrForbidden)
	if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
		t.Fatal(err)
	}
	// Their request was let in before they were erased, and waited for its turn.
	_, err = w.MakeRequest(t.Context(), l.Person, OtherRequest, "tôi là H’Hen")
	w.wantErr(err, ErrNotFound)
	if len(w.memory.requests) != 0 {
		t.Errorf("kept %+v", w.memory.requests)
	}
}
