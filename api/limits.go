package api

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Rate allows Count calls in Per, all at once or spread.
type Rate struct {
	Count int
	Per   time.Duration
}

// Rates limits how often somebody may call: by address while nobody is signed in (many phones share one address behind a
// carrier's NAT, so these are wide), else by person. The lock of a phone number after wrong PINs is another matter and is
// kept in the main store.
type Rates struct {
	Login    Rate // by address
	Register Rate // by address
	Sync     Rate // by person
	Export   Rate // by person
}

// DefaultRates are the limits of a campaign.
var DefaultRates = Rates{
	Login:    Rate{60, 15 * time.Minute},
	Register: Rate{120, time.Hour},
	Sync:     Rate{60, time.Minute},
	Export:   Rate{5, time.Hour},
}

type rateKind int

const (
	rateNone rateKind = iota
	rateLogin
	rateRegister
	rateSync
	rateExport
)

// trackedCallers is how many callers each limit remembers; beyond that the ones seen longest ago start anew.
const trackedCallers = 50_000

type limits map[rateKind]*limit

type limit struct {
	rate    Rate
	callers *lru.Cache[string, *rate.Limiter]
	now     func() time.Time
}

func newLimits(r Rates, now func() time.Time) limits {
	all := limits{}
	for kind, one := range map[rateKind]Rate{rateLogin: r.Login, rateRegister: r.Register, rateSync: r.Sync, rateExport: r.Export} {
		if one.Count > 0 {
			callers, err := lru.New[string, *rate.Limiter](trackedCallers)
			if err != nil {
				panic(err) // only for a size below 1
			}
			all[kind] = &limit{rate: one, callers: callers, now: now}
		}
	}
	return all
}

// tooManyError says when to come back.
type tooManyError struct{ retryAfter time.Duration }

func (e *tooManyError) Error() string {
	return fmt.Sprintf("called too often, again in %s", e.retryAfter)
}

func (l limits) check(kind rateKind, caller string) error {
	one := l[kind]
	if one == nil {
		return nil
	}
	limiter, ok := one.callers.Get(caller)
	if !ok {
		limiter = rate.NewLimiter(rate.Every(one.rate.Per/time.Duration(one.rate.Count)), one.rate.Count)
		// Of two first calls at once, both count on the same limiter.
		if first, known, _ := one.callers.PeekOrAdd(caller, limiter); known {
			limiter = first
		}
	}
	now := one.now()
	r := limiter.ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return &tooManyError{wait}
	}
	return nil
}
