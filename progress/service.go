package progress

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"hocso/courses"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// Modules finds published modules. courses.Library is one.
type Modules interface {
	// Version returns one version of a module, or courses.ErrNotFound.
	Version(ctx context.Context, id string, version int) (courses.Module, error)
}

// Service is what people do with progress. It authorises; handlers and stores do not.
type Service struct {
	stores  Stores
	people  people.Store
	modules Modules
	intake  *Intake
	rollup  *Rollup
	ref     func() Reference
	now     func() time.Time
	known   *known

	learners *learners
}

// NewService makes the service. The intake and the rollup must be running.
func NewService(stores Stores, residents people.Store, modules Modules, intake *Intake, rollup *Rollup, ref func() Reference, now func() time.Time) *Service {
	return &Service{stores: stores, people: residents, modules: modules, intake: intake, rollup: rollup, ref: ref, now: now, known: newKnown(), learners: newLearners()}
}

// Draft is an answered quiz or review as a phone hands it in.
type Draft struct {
	ID         string // UUID
	Module     string
	Version    int
	Answers    map[string][]string
	StartedAt  time.Time
	FinishedAt time.Time
	Seconds    int    // as in Result
	Device     uint32 // likewise
	Review     bool   // some questions that came back, not the whole quiz
	Resident   string // whose it is; empty for the actor's own
	Session    string // as in Submission
	Language   string // as in Result
}

// Receipt answers a submission.
type Receipt struct {
	Submission Submission
	Replay     bool // it was there already, with the same content
	Grading    courses.Grading
	Summary    Summary
}

// Submit grades an answered quiz or review and stores it once. It returns when the submission is durable. Residents hand in their
// own, who helps a village's residents also theirs; of who did not agree to be listed, or moved away, they are told no more than what
// they handed in. A session that is none of the resident's villages is left out: nothing learnt is lost for it. Errors: ErrForbidden,
// ErrUnknownModule, ErrConflict, ErrUnavailable, people.ErrNotFound never (an unknown resident is ErrForbidden), or what
// courses.CheckAnswers and courses.GradeReview return.
func (s *Service) Submit(ctx context.Context, actor people.Person, d Draft) (Receipt, error) {
	resident, late, err := s.residentFor(ctx, actor, d.Resident)
	if err != nil {
		return Receipt{}, err
	}
	session, err := s.sessionOf(ctx, resident, d)
	if err != nil {
		return Receipt{}, err
	}
	module, err := s.module(ctx, d.Module, d.Version)
	if err != nil {
		return Receipt{}, err
	}
	grading, err := d.grade(module)
	if err != nil {
		return Receipt{}, err
	}
	sub := Submission{
		Resident: resident.ID, Result: NewResult(d.ID, module, grading, d.Review, d.FinishedAt, s.now().UTC().Truncate(time.Millisecond)),
		Answers: d.Answers, StartedAt: d.StartedAt.UTC(), Session: session, By: actor.ID,
	}
	sub.Assisted, sub.Seconds, sub.Device, sub.Pattern = resident.ID != actor.ID, d.Seconds, d.Device, sub.AnswerPattern()
	sub.Language, sub.Village = d.Language, resident.Village
	sub.Hash = sub.ContentHash()
	inserted, summary, err := s.intake.put(ctx, sub, homeOf(resident))
	if err != nil {
		return Receipt{}, err
	}
	if clashes(inserted, sub, d.Session) && d.Resident != "" && d.Resident != resident.ID { // of an account that was merged: as carryOver does
		sub.ID = carriedID(d.Resident, d.ID)
		if inserted, summary, err = s.intake.put(ctx, sub, homeOf(resident)); err != nil {
			return Receipt{}, err
		}
	}
	if clashes(inserted, sub, d.Session) {
		return Receipt{}, ErrConflict
	}
	if summary.Submissions == 1 && s.stores.Leases != nil { // a repeat, too: the first time may not have come so far
		if err := s.followMove(ctx, resident); err != nil {
			return Receipt{}, err
		}
	}
	if resident.ID != actor.ID && (late || resident.ListedName() == "") {
		summary = Fold(resident.ID, homeOf(resident), []Result{inserted.Stored.Result})
	}
	return Receipt{Submission: inserted.Stored, Replay: !inserted.New, Grading: grading, Summary: summary}, nil
}

