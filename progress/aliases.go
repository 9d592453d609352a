package progress

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"hocso/progress/people"
)

// carriedIDs is the namespace of ids that submissions get whose own is taken where they are carried over to.
var carriedIDs = uuid.MustParse("5f0d4d0e-7c3b-5b0a-9a35-4a4b7f1f2c11")

// keptFor returns the id of whom a dropped account was merged into; empty for one without an alias.
func (s Stores) keptFor(ctx context.Context, dropped string) (string, error) {
	if s.Aliases == nil {
		return "", nil
	}
	kept, err := people.Kept(ctx, s.Aliases, dropped)
	if errors.Is(err, people.ErrNotFound) {
		return "", nil
	}
	return kept, err
}

// carriedTo returns a submission of a dropped account as one of the account that was kept. What the person handed in themselves stays so.
func (s Submission) carriedTo(kept string) Submission {
	if s.By == s.Resident {
		s.By = kept
	}
	s.Resident, s.Assisted = kept, s.By != kept
	return s
}

// carriedID is the id of a submission whose own is another one's of the account that was kept. It is always the same, so that what is
// repeated is known again.
func carriedID(dropped, id string) string {
	return uuid.NewSHA1(carriedIDs, []byte(dropped+"/"+id)).String()
}

// Absorb gives all that a dropped account learnt to the one that was kept, once nobody has the dropped one's id any more and its alias is
// stored. What still comes for it later is carried over too. Repeating it does what is missing.
func (r *Rollup) Absorb(ctx context.Context, kept, dropped people.Person) error {
	if err := r.Erase(ctx, dropped.ID, dropped.Village); err != nil {
		return err
	}
	return r.Refold(ctx, kept.ID)
}

// carryOver stores the submissions of a dropped account as the kept one's, and removes just those that it has stored so: of what is
// inserted meanwhile nothing is lost.
func (r *Rollup) carryOver(ctx context.Context, dropped, kept string) error {
	for {
		list, err := r.stores.Submissions.SubmissionsOf(ctx, dropped)
		if err != nil || len(list) == 0 {
			return err
		}
		if err := r.insertCarried(ctx, list, kept); err != nil {
			return err
		}
		keys := make([]Key, len(list))
		for i, one := range list {
			keys[i] = one.Key()
		}
		if err := r.stores.Submissions.DeleteSubmissions(ctx, keys); err != nil {
			return err
		}
		r.Doubt() // the kept one's carry the mark: the next look finds and folds them
	}
}

// insertCarried stores submissions under a kept account, each under its own id, or under carriedID where that is taken by other content.
func (r *Rollup) insertCarried(ctx context.Context, list []Submission, kept string) error {
	carried := make([]Submission, len(list))
	for i, one := range list {
		carried[i] = one.carriedTo(kept)
	}
	for renamed := false; len(carried) > 0; renamed = true {
		inserted, err := r.stores.Submissions.Insert(ctx, carried)
		if err != nil {
			return err
		}
		var clashing []Submission
		for i, one := range inserted {
			if one.New || bytes.Equal(one.Stored.Hash, carried[i].Hash) {
				continue
			}
			if renamed {
				return fmt.Errorf("carry over submission %s: %w", carried[i].ID, ErrConflict)
			}
			again := carried[i]
			again.ID = carriedID(list[i].Resident, list[i].ID)
			clashing = append(clashing, again)
		}
		carried = clashing
	}
	return nil
}
