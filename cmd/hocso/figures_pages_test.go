package main

import (
	"cmp"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// provincePage is what the answer about the province must say.
func (l look) provincePage() any {
	wards := []any{}
	for _, w := range l.ref.Directory.Wards() {
		wards = append(wards, object{"ward": l.ward(w), "totals": l.totalsOf(w.Code)})
	}
	return object{"totals": l.totalsOf(places.Province), "wards": wards, "modules": l.modules(places.Province), "days": l.days(places.Province)}
}

// ward is a ward with the one figure that is not fixed.
func (l look) ward(w places.Ward) object {
	return object{"code": w.Code, "villages": len(l.villagesOf(w.Code)), "population": w.Population, "lon": w.Lon, "lat": w.Lat}
}

func (l look) village(v places.Village) object {
	o := object{"id": v.ID, "name": v.Name, "roll": nil}
	if v.Roll != nil {
		o["roll"] = object{"adults": v.Roll.Adults, "version": v.Roll.Version}
	}
	return o
}

// wardPage is the desk of a ward.
func (l look) wardPage(w places.Ward) any {
	villages := []any{}
	for _, v := range l.villagesOf(w.Code) {
		row, flags := l.villageRow(v), l.campaign.Flags.Raised(l.of(v.ID).Signs)
		one := object{"village": l.village(v), "totals": l.totalsOf(v.ID), "state": row.State, "flags": append([]campaign.Flag{}, flags...), "waiting": nil,
			"lately": object{"gain": l.shown(l.gain(v.ID)), "trend": l.trend([]places.Village{v}, row)}}
		for _, r := range l.rolls[w.Code] {
			if r.Village == v.ID && r.Waits() {
				one["waiting"] = object{"adults": r.Adults, "version": r.Version}
			}
		}
		villages = append(villages, one)
	}
	return object{"ward": l.ward(w), "totals": l.totalsOf(w.Code), "villages": villages, "modules": l.modules(w.Code), "days": l.days(w.Code),
		"lately": object{"gain": l.shown(l.gain(w.Code)), "trend": l.trend(l.ref.Directory.AllOf(w.Code), l.wardRow(w.Code))}}
}

// weekPage is the report of the week in which a day lies.
func (l look) weekPage(w places.Ward, in day.Day) any {
	monday := in.Add(-(int(in.Start().Weekday()+6) % 7))
	before, end := monday.Add(-1), monday.Add(6)
	week := func(place string) object {
		was, is := l.by(place, before), l.by(place, end)
		o := object{"participants": is.Participants, "completed": is.Completed, "new_participants": is.Participants - was.Participants,
			"new_completed": is.Completed - was.Completed, "rate": nil}
		learners, submissions, roll, done := 0, 0, 0, 0
		for d, n := range l.totals[place].Days {
			if d > before && d <= end {
				learners, submissions = learners+n.Learners, submissions+n.Submissions
			}
		}
		for _, v := range l.villagesOf(place) {
			if onRoll(v) > 0 {
				roll, done = roll+onRoll(v), done+l.by(v.ID, end).Participants
			}
		}
		if o["new_learners"], o["submissions"], o["roll"] = learners, submissions, roll; roll > 0 {
			o["rate"] = float64(done) / float64(roll)
		}
		return o
	}
	villages := []any{}
	for _, v := range l.villagesOf(w.Code) {
		villages = append(villages, object{"village": object{"id": v.ID}, "week": week(v.ID)})
	}
	return object{"ward": l.ward(w), "from": monday, "to": end, "sum": week(w.Code), "villages": villages}
}

// trendsPage is the villages of a ward day by day. Nobody has moved here, so that they are as they were; see progress for who does.
func (l look) trendsPage(w places.Ward) any {
	var days []day.Day
	for on := l.campaign.FirstDay; on <= min(l.today, l.campaign.LastDay); on = on.Add(1) {
		days = append(days, on)
	}
	villages := []any{}
	for _, v := range l.villagesOf(w.Code) {
		sums := make([]int, len(days))
		for i, on := range days {
			sums[i] = l.by(v.ID, on).Participants
		}
		villages = append(villages, object{"village": object{"id": v.ID}, "as_is": sums, "as_was": sums})
	}
	return object{"ward": l.ward(w), "campaign": object{"id": l.campaign.ID}, "days": days, "villages": villages}
}

// ownProgress is what somebody sees of their own learning.
func (l look) ownProgress(p people.Person) any {
	s := l.summaries[p.ID]
	st := s.Standing(l.campaign)
	modules, reviews := []any{}, []any{}
	for _, m := range s.Modules {
		one := object{"module": m.Module, "attempts": m.Attempts, "best": m.Best, "max": m.Max, "passed": m.Passed(), "counted": nil}
		if m.PassedAt.IsZero() {
			one["passed_at"] = nil
		}
		if best, passed, ok := m.Counted(l.campaign); ok {
			one["counted"] = object{"best": best.Score, "max": best.Max, "passed": passed}
		}
		modules = append(modules, one)
	}
	for _, r := range s.Reviews {
		reviews = append(reviews, object{"module": r.Module, "question": r.Question, "box": r.Box, "due": r.Due})
	}
	return object{"resident": p.ID, "submissions": s.Submissions, "points": st.Points, "passed": st.Passed, "modules": modules, "reviews": reviews}
}

// status is how far somebody is, by what they handed in.
func (l look) status(p people.Person) progress.Status {
	return l.summaries[p.ID].Status(l.campaign)
}

// statuses are how many of a village's people are how far.
func (l look) statuses(v places.Village) object {
	counts := map[progress.Status]int{}
	for _, p := range l.residents[v.ID] {
		if p.Counted(l.campaign.CountUnconfirmed) || !l.only && p.ListedName() != "" {
			counts[l.status(p)]++
		}
	}
	o := object{}
	for _, s := range progress.Statuses {
		o[string(s)] = l.shown(counts[s])
	}
	return o
}

// villagePage is a village; its people by id, as the answer is turned.
func (l look) villagePage(v places.Village) any {
	items := object{}
	for _, p := range l.residents[v.ID] {
		if s := l.summaries[p.ID]; !l.only && p.ListedName() != "" {
			one := object{"id": p.ID, "status": l.status(p), "passed": append([]string{}, s.PassedModules()...), "stuck": append([]string{}, s.StuckOn(l.campaign)...),
				"points": s.Standing(l.campaign).Points, "last_at": nil}
			if !s.LastAt().IsZero() {
				delete(one, "last_at")
			}
			items[p.ID] = one
		}
	}
	return object{"village": l.village(v), "totals": l.totalsOf(v.ID), "statuses": l.statuses(v), "modules": l.modules(v.ID), "days": l.days(v.ID), "items": items, "next": nil}
}

// rosterPage is how far each is whom a team may help, where they agreed to be listed.
func (l look) rosterPage(v places.Village) any {
	items := object{}
	for _, p := range l.residents[v.ID] {
		one := object{"id": p.ID, "name": nil, "status": nil, "passed": []string{}, "card_number": nil}
		if p.ListedName() != "" {
			one["name"], one["status"], one["passed"] = p.Name, l.status(p), append([]string{}, l.summaries[p.ID].PassedModules()...)
		}
		if !p.Child() {
			items[p.ID] = one
		}
	}
	return object{"village": l.village(v), "items": items}
}

// visitsPage is how many people a team should visit for which reason, and what would lift the village.
func (l look) visitsPage(v places.Village) any {
	reasons, count := map[progress.VisitReason]int{}, 0
	for _, p := range l.residents[v.ID] {
		if reason := l.reason(l.summaries[p.ID]); reason != "" && p.ListedName() != "" {
			reasons[reason]++
			count++
		}
	}
	o := object{"to_next": nil, "count": count, "reasons": reasons}
	var rows []campaign.Row
	for _, one := range l.villagesOf(v.Ward) {
		rows = append(rows, l.villageRow(one))
	}
	ranked := campaign.Rank(rows, campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}, l.campaign, l.today).Ranked
	for i, r := range ranked {
		if r.ID != v.ID || r.Missing == 0 {
			continue
		}
		for ; i > 0 && ranked[i].Rank == r.Rank; i-- {
			o["to_next"] = object{"place": ranked[i-1].Rank, "people": r.Missing}
		}
	}
	return o
}

