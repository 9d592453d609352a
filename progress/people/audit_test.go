package people

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestEveryActionOfTheLogIsTried(t *testing.T) {
	tried := map[AuditAction]bool{}
	for _, d := range deeds() {
		tried[d.action] = true
	}
	for _, a := range []AuditAction{
		ActionEnrolled, ActionConfirmed, ActionPINChanged, ActionPINRecovered, ActionPasswordChanged, ActionCardIssued, ActionCardRevoked,
		ActionCodeIssued, ActionJoinCodeIssued, ActionJoinCodeRevoked, ActionDeviceRemoved, ActionAppointed, ActionEnded, ActionStaffReset,
		ActionTOTPEnrolled, ActionExported, ActionRequestsExported, ActionStaffExported, ActionErased, ActionChildAdded, ActionRequestMade, ActionRequestAnswered, ActionRequestFinished,
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
	word := regexp.MustCompile(`^([a-z_,]*|[0-9a-f-]{36}|\d{5}-\d{3}|\d+ [0-9a-f]{64})$`)
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
