package people

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func TestEveryActionOfTheLogIsTried(t *testing.T) {
	tried := map[AuditAction]bool{}
	for _, d := range deeds() {
		tried[d.action] = true
	}
	for _, a := range []AuditAction{
		ActionEnrolled, ActionConfirmed, ActionPINChanged, ActionPINRecovered, ActionPasswordChanged, ActionCardIssued, ActionCardRevoked,
		ActionCodeIssued, ActionJoinCodeIssued, ActionJoinCodeRevoked, ActionDeviceRemoved, ActionAppointed, ActionEnded, ActionStaffReset,
		ActionTOTPEnrolled, ActionExported, ActionErased, ActionChildAdded, ActionRequestMade, ActionRequestAnswered, ActionRequestFinished,
		ActionPurged,
	} {
		if !tried[a] {
			t.Errorf("%s is not", a)
		}
	}
}

func TestEveryDeedWritesOneLine(t *testing.T) {
	for _, d := range deeds() {
		w := newRealWorld(t)
		do := d.ready(w)
		before := len(w.memory.audit)
		if err := do(); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
		if written := w.memory.audit[before:]; len(written) != 1 || written[0].Action != d.action || !written[0].At.Equal(w.time()) {
			t.Errorf("%s: wrote %+v", d.name, written)
		}
		w.wantSoundLog()
	}
}

// wantSoundLog checks the chain, and that nothing but ids and fixed words is in it.
func (w *world) wantSoundLog() {
	w.Helper()
	chain, err := VerifyAudit(w.Context(), w.memory)
	if err != nil || len(chain.Problems()) != 0 {
		w.Errorf("%v, %v", chain.Problems(), err)
	}
	word := regexp.MustCompile(`^([a-z_]*|\d+ [0-9a-f]{64})$`)
	for _, e := range w.memory.audit {
		for _, id := range []string{e.Actor, e.Person} {
			if _, err := uuid.Parse(id); id != "" && err != nil {
				w.Errorf("%s names %q", e.Action, id)
			}
		}
		if !word.MatchString(e.Detail) || e.Village != "" && !strings.HasPrefix(e.Village, e.Ward) {
			w.Errorf("entry %+v", e)
		}
	}
	text, err := json.Marshal(w.memory.audit)
	if err != nil {
		w.Fatal(err)
	}
	for _, p := range w.memory.people {
		if bytes.Contains(text, []byte(p.Name)) || p.Phone != "" && bytes.Contains(text, []byte(p.Phone[3:])) {
			w.Errorf("the log holds %q or %s", p.Name, p.Phone)
		}
	}
	for _, s := range []string{freeText, freeNote, pin, "482913", password} {
		if bytes.Contains(text, []byte(s)) {
			w.Errorf("the log holds %q", s)
		}
	}
}

func TestNothingIsDoneWithoutItsLine(t *testing.T) {
	for _, d := range deeds() {
		w := newRealWorld(t)
		do := d.ready(w)
		before := w.done()
		broken := w.fail("AppendAudit")
		w.wantErr(do(), broken)
		w.mend()
		if after := w.done(); after != before {
			t.Errorf("%s: changed from\n%s\nto\n%s", d.name, before, after)
		}
	}
}

// done is all that is stored but the log, counts of failures, and how often a record was changed to and back.
func (w *world) done() string {
	w.Helper()
	m := w.memory
	passes := map[string]Pass{}
	for id, p := range m.passes {
		p.Revision = 0
		passes[id] = p
	}
	b, err := json.Marshal([]any{m.people, m.creds, m.devices, passes, m.factors, m.requests, m.erasures})
	if err != nil {
		w.Fatal(err)
	}
	return string(b)
}

func TestTheLineIsThereBeforeTheDeed(t *testing.T) {
	for _, d := range deeds() {
		w := newRealWorld(t)
		do := d.ready(w)
		before := len(w.memory.audit)
		broken := w.fail(d.store)
		w.wantErr(do(), broken)
		w.mend()
		if written := w.memory.audit[before:]; len(written) != 1 || written[0].Action != d.action {
			t.Errorf("%s: wrote %+v", d.name, written)
		}
	}
}

