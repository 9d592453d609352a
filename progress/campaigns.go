package progress

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// ErrNotDue says that a campaign cannot be frozen yet: it runs, late phones count, or something flagged has no decision.
var ErrNotDue = errors.New("the campaign is not due to be frozen")

// CampaignFaults is what keeps a campaign from being stored.
type CampaignFaults []campaign.Fault

func (f CampaignFaults) Error() string {
	return fmt.Sprintf("the campaign has faults: %v", []campaign.Fault(f))
}

// ErrPreviewing says that others are trying a campaign, and that it takes them too long to wait for it.
var ErrPreviewing = errors.New("another preview goes on")

// mostOfWard is how many campaigns of its own a ward may have that are not frozen: all of them are counted side by side.
const mostOfWard = 5

// Campaigns changes campaigns and settles them. Managers may; officers, campaigns of their own ward.
type Campaigns struct {
	cfg     CampaignConfig
	storing sync.Mutex // one at a time of this process; the store refuses a version that another one has stored

	previewing chan struct{} // held by one at a time: it may count everything anew
}

// CampaignConfig is what Campaigns works with.
type CampaignConfig struct {
	Store       campaign.Store
	Settlements campaign.SettlementStore
	People      *people.Service
	Rollup      *Rollup
	// Module reports whether a module is published.
	Module func(id string) bool
	// Reload reads places, campaigns and rulings anew, and returns them; Rollup reads them as it found them last.
	Reload func(ctx context.Context) (Reference, error)
	Now    func() time.Time
}

// NewCampaigns makes the service.
func NewCampaigns(cfg CampaignConfig) *Campaigns {
	return &Campaigns{cfg: cfg, previewing: make(chan struct{}, 1)}
}

// mayRun reports whether somebody may change or settle campaigns of a ward, or of the province for none.
func mayRun(actor people.Person, ward string) bool {
	return actor.Has(people.Manager) || ward != "" && actor.AdministersWard(ward)
}

// Put stores a campaign as its next version and returns it; with dryRun it only looks. The same as the newest version stays that
// one. Version is the one that the change began from, or 0: what somebody else stored meanwhile is not overwritten. Only the
// command line, which has no id and puts whole files, says what is a sample: real people's numbers must not be shown as one.
// Errors: ErrForbidden, CampaignFaults, people.ErrTooMany, campaign.ErrSettled, people.ErrConflict if Version is not the newest,
// campaign.ErrVersionTaken where somebody else stored one meanwhile.
func (s *Campaigns) Put(ctx context.Context, actor people.Person, c campaign.Campaign, dryRun bool) (campaign.Campaign, error) {
	s.storing.Lock()
	defer s.storing.Unlock()
	versions, err := s.cfg.Store.CampaignVersions(ctx, c.ID)
	if err != nil {
		return campaign.Campaign{}, err
	}
	sample := false
	if n := len(versions); n > 0 {
		if sample = versions[n-1].Sample; !mayRun(actor, versions[n-1].Ward) {
			return campaign.Campaign{}, ErrForbidden
		}
	}
	if !mayRun(actor, c.Ward) {
		return campaign.Campaign{}, ErrForbidden
	}
	if actor.ID != "" {
		c.Sample = sample
	}
	ref, err := s.cfg.Reload(ctx)
	if err != nil {
		return campaign.Campaign{}, err
	}
	if ref.frozen(c.ID) {
		return campaign.Campaign{}, campaign.ErrSettled
	}
	from := c.Version
	c, changed := nextVersion(c, versions)
	if changed && actor.ID != "" && from != 0 && from != c.Version-1 {
		return campaign.Campaign{}, people.ErrConflict
	}
	if faults := campaign.Validate(c, s.known(ref.Directory)); len(faults) > 0 {
		return campaign.Campaign{}, CampaignFaults(faults)
	}
	if c.Ward != "" && ref.openOf(c.Ward, c.ID) >= mostOfWard {
		return campaign.Campaign{}, people.ErrTooMany
	}
	if dryRun || !changed {
		return c, nil
	}
	if err := s.cfg.People.RecordCampaign(ctx, people.ActionCampaignStored, actor.ID, c.Ward, fmt.Sprintf("%s %d", c.ID, c.Version)); err != nil {
		return campaign.Campaign{}, err
	}
	if err := s.cfg.Store.AddCampaign(ctx, c); err != nil {
		return campaign.Campaign{}, err
	}
	if ref, err = s.cfg.Reload(ctx); err == nil && ref.frozen(c.ID) {
		err = campaign.ErrSettled // meanwhile, by somebody else; what was settled holds
	}
	return c, err
}

// openOf returns how many campaigns of its own a ward has that are not frozen, one left out.
func (r Reference) openOf(ward, but string) int {
	n := 0
	for _, c := range r.Open() {
		if c.Ward == ward && c.ID != but {
			n++
		}
	}
	return n
}

// nextVersion numbers a campaign as the version after the newest one, and reports whether it says anything else than that.
func nextVersion(c campaign.Campaign, versions []campaign.Campaign) (campaign.Campaign, bool) {
	c.Version = 1
	if n := len(versions); n > 0 {
		c.Version = versions[n-1].Version
		if same(c, versions[n-1]) {
			return c, false
		}
		c.Version++
	}
	return c, true
}

// same reports whether two campaigns are stored alike: in what is stored, an empty list and none are one.
func same(a, b campaign.Campaign) bool {
	one, errOne := json.Marshal(a)
	other, errOther := json.Marshal(b)
	return errOne == nil && errOther == nil && bytes.Equal(one, other)
}

