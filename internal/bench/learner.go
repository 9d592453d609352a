package bench

import (
	"cmp"
	"net/http"
	"sync"
	"time"
)

// learner is one person with one phone.
type learner struct {
	source int    // where the phone is
	ward   string // empty: not known

	mu      sync.Mutex
	token   string
	refresh string // cookie; empty: the token cannot be renewed
	expires time.Time
	etags   map[string]string // of what the phone has fetched in this run, by path
	before  map[string]string // of what it had before; shared, nil for a new phone
}

// newPhones is of how many learners one has a phone that has never opened a lesson.
const newPhones = 10

// newLearner is the nth learner, before signing in.
func newLearner(n, source int, o offer) *learner {
	l := &learner{source: source, etags: map[string]string{}}
	if n%newPhones != 0 {
		l.before = o.etags
	}
	return l
}

const (
	refreshCookie = "__Host-hocso-refresh"
	// renewBefore is how long before its end a phone renews an access token.
	renewBefore = time.Minute
)

// login is what a server answers who has signed in.
type login struct {
	Token     string `json:"access_token"`
	ExpiresIn int    `json:"expires_in"` // seconds
	Person    struct {
		Ward *struct {
			Code string `json:"code"`
		} `json:"ward"`
	} `json:"person"`
}

// signedIn takes over what an answer to signing in brings.
func (l *learner) signedIn(a answer) error {
	var in login
	if err := a.decode("sign in", &in); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.token, l.refresh = in.Token, a.cookies[refreshCookie]
	l.expires = time.Now().Add(time.Duration(in.ExpiresIn) * time.Second)
	if in.Person.Ward != nil {
		l.ward = in.Person.Ward.Code
	}
	return nil
}

// access returns the access token, renewed first if it is about to end. The other requests of the learner wait meanwhile,
// as they do on a phone.
func (l *learner) access(c *client, r *recorder, counted bool) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refresh == "" || time.Until(l.expires) > renewBefore {
		return l.token
	}
	began := time.Now()
	a := c.do(request{method: http.MethodPost, path: "/auth/refresh", source: l.source, cookie: refreshCookie + "=" + l.refresh, keep: true})
	r.add(Renew, a, time.Since(began), counted)
	var in login
	if a.decode("refresh", &in) == nil {
		l.token, l.refresh = in.Token, a.cookies[refreshCookie]
		l.expires = time.Now().Add(time.Duration(in.ExpiresIn) * time.Second)
	}
	return l.token
}

// get asks for something that the phone may have already.
func (l *learner) get(c *client, path string) answer {
	l.mu.Lock()
	etag := cmp.Or(l.etags[path], l.before[path])
	l.mu.Unlock()
	a := c.do(request{method: http.MethodGet, path: path, source: l.source, etag: etag})
	if a.status == http.StatusOK && a.etag != "" {
		l.mu.Lock()
		l.etags[path] = a.etag
		l.mu.Unlock()
	}
	return a
}
