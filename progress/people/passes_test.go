package people

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever is done in whatever order: a pass is never used more often than it says, after its end, or once it was stopped.
func TestAPassHoldsItsBoundsForAnyOrder(t *testing.T) {
	type issued struct {
		code    string
		id      string
		left    int
		until   time.Time
		stopped bool
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := newRealWorld(t)
		coordinator := w.coordinator()
		var passes []issued
		people := 0
		some := func(rt *rapid.T) *issued {
			if len(passes) == 0 {
				rt.Skip("no code yet")
			}
			return &passes[rapid.IntRange(0, len(passes)-1).Draw(rt, "which")]
		}
		rt.Repeat(map[string]func(*rapid.T){
			"issue": func(rt *rapid.T) {
				hours, uses := rapid.IntRange(1, MaxJoinHours).Draw(rt, "hours"), rapid.IntRange(1, 3).Draw(rt, "uses")
				p, code, err := w.IssueJoinCode(context.Background(), coordinator, village, hours, uses)
				if err != nil {
					rt.Fatal(err)
				}
				passes = append(passes, issued{code: code, id: p.ID, left: uses, until: w.time().Add(time.Duration(hours) * time.Hour)})
			},
			"use": func(rt *rapid.T) {
				p := some(rt)
				holds := p.left > 0 && !p.stopped && w.time().Before(p.until)
				people++
				r := registration()
				r.Phone, r.JoinCode = fmt.Sprintf("09%08d", people), p.code
				_, err := w.Register(context.Background(), r, Visit{})
				if holds != (err == nil) || !holds && !errors.Is(err, ErrCodeNotValid) {
					rt.Fatalf("holds %v: %v", holds, err)
				}
				if holds {
					p.left--
				}
			},
			"use in vain": func(rt *rapid.T) {
				p := some(rt)
				people++
				r := registration()
				r.Phone, r.JoinCode = fmt.Sprintf("09%08d", people), p.code
				_ = w.fail("AddPerson")
				if _, err := w.Register(context.Background(), r, Visit{}); err == nil {
					rt.Fatal("registered without a store")
				}
				w.mend()
			},
			"revoke": func(rt *rapid.T) {
				p := some(rt)
				if err := w.RevokeJoinCode(context.Background(), coordinator, village, p.id); err != nil {
					rt.Fatal(err)
				}
				p.stopped = true
			},
			"wait":    func(rt *rapid.T) { w.pass(time.Duration(rapid.IntRange(1, 100).Draw(rt, "hours")) * time.Hour) },
			"restart": func(*rapid.T) { w.restart() },
			"":        func(rt *rapid.T) { w.checkUses(rt) },
		})
	})
}

func (w *world) checkUses(rt *rapid.T) {
	for _, p := range w.memory.passes {
		if p.Uses < 0 || p.Uses > p.MaxUses {
			rt.Fatalf("%d uses of %d", p.Uses, p.MaxUses)
		}
	}
}

// Codes of digits live short and once, whoever tries them when.
func TestADeviceCodeHoldsItsBoundsForAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		coordinator := w.coordinator()
		var codes []string
		valid, until := -1, time.Time{}
		rt.Repeat(map[string]func(*rapid.T){
			"issue": func(rt *rapid.T) {
				c, err := w.IssueCode(context.Background(), coordinator, village, l.Person.ID, DevicePass)
				if err != nil {
					rt.Fatal(err)
				}
				codes = append(codes, c.Code)
				valid, until = len(codes)-1, w.time().Add(codeLife)
			},
			"use": func(rt *rapid.T) {
				if len(codes) == 0 {
					rt.Skip("no code yet")
				}
				i := rapid.IntRange(max(0, len(codes)-3), len(codes)-1).Draw(rt, "which")
				holds := i == valid && w.time().Before(until)
				w.forgetFailures() // the lock is another promise
				_, err := w.LoginPIN(context.Background(), phone, pin, codes[i], Visit{})
				if holds != (err == nil) || !holds && !errors.Is(err, ErrWrongCredentials) {
					rt.Fatalf("holds %v: %v", holds, err)
				}
				if holds {
					valid = -1
				}
			},
			"wait":    func(rt *rapid.T) { w.pass(time.Duration(rapid.IntRange(1, 700).Draw(rt, "seconds")) * time.Second) },
			"restart": func(*rapid.T) { w.restart() },
		})
	})
}

func TestASecretThatIsDrawnTwiceIsDrawnAgain(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	tries := 0
	w.memory.fail = func(method string) error {
		if method == "AddPass" {
			if tries++; tries < 4 {
				return ErrConflict
			}
		}
		return nil
	}
	if _, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{}); err != nil || tries != 4 {
		t.Errorf("after %d tries: %v", tries, err)
	}
}
