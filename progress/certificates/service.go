package certificates

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// idBytes is how long an id is: nobody guesses one.
const idBytes = 16

// Config is what Service works with.
type Config struct {
	Store Store
	// Person returns a person as stored, or people.ErrNotFound.
	Person func(ctx context.Context, id string) (people.Person, error)
	// Summary returns what a person has learnt, from what is stored now.
	Summary func(ctx context.Context, p people.Person) (progress.Summary, error)
	// Campaigns returns all campaigns as they hold now, frozen ones as they were settled.
	Campaigns func() []campaign.Campaign
	// Title returns how a module is called in Vietnamese today.
	Title func(module string) string
	// CheckName returns a name as it is stored, or *people.InvalidError.
	CheckName func(name string) (string, error)
	Now       func() time.Time
	Rand      io.Reader // must be safe for concurrent use
}

// Service makes certificates, shows them and takes them back. It is safe for concurrent use.
type Service struct{ cfg Config }

// NewService makes the service.
func NewService(cfg Config) *Service { return &Service{cfg: cfg} }

// Progress is how far somebody is in a campaign that gives certificates.
type Progress struct {
	Campaign    campaign.Campaign
	Passed      int
	CompletedAt time.Time // zero if not yet
}

// Issue makes the actor's certificate of a campaign and reports whether it is a new one: whoever has it gets the same again, whatever
// name they give. Name empty is the account's. What was let in before the person was erased is removed again.
//
// Errors: campaign.ErrNotFound, what Due returns, *people.InvalidError, people.ErrNotFound for who was erased meanwhile.
func (s *Service) Issue(ctx context.Context, actor people.Person, campaignID, name string, shown Shown) (Certificate, bool, error) {
	c, err := s.campaign(campaignID)
	if err != nil {
		return Certificate{}, false, err
	}
	// What holds now, not what was remembered for a while.
	p, err := s.cfg.Person(ctx, actor.ID)
	if err != nil {
		return Certificate{}, false, err
	}
	summary, err := s.cfg.Summary(ctx, p)
	if err != nil {
		return Certificate{}, false, err
	}
	completed, err := Due(c, p, summary)
	if err != nil {
		return Certificate{}, false, err
	}
	if name == "" {
		name = p.Name
	}
	if name, err = s.cfg.CheckName(name); err != nil {
		return Certificate{}, false, err
	}
	id, err := s.draw()
	if err != nil {
		return Certificate{}, false, err
	}
	made := Certificate{ID: id, Person: p.ID, Campaign: c.ID, Title: c.Name, Name: name, Shown: shown, Modules: s.modules(c),
		CompletedAt: stored(completed), IssuedAt: stored(s.cfg.Now()), Sample: c.Sample || p.Sample}
	held, err := s.cfg.Store.AddCertificate(ctx, made)
	if err != nil {
		return Certificate{}, false, err
	}
	if err := s.stillThere(ctx, p.ID); err != nil {
		return Certificate{}, false, err
	}
	return held, held.ID == id, nil
}

// stored cuts a time to what stores keep.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// stillThere removes what was stored of somebody who was erased meanwhile, as nothing would ever look for it.
func (s *Service) stillThere(ctx context.Context, person string) error {
	_, err := s.cfg.Person(ctx, person)
	if !errors.Is(err, people.ErrNotFound) {
		return err
	}
	return errors.Join(err, s.cfg.Store.DeleteCertificatesOf(context.WithoutCancel(ctx), person))
}

func (s *Service) draw() (string, error) {
	raw := make([]byte, idBytes)
	if _, err := io.ReadFull(s.cfg.Rand, raw); err != nil {
		return "", fmt.Errorf("draw a certificate's id: %w", err)
	}
	return hex.EncodeToString(raw), nil
}

func (s *Service) campaign(id string) (campaign.Campaign, error) {
	for _, c := range s.cfg.Campaigns() {
		if c.ID == id {
			return c, nil
		}
	}
	return campaign.Campaign{}, campaign.ErrNotFound
}

func (s *Service) modules(c campaign.Campaign) []Module {
	list := make([]Module, len(c.Modules))
	for i, id := range c.Modules {
		list[i] = Module{id, s.cfg.Title(id)}
	}
	return list
}

// Of returns a person's own certificates, newest first.
func (s *Service) Of(ctx context.Context, p people.Person) ([]Certificate, error) {
	return s.cfg.Store.CertificatesOf(ctx, p.ID)
}

// Progress returns how far the actor is in the campaigns that have begun, the latest to begin first. ErrForbidden for children.
func (s *Service) Progress(ctx context.Context, actor people.Person) ([]Progress, error) {
	if actor.Child() {
		return nil, people.ErrForbidden
	}
	summary, err := s.cfg.Summary(ctx, actor)
	if err != nil {
		return nil, err
	}
	var far []Progress
	for _, c := range s.cfg.Campaigns() {
		if concerns(c, actor) && len(c.Modules) > 0 && !s.cfg.Now().Before(c.FirstDay.Start()) {
			st := summary.Standing(c)
			far = append(far, Progress{c, st.Passed, st.CompletedAt})
		}
	}
	slices.SortStableFunc(far, func(a, b Progress) int { return b.Campaign.FirstDay.Start().Compare(a.Campaign.FirstDay.Start()) })
	return far, nil
}

// Revoke deletes a certificate of the actor; whoever looks at it by its id finds nothing from then on. ErrNotFound, also for one of
// somebody else.
func (s *Service) Revoke(ctx context.Context, actor people.Person, id string) error {
	c, err := s.cfg.Store.Certificate(ctx, id)
	if err != nil {
		return err
	}
	if c.Person != actor.ID {
		return ErrNotFound
	}
	return s.cfg.Store.DeleteCertificate(ctx, id)
}

// Look returns a certificate for whoever knows its id. ErrNotFound where there is none, its owner is gone, or they do not agree any
// more: all of these look alike from outside.
func (s *Service) Look(ctx context.Context, id string) (Certificate, error) {
	c, err := s.cfg.Store.Certificate(ctx, id)
	if err != nil {
		return Certificate{}, err
	}
	p, err := s.cfg.Person(ctx, c.Person)
	if errors.Is(err, people.ErrNotFound) {
		return Certificate{}, ErrNotFound
	}
	if err != nil {
		return Certificate{}, err
	}
	if !Public(p) {
		return Certificate{}, ErrNotFound
	}
	return c, nil
}
