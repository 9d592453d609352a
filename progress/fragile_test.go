package progress_test

import (
	"context"
	"sync"
	"time"

	"hocso/progress"
	"hocso/progress/people"
)

// fuse is how many writes a server has left before its machine goes down.
type fuse struct {
	mu    sync.Mutex
	left  int  // fewer than none: it lasts
	after bool // the last write is done, but nobody hears of it
	blown bool
}

func (f *fuse) write(do func() error) error {
	defer f.mu.Unlock()
	f.mu.Lock()
	switch {
	case f.blown:
		return errCrash
	case f.left == 0:
		f.blown = true
		if f.after {
			_ = do()
		}
		return errCrash
	}
	f.left--
	return do()
}

// fragile is a store as a server sees it whose machine goes down in the middle.
type fragile struct {
	anyStore
	*fuse
}

// answered is write for what has an answer.
func answered[T any](f *fuse, do func() (T, error)) (answer T, err error) {
	err = f.write(func() (err error) {
		answer, err = do()
		return err
	})
	return answer, err
}

func (f fragile) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	return answered(f.fuse, func() ([]progress.Inserted, error) { return f.anyStore.Insert(ctx, batch) })
}

func (f fragile) PutSummaries(ctx context.Context, s []progress.Summary) (map[string][]string, error) {
	return answered(f.fuse, func() (map[string][]string, error) { return f.anyStore.PutSummaries(ctx, s) })
}

func (f fragile) PutTotals(ctx context.Context, t []progress.Totals) ([]string, error) {
	return answered(f.fuse, func() ([]string, error) { return f.anyStore.PutTotals(ctx, t) })
}

func (f fragile) MarkFolded(ctx context.Context, keys []progress.Key) error {
	return f.write(func() error { return f.anyStore.MarkFolded(ctx, keys) })
}

func (f fragile) MarkUnfolded(ctx context.Context, residents []string) error {
	return f.write(func() error { return f.anyStore.MarkUnfolded(ctx, residents) })
}

func (f fragile) DeleteSummary(ctx context.Context, resident string) error {
	return f.write(func() error { return f.anyStore.DeleteSummary(ctx, resident) })
}

func (f fragile) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	return f.write(func() error { return f.anyStore.DeleteSubmissionsOf(ctx, resident) })
}

func (f fragile) UpdatePerson(ctx context.Context, p people.Person) error {
	return f.write(func() error { return f.anyStore.UpdatePerson(ctx, p) })
}

func (f fragile) DeletePerson(ctx context.Context, id string) error {
	return f.write(func() error { return f.anyStore.DeletePerson(ctx, id) })
}

// fragileLeases are those of a server whose machine goes down in the middle: what it holds then stays held.
type fragileLeases struct {
	progress.LeaseStore
	*fuse
}

func (f fragileLeases) Claim(ctx context.Context, holder string, places []string, now, until time.Time) ([]string, error) {
	return answered(f.fuse, func() ([]string, error) { return f.LeaseStore.Claim(ctx, holder, places, now, until) })
}

func (f fragileLeases) Release(ctx context.Context, holder string, places []string) error {
	return f.write(func() error { return f.LeaseStore.Release(ctx, holder, places) })
}
