package people

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAPINAloneIsNotLookedAtInAnUnknownBrowser(t *testing.T) {
	w := newRealWorld(t)
	_, home := w.resident(phone, pin)
	_, stranger := w.resident("0900000002", pin)
	for name, v := range map[string]Visit{
		"no cookie":              {},
		"invented cookie":        {Browser: base64.RawURLEncoding.EncodeToString(make([]byte, browserSecretBytes))},
		"garbage":                {Browser: "../.."},
		"padded":                 {Browser: home.Browser + "="},
		"browser of a neighbour": stranger,
	} {
		for _, number := range []string{phone, "0911111111"} { // of somebody, and of nobody
			for _, p := range []string{pin, "482913", ""} {
				w.wantNoHash(func() {
					_, err := w.LoginPIN(t.Context(), number, p, "", v)
					if !errors.Is(err, ErrDeviceUnknown) || err.Error() != ErrDeviceUnknown.Error() {
						t.Errorf("%s, %s, PIN %q: %v", name, number, p, err)
					}
				})
			}
		}
	}
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("at home: %v", err)
	}
}

func TestABrowserThatKnowsOnlyAnotherOfThePhoneDoesNotSignIn(t *testing.T) {
	w := newRealWorld(t)
	_, home := w.resident(phone, pin)
	second, other := w.resident(phone, "482913")
	_, err := w.LoginPIN(t.Context(), phone, "482913", "", home)
	w.wantErr(err, ErrWrongCredentials) // as any wrong PIN: that it is right elsewhere is not told
	if l, err := w.LoginPIN(t.Context(), phone, "482913", "", other); err != nil || l.Person.ID != second.Person.ID {
		t.Errorf("in their own: %v", err)
	}
}

func TestPeopleOfOneBrowserActOnOneDeviceWhateverTheyRefresh(t *testing.T) {
	w := newRealWorld(t)
	first, home := w.resident(phone, pin)
	r := registration()
	r.PIN = "482913"
	second, err := w.Register(t.Context(), r, home)
	if err != nil {
		t.Fatal(err)
	}
	refreshed, err := w.Refresh(t.Context(), first.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _ := w.resident("0911111112", pin)
	var devices []uint32
	for _, l := range []Login{first, second, refreshed, stranger} {
		a, err := w.Authenticate(t.Context(), l.AccessToken)
		if err != nil {
			t.Fatal(err)
		}
		devices = append(devices, a.Device)
	}
	if devices[0] == 0 || devices[1] != devices[0] || devices[2] != devices[0] || devices[3] == devices[0] || devices[3] == 0 {
		t.Errorf("devices %v", devices)
	}
}

func TestSeveralPeopleAreKnownInOneBrowser(t *testing.T) {
	w := newRealWorld(t)
	first, home := w.resident(phone, pin)
	r := registration()
	r.PIN = "482913"
	second, err := w.Register(t.Context(), r, home)
	if err != nil || second.Browser != "" {
		t.Fatalf("a browser that has a cookie got %q: %v", second.Browser, err)
	}
	for _, c := range []struct{ person, pin string }{{first.Person.ID, pin}, {second.Person.ID, "482913"}} {
		if l, err := w.LoginProfile(t.Context(), c.person, c.pin, home); err != nil || l.Person.ID != c.person {
			t.Errorf("LoginProfile: %v", err)
		}
		if l, err := w.LoginPIN(t.Context(), phone, c.pin, "", home); err != nil || l.Person.ID != c.person {
			t.Errorf("LoginPIN: %v", err)
		}
	}
	if len(w.memory.devices) != 2 {
		t.Errorf("%d devices of two people in one browser", len(w.memory.devices))
	}
}

func TestAProfileSignsInOnlyWhereItIsKnown(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	_, elsewhere := w.resident("0900000002", "482913")
	for _, v := range []Visit{{}, elsewhere} {
		w.wantNoHash(func() {
			_, err := w.LoginProfile(t.Context(), l.Person.ID, pin, v)
			w.wantErr(err, ErrDeviceUnknown)
		})
	}
	w.wantNoHash(func() {
		_, err := w.LoginProfile(t.Context(), "nobody", pin, home)
		w.wantErr(err, ErrDeviceUnknown)
	})
	_, err := w.LoginProfile(t.Context(), l.Person.ID, "482913", home)
	w.wantErr(err, ErrWrongCredentials)
	if again, err := w.LoginProfile(t.Context(), l.Person.ID, pin, home); err != nil || again.Person.ID != l.Person.ID {
		t.Errorf("where known: %v", err)
	}
}

func TestAProfileWithoutAPhoneHasItsOwnLock(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident("", pin)
	neighbour, next := w.resident("", pin)
	for range failuresFree {
		_, err := w.LoginProfile(t.Context(), l.Person.ID, "482913", home)
		w.wantErr(err, ErrWrongCredentials)
	}
	_, err := w.LoginProfile(t.Context(), l.Person.ID, pin, home)
	w.wantLocked(err, firstLock)
	if _, err := w.LoginProfile(t.Context(), neighbour.Person.ID, pin, next); err != nil {
		t.Errorf("somebody else without a phone: %v", err)
	}
}

func TestLoggingOutKeepsThePersonKnown(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	if err := w.Logout(t.Context(), l.Refresh); err != nil {
		t.Fatal(err)
	}
	w.wantSignedOut(l.Refresh)
	if again, err := w.LoginProfile(t.Context(), l.Person.ID, pin, home); err != nil {
		t.Errorf("after logging out: %v", err)
	} else if w.onlyDevice(); again.Person.ID != l.Person.ID {
		t.Errorf("signed in as %s", again.Person.ID)
	}
}

func TestALoginThatExpiredStaysKnown(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	w.pass(residentIdle)
	w.wantSignedOut(l.Refresh)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("after a month: %v", err)
	}
}