func (l look) reason(s progress.Summary) progress.VisitReason {
	passed := s.Standing(l.campaign).Passed
	switch {
	case len(s.Modules) == 0:
		return progress.VisitNotStarted
	case passed == len(l.campaign.Modules):
		return ""
	case len(s.StuckOn(l.campaign)) > 0:
		return progress.VisitStuck
	case passed > 0 && passed == len(l.campaign.Modules)-1:
		return progress.VisitOneLeft
	case cmp.Compare(day.Of(s.LastAt()).Add(7), l.today) <= 0:
		return progress.VisitSilent
	}
	return ""
}

// byReason turns a list of visits into how many there are of each reason, since the list names people.
func byReason(answer object) object {
	reasons := object{}
	items, _ := answer["items"].([]any)
	for _, one := range items {
		reason, _ := one.(object)["reason"].(string)
		n, _ := reasons[reason].(float64)
		reasons[reason] = n + 1
	}
	return object{"to_next": answer["to_next"], "count": answer["count"], "reasons": reasons}
}

// byID turns a list of people into people by id.
func byID(answer object) object {
	items, _ := answer["items"].([]any)
	people := object{}
	for _, one := range items {
		if id, ok := one.(object)["id"].(string); ok {
			people[id] = one
		}
	}
	answer["items"] = people
	return answer
}

// reviewsPage is which villages of a ward are looked at, and by which signs.
func (f truth) reviewsPage(w places.Ward, today day.Day) any {
	items := []any{}
	for _, c := range f.ref.Open() {
		l := look{f, c, false, today}
		for _, v := range l.villagesOf(w.Code) {
			flags, ruled := c.Flags.Raised(l.of(v.ID).Signs), l.ref.Rulings[progress.RulingKey(c.ID, v.ID)]
			if c.Ward != "" && c.Ward != w.Code || len(flags)+len(ruled) == 0 {
				continue
			}
			s := l.of(v.ID).Signs
			items = append(items, object{"campaign": c.ID, "village": v.ID, "state": campaign.StateOf(flags, ruled), "flags": append([]campaign.Flag{}, flags...),
				"signs": object{"attempts": s.Attempts, "assisted": s.Assisted, "timed": s.Timed, "quick": s.Quick, "on_one_device": s.OnOneDevice,
					"alike": s.Alike, "participants": s.Participants, "on_last_day": s.OnLastDay}})
		}
	}
	return object{"items": items, "next": nil}
}
