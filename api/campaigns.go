package api

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"
	lru "github.com/hashicorp/golang-lru/v2"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// settlements keeps those that were asked for last: they never change.
type settlements struct {
	kept *lru.Cache[string, settlement]
}

// settlement is what is made of one.
type settlement struct {
	leaderboard.Settled
	page *page
}

// keptSettlements is room for the province's campaigns of some years; one of 3,000 villages takes a few MB.
const keptSettlements = 8

func newSettlements() *settlements {
	kept, err := lru.New[string, settlement](keptSettlements)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &settlements{kept}
}

// settlement returns how a campaign ended. Errors: campaign.ErrNotFound, campaign.ErrAltered.
func (a *App) settlement(ctx context.Context, id string) (settlement, error) {
	if s, ok := a.settled.kept.Get(id); ok {
		return s, nil
	}
	stored, err := a.cfg.Campaigns.Settlement(ctx, id)
	if err != nil {
		return settlement{}, err
	}
	s := settlement{Settled: leaderboard.NewSettled(&stored)}
	if s.page, err = pageOf(stored.JSON()); err != nil {
		return settlement{}, err
	}
	a.settled.kept.Add(id, s)
	return s, nil
}

type campaignShape struct {
	campaign.Campaign
	Open       bool           `json:"open_registration"` // said when it is false, too: a page that has not heard yet lets people try
	Stage      campaign.Stage `json:"stage"`
	Main       bool           `json:"main"`
	GraceEnds  string         `json:"grace_ends"`
	ReviewEnds string         `json:"review_ends"`
	SettledAt  *string        `json:"settled_at"`
	Hash       *string        `json:"hash"`
}

func (a *App) newCampaignShape(c campaign.Campaign) campaignShape {
	ref := a.cfg.Reference()
	shape := campaignShape{Campaign: c, Open: c.OpenRegistration, Stage: ref.StageOf(c, a.cfg.Now()), Main: c.ID == ref.Campaign.ID,
		GraceEnds: instant(c.GraceEnds()), ReviewEnds: instant(c.ReviewEnds())}
	if head, ok := ref.Head(c.ID); ok {
		at := instant(head.At)
		shape.SettledAt, shape.Hash = &at, &head.Hash
	}
	return shape
}

func (a *App) newCampaignShapes(all []campaign.Campaign) []campaignShape {
	shapes := make([]campaignShape, len(all))
	for i, c := range all {
		shapes[i] = a.newCampaignShape(c)
	}
	return shapes
}

// getCampaigns lists all campaigns, the main one first, then the latest to begin.
func (a *App) getCampaigns(_ context.Context, c *fiber.Ctx) error {
	ref := a.cfg.Reference()
	all := ref.All()
	rest := func(c campaign.Campaign) int {
		if c.ID == ref.Campaign.ID {
			return 0
		}
		return 1
	}
	slices.SortFunc(all, func(a, b campaign.Campaign) int {
		return cmp.Or(cmp.Compare(rest(a), rest(b)), cmp.Compare(b.FirstDay, a.FirstDay), cmp.Compare(a.ID, b.ID))
	})
	return sendLatest(c, newList(a.newCampaignShapes(all), ""))
}

func (a *App) getCampaign(_ context.Context, c *fiber.Ctx) error {
	of, err := a.campaign(c.Params("campaign"))
	if err != nil {
		return err
	}
	return sendLatest(c, a.newCampaignShape(of))
}

// sendLatest answers with what everybody may read and may have changed a moment ago.
func sendLatest(c *fiber.Ctx, v any) error {
	p, err := newPage(v)
	if err != nil {
		return err
	}
	return p.send(c, "public, no-cache")
}

func (a *App) getSettlement(ctx context.Context, c *fiber.Ctx) error {
	s, err := a.settlement(ctx, c.Params("campaign"))
	if err != nil {
		return err
	}
	return s.page.send(c, "public, no-cache")
}

func (a *App) getCampaignVersions(ctx context.Context, c *fiber.Ctx) error {
	versions, err := a.cfg.Campaigns.Versions(ctx, actor(c), c.Params("campaign"))
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, newList(a.newCampaignShapes(versions), ""))
}

// campaignOutcome is the version that was stored, or would be, or what is wrong with it.
type campaignOutcome struct {
	Campaign *campaignShape   `json:"campaign,omitempty"`
	Faults   []campaign.Fault `json:"faults,omitempty"`
}

func (a *App) postCampaign(ctx context.Context, c *fiber.Ctx) error {
	var body struct {
		campaign.Campaign
		DryRun bool `json:"dry_run"`
	}
	if err := decode(c.Body(), &body); err != nil {
		return err
	}
	stored, err := a.cfg.Campaigns.Put(ctx, actor(c), body.Campaign, body.DryRun)
	var faults progress.CampaignFaults
	if errors.As(err, &faults) {
		return sendPrivate(c, fiber.StatusOK, campaignOutcome{Faults: faults})
	}
	if err != nil {
		return err
	}
	shape := a.newCampaignShape(stored)
	return sendPrivate(c, fiber.StatusOK, campaignOutcome{Campaign: &shape})
}

// previewShape is what a change would do to a board.
type previewShape struct {
	Board   string           `json:"board"`
	Measure campaign.Measure `json:"measure"`
	Before  int              `json:"before"`
	After   int              `json:"after"`
	Moved   int              `json:"moved"`
	Top     []movedShape     `json:"top"`
	Movers  []movedShape     `json:"movers"`
}

type movedShape struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Ward string `json:"ward,omitempty"`
	Was  int    `json:"was"`
	Rank int    `json:"rank"`
}

func (a *App) newMovedShapes(all []progress.Moved, villages bool) []movedShape {
	dir, shapes := a.cfg.Reference().Directory, make([]movedShape, len(all))
	for i, m := range all {
		shapes[i] = movedShape{ID: m.ID, Was: m.Was, Rank: m.Rank}
		ward := m.ID
		if villages {
			v, _ := dir.Record(m.ID)
			shapes[i].Name, ward = v.Name, v.Ward
		}
		if w, err := dir.Ward(ward); err == nil && villages {
			shapes[i].Ward = w.Title()
		} else if err == nil {
			shapes[i].Name = w.Title()
		}
	}
	return shapes
}

func (a *App) postCampaignPreview(ctx context.Context, c *fiber.Ctx) error {
	var body campaign.Campaign
	if err := decode(c.Body(), &body); err != nil {
		return err
	}
	previews, err := a.cfg.Campaigns.Preview(ctx, actor(c), body)
	var faults progress.CampaignFaults
	if errors.As(err, &faults) {
		return sendPrivate(c, fiber.StatusOK, struct {
			Faults []campaign.Fault `json:"faults"`
		}{faults})
	}
	if err != nil {
		return err
	}
	shapes := make([]previewShape, len(previews))
	for i, p := range previews {
		board := leaderboard.Board{Villages: p.Villages, Ward: body.Ward}
		shapes[i] = previewShape{board.String(), p.Measure, p.Before, p.After, p.Moved, a.newMovedShapes(p.Top, p.Villages), a.newMovedShapes(p.Movers, p.Villages)}
	}
	return sendPrivate(c, fiber.StatusOK, struct {
		Boards []previewShape `json:"boards"`
	}{shapes})
}

func (a *App) postFreeze(ctx context.Context, c *fiber.Ctx) error {
	settled, err := a.cfg.Campaigns.Freeze(ctx, actor(c), c.Params("campaign"))
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, a.newCampaignShape(settled.Campaign))
}
