package progress

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/google/uuid"

	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// ErrNoFlags says that a village has nothing to rule on: no flag is raised, and nobody has ruled on it.
var ErrNoFlags = errors.New("nothing about the village is flagged")

// Rulings is what officers and managers make of villages whose results look unusual.
type Rulings struct{ cfg RulingConfig }

// RulingConfig is what Rulings works with.
type RulingConfig struct {
	Store       campaign.RulingStore
	Settlements campaign.SettlementStore
	People      *people.Service
	Rollup      *Rollup
	// Changed reads the rulings anew and shows the rows of villages by them.
	Changed func(ctx context.Context, villages []string) error
	Now     func() time.Time
}

// NewRulings makes the service.
func NewRulings(cfg RulingConfig) *Rulings { return &Rulings{cfg} }

// VillageReview is what there is to know about a village before it is ranked, or why it is not. It holds counts only.
type VillageReview struct {
	Campaign string
	Village  places.Village
	State    campaign.State
	Flags    []campaign.Flag
	Signs    campaign.Signs
	Rulings  []campaign.Ruling // oldest first
}

// mayReview reports whether somebody sees what is unusual in a ward, and rules on it.
func mayReview(actor people.Person, ward string) bool {
	return actor.AdministersWard(ward) || actor.Has(people.Manager)
}

// Reviews returns the villages that are flagged in a campaign, or that were ruled on, by campaign and village: those of one ward, or
// without one all that the actor may see. Without a campaign it looks at all that are open; a settled one has no reviews any more.
// Errors: places.ErrNotFound, campaign.ErrNotFound, ErrForbidden.
func (r *Rulings) Reviews(ctx context.Context, actor people.Person, of, ward string) ([]VillageReview, error) {
	ref := r.cfg.Rollup.ref()
	wards, err := reviewable(ref, actor, ward)
	if err != nil {
		return nil, err
	}
	if err := r.open(ctx, ref, of); of != "" && err != nil {
		if errors.Is(err, campaign.ErrSettled) {
			return nil, nil
		}
		return nil, err
	}
	var villages []places.Village
	for _, w := range wards {
		villages = append(villages, ref.Directory.VillagesOf(w)...)
	}
	totals, err := r.cfg.Rollup.bareTotals(ctx, villageIDs(villages))
	if err != nil {
		return nil, err
	}
	rulings, err := r.cfg.Store.Rulings(ctx, of)
	if err != nil {
		return nil, err
	}
	byKey := ByRulingKey(rulings)
	var list []VillageReview
	for _, c := range ref.Open() {
		for _, v := range villages {
			if one := reviewOf(c, v, totals[v.ID], byKey); (of == "" || of == c.ID) && in(c, v.Ward) && one.worthALook() {
				list = append(list, one)
			}
		}
	}
	return list, nil
}

// reviewable returns the wards that somebody may see to: one, or all of theirs.
func reviewable(ref Reference, actor people.Person, ward string) ([]string, error) {
	if ward != "" {
		w, err := ref.Directory.Ward(ward)
		if err == nil && !mayReview(actor, w.Code) {
			err = ErrForbidden
		}
		return []string{w.Code}, err
	}
	codes := slices.DeleteFunc(wardCodes(ref.Directory.Wards()), func(code string) bool { return !mayReview(actor, code) })
	if len(codes) == 0 {
		return nil, ErrForbidden
	}
	return codes, nil
}

// open is nil for a campaign that is open, campaign.ErrSettled for a frozen one and campaign.ErrNotFound for none.
func (r *Rulings) open(ctx context.Context, ref Reference, id string) error {
	switch _, err := r.cfg.Settlements.Settlement(ctx, id); {
	case err == nil:
		return campaign.ErrSettled
	case !errors.Is(err, campaign.ErrNotFound):
		return err
	}
	if !slices.ContainsFunc(ref.Open(), func(c campaign.Campaign) bool { return c.ID == id }) {
		return campaign.ErrNotFound
	}
	return nil
}

func in(c campaign.Campaign, ward string) bool { return c.Ward == "" || c.Ward == ward }

func reviewOf(c campaign.Campaign, v places.Village, t Totals, rulings map[string][]campaign.Ruling) VillageReview {
	signs, ruled := t.Campaigns[c.ID].Signs, rulings[RulingKey(c.ID, v.ID)]
	raised := c.Flags.Raised(signs)
	return VillageReview{Campaign: c.ID, Village: v, State: campaign.StateOf(raised, ruled), Flags: raised, Signs: signs, Rulings: ruled}
}

func (r VillageReview) worthALook() bool { return len(r.Flags) > 0 || len(r.Rulings) > 0 }

