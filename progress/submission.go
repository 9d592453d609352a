// Package progress holds what residents learnt. A submission is inserted once; summaries, totals and boards are
// recomputed from submissions and never incremented, so each step may run twice, late or after a crash with the same
// result.
package progress

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"maps"
	"slices"
	"time"

	"hocso/courses"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

var (
	// ErrConflict says that the same resident already handed in another submission under this id.
	ErrConflict = errors.New("another submission has this id")
	// ErrNotFound says that no summary or totals are stored under the given key.
	ErrNotFound = errors.New("progress not found")
	// ErrUnknownModule says that no such version of a module was ever published.
	ErrUnknownModule = errors.New("unknown module or version")
	// ErrForbidden says that the actor may not do or see this.
	ErrForbidden = people.ErrForbidden
	// ErrUnknownCursor says that a list handed out no such cursor, or that who it names has left the list.
	ErrUnknownCursor = people.ErrUnknownCursor
	// ErrUnavailable says that submissions cannot be stored just now.
	ErrUnavailable = errors.New("progress store unavailable")
)

// Key is the identity of a submission: the id was chosen by a phone, so it is unique within its resident only.
type Key struct {
	Resident string // person id
	ID       string // UUID
}

// Span is a stretch of ids in the order of their bytes, which is that of both stores: SQLite compares text by bytes unless a
// column says otherwise, and MongoDB does where no collation is asked for.
type Span struct {
	After string // which is not in it; empty from the beginning
	UpTo  string // which is; empty to the end
}

// Result is what a graded submission tells about learning; it is all that folding needs.
type Result struct {
	ID         string
	Module     string
	Version    int
	Review     bool // some questions that came back, not a quiz; it is never an attempt and never passes
	Score      int  // questions right
	Max        int  // questions asked
	Passed     bool
	Assisted   bool      // somebody else than the resident handed it in
	Seconds    int       // in front of the questions, by the phone: without hidden pages and pauses; 0 if it did not say
	Device     uint32    // of people.Actor, of the login that handed it in; 0 if it is not known
	Pattern    uint32    // see Submission.AnswerPattern
	Language   string    // in which it was read, one of courses.Languages; empty if the phone did not say
	Village    string    // where the resident lived when it was received
	Right      []string  // questions right; nil if none, or stored before they were
	Wrong      []string  // questions asked and not right; likewise
	FinishedAt time.Time // by the phone's clock
	ReceivedAt time.Time
}

// latest is how long after it was finished a submission may be received and still count when it was finished.
const latest = campaign.ShortestGrace * time.Hour

// At is when a result counts: when it was finished by the phone's clock, if it was received within the 12 hours after
// that, so that an evening without network counts on its own day; else when it was received. So a clock that is wrong moves
// nothing by more than half a day, and from noon on the day before stays as it is.
func (r Result) At() time.Time {
	if late := r.ReceivedAt.Sub(r.FinishedAt); late >= 0 && late <= latest {
		return r.FinishedAt
	}
	return r.ReceivedAt
}

// NewResult makes the result of a graded submission.
func NewResult(id string, m courses.Module, g courses.Grading, review bool, finishedAt, receivedAt time.Time) Result {
	r := Result{ID: id, Module: m.ID, Version: m.Version, Review: review, Score: g.Score, Max: g.Max, Passed: g.Passed,
		FinishedAt: finishedAt.UTC(), ReceivedAt: receivedAt}
	for _, q := range g.Questions {
		if q.Right {
			r.Right = append(r.Right, q.Question)
		} else {
			r.Wrong = append(r.Wrong, q.Question)
		}
	}
	return r
}

// Submission is one answered quiz or review. It is stored once and never changes.
type Submission struct {
	Resident string
	Result
	Answers   map[string][]string // option ids by question id
	StartedAt time.Time           // by the phone's clock
	Session   string              // of the village's team, in which it was answered; empty where in none
	By        string              // who handed it in: the resident, or a coordinator
	Hash      []byte              // of what the phone sent
}

// Key returns the submission's identity.
func (s Submission) Key() Key { return Key{s.Resident, s.ID} }

