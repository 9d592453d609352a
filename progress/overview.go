package progress

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"hocso/courses"
	"hocso/progress/people"
	"hocso/progress/places"
)

// PlaceTotals is a place's totals with what a rate needs.
type PlaceTotals struct {
	Totals
	Main       Count // in the campaign that is looked at, mostly the main one
	Roll       int   // adults on approved rolls
	RollDone   int   // participants of the villages that have a roll
	Registered int   // residents with an account, without children
}

// Rate returns participants / roll over the villages that have a roll, and whether there is one.
func (t PlaceTotals) Rate() (float64, bool) {
	if t.Roll <= 0 {
		return 0, false
	}
	return float64(t.RollDone) / float64(t.Roll), true
}

// ResidentProgress is one line of a coordinator's list.
type ResidentProgress struct {
	Person  people.Person
	Status  Status
	Passed  []string // modules
	StuckOn []string // modules
	Points  int
	LastAt  time.Time // zero without submissions
}

// VillageProgress is a village with its residents.
type VillageProgress struct {
	Village    places.Village
	CountsOnly bool // for who must not see small groups, nor residents
	Totals     PlaceTotals
	Statuses   map[Status]int     // of those who are counted, and for who sees the list also of those on it
	Residents  []ResidentProgress // those who agreed to be listed, by name; none with CountsOnly
	Next       string             // cursor of the next page, empty at the end
	AsOf       time.Time
}

// Page asks for a part of a list.
type Page struct {
	After string // cursor, empty for the first page
	Limit int    // at least 1
}

// Village returns a village's progress for its coordinators and its ward's officers; managers get the counts alone. The id of a
// closed village leads to the one that it was merged into. Errors: places.ErrNotFound, ErrForbidden, ErrUnknownCursor.
func (s *Service) Village(ctx context.Context, actor people.Person, id string, only Status, page Page) (VillageProgress, error) {
	ref := s.ref()
	village, err := ref.Directory.Village(id)
	if err != nil {
		return VillageProgress{}, err
	}
	if !actor.SeesCountsOf(village) {
		return VillageProgress{}, ErrForbidden
	}
	id = village.ID
	residents, err := s.people.PeopleOf(ctx, id)
	if err != nil {
		return VillageProgress{}, err
	}
	summaries, err := s.learners.read(ctx, s.stores, id)
	if err != nil {
		return VillageProgress{}, err
	}
	totals, err := s.stores.Totals.PlainTotals(ctx, []string{id})
	if err != nil {
		return VillageProgress{}, err
	}
	bySummary := make(map[string]Summary, len(summaries))
	for _, sum := range summaries {
		bySummary[sum.Resident] = sum
	}
	v := VillageProgress{Village: village, CountsOnly: !actor.SeesResidentsOf(village), Statuses: map[Status]int{}, AsOf: s.now(),
		Totals: s.placeTotals(totals[id], nil, nil, nil)}
	v.Totals.Roll, v.Totals.RollDone = village.Adults(), v.Totals.Main.Participants
	var listed []ResidentProgress
	for _, p := range residents {
		if p.Child() { // a child is on no list
			continue
		}
		v.Totals.Registered++
		sum := bySummary[p.ID]
		line := ResidentProgress{Person: p, Status: sum.Status(ref.Campaign), Passed: sum.PassedModules(),
			StuckOn: sum.StuckOn(ref.Campaign), Points: sum.Standing(ref.Campaign).Points, LastAt: sum.LastAt()}
		if p.Counted(ref.Campaign.CountUnconfirmed) || !v.CountsOnly && p.ListedName() != "" {
			v.Statuses[line.Status]++
		}
		if p.Consent().VillageList && (only == "" || only == line.Status) {
			listed = append(listed, line)
		}
	}
	if !v.CountsOnly {
		if v.Residents, v.Next, err = pageOf(listed, page); err != nil {
			return VillageProgress{}, err
		}
	}
	return v, nil
}

// Statuses returns how far those residents of a village are who have begun, by id, for who helps them. Of who did not agree to be
// listed it must not be shown (people.Person.ListedName). Errors: places.ErrNotFound, ErrForbidden.
func (s *Service) Statuses(ctx context.Context, actor people.Person, id string) (map[string]Status, error) {
	ref := s.ref()
	village, err := ref.Directory.Village(id)
	if err != nil {
		return nil, err
	}
	if !actor.SeesResidentsOf(village) {
		return nil, ErrForbidden
	}
	summaries, err := s.learners.read(ctx, s.stores, village.ID)
	if err != nil {
		return nil, err
	}
	statuses := make(map[string]Status, len(summaries))
	for _, sum := range summaries {
		statuses[sum.Resident] = sum.Status(ref.Campaign)
	}
	return statuses, nil
}

