package progress

import (
	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// Lately is how participation in the main campaign went at a place of late. It follows from the row that the boards show, but for a ward's
// gain, which is of all its villages.
type Lately struct {
	Gain  int   // residents who took part for the first time in the last seven days
	Trend []int // percent of the roll at the end of each of the last 14 days, oldest first; none without a roll
}

// VillageDesk is what a village has for its ward's officers to look at, or to do.
type VillageDesk struct {
	Lately
	Waiting *places.RollVersion // a roll that waits for approval; nil for none
	State   campaign.State
	Flags   []campaign.Flag // that its results raise, whatever was ruled about them
}

// lookAt adds what follows from the rows of the ward and its villages, and from declared rolls.
func (w *WardProgress) lookAt(ref Reference, totals map[string]Totals, rolls []places.RollVersion) {
	c, today := ref.Campaign, day.Of(w.AsOf)
	all := ref.Directory.AllOf(w.Ward.Code)
	w.Lately = lately(c, WardRow(c, w.Ward.Code, all, totals, w.AsOf), today, w.CountsOnly)
	w.Lately.Gain = gained(c, totals[w.Ward.Code].Campaigns[c.ID], today) // also of villages without a roll, as their own are, and as in Insights
	for _, v := range w.Villages {
		t := totals[v.ID]
		row := VillageRow(c, v, t, ref.Rulings[RulingKey(c.ID, v.ID)])
		w.Desk = append(w.Desk, VillageDesk{Lately: lately(c, row, today, w.CountsOnly), Waiting: waiting(v, rolls),
			State: row.State, Flags: c.Flags.Raised(t.Campaigns[c.ID].Signs)})
	}
	for _, v := range all {
		if v.Closed() {
			w.Closed = append(w.Closed, v)
		}
	}
}

// lately reads a row; a trend in which few people could be known is for those alone who see them.
func lately(c campaign.Campaign, r campaign.Row, today day.Day, countsOnly bool) Lately {
	l := Lately{Gain: c.GainOf(r, today), Trend: r.Trend(c.BoardDay(today))}
	if countsOnly {
		l.Trend = c.Trend(r, today)
	}
	return l
}

// waiting returns the newest declaration of a village's roll that was not withdrawn, if nobody has approved it yet.
func waiting(v places.Village, rolls []places.RollVersion) *places.RollVersion {
	newest, ok := v.Newest(rolls)
	if !ok || newest.Approved() {
		return nil
	}
	return &newest
}
