package people

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOneNumberHasOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		national := rapid.StringMatching(`[35789][0-9]{8}|2[0-9]{9}`).Draw(t, "national")
		prefix := rapid.SampledFrom([]string{"0", "+84", "84", "0084", "+840", ""}).Draw(t, "prefix")
		var typed strings.Builder
		for _, r := range prefix + national {
			typed.WriteRune(r)
			typed.WriteString(rapid.SampledFrom([]string{"", "", " ", ".", "-", "("}).Draw(t, "separator"))
		}
		got, err := NormalizePhone(typed.String())
		if err != nil || got != "+84"+national {
			t.Fatalf("NormalizePhone(%q) = %q, %v", typed.String(), got, err)
		}
	})
}

// Whatever mix of guesses, right PINs, waits and restarts: a guess is never judged while the lock of a model that
// counts failures in a row holds, none after ten, and the forgiven ones stay within the day's allowance.
func TestLockHoldsForAnyOrderOfAttempts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.register(nil)
		failures, last := 0, time.Time{}
		rt.Repeat(map[string]func(*rapid.T){
			"guess": func(rt *rapid.T) {
				locked := failures >= pinFailures || w.time().Before(LockedUntil(Attempts{Failures: failures, At: last}))
				_, err := w.LoginPIN(context.Background(), phone, "482913", "", Visit{})
				if errors.Is(err, ErrWrongCredentials) == locked {
					rt.Fatalf("after %d failures, locked %v: %v", failures, locked, err)
				}
				if !locked {
					failures, last = failures+1, w.time()
				}
			},
			"right": func(rt *rapid.T) {
				locked := failures >= pinFailures || w.time().Before(LockedUntil(Attempts{Failures: failures, At: last}))
				_, err := w.LoginPIN(context.Background(), phone, pin, "", Visit{})
				if (err == nil) == locked {
					rt.Fatalf("after %d failures, locked %v: %v", failures, locked, err)
				}
				if !locked {
					// What is left is what the service was ready to forgive: all or nothing.
					a := w.memory.attempts[w.lockout.key("attempts", "+84900000001")]
					if a.Failures != 0 && a.Failures != failures {
						rt.Fatalf("%d failures became %d", failures, a.Failures)
					}
					failures = a.Failures
				}
				if used := w.memory.attempts[w.lockout.key("forgiven", "+84900000001")].Failures; used > forgivenADay {
					rt.Fatalf("%d forgiven", used)
				}
			},
			"wait": func(rt *rapid.T) {
				w.pass(time.Duration(rapid.IntRange(1, 7200).Draw(rt, "seconds")) * time.Second)
			},
			"restart": func(*rapid.T) { w.restart() },
		})
	})
}

// Whichever of the cookies ever handed out is used: the last one is accepted, and the one used last as long as the
// last one is unused; any other ends the login.
func TestRefreshHoldsForAnyOrderOfCookies(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		cookies := []string{w.register(nil).Refresh}
		current, previous, signedIn := 0, -1, true
		rt.Repeat(map[string]func(*rapid.T){
			"refresh": func(rt *rapid.T) {
				// Mostly recent ones, or every run would end at its first steps.
				i := max(0, len(cookies)-1-rapid.IntRange(0, 3).Draw(rt, "age"))
				l, err := w.Refresh(context.Background(), cookies[i])
				if signedIn && (i == current || i == previous) {
					if err != nil {
						rt.Fatalf("cookie %d of %d: %v", i, current, err)
					}
					cookies = append(cookies, l.Refresh)
					current, previous = len(cookies)-1, i
					return
				}
				if !errors.Is(err, ErrLoginExpired) {
					rt.Fatalf("cookie %d, current %d, previous %d, signed in %v: %v", i, current, previous, signedIn, err)
				}
				signedIn = false
			},
			"restart": func(*rapid.T) { w.restart() },
		})
	})
}
