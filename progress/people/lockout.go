package people

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

const (
	failuresFree = 5  // the fifth failure in a row locks
	pinFailures  = 10 // after so many failures in a row a PIN needs a reset
	firstLock    = 30 * time.Second
	longestLock  = time.Hour

	// A right PIN forgives the failures before it, and a registration that succeeds forgives itself, but only so many
	// failures a day on one phone. Without a bound, somebody with a PIN of his own on a phone number, which open
	// registration hands out, could clear the count after each four guesses at a neighbour's and never be locked.
	forgivenADay = 20
	forgiveEach  = 24 * time.Hour

	// clockSlack is by how much another server's clock may be ahead.
	clockSlack = time.Minute
	// maxConflicts is how often a count is read again after somebody else changed it. Each conflict is another
	// attempt's progress, and the lock ends those soon.
	maxConflicts = 50
)

// ErrResetRequired says that a resident's secrets were tried wrongly so often that only a recovery code of the village's
// team helps.
var ErrResetRequired = errors.New("too many failed logins in a row, a recovery code is needed")

// LockedError says that a phone number is locked: no secret is looked at before RetryAfter has passed.
type LockedError struct{ RetryAfter time.Duration }

func (e *LockedError) Error() string {
	return fmt.Sprintf("too many failed logins, locked for %s", e.RetryAfter.Round(time.Second))
}

// LockedUntil returns when the next attempt is allowed: 30 s after the fifth failure in a row, twice as long after
// each further one, up to an hour. Below five it is the zero time.
func LockedUntil(a Attempts) time.Time {
	if a.Failures < failuresFree {
		return time.Time{}
	}
	return a.At.Add(lockFor(a.Failures))
}

func lockFor(failures int) time.Duration {
	lock := firstLock
	for n := failuresFree; n < failures && lock < longestLock; n++ {
		lock *= 2
	}
	return min(lock, longestLock)
}

// lockout bounds how often secrets of one kind are tried on a phone number, or on a person without one. An attempt is
// counted as a failure before its secret is looked at, so that attempts at the same time, in several processes, or cut short by a crash all count;
// what turns out to be none is given back.
type lockout struct {
	store  AttemptStore
	pepper []byte
	now    func() time.Time
	kind   string // keeps the counts of one kind of secret apart from those of another
	// resetAfter is after how many failures in a row only a reset by the village's team helps; 0: never. Staff can be locked
	// out from anywhere, so for them the lock ends by itself; a resident's PIN is judged on known devices only.
	resetAfter int
}

// reservation is one counted attempt.
type reservation struct {
	phone         string
	before, after Attempts
}

func (l *lockout) key(label, phone string) string {
	return hex.EncodeToString(mac(l.pepper, label, phone))
}

// reserve counts an attempt as failed, or returns a *LockedError.
func (l *lockout) reserve(ctx context.Context, phone string) (reservation, error) {
	for {
		r, skewed := reservation{phone: phone}, false
		err := l.change(ctx, l.key("attempts"+l.kind, phone), func(a *Attempts) error {
			now := l.now()
			var err error
			if skewed, err = l.bar(a, now); err != nil || skewed {
				return err
			}
			r.before = *a
			a.Failures++
			a.At = now
			r.after = *a
			return nil
		})
		if err != nil || !skewed {
			return r, err
		}
	}
}

// bar says why no attempt is allowed now. Where a clock was wrong when the last one was counted, it sets that right instead:
// the lock starts again now, and does not end in that future.
func (l *lockout) bar(a *Attempts, now time.Time) (skewed bool, err error) {
	if l.resetAfter > 0 && a.Failures >= l.resetAfter {
		return false, ErrResetRequired
	}
	if a.At.After(now.Add(clockSlack)) {
		a.At = now
		return true, nil
	}
	if until := LockedUntil(*a); until.After(now) {
		return false, &LockedError{RetryAfter: until.Sub(now)}
	}
	return false, nil
}

// giveBack undoes a reservation whose secret was not judged: a driver failed, too many waited.
func (l *lockout) giveBack(ctx context.Context, r reservation) error {
	return l.change(ctx, r.after.Key, func(a *Attempts) error {
		undo(a, r)
		return nil
	})
}

// succeed ends the reservation of an attempt with the right secret, and forgives the failures before it if the day's
// allowance lasts.
func (l *lockout) succeed(ctx context.Context, r reservation) error {
	paid := 0
	return l.change(ctx, r.after.Key, func(a *Attempts) error {
		// A cleared count is worth no more than the guesses that are free again.
		price := min(a.Failures-1, failuresFree)
		if price > paid {
			ok, err := l.forgive(ctx, r.phone, price-paid)
			if err != nil {
				return err
			}
			if !ok {
				undo(a, r)
				return nil
			}
			paid = price
		}
		a.Failures = 0
		return nil
	})
}

// registered ends the reservation of a registration that succeeded. It says that the PIN is nobody else's on the
// phone, which is a guess as good as a failed login, so it is given back only while the day's allowance lasts, and
// it never clears the failures of others.
func (l *lockout) registered(ctx context.Context, r reservation) error {
	ok, err := l.forgive(ctx, r.phone, 1)
	if err != nil || !ok {
		return err
	}
	return l.giveBack(ctx, r)
}

// forgive takes n from what the phone number is forgiven a day, and reports whether there was enough.
func (l *lockout) forgive(ctx context.Context, phone string, n int) (bool, error) {
	spent := errors.New("spent")
	err := l.change(ctx, l.key("forgiven"+l.kind, phone), func(a *Attempts) error {
		now := l.now()
		if a.Revision == 0 || now.Sub(a.At) >= forgiveEach {
			a.Failures, a.At = 0, now
		}
		if a.Failures+n > forgivenADay {
			return spent
		}
		a.Failures += n
		return nil
	})
	if errors.Is(err, spent) {
		return false, nil
	}
	return err == nil, err
}

// clear forgets all failures.
func (l *lockout) clear(ctx context.Context, phone string) error {
	clear := errors.New("clear")
	err := l.change(ctx, l.key("attempts"+l.kind, phone), func(a *Attempts) error {
		if a.Failures == 0 {
			return clear
		}
		a.Failures = 0
		return nil
	})
	if errors.Is(err, clear) {
		return nil
	}
	return err
}

// undo takes one failure back, and its time too if nothing came after it.
func undo(a *Attempts, r reservation) {
	if a.Failures == r.after.Failures && a.At.Equal(r.after.At) && !r.before.At.IsZero() {
		a.At = r.before.At
	}
	a.Failures = max(0, a.Failures-1)
}

// change reads a count, lets f change it and stores it, again and again while others change it meanwhile. An error
// of f ends it with nothing stored.
func (l *lockout) change(ctx context.Context, key string, f func(*Attempts) error) error {
	for range maxConflicts {
		a, err := l.store.Attempts(ctx, key)
		if err != nil {
			return fmt.Errorf("read failed logins: %w", err)
		}
		a.Key = key
		if err := f(&a); err != nil {
			return err
		}
		err = l.store.PutAttempts(ctx, a)
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrConflict) {
			return fmt.Errorf("count failed logins: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ErrBusy
}