func TestARemovedDeviceIsUnknownAndItsTokenVoid(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	_, elsewhere := w.resident("0900000002", "482913")
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil {
		t.Fatal(err)
	}
	devices, current, err := w.Devices(t.Context(), l.Person, l.Refresh)
	if err != nil || len(devices) != 1 || devices[0].ID != current || devices[0].Label != "" {
		t.Fatalf("%+v, %q, %v", devices, current, err)
	}
	stranger, err := w.LoginPIN(t.Context(), "0900000002", "482913", "", elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	w.wantErr(w.RemoveDevice(t.Context(), stranger.Person, current), ErrNotFound)
	w.wantErr(w.RemoveDevice(t.Context(), l.Person, "nothing"), ErrNotFound)
	if err := w.RemoveDevice(t.Context(), l.Person, current); err != nil {
		t.Fatal(err)
	}
	_, err = w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
	w.wantSignedOut(l.Refresh)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", home)
	w.wantErr(err, ErrDeviceUnknown)
	_, err = w.LoginProfile(t.Context(), l.Person.ID, pin, home)
	w.wantErr(err, ErrDeviceUnknown)
	if _, err := w.LoginPIN(t.Context(), "0900000002", "482913", "", elsewhere); err != nil {
		t.Errorf("the other person: %v", err)
	}
}

func TestAStolenRefreshSecretMakesTheDeviceUnknown(t *testing.T) {
	w := newRealWorld(t)
	stolen, home := w.resident(phone, pin)
	second := w.refresh(stolen.Refresh)
	w.refresh(second.Refresh)
	w.wantSignedOut(stolen.Refresh)
	_, err := w.LoginProfile(t.Context(), stolen.Person.ID, pin, home)
	w.wantErr(err, ErrDeviceUnknown)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", home)
	w.wantErr(err, ErrDeviceUnknown)
}

func TestANewLoginInABrowserEndsTheFormerOne(t *testing.T) {
	w := newRealWorld(t)
	first, home := w.resident(phone, pin)
	second, err := w.LoginPIN(t.Context(), phone, pin, "", home)
	if err != nil || second.Browser != "" {
		t.Fatalf("new browser %q: %v", second.Browser, err)
	}
	w.wantSignedOut(first.Refresh)
	w.refresh(second.Refresh)
	w.onlyDevice()
}

func TestDevicesAreListedByLastUse(t *testing.T) {
	w := newWorld(t)
	first, _ := w.resident(phone, pin)
	w.pass(time.Minute)
	second, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{Label: "iphone"})
	if err != nil {
		t.Fatal(err)
	}
	id, _, _ := strings.Cut(first.Refresh, ".")
	devices, current, err := w.Devices(t.Context(), first.Person, first.Refresh)
	if err != nil || len(devices) != 2 || devices[0].Label != "iphone" || devices[1].ID != id || current != id {
		t.Errorf("%+v, %q, %v", devices, current, err)
	}
	w.pass(time.Minute)
	w.refresh(first.Refresh)
	devices, current, err = w.Devices(t.Context(), first.Person, second.Refresh)
	if err != nil || len(devices) != 2 || devices[0].ID != id || current != devices[1].ID {
		t.Errorf("after a use: %+v, %q, %v", devices, current, err)
	}
}

func TestTheBrowsersSecretIsNotStored(t *testing.T) {
	w := newWorld(t)
	_, home := w.resident(phone, pin)
	raw, err := base64.RawURLEncoding.DecodeString(home.Browser)
	if d := w.onlyDevice(); err != nil || len(raw) != 16 || string(d.Browser) != string(digest(raw)) {
		t.Errorf("stored %x for %q", d.Browser, home.Browser)
	}
}
