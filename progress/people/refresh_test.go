package people

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

func (w *world) refresh(cookie string) Login {
	w.Helper()
	l, err := w.Refresh(w.Context(), cookie)
	if err != nil {
		w.Fatalf("Refresh: %v", err)
	}
	return l
}

func (w *world) wantSignedOut(cookie string) {
	w.Helper()
	_, err := w.Refresh(w.Context(), cookie)
	w.wantErr(err, ErrLoginExpired)
}

// onlyDevice returns the one device that is stored.
func (w *world) onlyDevice() Device {
	w.Helper()
	if len(w.memory.devices) != 1 {
		w.Fatalf("%d devices", len(w.memory.devices))
	}
	for _, d := range w.memory.devices {
		return d
	}
	return Device{}
}

func TestRefreshRotatesTheCookie(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	seen := map[string]bool{l.Refresh: true}
	for range 5 {
		w.pass(time.Hour)
		next := w.refresh(l.Refresh)
		if seen[next.Refresh] || next.Person.ID != l.Person.ID || next.RefreshMaxAge != residentIdle {
			t.Fatalf("got %+v", next)
		}
		seen[next.Refresh] = true
		if _, err := w.Authenticate(t.Context(), next.AccessToken); err != nil {
			t.Fatal(err)
		}
		l = next
	}
	if len(w.memory.devices) != 1 {
		t.Errorf("%d devices", len(w.memory.devices))
	}
}

func TestALostReplySignsNobodyOut(t *testing.T) {
	w := newWorld(t)
	first := w.register(nil).Refresh
	lost := w.refresh(first).Refresh
	lostToo := w.refresh(first).Refresh
	got := w.refresh(first).Refresh
	next := w.refresh(got).Refresh
	// The replies that were lost turn up after all: somebody else has them.
	_ = lostToo
	w.wantSignedOut(lost)
	w.wantSignedOut(next)
}

func TestReuseSignsTheDeviceOut(t *testing.T) {
	w := newWorld(t)
	other := w.register(nil)
	stolen, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	second := w.refresh(stolen.Refresh)
	third := w.refresh(second.Refresh)
	w.wantSignedOut(stolen.Refresh)
	w.wantSignedOut(third.Refresh)
	w.refresh(other.Refresh) // the person's other devices stay
	w.wantSignedOut(strings.Split(other.Refresh, ".")[0] + "." + strings.Split(third.Refresh, ".")[1])
	w.wantSignedOut(other.Refresh)
}