// PutNextVersion stores a campaign as the version after the newest one, unless that one says the same. For filling a store: it
// neither looks at the campaign nor leaves a line in the audit log.
func PutNextVersion(ctx context.Context, store campaign.Store, c campaign.Campaign) error {
	versions, err := store.CampaignVersions(ctx, c.ID)
	if err != nil {
		return err
	}
	if c, changed := nextVersion(c, versions); changed {
		return store.PutCampaign(ctx, c)
	}
	return nil
}

// known is what a campaign may name.
func (s *Campaigns) known(dir *places.Directory) campaign.Known {
	ward := func(code string) bool {
		_, err := dir.Ward(code)
		return err == nil
	}
	return campaign.Known{Module: s.cfg.Module, Ward: ward, Place: func(id string) bool {
		_, err := dir.Open(id)
		return err == nil || ward(id)
	}}
}

// Versions returns all versions of a campaign, oldest first. Errors: campaign.ErrNotFound, ErrForbidden.
func (s *Campaigns) Versions(ctx context.Context, actor people.Person, id string) ([]campaign.Campaign, error) {
	versions, err := s.cfg.Store.CampaignVersions(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(versions) == 0 {
		return nil, campaign.ErrNotFound
	}
	if !mayRun(actor, versions[len(versions)-1].Ward) {
		return nil, ErrForbidden
	}
	return versions, nil
}

// Settlement returns how a campaign ended, as it was frozen. Errors: campaign.ErrNotFound, campaign.ErrAltered.
func (s *Campaigns) Settlement(ctx context.Context, id string) (campaign.Settlement, error) {
	settled, err := s.cfg.Settlements.Settlement(ctx, id)
	if err != nil {
		return campaign.Settlement{}, err
	}
	return settled, settled.Check()
}

// Freeze settles a campaign by the totals, rolls and rulings of this moment. The line of the audit log comes after the settlement,
// so that it never names a hash that does not hold; where it failed, freezing again writes it. Errors: campaign.ErrNotFound, ErrForbidden,
// campaign.ErrSettled, ErrNotDue, people.ErrConflict while totals, of whatever server, do not
// follow from the newest version yet, ErrUnavailable.
func (s *Campaigns) Freeze(ctx context.Context, actor people.Person, id string) (campaign.Settlement, error) {
	s.storing.Lock()
	defer s.storing.Unlock()
	versions, err := s.Versions(ctx, actor, id)
	if err != nil {
		return campaign.Settlement{}, err
	}
	ref, err := s.cfg.Reload(ctx)
	if err != nil {
		return campaign.Settlement{}, err
	}
	c, now := versions[len(versions)-1], s.cfg.Now()
	stage := ref.StageOf(c, now)
	switch {
	case stage == campaign.Frozen:
		return s.recordFrozen(ctx, actor, id)
	case stage != campaign.Due && stage != campaign.UnderReview:
		return campaign.Settlement{}, ErrNotDue
	case !slices.ContainsFunc(ref.Open(), func(o campaign.Campaign) bool { return same(o, c) }): // was stored between the two looks
		return campaign.Settlement{}, people.ErrConflict
	}
	rows, err := s.cfg.Rollup.RowsOf(ctx, ref, c)
	if err != nil {
		return campaign.Settlement{}, err
	}
	flagged := func(r campaign.Row) bool { return r.Ward != "" && r.State == campaign.Flagged }
	if stage == campaign.UnderReview && slices.ContainsFunc(rows, flagged) {
		return campaign.Settlement{}, ErrNotDue
	}
	settled := campaign.Freeze(c, rows, namesIn(ref.Directory, c.Ward), now)
	if err := s.cfg.Settlements.AddSettlement(ctx, settled); err != nil {
		return campaign.Settlement{}, err
	}
	if err := s.cfg.People.RecordCampaign(ctx, people.ActionCampaignFrozen, actor.ID, c.Ward, frozenDetail(settled)); err != nil {
		return campaign.Settlement{}, err
	}
	_, err = s.cfg.Reload(ctx)
	return settled, err
}

func frozenDetail(s campaign.Settlement) string { return s.Campaign.ID + " " + s.Hash }

// recordFrozen writes the line that a settlement lacks. campaign.ErrSettled if it has it.
func (s *Campaigns) recordFrozen(ctx context.Context, actor people.Person, id string) (campaign.Settlement, error) {
	settled, err := s.Settlement(ctx, id)
	if err != nil {
		return campaign.Settlement{}, err
	}
	recorded, err := s.cfg.People.CampaignRecorded(ctx, people.ActionCampaignFrozen, frozenDetail(settled))
	if err == nil && recorded {
		err = campaign.ErrSettled
	}
	if err == nil {
		err = s.cfg.People.RecordCampaign(ctx, people.ActionCampaignFrozen, actor.ID, settled.Campaign.Ward, frozenDetail(settled))
	}
	return settled, err
}

// namesIn is how the places of a ward are called, or those of the whole province without one.
func namesIn(dir *places.Directory, only string) []campaign.Name {
	var names []campaign.Name
	for _, w := range dir.Wards() {
		if only != "" && w.Code != only {
			continue
		}
		names = append(names, campaign.Name{ID: w.Code, Name: w.Title()})
		for _, v := range dir.VillagesOf(w.Code) {
			names = append(names, campaign.Name{ID: v.ID, Name: v.Name, Ward: w.Code})
		}
	}
	return names
}
