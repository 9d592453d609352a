package api

import (
	"cmp"
	"maps"
	"slices"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// The shapes of answers, as openapi.yaml describes them. Domain types are never marshalled, so that a field added there
// does not leak here.

type wardShape struct {
	Code           string   `json:"code"`
	Name           string   `json:"name"`
	Kind           string   `json:"kind"`
	FormerProvince string   `json:"former_province"`
	FormerUnits    []string `json:"former_units"`
	Population     int      `json:"population"`
	Villages       int      `json:"villages"`
	Lon            float64  `json:"lon"`
	Lat            float64  `json:"lat"`
}

func newWardShape(w places.Ward, dir *places.Directory) wardShape {
	units := w.FormerUnits
	if units == nil {
		units = []string{}
	}
	return wardShape{w.Code, w.Name, string(w.Kind), w.FormerProvince, units, w.Population, len(dir.VillagesOf(w.Code)), w.Lon, w.Lat}
}

type rollShape struct {
	Adults  int     `json:"adults"`
	Day     day.Day `json:"day"`
	Version int     `json:"version"`
}

type villageShape struct {
	ID     string     `json:"id"`
	Ward   string     `json:"ward"`
	Name   string     `json:"name"`
	Kind   string     `json:"kind"`
	Roll   *rollShape `json:"roll"`
	Sample bool       `json:"sample"`
}

func newVillageShape(v places.Village) villageShape {
	s := villageShape{ID: v.ID, Ward: v.Ward, Name: v.Name, Kind: string(v.Kind), Sample: v.Sample}
	if v.Roll != nil {
		s.Roll = &rollShape{v.Roll.Adults, v.Roll.Day, v.Roll.Version}
	}
	return s
}

type consentShape struct {
	Account     *bool `json:"account" validate:"required"`
	VillageList *bool `json:"village_list" validate:"required"`
	Statistics  *bool `json:"statistics" validate:"required"`
	Certificate *bool `json:"certificate" validate:"required"`
}

func newConsentShape(c people.Consent) consentShape {
	return consentShape{&c.Account, &c.VillageList, &c.Statistics, &c.Certificate}
}

func (s consentShape) consent() people.Consent {
	return people.Consent{Account: *s.Account, VillageList: *s.VillageList, Statistics: *s.Statistics, Certificate: *s.Certificate}
}

type appointmentShape struct {
	Role    people.Role `json:"role"`
	Village string      `json:"village,omitempty"`
	Ward    string      `json:"ward,omitempty"`
}

type personShape struct {
	ID           string             `json:"id"`
	Name         string             `json:"name"`
	Role         people.Role        `json:"role"`
	Language     string             `json:"language"`
	Phone        *string            `json:"phone"`
	BirthBand    *string            `json:"birth_band"`
	Village      *villageShape      `json:"village"`
	Ward         *wardShape         `json:"ward"`
	Appointments []appointmentShape `json:"appointments"`
	Consent      consentShape       `json:"consent"`
	Unconfirmed  bool               `json:"unconfirmed"`
	Guardian     *string            `json:"guardian"`
	CardPIN      bool               `json:"card_pin"`
	Sample       bool               `json:"sample"`
}

func newPersonShape(p people.Person, dir *places.Directory) personShape {
	s := personShape{ID: p.ID, Name: p.Name, Role: p.Role(), Language: p.Language, Appointments: []appointmentShape{},
		Consent: newConsentShape(p.Consent()), Unconfirmed: p.Unconfirmed, Phone: orNull(p.Phone), BirthBand: orNull(p.BirthBand), Guardian: orNull(p.Guardian),
		CardPIN: p.CardPIN, Sample: p.Sample}
	village, ward := p.Village, ""
	for _, a := range p.Appointments {
		s.Appointments = append(s.Appointments, appointmentShape{a.Role, a.Village, a.Ward})
		village, ward = cmp.Or(village, a.Village), cmp.Or(ward, a.Ward)
	}
	if v, err := dir.Village(village); err == nil {
		shape := newVillageShape(v)
		s.Village = &shape
		ward = cmp.Or(ward, v.Ward)
	}
	if w, err := dir.Ward(ward); err == nil {
		shape := newWardShape(w, dir)
		s.Ward = &shape
	}
	return s
}

// orNull is nil for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type summaryShape struct {
	Resident    string               `json:"resident"`
	Submissions int                  `json:"submissions"`
	Points      int                  `json:"points"`
	Passed      int                  `json:"passed"`
	Modules     []moduleSummaryShape `json:"modules"`
	Reviews     []reviewShape        `json:"reviews"`
}

