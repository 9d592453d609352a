package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
)

type totalsDocument struct {
	Place       string                         `json:"place"`
	Learners    int                            `json:"learners"`
	Submissions int                            `json:"submissions"`
	Modules     map[string]moduleCountDocument `json:"modules"`
	Days        map[day.Day]dayCountDocument   `json:"days"`
	Campaigns   map[string]countDocument       `json:"campaigns,omitempty"`
	AsOf        int64                          `json:"as_of"`
}

// studyDocument is apart from a place's other totals, which are read much more often.
type studyDocument struct {
	Hours  [][2]int        `json:"hours,omitempty"` // of the week, those with submissions, and how many
	Firsts []firstDocument `json:"firsts,omitempty"`
}

type firstDocument struct {
	Module   string         `json:"module"`
	Version  int            `json:"version"`
	Language string         `json:"language,omitempty"`
	People   int            `json:"people"`
	Wrong    map[string]int `json:"wrong,omitempty"`
}

type moduleCountDocument struct {
	Tried  int `json:"tried"`
	Passed int `json:"passed"`
}

type dayCountDocument struct {
	Learners    int `json:"learners,omitempty"`
	Submissions int `json:"submissions,omitempty"`
}

type countDocument struct {
	Learners int                         `json:"learners"`
	Reached  reachedDocument             `json:"reached"`
	Since    [3]int64                    `json:"since"` // of each of Reached, milliseconds UTC
	Days     map[day.Day]reachedDocument `json:"days,omitempty"`
	Signs    *signsDocument              `json:"signs,omitempty"`
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
				raw, err := json.Marshal(newTotalsDocument(t))
				if err != nil {
					return err
				}
				study, err := json.Marshal(newStudyDocument(t.Study))
				if err != nil {
					return err
				}
				res, err := stmt.ExecContext(inside(ctx), t.Place, t.Revision+1, string(raw), string(study))
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
	d := totalsDocument{t.Place, t.Learners, t.Submissions, make(map[string]moduleCountDocument, len(t.Modules)),
		make(map[day.Day]dayCountDocument, len(t.Days)), make(map[string]countDocument, len(t.Campaigns)), millis(t.AsOf)}
	for m, n := range t.Modules {
		d.Modules[m] = moduleCountDocument(n)
	}
	for on, n := range t.Days {
		d.Days[on] = dayCountDocument(n)
	}
	for id, n := range t.Campaigns {
		d.Campaigns[id] = newCountDocument(n)
	}
	return d
}

func (d totalsDocument) totals() progress.Totals {
	t := progress.Totals{Place: d.Place, Learners: d.Learners, Submissions: d.Submissions, Modules: make(map[string]progress.ModuleCount, len(d.Modules)),
		Days: make(map[day.Day]progress.DayCount, len(d.Days)), Campaigns: make(map[string]progress.Count, len(d.Campaigns)), AsOf: fromMillis(d.AsOf)}
	for m, n := range d.Modules {
		t.Modules[m] = progress.ModuleCount(n)
	}
	for on, n := range d.Days {
		t.Days[on] = progress.DayCount(n)
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
		d.Firsts = append(d.Firsts, firstDocument{quiz.Module, quiz.Version, quiz.Language, n.People, n.Wrong})
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
	d := countDocument{n.Learners, newReachedDocument(n.Reached), [3]int64{millis(n.ParticipatedAt), millis(n.CompletedAt), millis(n.GainedAt)}, nil, nil}
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
	return s.readTotals(ctx, places, "'{}'")
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

// readTotals reads the study of places from a column, or the text in its stead.
func (s *Store) readTotals(ctx context.Context, places []string, study string) (map[string]progress.Totals, error) {
	found := make(map[string]progress.Totals, len(places))
	err := s.eachPlace(ctx, places, "revision, document, "+study, func(rows *sql.Rows) error {
		var raw, more []byte
		var revision int
		var d totalsDocument
		var l studyDocument
		if err := rows.Scan(&revision, &raw, &more); err != nil {
			return err
		}
		if err := errors.Join(json.Unmarshal(raw, &d), json.Unmarshal(more, &l)); err != nil {
			return fmt.Errorf("stored document: %w", err)
		}
		t := d.totals()
		t.Study = l.study()
		t.Revision = revision
		found[d.Place] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
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
