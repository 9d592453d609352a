package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
)

// totalsDocument is what is stored of totals beside their columns, in CBOR and by the order of the fields: those of a ward are added up anew
// from all of its villages'. Until version 8 of the schema they were in JSON.
type totalsDocument struct {
	_           struct{}                       `cbor:",toarray"`
	Learners    int                            `json:"learners"`
	Submissions int                            `json:"submissions"`
	Modules     map[string]moduleCountDocument `json:"modules"`
	Days        map[day.Day]dayCountDocument   `json:"days"`
	Campaigns   map[string]countDocument       `json:"campaigns"`
	AsOf        int64                          `json:"as_of"`
}

// studyDocument is apart from a place's other totals, which are read much more often.
type studyDocument struct {
	_      struct{}        `cbor:",toarray"`
	Hours  [][2]int        `json:"hours"` // of the week, those with submissions, and how many
	Firsts []firstDocument `json:"firsts"`
}

type firstDocument struct {
	_        struct{}       `cbor:",toarray"`
	Module   string         `json:"module"`
	Version  int            `json:"version"`
	Language string         `json:"language"`
	People   int            `json:"people"`
	Wrong    map[string]int `json:"wrong"`
}

type moduleCountDocument struct {
	_      struct{} `cbor:",toarray"`
	Tried  int      `json:"tried"`
	Passed int      `json:"passed"`
}

type dayCountDocument struct {
	_           struct{} `cbor:",toarray"`
	Learners    int      `json:"learners"`
	Submissions int      `json:"submissions"`
}

type countDocument struct {
	_        struct{}                    `cbor:",toarray"`
	Learners int                         `json:"learners"`
	Reached  reachedDocument             `json:"reached"`
	Since    [3]int64                    `json:"since"` // of each of Reached, milliseconds UTC
	Days     map[day.Day]reachedDocument `json:"days"`
	Signs    *signsDocument              `json:"signs"`
}

// reachedDocument is participants, completed, points.
type reachedDocument [3]int

// signsDocument is the fields of campaign.Signs in their order.
type signsDocument [8]int

// putTotals refuses totals that are not of the revision after the stored one.
const putTotals = `INSERT INTO totals (place, revision, document, study) VALUES (?1, ?2, ?3, ?4)
	ON CONFLICT (place) DO UPDATE SET revision = ?2, document = ?3, study = ?4 WHERE revision = ?2 - 1`

