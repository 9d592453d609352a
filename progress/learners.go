package progress

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"
)

const (
	// largeVillage is from how many summaries on reading them again takes longer than anybody should wait for a page.
	largeVillage = 200
	// largeVillages is of how many villages they are kept: some megabytes.
	largeVillages = 16
)

// learners keeps the summaries of large villages as they were read last, and reads them again where the village's totals have another
// revision: whoever changes a summary writes the totals after it.
type learners struct {
	villages *lru.Cache[string, learnersOf]
}

type learnersOf struct {
	revision  int
	summaries []Summary
}

func newLearners() *learners {
	villages, err := lru.New[string, learnersOf](largeVillages)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &learners{villages}
}

// read returns the summaries of a village's residents, ordered by resident, without their Days, Hours and Reviews, which no page about a
// village shows. They must not be changed.
func (l *learners) read(ctx context.Context, stores Stores, village string) ([]Summary, error) {
	// Read before the summaries: what is kept under a revision is then never older than its totals.
	revisions, err := stores.Totals.TotalsRevisions(ctx, []string{village})
	if err != nil {
		return nil, err
	}
	revision, counted := revisions[village]
	if known, ok := l.villages.Get(village); ok && counted && known.revision == revision {
		return known.summaries, nil
	}
	summaries, err := stores.Summaries.SummariesOf(ctx, village)
	if err != nil {
		return nil, err
	}
	for i := range summaries {
		summaries[i].Days, summaries[i].Hours, summaries[i].Reviews = nil, nil, nil
	}
	if counted && len(summaries) >= largeVillage {
		l.villages.Add(village, learnersOf{revision, summaries})
	}
	return summaries, nil
}
