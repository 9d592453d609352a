package progress

import (
	"context"
	"slices"
	"sync"

	"hocso/progress/places"
)

// known keeps the totals of places as they were read last, and reads again those that have another revision: decoding those of all
// villages takes longer than anybody waits for a page.
type known struct {
	mu       sync.Mutex
	totals   map[string]Totals
	province int // revision of the province's totals, which are written after all others
}

func newKnown() *known { return &known{totals: map[string]Totals{}} }

// read returns the totals of places without their Study; those of villages without their Modules and Days too, which no page about many
// of them shows; the province's are always among them. They must not be changed.
func (k *known) read(ctx context.Context, store TotalsStore, keys []string) (map[string]Totals, error) {
	k.mu.Lock()
	before := k.province
	k.mu.Unlock()
	revisions, err := store.TotalsRevisions(ctx, append(slices.Clip(keys), places.Province))
	if err != nil {
		return nil, err
	}
	found, stale := make(map[string]Totals, len(revisions)), []string(nil)
	k.mu.Lock()
	if k.province = revisions[places.Province]; k.province < before {
		clear(k.totals) // a backup was restored: revisions begin anew, and what has the same may be something else
	}
	for place, revision := range revisions {
		t, ok := k.totals[place]
		if !ok || t.Revision != revision {
			stale = append(stale, place)
			continue
		}
		found[place] = t
	}
	k.mu.Unlock()
	fresh, err := store.PlainTotals(ctx, stale)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for place, t := range fresh {
		if place != places.Province && !places.ValidWardCode(place) {
			t.Modules, t.Days = nil, nil
		}
		k.totals[place], found[place] = t, t
	}
	return found, nil
}
