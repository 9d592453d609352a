// Package progresstest checks that stores keep what progress.SubmissionStore, progress.SummaryStore and
// progress.TotalsStore promise. Every store runs it.
package progresstest

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"hocso/progress"
)

// at is a time as exact as every store keeps it.
func at(minute int) time.Time {
	return time.Date(2026, 11, 2, 19, minute, 59, int(987*time.Millisecond), time.UTC)
}

// together runs f(0) to f(n-1) at the same time and waits for all.
func together(n int, f func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantPlainError checks that an error is none of those that mean something to a caller.
func wantPlainError(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil || errors.Is(err, progress.ErrNotFound) || errors.Is(err, progress.ErrConflict) {
		t.Errorf("%s: error %v, want the cancellation", name, err)
	}
}

// spanned are ids in the order of their bytes, which is not that of a dictionary.
var spanned = []string{"B", "a", "a1", "a10", "a2", "b", "é", "đ"}

// spans are stretches of ids and those of spanned that are in them.
var spans = map[progress.Span][]string{
	{}:                        spanned,
	{After: "a1", UpTo: "b"}:  {"a10", "a2", "b"},
	{After: "A", UpTo: "a"}:   {"B", "a"},
	{After: "B", UpTo: "a1"}:  {"a", "a1"},
	{After: "b"}:              {"é", "đ"},
	{UpTo: "a0"}:              {"B", "a"},
	{After: "a3", UpTo: "a9"}: nil,
	{After: "đ"}:              nil,
}

// filled makes sure that a sample sets every field: one that it left empty could be lost unnoticed.
func filled(t *testing.T, sample any) {
	t.Helper()
	v := reflect.ValueOf(sample)
	for _, f := range reflect.VisibleFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Fatalf("the sample leaves %T.%s empty", sample, f.Name)
		}
	}
}
