package people

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestLockDoublesFromHalfAMinuteToAnHour(t *testing.T) {
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for failures, want := range map[int]time.Duration{
		5: 30 * time.Second, 6: time.Minute, 7: 2 * time.Minute, 8: 4 * time.Minute, 9: 8 * time.Minute,
		10: 16 * time.Minute, 11: 32 * time.Minute, 12: time.Hour, 13: time.Hour, 1_000_000: time.Hour,
	} {
		if got := LockedUntil(Attempts{Failures: failures, At: at}).Sub(at); got != want {
			t.Errorf("%d failures lock for %v, want %v", failures, got, want)
		}
	}
	for failures := range 5 {
		if got := LockedUntil(Attempts{Failures: failures, At: at}); !got.IsZero() {
			t.Errorf("%d failures lock until %v", failures, got)
		}
	}
}

func TestWrongPINsLockAPhone(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	hashes := w.hashed(func() {
		for range failuresFree {
			_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
			w.wantErr(err, ErrWrongCredentials)
		}
		for range 20 {
			_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
			w.wantLocked(err, firstLock)
		}
	})
	if hashes != failuresFree {
		t.Errorf("%d hashes before the lock", hashes)
	}
	// The right PIN waits too, and a restart changes nothing.
	w.restart()
	w.pass(10 * time.Second)
	_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantLocked(err, 20*time.Second)

	w.pass(20 * time.Second)
	_, err = w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
	w.wantErr(err, ErrWrongCredentials)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantLocked(err, time.Minute)
	w.pass(time.Minute)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Fatalf("after the lock: %v", err)
	}
	// A right PIN makes all five free again.
	for range failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	_, err = w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantLocked(err, firstLock)
	// Other phones are open.
	_, err = w.LoginPIN(t.Context(), "0900000002", pin, "", Visit{})
	w.wantErr(err, ErrWrongCredentials)
}

func TestGuessesAtOnceAreNoWayAroundTheLock(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	servers := []*Service{w.Service, w.another(), w.another()}
	guess := func(from int) (wrong, locked int64) {
		var done sync.WaitGroup
		var nWrong, nLocked atomic.Int64
		for i := range 200 {
			done.Go(func() {
				_, err := servers[i%len(servers)].LoginPIN(context.Background(), phone, fmt.Sprint(500_000+from+i), "", Visit{})
				var lock *LockedError
				switch {
				case errors.Is(err, ErrWrongCredentials):
					nWrong.Add(1)
				case errors.As(err, &lock):
					nLocked.Add(1)
				default:
					t.Errorf("guess: %v", err)
				}
			})
		}
		done.Wait()
		return nWrong.Load(), nLocked.Load()
	}
	var wrong, locked int64
	if n := w.hashed(func() { wrong, locked = guess(0) }); n != failuresFree || wrong != failuresFree || locked != 195 {
		t.Errorf("%d hashes, %d wrong, %d locked", n, wrong, locked)
	}
	servers = []*Service{w.another(), w.another()}
	if n := w.hashed(func() { wrong, locked = guess(200) }); n != 0 || locked != 200 {
		t.Errorf("after a restart: %d hashes, %d locked", n, locked)
	}
	w.pass(firstLock)
	if n := w.hashed(func() { wrong, _ = guess(400) }); n != 1 || wrong != 1 {
		t.Errorf("after the first lock: %d hashes", n)
	}
}

func TestPeopleWhoShareAPhoneSignInTogether(t *testing.T) {
	w := newWorld(t)
	pins := []string{pin, "482913", "907316"}
	for _, p := range pins {
		w.register(func(r *Registration) { r.PIN = p })
	}
	var done sync.WaitGroup
	for i := range 60 {
		done.Go(func() {
			if _, err := w.LoginPIN(context.Background(), phone, pins[i%len(pins)], "", Visit{}); err != nil {
				t.Errorf("login %d: %v", i, err)
			}
		})
	}
	done.Wait()
}

func TestAPINOfOnesOwnClearsTheCountOnlySoOften(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	w.register(func(r *Registration) { r.PIN = "907316" }) // the guesser's own, on somebody else's phone
	w.pass(forgiveEach)
	guesses := 0
	var err error
	for err == nil && guesses < 1000 {
		for range failuresFree - 1 {
			if _, guess := w.LoginPIN(t.Context(), phone, "482913", "", Visit{}); errors.Is(guess, ErrWrongCredentials) {
				guesses++
			}
		}
		_, err = w.LoginPIN(t.Context(), phone, "907316", "", Visit{})
	}
	var lock *LockedError
	if !errors.As(err, &lock) || guesses > forgivenADay+failuresFree {
		t.Errorf("%d guesses before a lock, then %v", guesses, err)
	}
	// The people of the phone still get in once the lock has passed, and the next day all is as at first.
	w.pass(longestLock)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Errorf("after the lock: %v", err)
	}
	w.pass(forgiveEach)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Errorf("a day later: %v", err)
	}
	for range failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
}

