package progresstest

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hocso/progress"
)

func insert(t *testing.T, s progress.SubmissionStore, batch ...progress.Submission) []progress.Inserted {
	t.Helper()
	got, err := s.Insert(t.Context(), batch)
	must(t, err)
	if len(got) != len(batch) {
		t.Fatalf("%d outcomes for %d submissions", len(got), len(batch))
	}
	for _, one := range got {
		wantCurrent(t, s, one)
	}
	return got
}

// wantCurrent checks that what came with an outcome is what the store reads then.
func wantCurrent(t *testing.T, s progress.SubmissionStore, one progress.Inserted) {
	t.Helper()
	if one.Results == nil {
		return
	}
	resident := one.Stored.Resident
	read, err := s.Results(t.Context(), []string{resident})
	must(t, err)
	byID := func(a, b progress.Result) int { return strings.Compare(a.ID, b.ID) }
	came := slices.SortedFunc(slices.Values(one.Results), byID)
	if want := slices.SortedFunc(slices.Values(read[resident]), byID); !reflect.DeepEqual(came, want) {
		t.Fatalf("results of %s that came with an insert:\n got %+v\nwant %+v", resident, came, want)
	}
}

func wantInserted(t *testing.T, got []progress.Inserted, isNew []bool, stored ...progress.Submission) {
	t.Helper()
	for i := range got {
		if got[i].New != isNew[i] || !equal(got[i].Stored, stored[i]) {
			t.Fatalf("outcome %d:\n got new %v, %+v\nwant new %v, %+v", i, got[i].New, got[i].Stored, isNew[i], stored[i])
		}
	}
}

func wantSubmissions(t *testing.T, s progress.SubmissionStore, resident string, want ...progress.Submission) {
	t.Helper()
	got, err := s.SubmissionsOf(t.Context(), resident)
	must(t, err)
	if !slices.EqualFunc(got, want, equal) {
		t.Errorf("submissions of %s:\n got %+v\nwant %+v", resident, got, want)
	}
}

// wantResults asks for the results of the named residents, who have these submissions.
func wantResults(t *testing.T, s progress.SubmissionStore, want map[string][]progress.Submission, residents ...string) {
	t.Helper()
	got, err := s.Results(t.Context(), residents)
	must(t, err)
	if len(got) != len(want) {
		t.Errorf("results of %d residents, want %d", len(got), len(want))
	}
	for resident, submissions := range want {
		if !sameResults(got[resident], submissions) {
			t.Errorf("results of %s:\n got %+v\nwant those of %+v", resident, got[resident], submissions)
		}
	}
}

func sameResults(got []progress.Result, want []progress.Submission) bool {
	byID := func(a, b progress.Result) int { return cmp.Compare(a.ID, b.ID) }
	results := make([]progress.Result, len(want))
	for i := range want {
		results[i] = want[i].Result
	}
	slices.SortFunc(results, byID)
	return reflect.DeepEqual(slices.SortedFunc(slices.Values(got), byID), results)
}

// wantEach checks that exactly these residents come, in order.
func wantEach(t *testing.T, s progress.SubmissionStore, residents ...string) {
	t.Helper()
	var got []string
	must(t, s.EachResident(t.Context(), func(resident string, _ []progress.Result) error {
		got = append(got, resident)
		return nil
	}))
	if !slices.Equal(got, residents) {
		t.Errorf("residents %v, want %v", got, residents)
	}
}

// wantUnfolded checks that exactly these keys carry the mark.
func wantUnfolded(t *testing.T, s progress.SubmissionStore, want ...progress.Key) {
	t.Helper()
	got, err := s.Unfolded(t.Context(), 2000)
	must(t, err)
	byKey := func(a, b progress.Key) int {
		return cmp.Or(cmp.Compare(a.Resident, b.Resident), cmp.Compare(a.ID, b.ID))
	}
	if !slices.Equal(slices.SortedFunc(slices.Values(got), byKey), slices.SortedFunc(slices.Values(want), byKey)) {
		t.Errorf("unfolded:\n got %v\nwant %v", got, want)
	}
}

func keysOf(submissions []progress.Submission) []progress.Key {
	keys := make([]progress.Key, len(submissions))
	for i, s := range submissions {
		keys[i] = s.Key()
	}
	return keys
}

// equal compares submissions; a store may give no answers back as nil or as empty.
func equal(a, b progress.Submission) bool {
	if len(a.Answers) == 0 && len(b.Answers) == 0 {
		a.Answers, b.Answers = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
