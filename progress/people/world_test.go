package people

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hocso/progress/places"
)

const (
	village = "24163-001"
	ward    = "24163"
	phone   = "0900000001"
	pin     = "246810"
)

// world is a service on memory with a clock that only tests move. Its hash is cheap and counted.
type world struct {
	testing.TB
	*Service
	memory *memory
	keys   Keys
	mu     sync.Mutex
	clock  time.Time
	hashes atomic.Int64
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{TB: t, memory: newMemory(), keys: testKeys(), clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
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
	d := places.NewDirectory(
		[]places.Ward{{Code: ward, Name: "Tân An", Kind: places.UrbanWard}},
		[]places.Village{{ID: village, Ward: ward}, {ID: "24163-002", Ward: ward}})
	s, err := NewService(Config{
		People: w.memory, Devices: w.memory, Attempts: w.memory, Keys: w.keys, Now: w.time,
		Places: func() *places.Directory { return d },
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
	l, err := w.Register(w.Context(), r)
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

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