// PutTotals implements progress.TotalsStore.
func (s *Store) PutTotals(ctx context.Context, totals []progress.Totals) ([]string, error) {
	var lost []string
	for part := range slices.Chunk(totals, turnLength) {
		err := s.derive.inTx(ctx, func(tx *sql.Tx) error {
			stmt, err := tx.PrepareContext(ctx, putTotals)
			if err != nil {
				return err
			}
			defer func() { _ = stmt.Close() }()
			for _, t := range part {
				raw, err := cbor.Marshal(newTotalsDocument(t))
				if err != nil {
					return err
				}
				study, err := cbor.Marshal(newStudyDocument(t.Study))
				if err != nil {
					return err
				}
				res, err := stmt.ExecContext(inside(ctx), t.Place, t.Revision+1, raw, study)
				if err != nil {
					return err
				}
				if n, err := res.RowsAffected(); err != nil {
					return err
				} else if n == 0 {
					lost = append(lost, t.Place)
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("put totals: %w", err)
		}
	}
	return lost, nil
}

func newTotalsDocument(t progress.Totals) totalsDocument {
	d := totalsDocument{Learners: t.Learners, Submissions: t.Submissions, Modules: make(map[string]moduleCountDocument, len(t.Modules)),
		Days: make(map[day.Day]dayCountDocument, len(t.Days)), Campaigns: make(map[string]countDocument, len(t.Campaigns)), AsOf: millis(t.AsOf)}
	for m, n := range t.Modules {
		d.Modules[m] = moduleCountDocument{Tried: n.Tried, Passed: n.Passed}
	}
	for on, n := range t.Days {
		d.Days[on] = dayCountDocument{Learners: n.Learners, Submissions: n.Submissions}
	}
	for id, n := range t.Campaigns {
		d.Campaigns[id] = newCountDocument(n)
	}
	return d
}

func (d totalsDocument) totals() progress.Totals {
	t := progress.Totals{Learners: d.Learners, Submissions: d.Submissions, Modules: make(map[string]progress.ModuleCount, len(d.Modules)),
		Days: make(map[day.Day]progress.DayCount, len(d.Days)), Campaigns: make(map[string]progress.Count, len(d.Campaigns)), AsOf: fromMillis(d.AsOf)}
	for m, n := range d.Modules {
		t.Modules[m] = progress.ModuleCount{Tried: n.Tried, Passed: n.Passed}
	}
	for on, n := range d.Days {
		t.Days[on] = progress.DayCount{Learners: n.Learners, Submissions: n.Submissions}
	}
	for id, n := range d.Campaigns {
		t.Campaigns[id] = n.count()
	}
	return t
}

func newStudyDocument(l progress.Study) (d studyDocument) {
	for hour, n := range l.Hours {
		if n > 0 {
			d.Hours = append(d.Hours, [2]int{hour, n})
		}
	}
	for _, quiz := range l.Quizzes() {
		n := l.Firsts[quiz]
		d.Firsts = append(d.Firsts, firstDocument{Module: quiz.Module, Version: quiz.Version, Language: quiz.Language, People: n.People, Wrong: n.Wrong})
	}
	return d
}

func (d studyDocument) study() (l progress.Study) {
	for _, h := range d.Hours {
		l.Hours.Add(h[0], h[1])
	}
	for _, n := range d.Firsts {
		if l.Firsts == nil {
			l.Firsts = make(map[progress.Quiz]progress.FirstAnswers, len(d.Firsts))
		}
		l.Firsts[progress.Quiz{Module: n.Module, Version: n.Version, Language: n.Language}] = progress.FirstAnswers{People: n.People, Wrong: n.Wrong}
	}
	return l
}

func newCountDocument(n progress.Count) countDocument {
	d := countDocument{Learners: n.Learners, Reached: newReachedDocument(n.Reached),
		Since: [3]int64{millis(n.ParticipatedAt), millis(n.CompletedAt), millis(n.GainedAt)}}
	if n.Days != nil {
		d.Days = make(map[day.Day]reachedDocument, len(n.Days))
	}
	for on, one := range n.Days {
		d.Days[on] = newReachedDocument(one)
	}
	if s := n.Signs; s != (campaign.Signs{}) {
		d.Signs = &signsDocument{s.Attempts, s.Assisted, s.Timed, s.Quick, s.OnOneDevice, s.Alike, s.Participants, s.OnLastDay}
	}
	return d
}

func (d countDocument) count() progress.Count {
	n := progress.Count{Learners: d.Learners, Reached: d.Reached.reached(), ParticipatedAt: fromMillis(d.Since[0]), CompletedAt: fromMillis(d.Since[1]),
		GainedAt: fromMillis(d.Since[2])}
	if d.Days != nil {
		n.Days = make(map[day.Day]progress.Reached, len(d.Days))
	}
	for on, one := range d.Days {
		n.Days[on] = one.reached()
	}
	if s := d.Signs; s != nil {
		n.Signs = campaign.Signs{Attempts: s[0], Assisted: s[1], Timed: s[2], Quick: s[3], OnOneDevice: s[4], Alike: s[5], Participants: s[6], OnLastDay: s[7]}
	}
	return n
}

func newReachedDocument(n progress.Reached) reachedDocument {
	return reachedDocument{n.Participants, n.Completed, n.Points}
}

func (d reachedDocument) reached() progress.Reached {
	return progress.Reached{Participants: d[0], Completed: d[1], Points: d[2]}
}

// Totals implements progress.TotalsStore.
func (s *Store) Totals(ctx context.Context, places []string) (map[string]progress.Totals, error) {
	return s.readTotals(ctx, places, "study")
}

// PlainTotals implements progress.TotalsStore.
func (s *Store) PlainTotals(ctx context.Context, places []string) (map[string]progress.Totals, error) {
	return s.readTotals(ctx, places, "NULL")
}

// TotalsRevisions implements progress.TotalsStore.
func (s *Store) TotalsRevisions(ctx context.Context, places []string) (map[string]int, error) {
	revisions := make(map[string]int, len(places))
	read := func(rows *sql.Rows) error {
		var place string
		var revision int
		err := rows.Scan(&place, &revision)
		revisions[place] = revision
		return err
	}
	if len(places) <= inOneQuery {
		return revisions, s.eachPlace(ctx, places, "place, revision", read)
	}
	// All are read faster than thousands are looked up.
	if err := each(ctx, s, read, "SELECT place, revision FROM totals INDEXED BY totals_revision"); err != nil {
		return nil, fmt.Errorf("read totals: %w", err)
	}
	wanted := make(map[string]bool, len(places))
	for _, p := range places {
		wanted[p] = true
	}
	maps.DeleteFunc(revisions, func(place string, _ int) bool { return !wanted[place] })
	return revisions, nil
}

// readTotals reads the study of places from a column, or none for NULL.
func (s *Store) readTotals(ctx context.Context, places []string, study string) (map[string]progress.Totals, error) {
	found := make(map[string]progress.Totals, len(places))
	err := s.eachPlace(ctx, places, "place, revision, document, "+study, func(rows *sql.Rows) error {
		var place string
		var revision int
		var raw, more sql.RawBytes
		if err := rows.Scan(&place, &revision, &raw, &more); err != nil {
			return err
		}
		t, err := totalsFrom(raw, more)
		if err != nil {
			return fmt.Errorf("stored totals of %s: %w", place, err)
		}
		t.Place, t.Revision = place, revision
		found[place] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func totalsFrom(raw, study []byte) (progress.Totals, error) {
	var d totalsDocument
	var l studyDocument
	if err := cbor.Unmarshal(raw, &d); err != nil {
		return progress.Totals{}, err
	}
	if study != nil {
		if err := cbor.Unmarshal(study, &l); err != nil {
			return progress.Totals{}, err
		}
	}
	t := d.totals()
	t.Study = l.study()
	return t, nil
}

// inOneQuery is of how many places a query names; SQLite takes at most 32,766 parameters.
const inOneQuery = 500

// eachPlace calls f with columns of the totals of places.
func (s *Store) eachPlace(ctx context.Context, places []string, columns string, f func(*sql.Rows) error) error {
	for chunk := range slices.Chunk(places, inOneQuery) {
		args := make([]any, len(chunk))
		for i, p := range chunk {
			args[i] = p
		}
		err := each(ctx, s, f, "SELECT "+columns+" FROM totals WHERE place IN (?"+strings.Repeat(", ?", len(chunk)-1)+")", args...)
		if err != nil {
			return fmt.Errorf("read totals: %w", err)
		}
	}
	return nil
}
