package api

import (
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

type latelyShape struct {
	Gain  *int  `json:"gain"` // null: one to four people, for who sees counts only
	Trend []int `json:"trend"`
}

func (c counts) lately(l progress.Lately) latelyShape { return latelyShape{c.of(l.Gain), l.Trend} }

// deskVillageShape is a village on the desk of its ward's officers.
type deskVillageShape struct {
	Village villageShape    `json:"village"`
	Totals  totalsShape     `json:"totals"`
	Lately  latelyShape     `json:"lately"`
	Waiting *rollShape      `json:"waiting"` // a roll that waits for approval
	State   campaign.State  `json:"state"`
	Flags   []campaign.Flag `json:"flags"`
}

// closedVillageShape is a village that is no more.
type closedVillageShape struct {
	ID   string        `json:"id"`
	Name string        `json:"name"`
	Kind string        `json:"kind"`
	Into *namedVillage `json:"into"` // what it is part of today; null where nobody lived there
}

type wardProgressShape struct {
	Ward     wardShape            `json:"ward"`
	Totals   totalsShape          `json:"totals"`
	Lately   latelyShape          `json:"lately"`
	Villages []deskVillageShape   `json:"villages"`
	Closed   []closedVillageShape `json:"closed"`
	Modules  []moduleTotalsShape  `json:"modules"`
	Days     []dayTotalsShape     `json:"days"`
	AsOf     string               `json:"as_of"`
}

func newWardProgressShape(w progress.WardProgress, dir *places.Directory) wardProgressShape {
	shown := counts{only: w.CountsOnly}
	s := wardProgressShape{Ward: newWardShape(w.Ward, dir), Totals: shown.totals(w.Totals), Lately: shown.lately(w.Lately),
		Villages: make([]deskVillageShape, len(w.Villages)), Closed: make([]closedVillageShape, len(w.Closed)),
		Modules: shown.modules(w.Totals.Totals), Days: shown.days(w.Totals), AsOf: instant(w.AsOf)}
	for i, v := range w.Villages {
		d := w.Desk[i]
		one := deskVillageShape{Village: newVillageShape(v), Totals: shown.totals(w.Below[i]), Lately: shown.lately(d.Lately),
			State: d.State, Flags: flagList(d.Flags)}
		if d.Waiting != nil {
			one.Waiting = &rollShape{d.Waiting.Adults, d.Waiting.Day, d.Waiting.Version}
		}
		s.Villages[i] = one
	}
	for i, v := range w.Closed {
		one := closedVillageShape{ID: v.ID, Name: v.Name, Kind: string(v.Kind)}
		if today, err := dir.Village(v.ID); err == nil {
			one.Into = &namedVillage{today.ID, today.Name}
		}
		s.Closed[i] = one
	}
	return s
}
