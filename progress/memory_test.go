package progress_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"testing"

	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/progresstest"
)

// memory is the stores in maps, so that a test can take many steps in little time. progresstest holds it to what every store
// promises.
type memory struct {
	people.Store // what nobody calls here
	mu           sync.Mutex
	submissions  map[progress.Key]progress.Submission
	unfolded     map[progress.Key]bool
	summaries    map[string]progress.Summary // by resident
	totals       map[string]progress.Totals  // by place
	persons      map[string]people.Person
}

func newMemory() *memory {
	return &memory{submissions: map[progress.Key]progress.Submission{}, unfolded: map[progress.Key]bool{},
		summaries: map[string]progress.Summary{}, totals: map[string]progress.Totals{}, persons: map[string]people.Person{}}
}

// enter locks, unless the context has ended.
func (m *memory) enter(ctx context.Context) error {
	m.mu.Lock()
	return ctx.Err()
}

func (m *memory) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	outcomes := make([]progress.Inserted, len(batch))
	for i, s := range batch {
		if old, ok := m.submissions[s.Key()]; ok {
			outcomes[i] = progress.Inserted{Stored: old}
			continue
		}
		m.submissions[s.Key()], m.unfolded[s.Key()] = s, true
		outcomes[i] = progress.Inserted{New: true, Stored: s}
	}
	return outcomes, nil
}

// of returns a resident's submissions in the order of SubmissionsOf.
func (m *memory) of(resident string) []progress.Submission {
	var list []progress.Submission
	for key, s := range m.submissions {
		if key.Resident == resident {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b progress.Submission) int {
		return cmp.Or(a.ReceivedAt.Compare(b.ReceivedAt), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func (m *memory) Results(ctx context.Context, residents []string) (map[string][]progress.Result, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	results := map[string][]progress.Result{}
	for _, resident := range residents {
		for _, s := range m.of(resident) {
			results[resident] = append(results[resident], s.Result)
		}
	}
	return results, nil
}

func (m *memory) SubmissionsOf(ctx context.Context, resident string) ([]progress.Submission, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	return m.of(resident), nil
}

func (m *memory) SubmissionsIn(ctx context.Context, session string) ([]progress.Submission, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	var list []progress.Submission
	for _, s := range m.submissions {
		if session != "" && s.Session == session {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b progress.Submission) int {
		return cmp.Or(cmp.Compare(a.Resident, b.Resident), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m *memory) Unfolded(ctx context.Context, limit int) ([]progress.Key, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	keys := slices.SortedFunc(maps.Keys(m.unfolded), func(a, b progress.Key) int {
		return cmp.Or(m.submissions[a].ReceivedAt.Compare(m.submissions[b].ReceivedAt), cmp.Compare(a.Resident, b.Resident), cmp.Compare(a.ID, b.ID))
	})
	return keys[:min(limit, len(keys))], nil
}

func (m *memory) MarkFolded(ctx context.Context, keys []progress.Key) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return err
	}
	for _, key := range keys {
		delete(m.unfolded, key)
	}
	return nil
}

func (m *memory) MarkUnfolded(ctx context.Context, residents []string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return err
	}
	for _, resident := range residents {
		if list := m.of(resident); len(list) > 0 {
			m.unfolded[list[0].Key()] = true
		}
	}
	return nil
}

func (m *memory) EachResident(ctx context.Context, within progress.Span, f func(string, []progress.Result) error) error {
	residents := map[string]bool{}
	m.mu.Lock()
	for key := range m.submissions {
		if inSpan(within, key.Resident) {
			residents[key.Resident] = true
		}
	}
	m.mu.Unlock()
	all, err := m.Results(ctx, slices.Collect(maps.Keys(residents)))
	if err != nil {
		return err
	}
	for _, resident := range slices.Sorted(maps.Keys(all)) {
		if err := f(resident, all[resident]); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) DeleteSubmissions(ctx context.Context, keys []progress.Key) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return err
	}
	for _, k := range keys {
		delete(m.submissions, k)
		delete(m.unfolded, k)
	}
	return nil
}

func (m *memory) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return err
	}
	maps.DeleteFunc(m.submissions, func(k progress.Key, _ progress.Submission) bool { return k.Resident == resident })
	maps.DeleteFunc(m.unfolded, func(k progress.Key, _ bool) bool { return k.Resident == resident })
	return nil
}

func (m *memory) PutSummaries(ctx context.Context, summaries []progress.Summary) (map[string][]string, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	villages := map[string][]string{}
	for _, s := range summaries {
		if old, ok := m.summaries[s.Resident]; ok {
			s = s.Over(old)
		}
		m.summaries[s.Resident] = s
		villages[s.Resident] = s.Places()
	}
	return villages, nil
}

func (m *memory) Summary(ctx context.Context, resident string) (progress.Summary, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return progress.Summary{}, err
	}
	s, ok := m.summaries[resident]
	if !ok {
		return s, progress.ErrNotFound
	}
	return s, nil
}

func (m *memory) SummariesOf(ctx context.Context, village string) (list []progress.Summary, err error) {
	err = m.EachSummary(ctx, progress.Span{}, func(s progress.Summary) error {
		if s.Village == village {
			list = append(list, s)
		}
		return nil
	})
	return list, err
}

