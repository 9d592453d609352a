package people

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hocso/progress/places"
)

// The languages of the interface.
const (
	LanguageVietnamese = "vi"
	LanguageEnglish    = "en"
)

const (
	// A person is read from the store again after cacheLife, so that a demotion made by another process works
	// within a minute.
	cacheLife    = 30 * time.Second
	cacheEntries = 20_000

	// giveBackTime bounds a write that must happen although the request's own context may have ended.
	giveBackTime = 2 * time.Second
)

// Config is what a Service works with.
type Config struct {
	Stores
	Keys             Keys
	Places           func() *places.Directory // the places as of now
	OpenRegistration func() bool              // whether residents may register without a join code now; never if nil
	Now              func() time.Time         // time.Now if nil
	Rand             io.Reader                // crypto/rand if nil; must be safe for concurrent use
	Sample           bool                     // marks everybody who registers or is added as a sample, in a demo
	// FreeDevices lets a PIN alone sign in on devices that are not known, and PasswordAlone staff without a second factor.
	// Both are for a demo.
	FreeDevices, PasswordAlone bool
	// Moving is called before a change is stored of where somebody lives or whether they count, and may refuse it; it may be nil.
	Moving func(ctx context.Context, person string) error
	// Leases are there where other servers share the stores; nil elsewhere.
	Leases Leases
}

// Stores is what people are kept in.
type Stores struct {
	People      Store
	Credentials CredentialStore
	Devices     DeviceStore
	Attempts    AttemptStore
	Passes      PassStore
	Factors     FactorStore
	Requests    RequestStore
	Audit       AuditStore
	Erasures    ErasureStore
	Aliases     AliasStore
	// Certificates is what of another package goes with a person.
	Certificates interface {
		DeleteCertificatesOf(ctx context.Context, person string) error
	}
}

// Service registers people, signs them in and keeps their data. It is safe for concurrent use.
//
// A secret or a token opens only its own account; methods that take an actor hold what the actor may do against the object
// as loaded. Errors other than those named are a store's, wrapped.
type Service struct {
	stores     Stores
	people     Store
	devices    DeviceStore
	places     func() *places.Directory
	openToAll  func() bool
	moving     func(ctx context.Context, person string) error // see Config
	leases     Leases                                         // see Config
	holder     string                                         // of leases
	now        func() time.Time
	rand       io.Reader
	sample     bool
	freeDevice bool
	plainStaff bool
	pepper     []byte
	hasher     *hasher
	tokens     *tokens
	lockout    *lockout // of PINs on known devices
	// Tries of a PIN from anywhere, by registering or with a device code: they never lead to a reset, or a stranger could
	// force one on every number. While PINs are locked they are too.
	elsewhere  *lockout
	passwords  *lockout
	recoveries *lockout
	// Lines of the audit log follow each other, each with the hash of the one before.
	logging turns
	// On one phone number one secret at a time is judged. People who share a phone can so sign in together, although
	// each attempt counts as a failure until it is judged; and one number never holds all hashing.
	phoneTurns turns
	// Changes of one person follow each other, since each reads and writes the whole person.
	personTurns turns
	formerTexts []formerText
	cache       *lru.Cache[string, cachedPerson]
}

type cachedPerson struct {
	person Person
	at     time.Time // when it was read
}

// fresh is false too for what a clock that ran ahead has left.
func (c cachedPerson) fresh(now time.Time) bool {
	age := now.Sub(c.at)
	return age >= 0 && age < cacheLife
}