// pageOf sorts a list by folded name and cuts one page out of it. The cursor is the id of the last person shown;
// ErrUnknownCursor if nobody in the list has it.
func pageOf(list []ResidentProgress, page Page) ([]ResidentProgress, string, error) {
	folded := make(map[string]string, len(list))
	for _, r := range list {
		folded[r.Person.ID] = places.Fold(r.Person.Name)
	}
	slices.SortFunc(list, func(a, b ResidentProgress) int {
		return cmp.Or(cmp.Compare(folded[a.Person.ID], folded[b.Person.ID]), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	start := 0
	if page.After != "" {
		start = 1 + slices.IndexFunc(list, func(r ResidentProgress) bool { return r.Person.ID == page.After })
		if start == 0 {
			return nil, "", ErrUnknownCursor
		}
	}
	end := min(start+page.Limit, len(list))
	if end == len(list) {
		return list[start:end], "", nil
	}
	return list[start:end], list[end-1].Person.ID, nil
}

// WardProgress is a ward with its villages.
type WardProgress struct {
	Ward       places.Ward
	CountsOnly bool // for who must not see small groups
	Totals     PlaceTotals
	Villages   []places.Village
	Below      []PlaceTotals // of Villages, in their order
	Lately     Lately
	Desk       []VillageDesk    // of Villages, in their order
	Closed     []places.Village // those that are no more, by id
	AsOf       time.Time
}

// Ward returns a ward's progress for its officers and the province's managers. Errors: places.ErrNotFound, ErrForbidden.
func (s *Service) Ward(ctx context.Context, actor people.Person, code string) (WardProgress, error) {
	ref := s.ref()
	ward, err := ref.Directory.Ward(code)
	if err != nil {
		return WardProgress{}, err
	}
	if !actor.AdministersWard(code) && !actor.Has(people.Manager) {
		return WardProgress{}, ErrForbidden
	}
	villages := ref.Directory.VillagesOf(code)
	totals, err := s.stores.Totals.PlainTotals(ctx, append(villageIDs(ref.Directory.AllOf(code)), code))
	if err != nil {
		return WardProgress{}, err
	}
	registered, err := s.people.CountByVillage(ctx)
	if err != nil {
		return WardProgress{}, err
	}
	rolls, err := s.stores.Rolls.RollsOf(ctx, code)
	if err != nil {
		return WardProgress{}, err
	}
	w := WardProgress{Ward: ward, CountsOnly: !actor.AdministersWard(code), Villages: villages, Totals: s.placeTotals(totals[code], villages, totals, registered), AsOf: s.now()}
	for _, v := range villages {
		w.Below = append(w.Below, s.placeTotals(totals[v.ID], []places.Village{v}, totals, registered))
	}
	w.lookAt(ref, totals, rolls)
	return w, nil
}

// ProvinceProgress is the province with its wards.
type ProvinceProgress struct {
	Totals PlaceTotals
	Wards  []places.Ward
	Below  []PlaceTotals // of Wards, in their order
	AsOf   time.Time
}

// Province returns the province's progress for its managers. Errors: ErrForbidden.
func (s *Service) Province(ctx context.Context, actor people.Person) (ProvinceProgress, error) {
	p, _, err := s.province(ctx, actor)
	return p, err
}

// ProvinceVillages returns the same with all open villages, ordered by id, each with its totals, all of them from one read, so that
// they add up. Errors: ErrForbidden.
func (s *Service) ProvinceVillages(ctx context.Context, actor people.Person) (ProvinceProgress, []places.Village, []PlaceTotals, error) {
	p, each, err := s.province(ctx, actor)
	if err != nil {
		return ProvinceProgress{}, nil, nil, err
	}
	below := make([]PlaceTotals, len(each.villages))
	for i, v := range each.villages {
		below[i] = s.placeTotals(each.totals[v.ID], []places.Village{v}, each.totals, each.registered)
	}
	return p, each.villages, below, nil
}

// everywhere is what the province's progress was made of.
type everywhere struct {
	villages   []places.Village // open ones
	totals     map[string]Totals
	registered map[string]int // by village
}

func (s *Service) province(ctx context.Context, actor people.Person) (ProvinceProgress, everywhere, error) {
	if !actor.Has(people.Manager) {
		return ProvinceProgress{}, everywhere{}, ErrForbidden
	}
	dir := s.ref().Directory
	each := everywhere{villages: dir.Villages()}
	var err error
	keys := append(append(villageIDs(each.villages), wardCodes(dir.Wards())...), places.Province)
	if each.totals, err = s.known.read(ctx, s.stores.Totals, keys); err != nil {
		return ProvinceProgress{}, everywhere{}, err
	}
	if each.registered, err = s.people.CountByVillage(ctx); err != nil {
		return ProvinceProgress{}, everywhere{}, err
	}
	p := ProvinceProgress{Wards: dir.Wards(), Totals: s.placeTotals(each.totals[places.Province], each.villages, each.totals, each.registered), AsOf: s.now()}
	for _, w := range dir.Wards() {
		p.Below = append(p.Below, s.placeTotals(each.totals[w.Code], dir.VillagesOf(w.Code), each.totals, each.registered))
	}
	return p, each, nil
}

// placeTotals are a place's in the main campaign.
func (s *Service) placeTotals(t Totals, villages []places.Village, totals map[string]Totals, registered map[string]int) PlaceTotals {
	return newPlaceTotals(s.ref().Campaign.ID, t, villages, totals, registered)
}

// newPlaceTotals joins a place's totals in a campaign with the rolls and the registered residents of its villages.
func newPlaceTotals(id string, t Totals, villages []places.Village, totals map[string]Totals, registered map[string]int) PlaceTotals {
	p := PlaceTotals{Totals: t, Main: t.Campaigns[id]}
	for _, v := range villages {
		p.Registered += registered[v.ID]
		if v.Adults() > 0 {
			p.Roll += v.Adults()
			p.RollDone += totals[v.ID].Campaigns[id].Participants
		}
	}
	return p
}

func isNotFound(err error) bool {
	return errors.Is(err, people.ErrNotFound) || errors.Is(err, courses.ErrNotFound)
}