func TestTabsThatRefreshAtOnceStaySignedIn(t *testing.T) {
	w := newWorld(t)
	cookie := w.register(nil).Refresh
	for round := range 20 {
		logins := make([]Login, 2)
		var done sync.WaitGroup
		for i := range logins {
			done.Go(func() {
				var err error
				if logins[i], err = w.Refresh(context.Background(), cookie); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		done.Wait()
		if logins[0].Refresh == logins[1].Refresh {
			t.Fatal("two tabs got one value")
		}
		// The one that was stored later is current; the store tells which.
		cookie = logins[0].Refresh
		id, secret, _ := parseCookie(cookie)
		if string(w.memory.devices[id].Current) != string(digest(secret)) {
			cookie = logins[1].Refresh
		}
		cookie = w.refresh(cookie).Refresh
	}
}

func TestARaceWithTheThiefEndsInOneSignOut(t *testing.T) {
	w := newWorld(t)
	stolen := w.register(nil).Refresh
	owner, thief := w.refresh(stolen).Refresh, w.refresh(stolen).Refresh
	thief = w.refresh(thief).Refresh
	w.wantSignedOut(owner)
	w.wantSignedOut(thief)
}

func TestDevicesExpire(t *testing.T) {
	for _, c := range []struct {
		name       string
		idle, life time.Duration
		login      func(*world) Login
	}{
		{"resident", 30 * 24 * time.Hour, 90 * 24 * time.Hour, func(w *world) Login { return w.register(nil) }},
		{"staff", 30 * time.Minute, 8 * time.Hour, func(w *world) Login {
			_, password := w.add(NewPerson{Role: Admin, Name: "Admin", Phone: phone})
			l, err := w.LoginPassword(w.Context(), phone, password, "", Visit{})
			if err != nil {
				w.Fatal(err)
			}
			return l
		}},
	} {
		t.Run(c.name+" idle", func(t *testing.T) {
			w := newWorld(t)
			l := c.login(w)
			w.pass(c.idle - time.Second)
			l = w.refresh(l.Refresh)
			w.pass(c.idle)
			w.wantSignedOut(l.Refresh)
			if d := w.onlyDevice(); d.Current != nil || d.Previous != nil || d.SignedIn(w.time()) {
				t.Errorf("kept as %+v", d) // it stays known, signed out
			}
		})
		t.Run(c.name+" life", func(t *testing.T) {
			w := newWorld(t)
			l := c.login(w)
			end := w.time().Add(c.life)
			for w.time().Add(c.idle / 2).Before(end) {
				w.pass(c.idle / 2)
				l = w.refresh(l.Refresh)
				if left := end.Sub(w.time()); l.RefreshMaxAge != min(left, c.idle) {
					t.Fatalf("%v left, the cookie lives %v", left, l.RefreshMaxAge)
				}
			}
			w.pass(end.Sub(w.time()))
			w.wantSignedOut(l.Refresh)
		})
	}
}

func TestAppointedPeopleLoseLongLogins(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	p := l.Person
	p.Appointments = []Appointment{{Role: Coordinator, Village: village}}
	if err := w.memory.UpdatePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	w.pass(20 * time.Minute)
	l = w.refresh(l.Refresh)
	if l.RefreshMaxAge != staffIdle {
		t.Errorf("lives %v", l.RefreshMaxAge)
	}
	w.pass(staffIdle)
	w.wantSignedOut(l.Refresh)
}

func TestAppointedPeopleHaveShortLoginsWhateverTheSecret(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	p, card := l.Person, w.card(l.Person.ID)
	p.Appointments = []Appointment{{Role: Coordinator, Village: village}}
	if err := w.memory.UpdatePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	byPIN, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	if err != nil || byPIN.RefreshMaxAge != staffIdle {
		t.Errorf("by PIN it lives %v, %v", byPIN.RefreshMaxAge, err)
	}
	byCard, err := w.LoginCard(t.Context(), card, "", Visit{})
	if err != nil || byCard.RefreshMaxAge != staffIdle {
		t.Errorf("by card it lives %v, %v", byCard.RefreshMaxAge, err)
	}
}

func TestErasedPeopleAreSignedOut(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	if err := w.memory.DeletePerson(t.Context(), l.Person.ID); err != nil { // without devices, as after a crash
		t.Fatal(err)
	}
	w.wantSignedOut(l.Refresh)
	if len(w.memory.devices) != 0 {
		t.Error("the device is kept")
	}
}

func TestGarbageIsNoCookie(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	id, secret, _ := strings.Cut(l.Refresh, ".")
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	// The last letter of 43 holds two bits that must be zero; another letter there would be another spelling.
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	respelled := secret[:42] + string(letters[strings.IndexByte(letters, secret[42])+1])
	for _, cookie := range []string{
		"", ".", id, id + ".", "." + secret, id + secret, l.Refresh + ".", l.Refresh + "=", l.Refresh + " ", " " + l.Refresh,
		strings.ToUpper(id) + "." + secret, id[:31] + "." + secret, "zz" + id[2:] + "." + secret, id + "." + respelled,
		id + "." + base64.StdEncoding.EncodeToString(raw), id + "." + secret[:40], l.AccessToken, strings.Repeat("a", 1<<16),
		strings.Repeat("0", 32) + "." + secret,
	} {
		w.wantSignedOut(cookie)
		if err := w.Logout(t.Context(), cookie); err != nil {
			t.Errorf("Logout(%q): %v", cookie, err)
		}
	}
	w.refresh(l.Refresh) // and none of them signed the device out
}

func TestLogoutSignsOneDeviceOut(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	other, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	id, _, _ := strings.Cut(l.Refresh, ".")
	_, wrong, _ := strings.Cut(other.Refresh, ".")
	if err := w.Logout(t.Context(), id+"."+wrong); err != nil {
		t.Fatal(err)
	}
	l = w.refresh(l.Refresh)
	for range 2 {
		if err := w.Logout(t.Context(), l.Refresh); err != nil {
			t.Fatal(err)
		}
	}
	w.wantSignedOut(l.Refresh)
	w.refresh(other.Refresh)
}

func TestAFailingStoreSignsNobodyOut(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	for _, method := range []string{"Device", "Person", "UpdateDevice"} {
		broken := w.fail(method)
		_, err := w.Refresh(t.Context(), l.Refresh)
		w.wantErr(err, broken)
		if errors.Is(err, ErrLoginExpired) {
			t.Errorf("%s: %v", method, err)
		}
	}
	w.mend()
	w.refresh(l.Refresh)
}
