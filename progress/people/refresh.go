package people

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// ErrLoginExpired says that a device is signed out: too old, unused for too long, erased, or revoked since a secret
// was used that had been replaced.
var ErrLoginExpired = errors.New("sign in again")

// How long a device stays signed in: without being used, and at most.
const (
	residentIdle = 30 * 24 * time.Hour
	residentLife = 90 * 24 * time.Hour
	staffIdle    = 30 * time.Minute
	staffLife    = 8 * time.Hour
)

const (
	deviceIDBytes      = 16
	refreshSecretBytes = 32
	// Two tabs may refresh at once; more than a few cannot be a person.
	maxRefreshConflicts = 10
)

// expiresAt returns when a device is signed out if it is not used again.
func (d Device) expiresAt() time.Time {
	idle, life := residentIdle, residentLife
	if d.Staff {
		idle, life = staffIdle, staffLife
	}
	unused, end := d.UsedAt.Add(idle), d.CreatedAt.Add(life)
	if end.Before(unused) {
		return end
	}
	return unused
}

// newLogin signs a person in in a browser, which knows them from then on. A login that they still had there ends.
func (s *Service) newLogin(ctx context.Context, p Person, staff bool, v Visit) (Login, error) {
	now := s.now()
	return s.newLoginSince(ctx, p, Device{Staff: staff, CreatedAt: now, ProvedAt: now}, v)
}

// newLoginSince is newLogin with the times and the kind of a device given.
func (s *Service) newLoginSince(ctx context.Context, p Person, since Device, v Visit) (Login, error) {
	fresh := ""
	if v.digest() == nil {
		var err error
		if fresh, err = s.newBrowser(); err != nil {
			return Login{}, err
		}
		v.Browser = fresh
	}
	b := make([]byte, deviceIDBytes+refreshSecretBytes)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return Login{}, fmt.Errorf("draw a refresh secret: %w", err)
	}
	now, secret := s.now(), b[deviceIDBytes:]
	d := Device{
		ID: hex.EncodeToString(b[:deviceIDBytes]), Person: p.ID, Browser: v.digest(), Label: v.Label, Current: digest(secret),
		// Staff rights are never held for weeks, whatever the secret was.
		Staff:     since.Staff || len(p.At(now).Appointments) > 0,
		CreatedAt: since.CreatedAt, UsedAt: now, ProvedAt: since.ProvedAt,
	}
	if fresh == "" {
		if err := s.deleteLoginsIn(ctx, p.ID, d.Browser); err != nil {
			return Login{}, err
		}
	}
	if err := s.devices.AddDevice(ctx, d); err != nil {
		return Login{}, fmt.Errorf("add a device: %w", err)
	}
	login, err := s.login(d, secret, p)
	login.Browser = fresh
	return login, err
}

// lastLogin returns the newest login that a person still has, or ErrLoginExpired.
func (s *Service) lastLogin(ctx context.Context, person string) (Device, error) {
	devices, err := s.devices.DevicesOf(ctx, person)
	if err != nil {
		return Device{}, fmt.Errorf("read a person's devices: %w", err)
	}
	var last Device
	for _, d := range devices {
		if d.SignedIn(s.now()) && d.CreatedAt.After(last.CreatedAt) {
			last = d
		}
	}
	if last.ID == "" {
		return Device{}, ErrLoginExpired
	}
	return last, nil
}

func (s *Service) deleteLoginsIn(ctx context.Context, person string, browser []byte) error {
	devices, err := s.devices.DevicesOfBrowser(ctx, browser)
	if err != nil {
		return fmt.Errorf("read a browser's devices: %w", err)
	}
	for _, old := range devices {
		if old.Person != person {
			continue
		}
		if err := s.devices.DeleteDevice(ctx, old.ID); err != nil {
			return fmt.Errorf("replace a device: %w", err)
		}
	}
	return nil
}

func (s *Service) login(d Device, secret []byte, p Person) (Login, error) {
	token, err := s.tokens.sign(p, d.ProvedAt, d.number())
	if err != nil {
		return Login{}, err
	}
	return Login{
		AccessToken: token, ExpiresIn: AccessTokenLife,
		Refresh:       d.ID + "." + base64.RawURLEncoding.EncodeToString(secret),
		RefreshMaxAge: d.expiresAt().Sub(s.now()),
		Person:        p.At(s.now()),
	}, nil
}