// AnswerPattern returns a hash of a quiz's answers that are wrong in two questions or more, and so are hardly given alike by
// chance; 0 for any others and for a review. Of two modules or versions the same answers differ.
func (s Submission) AnswerPattern() uint32 {
	if s.Review || len(s.Wrong) < 2 {
		return 0
	}
	h := sha256.New()
	writeText(h, s.Module)
	writeNumber(h, int64(s.Version))
	writeAnswers(h, s.Answers)
	return binary.BigEndian.Uint32(h.Sum(nil))
}

// ContentHash is SHA-256 over what the phone sent, in a canonical form, so that a repeat is told from a change.
func (s Submission) ContentHash() []byte {
	h := sha256.New()
	writeText(h, s.Module)
	writeNumber(h, int64(s.Version))
	writeNumber(h, s.StartedAt.UnixNano())
	writeNumber(h, s.FinishedAt.UnixNano())
	writeAnswers(h, s.Answers)
	// What came later is hashed only where it is there, so that what was sent before is still told from a change.
	if s.Review {
		writeText(h, "review")
	}
	if s.Seconds > 0 {
		writeText(h, "seconds")
		writeNumber(h, int64(s.Seconds))
	}
	if s.Session != "" {
		writeText(h, "session")
		writeText(h, s.Session)
	}
	if s.Language != "" {
		writeText(h, "language")
		writeText(h, s.Language)
	}
	return h.Sum(nil)
}

func writeAnswers(h hash.Hash, answers map[string][]string) {
	for _, question := range slices.Sorted(maps.Keys(answers)) {
		writeText(h, question)
		writeNumber(h, int64(len(answers[question])))
		for _, option := range answers[question] {
			writeText(h, option)
		}
	}
}

func writeText(h hash.Hash, s string) {
	writeNumber(h, int64(len(s)))
	h.Write([]byte(s))
}

func writeNumber(h hash.Hash, n int64) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

// Inserted is the outcome of inserting one submission.
type Inserted struct {
	New    bool
	Stored Submission // the one in the store: the new one, or the one that was there
	// Results are all of the resident's as of that commit; nil where the store would have to read them.
	Results []Result
}

// SubmissionStore keeps submissions. Errors other than those named are a driver's, wrapped.
type SubmissionStore interface {
	// Insert stores submissions durably, each with its mark "not yet folded", in one commit, and returns one outcome each, in
	// order. One that is there already stays as it is. The batch holds no key twice. On error nothing may be taken as stored.
	Insert(ctx context.Context, batch []Submission) ([]Inserted, error)
	// Results returns the results of each named resident; those without submissions are left out.
	Results(ctx context.Context, residents []string) (map[string][]Result, error)
	// SubmissionsOf returns all submissions of a resident, ordered by ReceivedAt, then ID.
	SubmissionsOf(ctx context.Context, resident string) ([]Submission, error)
	// SubmissionsIn returns the submissions of a session, ordered by resident, then ID; none for an empty one.
	SubmissionsIn(ctx context.Context, session string) ([]Submission, error)
	// Unfolded returns up to limit keys that carry the mark, oldest first where the store knows.
	Unfolded(ctx context.Context, limit int) ([]Key, error)
	// MarkFolded takes the mark off.
	MarkFolded(ctx context.Context, keys []Key) error
	// MarkUnfolded puts the mark on one submission of each named resident who has any, durably.
	MarkUnfolded(ctx context.Context, residents []string) error
	// EachResident calls f with the results of every resident of a span who has any, ordered by resident, until f fails; it
	// returns f's error.
	EachResident(ctx context.Context, within Span, f func(resident string, results []Result) error) error
	// DeleteSubmissions removes submissions with their marks. Removing none is no error.
	DeleteSubmissions(ctx context.Context, keys []Key) error
	// DeleteSubmissionsOf removes all submissions of a resident.
	DeleteSubmissionsOf(ctx context.Context, resident string) error
}

// SubmissionArchive reads and writes submissions whole, for backups. Errors are a driver's, wrapped.
type SubmissionArchive interface {
	// EachSubmission calls f for every submission once, in the order of their keys, until f fails; it returns f's error.
	EachSubmission(ctx context.Context, f func(Submission) error) error
	// PutSubmissions stores submissions without the mark "not yet folded": who calls it rebuilds after it. One that is there
	// already stays as it is.
	PutSubmissions(ctx context.Context, list []Submission) error
}
