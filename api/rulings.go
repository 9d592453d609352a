package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
	"hocso/progress/campaign"
)

// villageReviewShape holds counts only: whose results they are is nobody's business here.
type villageReviewShape struct {
	Campaign string          `json:"campaign"`
	Village  string          `json:"village"`
	Ward     string          `json:"ward"`
	State    campaign.State  `json:"state"`
	Flags    []campaign.Flag `json:"flags"`
	Signs    signsShape      `json:"signs"`
	Rulings  []rulingShape   `json:"rulings"`
}

type signsShape struct {
	Attempts     int `json:"attempts"`
	Assisted     int `json:"assisted"`
	Timed        int `json:"timed"`
	Quick        int `json:"quick"`
	OnOneDevice  int `json:"on_one_device"`
	Alike        int `json:"alike"`
	Participants int `json:"participants"`
	OnLastDay    int `json:"on_last_day"`
}

// rulingShape does not say who ruled; the audit log does.
type rulingShape struct {
	Decision campaign.Decision `json:"decision"`
	Note     string            `json:"note"`
	At       string            `json:"at"`
	Flags    []campaign.Flag   `json:"flags"`
}

func newVillageReviewShape(r progress.VillageReview) villageReviewShape {
	rulings := make([]rulingShape, len(r.Rulings))
	for i, one := range r.Rulings {
		rulings[i] = rulingShape{one.Decision, one.Note, instant(one.At), flagList(one.Flags)}
	}
	return villageReviewShape{r.Campaign, r.Village.ID, r.Village.Ward, r.State, flagList(r.Flags), signsShape(r.Signs), rulings}
}

// flagList is a list that JSON writes as one.
func flagList(flags []campaign.Flag) []campaign.Flag {
	if flags == nil {
		return []campaign.Flag{}
	}
	return flags
}

func (a *App) getReviews(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Campaign string `query:"campaign" validate:"max=40"`
		Ward     string `query:"ward" validate:"max=5"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	reviews, err := a.cfg.Rulings.Reviews(ctx, actor(c), q.Campaign, q.Ward)
	if err != nil {
		return err
	}
	shapes := make([]villageReviewShape, len(reviews))
	for i, r := range reviews {
		shapes[i] = newVillageReviewShape(r)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postReview(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Campaign string `json:"campaign" validate:"required,max=40"`
		Village  string `json:"village" validate:"required,max=9"`
		Decision string `json:"decision" validate:"required,oneof=clear exclude"`
		Note     string `json:"note" validate:"required,max=500"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	ruled, err := a.cfg.Rulings.Rule(ctx, actor(c), in.Campaign, in.Village, campaign.Decision(in.Decision), in.Note)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newVillageReviewShape(ruled))
}
