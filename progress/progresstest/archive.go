package progresstest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"hocso/progress"
)

// ArchiveStore keeps submissions whole.
type ArchiveStore interface {
	progress.SubmissionArchive
	progress.SubmissionStore
}

// TestSubmissionArchive checks a store; open gives an empty one each time.
func TestSubmissionArchive(t *testing.T, open func(t *testing.T) ArchiveStore) {
	t.Run("submissions come back with every field, each once, and carry no mark", func(t *testing.T) {
		s := open(t)
		wantArchived(t, s)
		var want []progress.Submission
		for i := range 130 {
			want = append(want, submission(fmt.Sprintf("r%d", i%7), fmt.Sprintf("%03d", i), i))
		}
		plain := progress.Submission{Resident: "r8", By: "r8", Hash: []byte("hash"),
			Result: progress.Result{ID: "b", Module: "vneid-1", Version: 1, Max: 5, ReceivedAt: at(2)}}
		want = append(want, plain)
		must(t, s.PutSubmissions(t.Context(), want))
		must(t, s.PutSubmissions(t.Context(), nil))
		wantArchived(t, s, want...)
		wantUnfolded(t, s)
		wantSubmissions(t, s, "r8", plain)
	})

	t.Run("an inserted submission is read too, and keeps its mark", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1))
		wantArchived(t, s, submission("r1", "a", 1))
		wantUnfolded(t, s, progress.Key{Resident: "r1", ID: "a"})
	})

	t.Run("a submission that was put is the one that a repeat meets", func(t *testing.T) {
		s := open(t)
		first := submission("r1", "a", 1)
		must(t, s.PutSubmissions(t.Context(), []progress.Submission{first}))
		repeated := submission("r1", "a", 2)
		wantInserted(t, insert(t, s, repeated), []bool{false}, first)
	})

	t.Run("of submissions that are put again, those that are there stay and the others are added", func(t *testing.T) {
		s := open(t)
		first, second := submission("r1", "a", 1), submission("r1", "b", 2)
		must(t, s.PutSubmissions(t.Context(), []progress.Submission{first}))
		must(t, s.PutSubmissions(t.Context(), []progress.Submission{submission("r1", "a", 9), second}))
		wantArchived(t, s, first, second)
	})

	t.Run("going through submissions ends with f's error", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1), submission("r2", "a", 2))
		stop, seen := errors.New("stop"), 0
		err := s.EachSubmission(t.Context(), func(progress.Submission) error {
			seen++
			return stop
		})
		if !errors.Is(err, stop) || seen != 1 {
			t.Errorf("saw %d, error %v", seen, err)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		wantPlainError(t, "EachSubmission", s.EachSubmission(ctx, func(progress.Submission) error { return nil }))
		wantPlainError(t, "PutSubmissions", s.PutSubmissions(ctx, []progress.Submission{submission("r1", "a", 1)}))
	})
}

// wantArchived checks that exactly these submissions come, in whatever order.
func wantArchived(t *testing.T, s ArchiveStore, want ...progress.Submission) {
	t.Helper()
	got := map[progress.Key]progress.Submission{}
	must(t, s.EachSubmission(t.Context(), func(sub progress.Submission) error {
		if _, twice := got[sub.Key()]; twice {
			t.Errorf("%v comes twice", sub.Key())
		}
		got[sub.Key()] = sub
		return nil
	}))
	if len(got) != len(want) {
		t.Errorf("%d submissions, want %d", len(got), len(want))
	}
	if i := slices.IndexFunc(want, func(sub progress.Submission) bool { return !equal(got[sub.Key()], sub) }); i >= 0 {
		t.Errorf("submission:\n got %+v\nwant %+v", got[want[i].Key()], want[i])
	}
}
