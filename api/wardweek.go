package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress"
)

// weekShape hides no small groups: it is for those who see the people too.
type weekShape struct {
	Roll            int      `json:"roll"`
	Rate            *float64 `json:"rate"`
	Participants    int      `json:"participants"`
	Completed       int      `json:"completed"`
	NewLearners     int      `json:"new_learners"`
	NewParticipants int      `json:"new_participants"`
	NewCompleted    int      `json:"new_completed"`
	Submissions     int      `json:"submissions"`
}

func newWeekShape(w progress.Week) weekShape {
	s := weekShape{Roll: w.Roll, Participants: w.End.Participants, Completed: w.End.Completed, NewLearners: w.Learners,
		NewParticipants: w.End.Participants - w.Before.Participants, NewCompleted: w.End.Completed - w.Before.Completed, Submissions: w.Submissions}
	if rate, ok := w.Rate(); ok {
		s.Rate = &rate
	}
	return s
}

type villageWeekShape struct {
	Village namedVillage `json:"village"`
	Week    weekShape    `json:"week"`
}

func (a *App) getWardWeek(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Day string `query:"day" validate:"max=10"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	in := day.Of(a.cfg.Now())
	if q.Day != "" {
		var err error
		if in, err = parseDay(q.Day); err != nil {
			return err
		}
	}
	w, err := a.cfg.Progress.Week(ctx, actor(c), c.Params("code"), in)
	if err != nil {
		return err
	}
	villages := make([]villageWeekShape, len(w.Villages))
	for i, v := range w.Villages {
		villages[i] = villageWeekShape{namedVillage{v.ID, v.Name}, newWeekShape(w.Below[i])}
	}
	return sendPrivate(c, http.StatusOK, struct {
		Ward     wardShape          `json:"ward"`
		Campaign string             `json:"campaign"`
		Sample   bool               `json:"sample"`
		From     day.Day            `json:"from"`
		To       day.Day            `json:"to"`
		Sum      weekShape          `json:"sum"`
		Villages []villageWeekShape `json:"villages"`
		AsOf     string             `json:"as_of"`
	}{newWardShape(w.Ward, a.cfg.Reference().Directory), w.Campaign.Name, w.Campaign.Sample, w.From, w.To, newWeekShape(w.Sum), villages, instant(w.AsOf)})
}