// Refresh trades the value of a refresh cookie for a new access token and a new value, or returns ErrLoginExpired.
//
// The value handed out last is accepted. So is the one before it, as long as the last one was never used: the reply
// that carried it may have been lost, and a phone with a bad line must stay signed in; the last one is then replaced.
// Any other value on a known device was copied by somebody, and signs the device out. Two tabs that use one value at
// once both succeed, but only the later reply's value holds; a client lets one of its tabs refresh for all.
func (s *Service) Refresh(ctx context.Context, cookie string) (Login, error) {
	id, secret, ok := parseCookie(cookie)
	if !ok {
		return Login{}, ErrLoginExpired
	}
	used := digest(secret)
	next, err := s.drawRefresh()
	if err != nil {
		return Login{}, err
	}
	for range maxRefreshConflicts {
		d, err := s.devices.Device(ctx, id)
		if errors.Is(err, ErrNotFound) {
			return Login{}, ErrLoginExpired
		}
		if err != nil {
			return Login{}, fmt.Errorf("read a device: %w", err)
		}
		if d.Current == nil {
			return Login{}, ErrLoginExpired
		}
		if !rotate(&d, used, digest(next)) {
			// Somebody copied it: the browser must not even be known any more.
			return Login{}, s.forgetDevice(ctx, d.ID)
		}
		p, err := s.people.Person(ctx, d.Person)
		if errors.Is(err, ErrNotFound) {
			return Login{}, s.forgetDevice(ctx, d.ID)
		}
		if err != nil {
			return Login{}, fmt.Errorf("read whom a device signs in: %w", err)
		}
		now := s.now()
		// Somebody may have been appointed since.
		d.Staff = d.Staff || len(p.At(now).Appointments) > 0
		if !now.Before(d.expiresAt()) {
			return Login{}, s.signOut(ctx, d)
		}
		d.UsedAt = now
		err = s.devices.UpdateDevice(ctx, d)
		if err == nil {
			return s.login(d, next, p)
		}
		if !errors.Is(err, ErrConflict) {
			return Login{}, fmt.Errorf("rotate a refresh secret: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return Login{}, err
		}
	}
	return Login{}, ErrBusy
}

func (s *Service) drawRefresh() ([]byte, error) {
	secret := make([]byte, refreshSecretBytes)
	if _, err := io.ReadFull(s.rand, secret); err != nil {
		return nil, fmt.Errorf("draw a refresh secret: %w", err)
	}
	return secret, nil
}

// rotate makes next the device's current digest, and reports whether used was one that may be traded for it.
func rotate(d *Device, used, next []byte) bool {
	// Both are compared whatever the first says, so that the time tells nothing.
	current := subtle.ConstantTimeCompare(d.Current, used)
	previous := subtle.ConstantTimeCompare(d.Previous, used)
	if current|previous == 0 {
		return false
	}
	// Whichever it was, next has not been used yet and used is the one before it.
	d.Previous, d.Current = used, next
	return true
}

// forgetDevice removes a device and returns ErrLoginExpired, or the store's error.
func (s *Service) forgetDevice(ctx context.Context, device string) error {
	if err := s.devices.DeleteDevice(ctx, device); err != nil {
		return fmt.Errorf("forget a device: %w", err)
	}
	return ErrLoginExpired
}

// signOut ends a device's login, which stays known, and returns ErrLoginExpired, or the store's error.
func (s *Service) signOut(ctx context.Context, d Device) error {
	d.Current, d.Previous = nil, nil
	// Who changed it meanwhile has used it, or signed it out.
	if err := s.devices.UpdateDevice(ctx, d); err != nil && !errors.Is(err, ErrConflict) {
		return fmt.Errorf("sign a device out: %w", err)
	}
	return ErrLoginExpired
}

// Logout signs the device of a refresh cookie out; the person stays known there. A cookie that is nobody's is no error; one with a known device but
// another secret signs nobody out, since device ids are no secret.
func (s *Service) Logout(ctx context.Context, cookie string) error {
	id, secret, ok := parseCookie(cookie)
	if !ok {
		return nil
	}
	d, err := s.devices.Device(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read a device: %w", err)
	}
	if !d.holds(digest(secret)) {
		return nil
	}
	if err := s.signOut(ctx, d); !errors.Is(err, ErrLoginExpired) {
		return err
	}
	return nil
}

// holds reports whether a secret of this digest may be traded.
func (d Device) holds(used []byte) bool { return rotate(&d, used, used) }

// deviceOf returns the device of a refresh cookie that may be traded, or ErrLoginExpired.
func (s *Service) deviceOf(ctx context.Context, cookie string) (Device, error) {
	id, secret, ok := parseCookie(cookie)
	if !ok {
		return Device{}, ErrLoginExpired
	}
	d, err := s.devices.Device(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return Device{}, ErrLoginExpired
	}
	if err != nil {
		return Device{}, fmt.Errorf("read a device: %w", err)
	}
	if !d.holds(digest(secret)) || !s.now().Before(d.expiresAt()) {
		return Device{}, ErrLoginExpired
	}
	return d, nil
}

// parseCookie splits "device.secret", and refuses any other spelling of the same bytes.
func parseCookie(cookie string) (device string, secret []byte, ok bool) {
	device, text, ok := strings.Cut(cookie, ".")
	if !ok || len(device) != hex.EncodedLen(deviceIDBytes) || strings.Trim(device, "0123456789abcdef") != "" {
		return "", nil, false
	}
	if len(text) != base64.RawURLEncoding.EncodedLen(refreshSecretBytes) {
		return "", nil, false
	}
	secret, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return device, secret, err == nil && len(secret) == refreshSecretBytes
}

func digest(secret []byte) []byte {
	sum := sha256.Sum256(secret)
	return sum[:]
}