// ByRulingKey sorts rulings by RulingKey; what is oldest first stays so.
func ByRulingKey(list []campaign.Ruling) map[string][]campaign.Ruling {
	sorted := map[string][]campaign.Ruling{}
	for _, r := range list {
		key := RulingKey(r.Campaign, r.Village)
		sorted[key] = append(sorted[key], r)
	}
	return sorted
}

// RuledOtherwise returns the villages whose rulings are others than before, in the order of their ids.
func (r Reference) RuledOtherwise(before Reference) []string {
	otherwise := map[string]bool{}
	for _, pair := range [][2]map[string][]campaign.Ruling{{r.Rulings, before.Rulings}, {before.Rulings, r.Rulings}} {
		for key, list := range pair[0] {
			if _, err := r.Directory.Record(list[0].Village); err == nil && !reflect.DeepEqual(list, pair[1][key]) {
				otherwise[list[0].Village] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(otherwise))
}

// Rule decides about a village that is flagged, or was ruled on before, for officers of its ward and managers. The decision knows of
// the flags that are raised now. The same once more changes nothing. Errors: places.ErrNotFound also for a closed village,
// campaign.ErrNotFound also for a campaign that the village is not in, ErrForbidden, campaign.ErrSettled, ErrNoFlags,
// *people.InvalidError.
func (r *Rulings) Rule(ctx context.Context, actor people.Person, of, village string, decision campaign.Decision, note string) (VillageReview, error) {
	ref := r.cfg.Rollup.ref()
	v, err := ref.Directory.Record(village)
	if err != nil {
		return VillageReview{}, err
	}
	if !mayReview(actor, v.Ward) {
		return VillageReview{}, ErrForbidden
	}
	if v.Closed() {
		return VillageReview{}, fmt.Errorf("village %q: %w", village, places.ErrNotFound)
	}
	if note, err = people.Note(note); err != nil {
		return VillageReview{}, err
	}
	if err := r.open(ctx, ref, of); err != nil {
		return VillageReview{}, err
	}
	found, err := r.find(ctx, ref, of, v)
	if err != nil {
		return VillageReview{}, err
	}
	ruling := campaign.Ruling{Campaign: of, Village: v.ID, Decision: decision, Flags: found.Flags, Note: note, By: actor.ID, At: r.cfg.Now().UTC().Truncate(time.Millisecond)}
	if err := r.add(ctx, actor, &found, ruling); err != nil {
		return VillageReview{}, err
	}
	return found, r.cfg.Changed(ctx, []string{v.ID})
}

// find returns what is known about a village, if there is anything to rule on.
func (r *Rulings) find(ctx context.Context, ref Reference, of string, v places.Village) (VillageReview, error) {
	campaigns := ref.In(v.Ward)
	i := slices.IndexFunc(campaigns, func(c campaign.Campaign) bool { return c.ID == of })
	if i < 0 {
		return VillageReview{}, campaign.ErrNotFound
	}
	totals, err := r.cfg.Rollup.bareTotals(ctx, []string{v.ID})
	if err != nil {
		return VillageReview{}, err
	}
	rulings, err := r.cfg.Store.Rulings(ctx, of)
	if err != nil {
		return VillageReview{}, err
	}
	found := reviewOf(campaigns[i], v, totals[v.ID], ByRulingKey(rulings))
	if !found.worthALook() {
		return VillageReview{}, ErrNoFlags
	}
	return found, nil
}

// add stores a ruling after the ones before it, also where the clock of the server that stored those is ahead.
func (r *Rulings) add(ctx context.Context, actor people.Person, found *VillageReview, ruling campaign.Ruling) error {
	if n := len(found.Rulings); n > 0 {
		latest := found.Rulings[n-1]
		if latest.Decision == ruling.Decision && latest.Note == ruling.Note && latest.By == ruling.By && slices.Equal(latest.Flags, ruling.Flags) {
			return nil
		}
		if !ruling.At.After(latest.At) {
			ruling.At = latest.At.Add(time.Millisecond)
		}
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return fmt.Errorf("draw a ruling's id: %w", err)
	}
	ruling.ID = id.String()
	if err := r.cfg.People.RecordRuling(ctx, actor, found.Village, ruling.Decision == campaign.Exclude, ruling.Campaign); err != nil {
		return err
	}
	if err := r.cfg.Store.AddRuling(ctx, ruling); err != nil {
		return err
	}
	found.Rulings = append(slices.Clip(found.Rulings), ruling)
	found.State = campaign.StateOf(found.Flags, found.Rulings)
	return nil
}
