package progress

import (
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// VillageRow is a village on the boards of a campaign. What its signs raise, and what was ruled about it, oldest first, says
// whether it is ranked.
func VillageRow(c campaign.Campaign, v places.Village, t Totals, rulings []campaign.Ruling) campaign.Row {
	n := t.Campaigns[c.ID]
	r := campaign.Row{ID: v.ID, Ward: v.Ward, Learners: n.Learners, Counts: n.counts(), AsOf: t.AsOf,
		DoneAt: n.ParticipatedAt, CompletedAt: n.CompletedAt, PointsAt: n.GainedAt, State: campaign.StateOf(c.Flags.Raised(n.Signs), rulings)}
	if v.Roll != nil {
		r.Roll = campaign.Roll{Adults: v.Roll.Adults, Version: v.Roll.Version, Day: v.Roll.Day}
	}
	n.recent(c, &r)
	return r
}

// recent adds what came on the recent days to a row: up to the last day, so that what came on it is still there however long the
// boards wait to be settled.
func (n Count) recent(c campaign.Campaign, r *campaign.Row) {
	if r.AsOf.IsZero() {
		return
	}
	r.Day = c.BoardDay(day.Of(r.AsOf))
	for i := range r.Recent {
		if len(n.Days) == 0 {
			return
		}
		r.Recent[i] = n.Days[r.Day.Add(-i)].counts()
	}
}

// WardRow is a ward on the boards of a campaign: the sum of the rows of those of its villages that have a roll, closed ones too,
// since a share needs both numbers for the same people. Whatever is looked at or excluded in it counts.
func WardRow(c campaign.Campaign, ward string, villages []places.Village, totals map[string]Totals, asOf time.Time) campaign.Row {
	row := campaign.Row{ID: ward, AsOf: asOf, Day: c.BoardDay(day.Of(asOf))}
	for _, v := range villages {
		if v.Adults() > 0 {
			row.Add(VillageRow(c, v, totals[v.ID], nil))
		}
	}
	return row
}

// rows are rows by campaign.
type rows map[string][]campaign.Row

// rowsOf makes the rows of a ward and of some of its villages, by the totals of all of them, in all campaigns that they are in.
func (r Reference) rowsOf(into rows, ward string, shown func(places.Village) bool, totals map[string]Totals, asOf time.Time) {
	for _, c := range r.openIn(ward) {
		into[c.ID] = append(into[c.ID], r.rowsIn(c, ward, shown, totals, asOf)...)
	}
}

// rowsIn makes those rows in one campaign.
func (r Reference) rowsIn(c campaign.Campaign, ward string, shown func(places.Village) bool, totals map[string]Totals, asOf time.Time) []campaign.Row {
	var list []campaign.Row
	below := r.Directory.AllOf(ward)
	for _, v := range below {
		if !v.Closed() && shown(v) {
			list = append(list, VillageRow(c, v, totals[v.ID], r.Rulings[RulingKey(c.ID, v.ID)]))
		}
	}
	return append(list, WardRow(c, ward, below, totals, asOf))
}

// allRows makes the rows of all open villages and all wards, in all open campaigns, from totals by place.
func (r Reference) allRows(totals map[string]Totals) rows {
	all := rows{}
	for _, w := range r.Directory.Wards() {
		r.rowsOf(all, w.Code, func(places.Village) bool { return true }, totals, totals[w.Code].AsOf)
	}
	return all
}

// changedRows makes the rows of the villages whose totals have another revision than before, and of their wards.
func (r Reference) changedRows(before, now map[string]Totals) rows {
	all := rows{}
	for _, w := range r.Directory.Wards() {
		var asOf time.Time
		changed := map[string]bool{}
		for _, v := range r.Directory.AllOf(w.Code) {
			if t := now[v.ID]; t.Revision != before[v.ID].Revision {
				asOf, changed[v.ID] = t.AsOf, true
			}
		}
		if len(changed) > 0 {
			r.rowsOf(all, w.Code, func(v places.Village) bool { return changed[v.ID] }, now, asOf)
		}
	}
	return all
}