// followMove folds anew who moved, or was confirmed, on another server a moment ago, which this one does not know yet. That
// concerns a first submission alone: before it there was none that could carry the mark that announces such a change.
func (s *Service) followMove(ctx context.Context, resident people.Person) error {
	now, err := s.people.Person(ctx, resident.ID)
	if err == nil && now.Revision != resident.Revision {
		err = s.rollup.Refold(ctx, resident.ID)
	}
	if err == nil || isNotFound(err) { // what is left of somebody who is gone goes with the next round
		return nil
	}
	s.rollup.Doubt()
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// sessionOf returns the session of a draft, or none where it is no session of a village in which the resident lives or lately lived.
func (s *Service) sessionOf(ctx context.Context, resident people.Person, d Draft) (string, error) {
	if d.Session == "" {
		return "", nil
	}
	if _, _, ok := fieldwork.FindSession(d.Session, s.villagesOf(resident.Village), d.FinishedAt); ok {
		return d.Session, nil
	}
	names, err := s.lateNames(ctx, resident)
	if err != nil {
		return "", err
	}
	if _, _, ok := fieldwork.FindSession(d.Session, names, d.FinishedAt); ok {
		return d.Session, nil
	}
	return "", nil
}

// clashes reports whether another submission had the id. One that was stored with the session that it was sent with is the same as
// without it: whether a session is one may have changed since.
func clashes(in Inserted, sub Submission, session string) bool {
	if in.New {
		return false
	}
	if in.Stored.Session == "" || in.Stored.Session == session {
		sub.Session = in.Stored.Session
	}
	return !bytes.Equal(in.Stored.Hash, sub.ContentHash())
}

func (d Draft) grade(m courses.Module) (courses.Grading, error) {
	if err := courses.CheckAnswers(m, d.Answers); err != nil {
		return courses.Grading{}, err
	}
	if d.Review {
		return courses.GradeReview(m, d.Answers)
	}
	return courses.GradeModule(m, d.Answers), nil
}

// residentFor returns whose submission the actor hands in, or ErrForbidden. late is as in mayHandIn.
func (s *Service) residentFor(ctx context.Context, actor people.Person, id string) (resident people.Person, late bool, err error) {
	if id == "" || id == actor.ID {
		if !actor.Has(people.Resident) {
			return people.Person{}, false, ErrForbidden
		}
		return actor, false, nil
	}
	if !actor.Has(people.Coordinator) && !actor.Has(people.Officer) {
		return people.Person{}, false, ErrForbidden
	}
	resident, err = s.personOrKept(ctx, id)
	if isNotFound(err) {
		return people.Person{}, false, ErrForbidden
	}
	if err != nil {
		return people.Person{}, false, err
	}
	if !resident.Has(people.Resident) || resident.Child() {
		return people.Person{}, false, ErrForbidden
	}
	late, err = s.mayHandIn(ctx, actor, resident)
	return resident, late, err
}

// personOrKept returns whose id it is, or whom the account that had it was merged into: a phone may still hold what was answered for
// the one that was dropped. people.ErrNotFound.
func (s *Service) personOrKept(ctx context.Context, id string) (people.Person, error) {
	p, err := s.people.Person(ctx, id)
	if !isNotFound(err) {
		return p, err
	}
	kept, aliasErr := s.stores.keptFor(ctx, id)
	if aliasErr != nil {
		return people.Person{}, aliasErr
	}
	if kept == "" {
		return people.Person{}, err
	}
	return s.people.Person(ctx, kept)
}

func (s *Service) module(ctx context.Context, id string, version int) (courses.Module, error) {
	m, err := s.modules.Version(ctx, id, version)
	if isNotFound(err) {
		return courses.Module{}, fmt.Errorf("%s version %d: %w", id, version, ErrUnknownModule)
	}
	return m, err
}

// Mine returns the actor's own summary, folded from what is stored now.
func (s *Service) Mine(ctx context.Context, actor people.Person) (Summary, error) {
	results, err := s.stores.Submissions.Results(ctx, []string{actor.ID})
	if err != nil {
		return Summary{}, err
	}
	return Fold(actor.ID, homeOf(actor), results[actor.ID]), nil
}

// MySubmissions returns all that the actor handed in or had handed in for them.
func (s *Service) MySubmissions(ctx context.Context, actor people.Person) ([]Submission, error) {
	return s.stores.Submissions.SubmissionsOf(ctx, actor.ID)
}

// homeOf says where a person counts.
func homeOf(p people.Person) Home {
	return Home{Village: p.Village, Counted: p.Counted(true), Unconfirmed: p.Unconfirmed, Revision: p.Revision}
}

// Recount recomputes what follows from where people live and whether they are counted, after they moved, their consent changed or
// they were confirmed.
func (s *Service) Recount(ctx context.Context, ids ...string) error {
	return s.rollup.Refold(ctx, ids...)
}

// Absorb gives what a dropped account learnt to the one that it was merged into; see Rollup.Absorb. people.Service.Merge calls it.
func (s *Service) Absorb(ctx context.Context, kept, dropped people.Person) error {
	return s.rollup.Absorb(ctx, kept, dropped)
}

// Erase removes all that the actor learnt.
func (s *Service) Erase(ctx context.Context, actor people.Person) error {
	return s.rollup.Erase(ctx, actor.ID, actor.Village)
}
