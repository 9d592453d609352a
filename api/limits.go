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
	Proof    Rate // by person
	Change   Rate // by person, of what is theirs
	Join     Rate // by address; only codes that do not hold count, since a whole village may stand behind one address
}

// DefaultRates are the limits of a campaign.
var DefaultRates = Rates{
	Login:    Rate{60, 15 * time.Minute},
	Register: Rate{120, time.Hour},
	Sync:     Rate{60, time.Minute},
	Export:   Rate{5, time.Hour},
	Proof:    Rate{20, time.Hour},
	Change:   Rate{120, time.Hour},
	Join:     Rate{10, time.Hour},
}

type rateKind int

const (
	rateNone rateKind = iota
	rateLogin
	rateRegister
	rateSync
	rateExport
	rateProof
	rateChange
	rateJoin
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
	for kind, one := range map[rateKind]Rate{rateLogin: r.Login, rateRegister: r.Register, rateSync: r.Sync, rateExport: r.Export,
		rateProof: r.Proof, rateChange: r.Change, rateJoin: r.Join} {
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

// of returns the limiter of a caller.
func (l *limit) of(caller string) *rate.Limiter {
	limiter, ok := l.callers.Get(caller)
	if !ok {
		limiter = rate.NewLimiter(rate.Every(l.rate.Per/time.Duration(l.rate.Count)), l.rate.Count)
		// Of two first calls at once, both count on the same limiter.
		if first, known, _ := l.callers.PeekOrAdd(caller, limiter); known {
			limiter = first
		}
	}
	return limiter
}

// left refuses a caller for whom check would refuse, but counts nothing.
func (l limits) left(kind rateKind, caller string) error {
	one := l[kind]
	if one == nil || one.of(caller).TokensAt(one.now()) >= 1 {
		return nil
	}
	return &tooManyError{one.rate.Per / time.Duration(one.rate.Count)}
}

// check counts a call, or refuses it.
func (l limits) check(kind rateKind, caller string) error {
	one := l[kind]
	if one == nil {
		return nil
	}
	limiter, now := one.of(caller), one.now()
	r := limiter.ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return &tooManyError{wait}
	}
	return nil
}
