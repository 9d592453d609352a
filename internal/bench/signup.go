package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Account is somebody who can sign in.
type Account struct{ Phone, PIN string }

// SignUp says who learns. Of several ways the first that is given holds: Tokens, Accounts, registering.
type SignUp struct {
	Tokens   []string // access tokens that somebody else got
	Accounts []Account
	Learners int    // to register
	JoinCode string // of a village; else they register in villages all over the province
}

// way says in a word who learns.
func (s SignUp) way() string {
	switch {
	case len(s.Tokens) > 0:
		return "tokens"
	case len(s.Accounts) > 0:
		return "demo"
	case s.JoinCode != "":
		return "join code"
	}
	return "registering"
}

// signUpsAtOnce is how many sign up at once: a server judges two secrets at a time, and hashing is made slow on purpose.
const signUpsAtOnce = 2

// learners signs everybody up and records how long it took each.
func (s SignUp) learners(ctx context.Context, c *client, o offer, seed uint64) ([]*learner, *recorder, error) {
	record := newRecorder()
	if len(s.Tokens) > 0 {
		crowd := make([]*learner, len(s.Tokens))
		for i, token := range s.Tokens {
			crowd[i] = newLearner(i, 0, o)
			crowd[i].token = token
		}
		return crowd, record, nil
	}
	d := door{client: c, record: record, offer: o}
	if len(s.Accounts) > 0 {
		crowd, err := d.all(ctx, len(s.Accounts), func(i int) (Kind, string, any) {
			return SignIn, "/auth/login", map[string]string{"phone": s.Accounts[i].Phone, "pin": s.Accounts[i].PIN}
		})
		return crowd, record, err
	}
	villages, err := s.villages(c, o, rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		return nil, record, err
	}
	crowd, err := d.all(ctx, s.Learners, func(i int) (Kind, string, any) {
		form := map[string]any{"name": "Người học thử", "pin": "483926", "village": villages[i%len(villages)].ID,
			"consent": map[string]bool{"account": true, "village_list": true, "statistics": true, "certificate": false}}
		if s.JoinCode != "" {
			form["join_code"] = s.JoinCode
		}
		return Register, "/auth/register", form
	})
	return crowd, record, err
}

func (s SignUp) villages(c *client, o offer, rng *rand.Rand) ([]village, error) {
	if s.JoinCode == "" {
		return o.villages(c, rng)
	}
	body, err := json.Marshal(map[string]string{"code": s.JoinCode})
	if err != nil {
		return nil, err
	}
	var found struct {
		Village village `json:"village"`
	}
	err = c.do(request{method: http.MethodPost, path: "/auth/join", body: body, keep: true}).decode("look up the join code", &found)
	return []village{found.Village}, err
}

// door lets learners in.
type door struct {
	client *client
	record *recorder
	offer  offer
	mu     sync.Mutex
	source int // that the next ones come from
}

// all lets in n learners, a few at once. form says what each one sends.
func (d *door) all(ctx context.Context, n int, form func(i int) (Kind, string, any)) ([]*learner, error) {
	crowd := make([]*learner, n)
	errs := make([]error, signUpsAtOnce)
	var running sync.WaitGroup
	for worker := range errs {
		running.Go(func() {
			for i := worker; i < n && ctx.Err() == nil && errs[worker] == nil; i += signUpsAtOnce {
				kind, path, body := form(i)
				crowd[i], errs[worker] = d.one(ctx, i, kind, path, body)
			}
		})
	}
	running.Wait()
	return crowd, errors.Join(append(errs, ctx.Err())...)
}

// busyTries is how often somebody tries again where too many sign in at this moment.
const busyTries = 20

func (d *door) one(ctx context.Context, n int, kind Kind, path string, form any) (*learner, error) {
	body, err := json.Marshal(form)
	if err != nil {
		return nil, err
	}
	for busy := 0; ; {
		l := newLearner(n, d.currentSource(), d.offer)
		began := time.Now()
		a := d.client.do(request{method: http.MethodPost, path: path, source: l.source, body: body, keep: true})
		d.record.add(kind, a, time.Since(began), true)
		switch a.outcome() {
		case "429 too_many_requests":
			// The limit is by address. Off this machine there is only one, and it is not to be got around.
			if !d.nextSource(l.source) {
				return nil, fmt.Errorf("%s: the server lets no more in from one address for now: give fewer --learners, or --tokens of others", kind)
			}
			continue
		case "429 busy":
			if busy++; busy < busyTries && waitUntil(ctx, time.Now().Add(time.Second)) {
				continue
			}
		case "403 registration_closed":
			return nil, errors.New("the campaign lets nobody register without a join code: give --join-code or --tokens")
		}
		return l, l.signedIn(a)
	}
}

func (d *door) currentSource() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.source
}

// nextSource leaves a source that is used up and reports whether there is another one.
func (d *door) nextSource(used int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.source == used {
		d.source++
	}
	_, ok := d.client.target.source(d.source)
	return ok
}