func (m *memory) Movers(ctx context.Context, villages []string) (list []progress.Summary, err error) {
	err = m.EachSummary(ctx, progress.Span{}, func(s progress.Summary) error {
		here := func(id string) bool { return slices.Contains(villages, id) }
		if len(s.Former) > 0 && slices.ContainsFunc(s.Places(), here) {
			list = append(list, s)
		}
		return nil
	})
	return list, err
}

func (m *memory) EachSummary(ctx context.Context, within progress.Span, f func(progress.Summary) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	all := maps.Clone(m.summaries)
	m.mu.Unlock()
	for _, resident := range slices.Sorted(maps.Keys(all)) {
		if !inSpan(within, resident) {
			continue
		}
		if err := f(all[resident]); err != nil {
			return err
		}
	}
	return nil
}

func inSpan(s progress.Span, id string) bool { return id > s.After && (s.UpTo == "" || id <= s.UpTo) }

func (m *memory) DeleteSummary(ctx context.Context, resident string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return err
	}
	delete(m.summaries, resident)
	return nil
}

func (m *memory) PutTotals(ctx context.Context, totals []progress.Totals) (lost []string, err error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	for _, t := range totals {
		if m.totals[t.Place].Revision != t.Revision {
			lost = append(lost, t.Place)
			continue
		}
		t.Revision++
		m.totals[t.Place] = t
	}
	return lost, nil
}

func (m *memory) PlainTotals(ctx context.Context, ids []string) (map[string]progress.Totals, error) {
	found, err := m.Totals(ctx, ids)
	for id, t := range found {
		t.Study = progress.Study{}
		found[id] = t
	}
	return found, err
}

func (m *memory) TotalsRevisions(ctx context.Context, ids []string) (map[string]int, error) {
	found, err := m.Totals(ctx, ids)
	if err != nil {
		return nil, err
	}
	revisions := map[string]int{}
	for id, t := range found {
		revisions[id] = t.Revision
	}
	return revisions, nil
}

func (m *memory) Totals(ctx context.Context, ids []string) (map[string]progress.Totals, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx); err != nil {
		return nil, err
	}
	found := map[string]progress.Totals{}
	for _, id := range ids {
		if t, ok := m.totals[id]; ok {
			found[id] = t
		}
	}
	return found, nil
}

func (m *memory) AddPeople(_ context.Context, list []people.Person) error {
	defer m.mu.Unlock()
	m.mu.Lock()
	for _, p := range list {
		m.persons[p.ID] = p
	}
	return nil
}

func (m *memory) Person(_ context.Context, id string) (people.Person, error) {
	defer m.mu.Unlock()
	m.mu.Lock()
	p, ok := m.persons[id]
	if !ok {
		return p, people.ErrNotFound
	}
	return p, nil
}

func (m *memory) Known(_ context.Context, ids []string) (map[string]bool, error) {
	defer m.mu.Unlock()
	m.mu.Lock()
	known := map[string]bool{}
	for _, id := range ids {
		if _, ok := m.persons[id]; ok {
			known[id] = true
		}
	}
	return known, nil
}

func (m *memory) PeopleAfter(_ context.Context, after string, limit int) ([]people.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []people.Person
	for _, id := range slices.Sorted(maps.Keys(m.persons)) {
		if id > after && len(list) < limit {
			list = append(list, m.persons[id])
		}
	}
	return list, nil
}

func (m *memory) PeopleOf(_ context.Context, village string) ([]people.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []people.Person
	for _, id := range slices.Sorted(maps.Keys(m.persons)) {
		if m.persons[id].Village == village {
			list = append(list, m.persons[id])
		}
	}
	return list, nil
}

func (m *memory) UpdatePerson(_ context.Context, p people.Person) error {
	defer m.mu.Unlock()
	m.mu.Lock()
	old, ok := m.persons[p.ID]
	if !ok {
		return people.ErrNotFound
	}
	if old.Revision != p.Revision {
		return people.ErrConflict
	}
	p.Revision++
	m.persons[p.ID] = p
	return nil
}

func (m *memory) DeletePerson(_ context.Context, id string) error {
	defer m.mu.Unlock()
	m.mu.Lock()
	delete(m.persons, id)
	return nil
}

func TestTheStoreOfTheModelKeepsWhatEveryStorePromises(t *testing.T) {
	t.Run("submissions", func(t *testing.T) {
		progresstest.TestSubmissionStore(t, func(*testing.T) progress.SubmissionStore { return newMemory() })
	})
	t.Run("summaries", func(t *testing.T) {
		progresstest.TestSummaryStore(t, func(*testing.T) progress.SummaryStore { return newMemory() })
	})
	t.Run("totals", func(t *testing.T) {
		progresstest.TestTotalsStore(t, func(*testing.T) progress.TotalsStore { return newMemory() })
	})
	t.Run("leases", func(t *testing.T) {
		progresstest.TestLeaseStore(t, func(*testing.T) progress.LeaseStore { return newLeases() })
	})
}