type reviewShape struct {
	Module   string  `json:"module"`
	Question string  `json:"question"`
	Box      int     `json:"box"`
	Due      day.Day `json:"due"`
}

type moduleSummaryShape struct {
	Module   string        `json:"module"`
	Attempts int           `json:"attempts"`
	Best     int           `json:"best"`
	Max      int           `json:"max"`
	Passed   bool          `json:"passed"`
	PassedAt *string       `json:"passed_at"`
	LastAt   string        `json:"last_at"`
	Counted  *countedShape `json:"counted"`
}

type countedShape struct {
	Best   int  `json:"best"`
	Max    int  `json:"max"`
	Passed bool `json:"passed"`
}

func (a *App) newSummaryShape(s progress.Summary) summaryShape {
	c := a.cfg.Reference().Campaign
	st := s.Standing(c)
	shape := summaryShape{Resident: s.Resident, Submissions: s.Submissions, Points: st.Points, Passed: st.Passed,
		Modules: []moduleSummaryShape{}, Reviews: make([]reviewShape, 0, len(s.Reviews))}
	for _, m := range s.Modules {
		one := moduleSummaryShape{m.Module, m.Attempts, m.Best, m.Max, m.Passed(), moment(m.PassedAt), instant(m.LastAt), nil}
		if best, passed, ok := m.Counted(c); ok {
			one.Counted = &countedShape{best.Score, best.Max, passed}
		}
		shape.Modules = append(shape.Modules, one)
	}
	for _, r := range s.Reviews {
		shape.Reviews = append(shape.Reviews, reviewShape(r))
	}
	return shape
}

type totalsShape struct {
	Learners     *int     `json:"learners"`
	Participants *int     `json:"participants"`
	Completed    *int     `json:"completed"`
	Points       *int     `json:"points"`
	Submissions  *int     `json:"submissions"`
	Roll         int      `json:"roll"`
	Rate         *float64 `json:"rate"`
	Registered   *int     `json:"registered"`
}

// counts shows counts of people, those of small groups only to who sees the people too.
type counts struct{ only bool }

func (c counts) of(n int) *int {
	if c.only && n > 0 && n < progress.SmallestGroup {
		return nil
	}
	return &n
}

func (c counts) totals(t progress.PlaceTotals) totalsShape {
	s := totalsShape{Learners: c.of(t.Learners), Participants: c.of(t.Main.Participants), Completed: c.of(t.Main.Completed),
		Points: &t.Main.Points, Submissions: &t.Submissions, Roll: t.Roll, Registered: c.of(t.Registered)}
	if s.Learners == nil {
		// What a few did tells of them as well.
		s.Points, s.Submissions = nil, nil
	}
	if rate, ok := t.Rate(); ok && s.Participants != nil {
		s.Rate = &rate
	}
	return s
}

type moduleTotalsShape struct {
	Module string `json:"module"`
	Tried  *int   `json:"tried"`
	Passed *int   `json:"passed"`
}

func (c counts) modules(t progress.Totals) []moduleTotalsShape {
	shapes := make([]moduleTotalsShape, 0, len(t.Modules))
	for module, n := range t.Modules {
		shapes = append(shapes, moduleTotalsShape{module, c.of(n.Tried), c.of(n.Passed)})
	}
	slices.SortFunc(shapes, func(a, b moduleTotalsShape) int { return cmp.Compare(a.Module, b.Module) })
	return shapes
}

type dayTotalsShape struct {
	Day          day.Day `json:"day"`
	Learners     *int    `json:"learners"`
	Participants *int    `json:"participants"`
	Completed    *int    `json:"completed"`
	Points       *int    `json:"points"`
	Submissions  *int    `json:"submissions"`
}

func (c counts) days(t progress.PlaceTotals) []dayTotalsShape {
	shapes := make([]dayTotalsShape, 0, len(t.Days))
	days := maps.Clone(t.Days)
	for d := range t.Main.Days { // a late one counts on a day on which nothing may have come in
		if _, ok := days[d]; !ok {
			days[d] = progress.DayCount{}
		}
	}
	for d, n := range days {
		reached := t.Main.Days[d]
		one := dayTotalsShape{d, c.of(n.Learners), c.of(reached.Participants), c.of(reached.Completed), &reached.Points, &n.Submissions}
		if c.of(t.Learners) == nil {
			one.Points, one.Submissions = nil, nil
		}
		shapes = append(shapes, one)
	}
	slices.SortFunc(shapes, func(a, b dayTotalsShape) int { return cmp.Compare(a.Day, b.Day) })
	return shapes
}
