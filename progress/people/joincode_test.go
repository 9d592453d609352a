package people

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// joinCode makes a join code of the village by its coordinator.
func (w *world) joinCode(hours, uses int) string {
	w.Helper()
	_, code, err := w.IssueJoinCode(w.Context(), w.coordinator(), village, hours, uses)
	if err != nil {
		w.Fatalf("IssueJoinCode: %v", err)
	}
	return code
}

func (w *world) registerWith(code string) (Login, error) {
	r := registration()
	r.JoinCode = code
	return w.Register(w.Context(), r, Visit{})
}

func TestAJoinCodeRegistersAndConfirms(t *testing.T) {
	w := newRealWorld(t)
	w.closed = true
	_, err := w.Register(t.Context(), registration(), Visit{})
	w.wantErr(err, ErrRegistrationClosed)
	code := w.joinCode(1, 5)
	if !regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$`).MatchString(code) {
		t.Errorf("code %q", code)
	}
	v, until, err := w.LookUpJoinCode(t.Context(), code)
	if err != nil || v.ID != village || !until.Equal(w.time().Add(time.Hour)) {
		t.Errorf("looked up as %+v until %v: %v", v, until, err)
	}
	l, err := w.registerWith(code)
	if err != nil || l.Person.Unconfirmed || w.stored(l.Person.ID).Unconfirmed {
		t.Errorf("registered as %+v: %v", l.Person, err)
	}
	// Without one, where that is open, somebody must vouch.
	w.closed = false
	if p := w.register(func(r *Registration) { r.PIN = "482913" }).Person; !p.Unconfirmed {
		t.Error("confirmed without a code")
	}
}

func TestAJoinCodeWorksHoweverItIsTyped(t *testing.T) {
	w := newRealWorld(t)
	code := w.joinCode(1, MaxJoinUses)
	bare := strings.ReplaceAll(code, "-", "")
	for _, typed := range []string{
		code, bare, strings.ToLower(code), " " + code + " ", strings.ReplaceAll(code, "-", " "), strings.ReplaceAll(code, "-", "–"),
		strings.ReplaceAll(bare, "0", "O"), strings.ReplaceAll(bare, "0", "o"), strings.ReplaceAll(bare, "1", "I"),
		strings.ReplaceAll(bare, "1", "l"), strings.Join(strings.Split(bare, ""), "."), strings.Join(strings.Split(bare, ""), "-"),
	} {
		if v, _, err := w.LookUpJoinCode(t.Context(), typed); err != nil || v.ID != village {
			t.Errorf("%q for %q: %v", typed, code, err)
		}
	}
	for _, typed := range []string{"", "-", bare[:9], bare + "0", "0000000000"} {
		if _, _, err := w.LookUpJoinCode(t.Context(), typed); !errors.Is(err, ErrCodeNotValid) {
			t.Errorf("%q for %q: %v", typed, code, err)
		}
	}
}

func TestMisreadLettersOfAJoinCodeAreUnderstood(t *testing.T) {
	for typed, want := range map[string]string{
		"oO0o-IiLl-11": "0000111111", " ab cd.ef ": "ABCDEF", "a-b–c": "ABC", "": "",
	} {
		if got := normalizeCode(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestJoinCodesEnd(t *testing.T) {
	w := newRealWorld(t)
	code := w.joinCode(2, 10)
	w.pass(2*time.Hour - time.Millisecond)
	if _, err := w.registerWith(code); err != nil {
		t.Errorf("before the end: %v", err)
	}
	w.pass(time.Millisecond)
	_, err := w.registerWith(code)
	w.wantErr(err, ErrCodeNotValid)
	_, _, err = w.LookUpJoinCode(t.Context(), code)
	w.wantErr(err, ErrCodeNotValid)
}

func TestRevokedJoinCodesStop(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	pass, code, err := w.IssueJoinCode(t.Context(), coordinator, village, 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	other := w.staff(Coordinator, village2, "")
	w.wantErr(w.RevokeJoinCode(t.Context(), other, village, pass.ID), ErrForbidden)
	w.wantErr(w.RevokeJoinCode(t.Context(), other, village2, pass.ID), ErrNotFound)
	w.wantErr(w.RevokeJoinCode(t.Context(), coordinator, village, "nothing"), ErrNotFound)
	l, _ := w.resident(phone, "482913")
	w.card(l.Person.ID)
	for id, p := range w.memory.passes {
		if p.Kind == CardPass {
			w.wantErr(w.RevokeJoinCode(t.Context(), coordinator, village, id), ErrNotFound)
		}
	}
	if listed, err := w.JoinCodes(t.Context(), coordinator, village); err != nil || len(listed) != 1 || listed[0].ID != pass.ID {
		t.Errorf("listed %+v, %v", listed, err)
	}
	if err := w.RevokeJoinCode(t.Context(), coordinator, village, pass.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.registerWith(code)
	w.wantErr(err, ErrCodeNotValid)
	if listed, err := w.JoinCodes(t.Context(), coordinator, village); err != nil || len(listed) != 0 {
		t.Errorf("listed %+v, %v", listed, err)
	}
}

func TestAJoinCodeIsForItsVillageOnly(t *testing.T) {
	w := newRealWorld(t)
	code := w.joinCode(1, 1)
	r := registration()
	r.Village, r.JoinCode = village2, code
	_, err := w.Register(t.Context(), r, Visit{})
	w.wantErr(err, ErrCodeNotValid)
	elsewhere := w.register(func(r *Registration) { r.Village, r.PIN = village2, "482913" })
	_, err = w.Join(t.Context(), elsewhere.Person, code)
	w.wantErr(err, ErrCodeNotValid)
	if _, err := w.registerWith(code); err != nil {
		t.Errorf("the one use is gone: %v", err)
	}
}

func TestJoinCodesHaveBounds(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	for _, c := range []struct{ hours, uses int }{{0, 1}, {-1, 1}, {MaxJoinHours + 1, 1}, {1, 0}, {1, -1}, {1, MaxJoinUses + 1}} {
		_, _, err := w.IssueJoinCode(t.Context(), coordinator, village, c.hours, c.uses)
		var invalid *InvalidError
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1 {
			t.Errorf("%+v: %v", c, err)
		}
	}
	_, _, err := w.IssueJoinCode(t.Context(), coordinator, village2, 1, 1)
	w.wantErr(err, ErrForbidden)
	l, _ := w.resident(phone, pin)
	_, _, err = w.IssueJoinCode(t.Context(), l.Person, village, 1, 1)
	w.wantErr(err, ErrForbidden)
	_, err = w.JoinCodes(t.Context(), w.staff(Manager, "", ""), village)
	w.wantErr(err, ErrForbidden)
}

func TestAJoinCodeIsUsedAsOftenAsItSaysHoweverManyRace(t *testing.T) {
	w := newRealWorld(t)
	w.closed = true
	const uses, racing = 20, 50
	code := w.joinCode(1, uses)
	servers := []*Service{w.another(), w.another()}
	var done sync.WaitGroup
	var registered, refused atomic.Int64
	for i := range racing {
		done.Go(func() {
			r := registration()
			r.Phone, r.JoinCode = fmt.Sprintf("09111111%02d", i), code
			for {
				_, err := servers[i%2].Register(context.Background(), r, Visit{})
				switch {
				case errors.Is(err, ErrBusy): // too many hash at once; the use was given back
					continue
				case err == nil:
					registered.Add(1)
				case errors.Is(err, ErrCodeNotValid):
					refused.Add(1)
				default:
					t.Errorf("registration %d: %v", i, err)
				}
				return
			}
		})
	}
	done.Wait()
	// Somebody who was refused while a use was being given back may come again.
	for i := 0; registered.Load() < uses && i < racing; i++ {
		r := registration()
		r.Phone, r.JoinCode = fmt.Sprintf("09122222%02d", i), code
		if _, err := w.Register(t.Context(), r, Visit{}); err == nil {
			registered.Add(1)
		}
	}
	if registered.Load() != uses || refused.Load() < racing-uses {
		t.Errorf("%d registered, %d refused", registered.Load(), refused.Load())
	}
	for _, p := range w.memory.passes {
		if p.Uses != uses {
			t.Errorf("%d uses are counted", p.Uses)
		}
	}
}

func TestARegistrationThatFailsGivesItsUseBack(t *testing.T) {
	w := newRealWorld(t)
	w.resident(phone, pin)
	code := w.joinCode(1, 1)
	_, err := w.registerWith(code)
	w.wantErr(err, ErrCredentialTaken)
	// Who is stored has used it, even if they could not be signed in.
	for _, c := range []struct {
		method string
		uses   int
	}{{"AddPerson", 0}, {"Attempts", 0}, {"AddDevice", 1}} {
		broken := w.fail(c.method)
		r := registration()
		r.Phone, r.JoinCode = "0911111111", code
		_, err := w.Register(t.Context(), r, Visit{})
		w.wantErr(err, broken)
		w.mend()
		for _, p := range w.memory.passes {
			if p.Uses != c.uses {
				t.Errorf("without %s: %d uses, want %d", c.method, p.Uses, c.uses)
			}
		}
	}
}

func TestJoiningConfirmsOnceAndUsesTheCodeOnce(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	code := w.joinCode(1, 1)
	// The same request twice, as a phone with a bad line sends it: who acts was read before the first.
	for range 3 {
		if p, err := w.Join(t.Context(), l.Person, code); err != nil || p.Unconfirmed {
			t.Fatalf("Join: %+v, %v", p, err)
		}
	}
	for _, p := range w.memory.passes {
		if p.Uses != 1 {
			t.Errorf("%d uses", p.Uses)
		}
	}
	code = w.joinCode(1, 1)
	other, _ := w.resident(phone, "482913")
	for _, method := range []string{"AppendAudit", "UpdatePerson"} {
		broken := w.fail(method)
		_, err := w.Join(t.Context(), other.Person, code)
		w.wantErr(err, broken)
		w.mend()
	}
	if p, err := w.Join(t.Context(), other.Person, code); err != nil || p.Unconfirmed {
		t.Errorf("a join that failed used the code up: %v", err)
	}
}
