package people

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestALineThatAnotherServerOvertakesComesAfterIt(t *testing.T) {
	w := newRealWorld(t)
	other, left := w.another(), 3
	w.memory.fail = func(method string) error {
		if method == "AppendAudit" && left > 0 {
			left--
			w.memory.mu.Unlock()
			defer w.memory.mu.Lock()
			last := left
			left = 0 // the other one is overtaken by nobody
			if err := other.record(context.Background(), AuditEntry{Actor: "other", Action: ActionExported}); err != nil {
				t.Error(err)
			}
			left = last
		}
		return nil
	}
	if err := w.record(t.Context(), AuditEntry{Actor: "mine", Action: ActionExported}); err != nil {
		t.Fatal(err)
	}
	log := w.memory.audit
	if len(log) != 4 || log[3].Actor != "mine" || len(problems(log)) != 0 {
		t.Errorf("%+v, %v", log, problems(log))
	}
	w.memory.fail = func(method string) error {
		if method == "AppendAudit" {
			return ErrConflict
		}
		return nil
	}
	w.wantErr(w.record(t.Context(), AuditEntry{Action: ActionExported}), ErrBusy)
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
	tampering[rapid.SampledFrom(slices.Sorted(maps.Keys(tampering))).Draw(rt, "field")](e)
}

// tampering is what can be changed in an entry, by field.
var tampering = map[string]func(e *AuditEntry){
	"seq":     func(e *AuditEntry) { e.Seq++ },
	"at":      func(e *AuditEntry) { e.At = e.At.Add(time.Millisecond) },
	"actor":   func(e *AuditEntry) { e.Actor += "x" },
	"action":  func(e *AuditEntry) { e.Action = ActionCardRevoked },
	"person":  func(e *AuditEntry) { e.Person = "" },
	"village": func(e *AuditEntry) { e.Village = village2 },
	"ward":    func(e *AuditEntry) { e.Ward = ward2 },
	"detail":  func(e *AuditEntry) { e.Detail = "" },
	"prev":    func(e *AuditEntry) { e.Prev = append(slices.Clone(e.Prev), 0) },
	// The same letters, in other fields.
	"shift": func(e *AuditEntry) { e.Person, e.Village = e.Person+e.Village[:1], e.Village[1:] },
}

func TestTheHashOfAnEntryCoversEveryField(t *testing.T) {
	sound := AuditEntry{Seq: 1, At: time.UnixMilli(1_800_000_000_000), Actor: "a", Action: ActionCardIssued, Person: "p",
		Village: village, Ward: ward, Detail: "x", Prev: []byte{1}}
	for field, change := range tampering {
		e := sound
		change(&e)
		if equalHash(e.Sum(), sound.Sum()) {
			t.Errorf("%s is not covered", field)
		}
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
