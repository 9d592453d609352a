package people

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hocso/internal/longtest"
)

// guess tries n PINs on a phone, as many at once as given, and returns how many were judged.
func (w *world) guess(servers []*Service, n, atOnce int) (judged int64) {
	w.Helper()
	var count atomic.Int64
	var done sync.WaitGroup
	next := make(chan int)
	for range atOnce {
		done.Go(func() {
			for i := range next {
				_, err := servers[i%len(servers)].LoginPIN(context.Background(), phone, fmt.Sprintf("%06d", i%1_000_000), "", Visit{})
				var lock *LockedError
				switch {
				case errors.Is(err, ErrWrongCredentials):
					count.Add(1)
				case errors.As(err, &lock), errors.Is(err, ErrBusy), errors.Is(err, ErrResetRequired):
				default:
					w.Errorf("guess %d: %v", i, err)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	done.Wait()
	return count.Load()
}

func TestTenThousandGuessesAreWorthTenAtMost(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	guesses := longtest.Figure(10_000, 100_000)
	for _, phase := range []struct {
		name    string
		servers int
		most    int64
	}{{"on three servers", 3, 10}, {"after a restart", 1, 0}, {"after another", 2, 0}} {
		servers := make([]*Service, phase.servers)
		for i := range servers {
			servers[i] = w.another()
		}
		hashes := w.hashed(func() {
			if judged := w.guess(servers, guesses, 200); judged > phase.most {
				t.Errorf("%s: %d of %d guesses were judged", phase.name, judged, guesses)
			}
		})
		if int64(hashes) > phase.most {
			t.Errorf("%s: %d hashes", phase.name, hashes)
		}
	}
	longtest.Report(t, 8, 3*guesses, "guesses at a PIN, 200 at once, and after restarts", "%d hash checks before the lock", w.hashes.Load()-1)
}

// However long somebody goes on: after ten failures in a row only the village's team can help.
func TestGuessingForDaysIsWorthTenGuesses(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	judged := int64(0)
	const days = 3
	for range days * 24 * 12 {
		judged += w.guess([]*Service{w.Service}, 20, 4)
		w.pass(5 * time.Minute)
	}
	if judged > pinFailures {
		t.Errorf("%d guesses were judged", judged)
	}
	longtest.Report(t, 8, days*24*12*20, "guesses at a PIN over three days", "%d hash checks, of a million PINs", judged)
}

func TestAKnownPhoneCostsTheStoreWhatAnUnknownOneDoes(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	_, password := w.add(NewPerson{Role: Manager, Name: "Quản lý", Phone: "0900000004"})
	work := func(login func() error) map[string]int {
		calls := map[string]int{}
		w.memory.mu.Lock()
		w.memory.fail = func(method string) error { calls[method]++; return nil }
		w.memory.mu.Unlock()
		defer w.mend()
		calls["hash"] = w.hashed(func() {
			if err := login(); !errors.Is(err, ErrWrongCredentials) {
				t.Errorf("got %v", err)
			}
		})
		return calls
	}
	pinLogin := func(phone, pin string) func() error {
		return func() error { _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); return err }
	}
	passwordLogin := func(phone, password string) func() error {
		return func() error { _, err := w.LoginPassword(t.Context(), phone, password, "", Visit{}); return err }
	}
	want := map[string]int{"hash": 1, "Attempts": 1, "PutAttempts": 1, "PersonByCredential": 1}
	for name, login := range map[string]func() error{
		"a known phone":                  pinLogin(phone, "482913"),
		"an unknown phone":               pinLogin("0911111111", "482913"),
		"another's PIN":                  pinLogin("0911111112", pin),
		"staff with a PIN":               pinLogin("0900000004", "482913"),
		"a password of staff as a PIN":   pinLogin("0900000004", password),
		"a known phone of staff":         passwordLogin("0900000004", "mat-khau-khac-2026"),
		"an unknown phone of staff":      passwordLogin("0911111113", "mat-khau-khac-2026"),
		"a PIN of a resident as another": passwordLogin(phone, pin),
	} {
		if got := work(login); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	longtest.Report(t, 8, 8, "kinds of wrong login", "one hash and three calls of the store each, whoever is known")
}

// What a guesser could measure is printed, and never decides: other work on the machine is in it.
func TestTheTimesOfKnownAndUnknownPhonesAreTold(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	w.hasher = newHasher(w.keys.Pepper)
	n := longtest.Figure(10, 200)
	took := map[string][]time.Duration{}
	for range n {
		for name, number := range map[string]string{"known": phone, "unknown": "0911111111"} {
			started := time.Now()
			_, err := w.LoginPIN(t.Context(), number, "482913", "", Visit{})
			took[name] = append(took[name], time.Since(started))
			w.wantErr(err, ErrWrongCredentials)
			if err := w.lockout.clear(t.Context(), owner(Person{Phone: "+84" + number[1:]})); err != nil {
				t.Fatal(err)
			}
		}
	}
	median := func(name string) time.Duration {
		slices.Sort(took[name])
		return took[name][n/2].Round(10 * time.Microsecond)
	}
	t.Logf("median %v for a known phone, %v for an unknown one", median("known"), median("unknown"))
}
