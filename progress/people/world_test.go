package people

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hocso/progress/places"
)

const (
	village  = "24163-001"
	ward     = "24163"
	village2 = "24163-002" // of the same ward
	ward2    = "24190"
	village3 = "24190-001" // of the other ward
	phone    = "0900000001"
	pin      = "246810"
)

// world is a service on memory with a clock that only tests move. Its hash is cheap and counted.
type world struct {
	testing.TB
	*Service
	memory *memory
	keys   Keys
	real   bool // nothing is made easier for a demo
	closed bool // registering needs a join code
	mu     sync.Mutex
	clock  time.Time
	hashes atomic.Int64
	phones int // handed out to staff
	dir    *places.Directory
	leases Leases // nil where no other server shares the stores
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{TB: t, memory: newMemory(), keys: testKeys(), clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	w.restart()
	return w
}

// newRealWorld is a world where a PIN alone is enough on known devices only, and a password alone nowhere.
func newRealWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.real = true
	w.restart()
	return w
}

func testKeys() Keys {
	return Keys{
		Signing: []SigningKey{
			{ID: "new", Secret: bytes.Repeat([]byte{1}, 32)},
			{ID: "old", Secret: bytes.Repeat([]byte{2}, 32)},
		},
		Pepper: bytes.Repeat([]byte{3}, 32),
	}
}

// restart replaces the service by a new one on the same stores, as a new process would.
func (w *world) restart() {
	w.Helper()
	w.Service = w.another()
}

// another returns one more service on the same stores, as another process would be.
func (w *world) another() *Service {
	w.Helper()
	if w.dir == nil {
		w.setVillages(places.Village{ID: village, Ward: ward}, places.Village{ID: village2, Ward: ward}, places.Village{ID: village3, Ward: ward2})
	}
	s, err := NewService(Config{
		Stores: w.memory.stores(), Keys: w.keys, Now: w.time,
		Places: func() *places.Directory { return w.dir }, OpenRegistration: func() bool { return !w.closed },
		FreeDevices: !w.real, PasswordAlone: !w.real, Leases: w.leases,
	})
	if err != nil {
		w.Fatal(err)
	}
	s.hasher.derive = func(secret, salt []byte) []byte {
		w.hashes.Add(1)
		sum := sha256.Sum256(slices.Concat(secret, salt))
		return sum[:]
	}
	return s
}

func (w *world) setVillages(villages ...places.Village) {
	w.dir = places.NewDirectory([]places.Ward{{Code: ward, Name: "Tân An", Kind: places.UrbanWard}, {Code: ward2, Name: "Ea Kao", Kind: places.UrbanWard}}, villages)
}

// merge closes the first village: it was merged into the second.
func (w *world) merge() {
	w.setVillages(places.Village{ID: village, Ward: ward, MergedInto: village2}, places.Village{ID: village2, Ward: ward}, places.Village{ID: village3, Ward: ward2})
}

func (w *world) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

// hashed returns how many hashes f took.
func (w *world) hashed(f func()) int {
	before := w.hashes.Load()
	f()
	return int(w.hashes.Load() - before)
}

func registration() Registration {
	return Registration{Name: "H’Hen Niê", PIN: pin, Village: village, Phone: phone, Consent: Consent{Account: true}}
}

func (w *world) register(change func(*Registration)) Login {
	w.Helper()
	r := registration()
	if change != nil {
		change(&r)
	}
	l, err := w.Register(w.Context(), r, Visit{})
	if err != nil {
		w.Fatalf("Register: %v", err)
	}
	return l
}

func (w *world) add(n NewPerson) (Person, string) {
	w.Helper()
	p, secret, err := w.Add(w.Context(), n)
	if err != nil {
		w.Fatalf("Add: %v", err)
	}
	return p, secret
}

func (w *world) wantErr(err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Fatalf("got error %v, want %v", err, want)
	}
}

// wantLocked checks for a LockedError and its time.
func (w *world) wantLocked(err error, want time.Duration) {
	w.Helper()
	var locked *LockedError
	if !errors.As(err, &locked) {
		w.Fatalf("got error %v, want a lock", err)
	}
	if locked.RetryAfter != want {
		w.Fatalf("locked for %v, want %v", locked.RetryAfter, want)
	}
}

func wantFaults(t testing.TB, err error, want ...FieldError) {
	t.Helper()
	var invalid *InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got error %v, want an InvalidError", err)
	}
	if !slices.Equal(invalid.Fields, want) {
		t.Fatalf("got faults %v, want %v", invalid.Fields, want)
	}
}

func (w *world) fail(methods ...string) error {
	broken := errors.New("driver")
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	w.memory.fail = func(m string) error {
		if slices.Contains(methods, m) {
			return broken
		}
		return nil
	}
	return broken
}

func (w *world) mend() {
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	w.memory.fail = nil
}

// staff returns somebody with a role whom the command line added, as they are when they act.
func (w *world) staff(role Role, village, ward string) Person {
	w.Helper()
	w.phones++
	p, _ := w.add(NewPerson{Role: role, Name: "Cán bộ", Phone: fmt.Sprintf("09900%05d", w.phones), Village: village, Ward: ward})
	return p
}

func (w *world) coordinator() Person { w.Helper(); return w.staff(Coordinator, village, "") }

// resident registers somebody on a phone number, in a browser of their own.
func (w *world) resident(phone, pin string) (Login, Visit) {
	w.Helper()
	l := w.register(func(r *Registration) { r.Phone, r.PIN = phone, pin })
	return l, Visit{Browser: l.Browser, Label: "android"}
}

// stored is the person as the store has them now.
func (w *world) stored(id string) Person {
	w.Helper()
	p, err := w.Person(w.Context(), id)
	if err != nil {
		w.Fatalf("Person: %v", err)
	}
	return p
}

// wantNoHash checks that f hashes nothing and counts nothing.
func (w *world) wantNoHash(f func()) {
	w.Helper()
	before := maps.Clone(w.memory.attempts)
	if n := w.hashed(f); n != 0 || !maps.Equal(before, w.memory.attempts) {
		w.Errorf("%d hashes, counts before %v and after %v", n, before, w.memory.attempts)
	}
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// mustVillage is the village of most tests.
func mustVillage(w *world) places.Village {
	w.Helper()
	v, ok := w.village(village)
	if !ok {
		w.Fatal("no village")
	}
	return v
}