func TestServersThatWriteAtOnceLeaveNoGap(t *testing.T) {
	w := newRealWorld(t)
	servers := []*Service{w.another(), w.another(), w.another()}
	const each = 40
	var done sync.WaitGroup
	for _, s := range servers {
		for range each {
			done.Go(func() {
				if err := s.record(context.Background(), AuditEntry{Action: ActionExported, Ward: ward}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	done.Wait()
	chain, err := VerifyAudit(t.Context(), w.memory)
	if err != nil || len(chain.Problems()) != 0 || chain.Entries != 3*each || chain.Head.Seq != 3*each {
		t.Errorf("%d entries up to %d, %v, %v", chain.Entries, chain.Head.Seq, chain.Problems(), err)
	}
}

// problems is what the chain of these entries lacks.
func problems(entries []AuditEntry) []string {
	var c AuditChain
	for _, e := range entries {
		c.Add(e)
	}
	return c.Problems()
}

// Whatever was done to a log, except that its end was taken off, is found.
func TestTamperingWithTheLogIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newRealWorld(t)
		n := rapid.IntRange(2, 12).Draw(rt, "entries")
		for i := range n {
			e := AuditEntry{Actor: fmt.Sprint("a", i), Action: ActionCardIssued, Person: "p", Village: village, Ward: ward, Detail: "x"}
			if err := w.record(context.Background(), e); err != nil {
				rt.Fatal(err)
			}
			w.pass(time.Second)
		}
		log := w.memory.audit
		if p := problems(log); len(p) != 0 {
			rt.Fatalf("a sound log has %v", p)
		}
		at := rapid.IntRange(0, n-1).Draw(rt, "at")
		tampered := slices.Clone(log)
		e := &tampered[at]
		switch rapid.SampledFrom([]string{"change", "rehash", "remove", "insert", "swap"}).Draw(rt, "how") {
		case "change":
			tamper(rt, e)
		case "rehash": // the last one can be written anew without a trace
			if at == n-1 {
				rt.Skip("the end")
			}
			tamper(rt, e)
			e.Hash = e.Sum()
		case "remove":
			if at == n-1 {
				rt.Skip("the end")
			}
			tampered = slices.Delete(tampered, at, at+1)
		case "insert":
			extra := *e
			extra.Actor = "somebody"
			extra.Hash = extra.Sum()
			tampered = slices.Insert(tampered, at, extra)
		case "swap":
			if at == n-1 {
				rt.Skip("the end")
			}
			tampered[at], tampered[at+1] = tampered[at+1], tampered[at]
		}
		if len(problems(tampered)) == 0 {
			rt.Fatalf("not found in %+v", tampered)
		}
	})
}

func tamper(rt *rapid.T, e *AuditEntry) {
	switch rapid.SampledFrom([]string{"seq", "at", "actor", "action", "person", "village", "ward", "detail", "prev", "shift"}).Draw(rt, "field") {
	case "seq":
		e.Seq++
	case "at":
		e.At = e.At.Add(time.Millisecond)
	case "actor":
		e.Actor += "x"
	case "action":
		e.Action = ActionCardRevoked
	case "person":
		e.Person = ""
	case "village":
		e.Village = village2
	case "ward":
		e.Ward = ward2
	case "detail":
		e.Detail = ""
	case "prev":
		e.Prev = append(slices.Clone(e.Prev), 0)
	case "shift": // the same letters, in other fields
		e.Person, e.Village = e.Person+e.Village[:1], e.Village[1:]
	}
}

func TestALogCutByPurgingIsSound(t *testing.T) {
	w := newRealWorld(t)
	record := func(n int) {
		for range n {
			if err := w.record(t.Context(), AuditEntry{Action: ActionExported, Ward: ward}); err != nil {
				t.Fatal(err)
			}
		}
	}
	purge := func() {
		o, err := w.Overdue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Purge(t.Context(), o, nil); err != nil {
			t.Fatal(err)
		}
	}
	record(5)
	w.pass(keepAudit - day24)
	record(3)
	purge() // nothing is old enough
	if first := w.memory.audit[0]; first.Seq != 1 {
		t.Fatalf("cut off up to %d", first.Seq)
	}
	for range 3 { // the entry of a former cut is cut off itself
		w.pass(day24)
		before := w.memory.audit[0].Seq
		purge()
		w.wantSoundLog()
		if first := w.memory.audit[0]; first.Seq <= before && before == 1 {
			t.Errorf("nothing was cut off before %d", first.Seq)
		}
		w.pass(keepAudit - day24)
		record(2)
	}
	// One entry more is missing than the purges say.
	if p := problems(w.memory.audit[1:]); len(p) != 1 || !strings.Contains(p[0], "missing") {
		t.Errorf("found %v", p)
	}
	// Nor does an entry of a cut explain another one.
	if p := problems(w.memory.audit[2:]); len(p) == 0 {
		t.Error("found nothing")
	}
}

func TestTheLogIsReadByAdminsAndOfficersOfTheWard(t *testing.T) {
	w := newRealWorld(t)
	officer, elsewhere, admin := w.staff(Officer, "", ward), w.staff(Officer, "", ward2), w.staff(Admin, "", "")
	coordinator := w.coordinator()
	w.staff(Coordinator, village3, "")
	manager := Person{ID: "m", Appointments: []Appointment{{Role: Manager}}}
	for _, c := range []struct {
		actor Person
		ward  string
		want  int // entries; -1: forbidden
	}{
		{officer, ward, 2}, {officer, ward2, -1}, {officer, "", -1}, {elsewhere, ward2, 2}, {elsewhere, ward, -1},
		{admin, "", 5}, {admin, ward, 2}, {coordinator, ward, -1}, {manager, "", -1}, {Person{}, "", -1}, {Person{}, ward, -1},
	} {
		entries, err := w.AuditLog(t.Context(), c.actor, c.ward, 0, 100)
		if c.want < 0 {
			if !errors.Is(err, ErrForbidden) || entries != nil {
				t.Errorf("%s in %q: %v", c.actor.Role(), c.ward, err)
			}
			continue
		}
		if err != nil || len(entries) != c.want {
			t.Errorf("%s in %q: %d entries, %v", c.actor.Role(), c.ward, len(entries), err)
		}
	}
	first, err := w.AuditLog(t.Context(), admin, "", 0, 2)
	if err != nil || len(first) != 2 || first[0].Seq != 5 || first[1].Seq != 4 {
		t.Fatalf("first page %+v, %v", first, err)
	}
	if next, err := w.AuditLog(t.Context(), admin, "", first[1].Seq, 2); err != nil || len(next) != 2 || next[0].Seq != 3 {
		t.Errorf("next page %+v, %v", next, err)
	}
}
