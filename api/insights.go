package api

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/places"
)

type placeInsightShape struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Kind     string      `json:"kind"`
	Villages int         `json:"villages"`
	Band     string      `json:"band"`
	Target   int         `json:"target"`
	Gain     *int        `json:"gain"`
	Totals   totalsShape `json:"totals"`
	Work     workShape   `json:"work"`
}

// workShape tells nothing where a few people did all of it.
type workShape struct {
	Attempts *int `json:"attempts"`
	Assisted *int `json:"assisted"`
}

type spreadShape struct {
	NoRoll int   `json:"no_roll"`
	None   int   `json:"none"`
	Few    int   `json:"few"`
	Tenths []int `json:"tenths"`
}

type bandTotalsShape struct {
	Band         string `json:"band"`
	Villages     int    `json:"villages"`
	Roll         int    `json:"roll"`
	Participants *int   `json:"participants"`
}

type insightsShape struct {
	Campaign string              `json:"campaign"`
	Ward     *wardShape          `json:"ward"`
	Targets  targetsShape        `json:"targets"`
	Totals   totalsShape         `json:"totals"`
	Gain     *int                `json:"gain"`
	Work     workShape           `json:"work"`
	Places   []placeInsightShape `json:"places"`
	Spread   spreadShape         `json:"spread"`
	Bands    []bandTotalsShape   `json:"bands"`
	Modules  []moduleTotalsShape `json:"modules"`
	Days     []dayTotalsShape    `json:"days"`
	Running  []runningShape      `json:"running"`
	Hours    []hourShape         `json:"hours"`
	Quizzes  []quizShape         `json:"quizzes"`
	AsOf     string              `json:"as_of"`
}

// runningShape is how many people participated by the end of a day.
type runningShape struct {
	Day          day.Day `json:"day"`
	Participants int     `json:"participants"`
}

// running adds up the days of a place. People of days that are not told are added when there are enough of them, that many at a time: so
// no day can be told by what is added on it, and never more than a few people are missing.
func (c counts) running(n progress.Count) []runningShape {
	shapes, told, untold := []runningShape{}, 0, 0
	for _, on := range slices.Sorted(maps.Keys(n.Days)) {
		if fresh := n.Days[on].Participants; c.of(fresh) != nil {
			told += fresh
		} else {
			untold += fresh
		}
		shapes = append(shapes, runningShape{on, told + untold - untold%progress.SmallestGroup})
	}
	return shapes
}

// hourShape is an hour of the week, Monday being 1.
type hourShape struct {
	Weekday     int  `json:"weekday"`
	Hour        int  `json:"hour"`
	Submissions *int `json:"submissions"`
}

// quizShape is how people answered the questions of one version of a module, in one language, for the first time.
type quizShape struct {
	Module    string          `json:"module"`
	Version   int             `json:"version"`
	Language  *string         `json:"language"`
	People    *int            `json:"people"`
	Questions []questionShape `json:"questions"`
}

type questionShape struct {
	Question string `json:"question"`
	Wrong    *int   `json:"wrong"`
}

// hours tells no hours of a few people, however often they learnt: it would be known when somebody does.
func (c counts) hours(h progress.Hours, learners int) []hourShape {
	shapes := []hourShape{}
	if c.of(learners) == nil {
		return shapes
	}
	for i, n := range h {
		if n > 0 {
			shapes = append(shapes, hourShape{i/24 + 1, i % 24, c.of(n)})
		}
	}
	return shapes
}

func (c counts) quizzes(l progress.Study) []quizShape {
	shapes := []quizShape{}
	for _, quiz := range l.Quizzes() {
		n := l.Firsts[quiz]
		one := quizShape{quiz.Module, quiz.Version, orNull(quiz.Language), c.of(n.People), []questionShape{}}
		for _, question := range slices.Sorted(maps.Keys(n.Wrong)) {
			one.Questions = append(one.Questions, questionShape{question, c.of(n.Wrong[question])})
		}
		shapes = append(shapes, one)
	}
	return shapes
}

// targetsShape is what the place that is looked at should reach, percent of the roll; 0: no target.
type targetsShape struct {
	Participation int `json:"participation"`
	Completion    int `json:"completion"`
}

// work hides, beside what tells of a few people, what of the attempts came from whom.
func (c counts) work(w progress.Work, learners int) workShape {
	if c.of(learners) == nil {
		return workShape{}
	}
	return workShape{c.of(w.Attempts), c.of(w.Assisted)}
}

type insightsQuery struct {
	Ward     string `query:"ward" validate:"max=5"`
	Campaign string `query:"campaign" validate:"max=40"`
}

func (a *App) getInsights(ctx context.Context, c *fiber.Ctx) error {
	var q insightsQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	in, err := a.cfg.Progress.Insights(ctx, actor(c), q.Ward, q.Campaign)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newInsightsShape(in, a.cfg.Reference().Directory))
}

func newInsightsShape(in progress.Insights, dir *places.Directory) insightsShape {
	shown := counts{only: true}
	shape := insightsShape{Campaign: in.Campaign.ID, Totals: shown.totals(in.Totals), Gain: shown.of(in.Gain), Work: shown.work(in.Work, in.Totals.Learners),
		Targets: targetsShape{in.Campaign.Targets.Of(in.Ward.Code, ""), in.Campaign.Targets.Completion},
		Places:  make([]placeInsightShape, len(in.Places)), Bands: make([]bandTotalsShape, len(in.Bands)),
		Spread:  spreadShape{in.Spread.NoRoll, in.Spread.None, in.Spread.Few, in.Spread.Tenths[:]},
		Modules: shown.modules(in.Totals.Totals), Days: shown.days(in.Totals), Running: shown.running(in.Totals.Main), Hours: shown.hours(in.Totals.Hours, in.Totals.Learners),
		Quizzes: shown.quizzes(in.Totals.Study), AsOf: instant(in.AsOf)}
	if in.Ward.Code != "" {
		ward := newWardShape(in.Ward, dir)
		shape.Ward = &ward
	}
	for i, p := range in.Places {
		shape.Places[i] = placeInsightShape{p.ID, p.Name, p.Kind, p.Villages, p.Band, p.Target, shown.of(p.Gain), shown.totals(p.Totals),
			shown.work(p.Work, p.Totals.Learners)}
	}
	for i, b := range in.Bands {
		shape.Bands[i] = bandTotalsShape{b.Band, b.Villages, b.Roll, shown.of(b.Participants)}
	}
	return shape
}