// NewService returns a Service, or an error if the keys are not valid.
func NewService(c Config) (*Service, error) {
	if err := c.Keys.Validate(); err != nil {
		return nil, err
	}
	now, random := c.Now, c.Rand
	if now == nil {
		now = time.Now
	}
	if random == nil {
		random = rand.Reader
	}
	// Stores keep milliseconds; times that are compared later must not have more.
	clock := func() time.Time { return now().UTC().Truncate(time.Millisecond) }
	// The library's expiring cache never ends its goroutine and cannot take a clock, so entries carry their end.
	cache, err := lru.New[string, cachedPerson](cacheEntries)
	if err != nil {
		return nil, fmt.Errorf("cache of people: %w", err)
	}
	open := c.OpenRegistration
	if open == nil {
		open = func() bool { return false }
	}
	lock := func(kind string, resetAfter int) *lockout {
		return &lockout{store: c.Attempts, pepper: c.Keys.Pepper, now: clock, kind: kind, resetAfter: resetAfter}
	}
	return &Service{
		stores: c.Stores, people: c.People, devices: c.Devices, places: c.Places, openToAll: open, moving: c.Moving, leases: c.Leases, holder: rand.Text(), now: clock, rand: random,
		sample: c.Sample, freeDevice: c.FreeDevices, plainStaff: c.PasswordAlone, pepper: c.Keys.Pepper,
		hasher:     newHasher(c.Keys.Pepper),
		tokens:     newTokens(c.Keys.Signing, clock, random),
		lockout:    lock("", pinFailures),
		elsewhere:  lock("/elsewhere", 0),
		passwords:  lock("/password", 0),
		recoveries: lock("/recovery", 0),
		cache:      cache,

		formerTexts: formerTexts,
	}, nil
}

// Person returns one person, or ErrNotFound.
func (s *Service) Person(ctx context.Context, id string) (Person, error) {
	p, err := s.people.Person(ctx, id)
	if err != nil {
		return Person{}, fmt.Errorf("read a person: %w", err)
	}
	return p, nil
}

// Actor is who makes a request.
type Actor struct {
	Person             // with the appointments that hold now
	ProvedAt time.Time // when they last gave a secret on this device
	Device   uint32    // of all people of one browser the same: 32 bits of a hash of what it carries; 0 if it is not known
}

// Authenticate returns whom an access token signs in, or ErrBadToken. What it returns may be 30 s old, and its slices
// are shared: they must not be changed.
func (s *Service) Authenticate(ctx context.Context, accessToken string) (Actor, error) {
	c, err := s.tokens.parse(accessToken)
	if err != nil {
		return Actor{}, err
	}
	now := s.now()
	// A token of a later login version than the one remembered was made after another process had raised it.
	if known, ok := s.cache.Get(c.Subject); ok && known.fresh(now) && known.person.LoginVersion >= c.LoginVersion {
		return s.actor(c, known.person, now)
	}
	p, err := s.people.Person(ctx, c.Subject)
	if errors.Is(err, ErrNotFound) {
		s.cache.Remove(c.Subject)
		// Not ErrNotFound: whoever maps errors to answers must not take this for a missing page.
		return Actor{}, fmt.Errorf("%w: it names nobody", ErrBadToken)
	}
	if err != nil {
		return Actor{}, fmt.Errorf("read whom a token names: %w", err)
	}
	s.cache.Add(c.Subject, cachedPerson{p, now})
	return s.actor(c, p, now)
}

func (s *Service) actor(c claims, p Person, now time.Time) (Actor, error) {
	if p.LoginVersion != c.LoginVersion {
		return Actor{}, fmt.Errorf("%w: void since login version %d", ErrBadToken, p.LoginVersion)
	}
	a := Actor{Person: s.understood(p.At(now)), Device: c.Device}
	if c.AuthTime != nil {
		a.ProvedAt = c.AuthTime.Time
	}
	return a, nil
}

// Forget makes the next Authenticate read the person from the store. Whoever changes a person without this Service
// calls it.
func (s *Service) Forget(personID string) { s.cache.Remove(personID) }

// village returns the open village that an id means today, and whether there is one.
func (s *Service) village(id string) (places.Village, bool) {
	d := s.places()
	if d == nil {
		return places.Village{}, false
	}
	v, err := d.Village(id)
	return v, err == nil
}

// today returns the id of the village that an id means today, or the id itself.
func (s *Service) today(id string) string {
	if v, ok := s.village(id); ok {
		return v.ID
	}
	return id
}

// understood returns the person as of today's villages: whoever was read before theirs was merged, or is moved with it only in
// a moment, has their place in the one that it was merged into.
func (s *Service) understood(p Person) Person {
	p.Village = s.today(p.Village)
	moved := func(a Appointment) bool { return s.today(a.Village) != a.Village }
	if slices.ContainsFunc(p.Appointments, moved) {
		p.Appointments = slices.Clone(p.Appointments)
		for i := range p.Appointments {
			p.Appointments[i].Village = s.today(p.Appointments[i].Village)
		}
	}
	return p
}