func TestRegisteringIsNoWayToTryPINs(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	for range failuresFree {
		_, err := w.Register(t.Context(), registration(), Visit{})
		w.wantErr(err, ErrCredentialTaken)
	}
	_, err := w.Register(t.Context(), registration(), Visit{})
	w.wantLocked(err, firstLock)

	// One that succeeds says that nobody has the PIN. That is told only so often a day.
	w = newWorld(t)
	registered := 0
	for n := range 300 {
		r := registration()
		r.PIN = fmt.Sprint(824_500 + n)
		if CheckPIN(r.PIN, "+84900000001") != nil {
			continue
		}
		if _, err = w.Register(t.Context(), r, Visit{}); err != nil {
			break
		}
		registered++
	}
	w.wantLocked(err, firstLock)
	if registered != forgivenADay+failuresFree {
		t.Errorf("%d registered on one phone in a day", registered)
	}
}

func TestARegistrationDoesNotClearTheFailuresOfOthers(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	for range failuresFree - 1 {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	w.register(func(r *Registration) { r.PIN = "907316" })
	_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
	w.wantErr(err, ErrWrongCredentials)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantLocked(err, firstLock)
}

func TestWhatWasNotJudgedIsNotCounted(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	broken := w.fail("PersonByCredential", "AddPerson")
	for range 3 * failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
		w.wantErr(err, broken)
		r := registration()
		r.PIN = "907316"
		_, err = w.Register(t.Context(), r, Visit{})
		w.wantErr(err, broken)
	}
	w.mend()
	for range hashesAtOnce + hashesWaiting {
		w.hasher.admitted <- struct{}{}
	}
	for range 3 * failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
		w.wantErr(err, ErrBusy)
	}
	for range hashesAtOnce + hashesWaiting {
		<-w.hasher.admitted
	}
	for range failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
}

func TestAnAttemptIsNotJudgedUnlessItIsCounted(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	for _, method := range []string{"Attempts", "PutAttempts"} {
		broken := w.fail(method)
		n := w.hashed(func() {
			_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
			w.wantErr(err, broken)
		})
		if n != 0 {
			t.Errorf("hashed without %s", method)
		}
	}
}

func TestAClockThatWasAheadDoesNotLockForLong(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	w.pass(365 * 24 * time.Hour)
	for range failuresFree {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	w.pass(-365 * 24 * time.Hour)
	_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantLocked(err, firstLock)
	w.pass(firstLock)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Error(err)
	}
}

func TestNoPhoneNumberIsKeptWithTheCounts(t *testing.T) {
	w := newWorld(t)
	_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantErr(err, ErrWrongCredentials)
	for key, a := range w.memory.attempts {
		if len(key) != 64 || a.Key != key {
			t.Errorf("key %q", key)
		}
	}
}

func TestARequestThatEndsWhileItWaitsIsNotCounted(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	for range hashesAtOnce {
		w.hasher.running <- struct{}{}
	}
	for range 2 * failuresFree {
		ctx, cancel := context.WithCancel(t.Context())
		w.memory.fail = func(method string) error {
			if method == "PutAttempts" && len(w.hasher.admitted) == 0 {
				w.memory.fail = nil
				defer cancel() // counted, and gone before there is room to hash
			}
			return nil
		}
		_, err := w.LoginPIN(ctx, phone, pin, "", Visit{})
		w.wantErr(err, context.Canceled)
	}
	for range hashesAtOnce {
		<-w.hasher.running
	}
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Error(err)
	}
}

func TestConflictsAreTriedAgain(t *testing.T) {
	w := newWorld(t)
	cookie := w.register(nil).Refresh
	left := 0
	w.memory.fail = func(method string) error {
		if (method == "PutAttempts" || method == "UpdateDevice") && left > 0 {
			left--
			return ErrConflict
		}
		return nil
	}
	left = 5
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil || left != 0 {
		t.Errorf("LoginPIN: %v", err)
	}
	left = 5
	if _, err := w.Refresh(t.Context(), cookie); err != nil || left != 0 {
		t.Errorf("Refresh: %v", err)
	}
	left = 1_000_000
	n := w.hashed(func() {
		_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
		w.wantErr(err, ErrBusy)
	})
	if n != 0 {
		t.Error("hashed what could not be counted")
	}
	_, err := w.Refresh(t.Context(), cookie)
	w.wantErr(err, ErrBusy)
}
