package main

import (
	"cmp"
	"maps"
	"slices"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// roomPage is what managers look at of the province or of a ward: what the views of their room, and the tables taken from them, show.
func (l look) roomPage(place string) any {
	target := l.campaign.Targets.Of(place, "")
	o := object{"campaign": l.campaign.ID, "ward": nil, "totals": l.totalsOf(place), "gain": l.shown(l.gain(place)), "work": l.work(place),
		"targets": object{"participation": target, "completion": l.campaign.Targets.Completion}, "spread": l.spread(place), "bands": l.bands(place),
		"modules": l.modules(place), "days": l.days(place), "running": l.running(place), "hours": l.hours(place), "quizzes": l.quizzes(place)}
	below := []any{}
	if w, err := l.ref.Directory.Ward(place); err == nil {
		o["ward"] = l.ward(w)
		for _, v := range l.villagesOf(place) {
			one := l.below(v.ID, l.campaign.Targets.Of(v.ID, v.Ward), 0)
			one["band"] = l.campaign.BandOf(onRoll(v))
			below = append(below, one)
		}
	} else {
		o["targets"] = object{"participation": l.campaign.Targets.Participation, "completion": l.campaign.Targets.Completion}
		for _, w := range l.ref.Directory.Wards() {
			below = append(below, l.below(w.Code, l.campaign.Targets.Of(w.Code, ""), len(l.villagesOf(w.Code))))
		}
	}
	o["places"] = below
	return o
}

func (l look) below(place string, target, villages int) object {
	return object{"id": place, "target": target, "villages": villages, "gain": l.shown(l.gain(place)), "totals": l.totalsOf(place), "work": l.work(place)}
}

// work is how many attempts the campaign counts, and how many of them somebody helped with; nothing of a few people.
func (l look) work(place string) any {
	if l.shown(l.totals[place].Learners) == nil {
		return object{"attempts": nil, "assisted": nil}
	}
	attempts, assisted := 0, 0
	for _, v := range l.villagesOf(place) {
		attempts, assisted = attempts+l.of(v.ID).Signs.Attempts, assisted+l.of(v.ID).Signs.Assisted
	}
	return object{"attempts": l.shown(attempts), "assisted": l.shown(assisted)}
}

// spread is how many villages have which rate.
func (l look) spread(place string) any {
	tenths, none, few, noRoll := make([]int, 10), 0, 0, 0
	for _, v := range l.villagesOf(place) {
		done := l.of(v.ID).Participants
		switch {
		case onRoll(v) == 0:
			noRoll++
		case done == 0:
			none++
		case done < 5:
			few++
		default:
			tenths[min(9, 10*done/onRoll(v))]++
		}
	}
	return object{"no_roll": noRoll, "none": none, "few": few, "tenths": tenths}
}

func (l look) bands(place string) []any {
	list := []any{}
	for _, b := range l.campaign.Bands {
		villages, roll, done := 0, 0, 0
		for _, v := range l.villagesOf(place) {
			if n := onRoll(v); n >= b.From && (b.To == 0 || n <= b.To) {
				villages, roll, done = villages+1, roll+n, done+l.of(v.ID).Participants
			}
		}
		list = append(list, object{"band": b.ID, "villages": villages, "roll": roll, "participants": l.shown(done)})
	}
	return list
}

// running is how many took part by the end of each day. Of days that are not told people are added five at a time.
func (l look) running(place string) []any {
	list, told, untold := []any{}, 0, 0
	days := l.of(place).Days
	for _, d := range slices.Sorted(maps.Keys(days)) {
		if n := days[d].Participants; l.shown(n) == nil {
			untold += n
		} else {
			told += n
		}
		list = append(list, object{"day": d, "participants": told + untold/5*5})
	}
	return list
}

// hours are how much was handed in at each hour of the week.
func (l look) hours(place string) []any {
	list := []any{}
	for i, n := range l.totals[place].Hours {
		if n > 0 && l.shown(l.totals[place].Learners) != nil {
			list = append(list, object{"weekday": 1 + i/24, "hour": i % 24, "submissions": l.shown(n)})
		}
	}
	return list
}

// quizzes are the questions that people answered wrong the first time.
func (l look) quizzes(place string) []any {
	list, firsts := []any{}, l.totals[place].Firsts
	order := func(a, b progress.Quiz) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Language, b.Language))
	}
	for _, quiz := range slices.SortedFunc(maps.Keys(firsts), order) {
		questions := []any{}
		for _, id := range slices.Sorted(maps.Keys(firsts[quiz].Wrong)) {
			questions = append(questions, object{"question": id, "wrong": l.shown(firsts[quiz].Wrong[id])})
		}
		language := any(quiz.Language)
		if quiz.Language == "" {
			language = nil
		}
		list = append(list, object{"module": quiz.Module, "version": quiz.Version, "language": language, "people": l.shown(firsts[quiz].People), "questions": questions})
	}
	return list
}

// boardRows are the rows of a board: of wards for no place, of the villages of the province or of a ward.
func (l look) boardRows(place string) []campaign.Row {
	var rows []campaign.Row
	if place == "" {
		for _, w := range l.ref.Directory.Wards() {
			rows = append(rows, l.wardRow(w.Code))
		}
		return rows
	}
	for _, v := range l.villagesOf(place) {
		if l.campaign.Ward == "" || l.campaign.Ward == v.Ward {
			rows = append(rows, l.villageRow(v))
		}
	}
	return rows
}

// boardPage is the first page of a board: places in the order of their ranks, or those that stand apart.
func (l look) boardPage(place string, v campaign.View, apart bool) any {
	standing, items, reasons := campaign.Rank(l.boardRows(place), v, l.campaign, l.today), []any{}, map[campaign.Reason]int{}
	for _, r := range standing.Apart {
		reasons[r.Reason]++
		one := l.line(r.Row, v)
		if one["rank"], one["value"], one["change"], one["missing"] = 0, nil, nil, nil; r.Hidden {
			one["done"], one["trend"] = nil, []int{}
		}
		if apart {
			items = append(items, one)
		}
	}
	for i, r := range standing.Ranked {
		one := l.line(r.Row, v)
		if one["rank"], one["change"], one["missing"] = r.Rank, nil, nil; r.Was > 0 {
			one["change"] = r.Was - r.Rank
		}
		if r.Missing > 0 && l.campaign.LastDay >= l.today {
			one["missing"] = r.Missing
		}
		if !apart && i < 100 {
			items = append(items, one)
		}
	}
	o := object{"total": len(standing.Ranked), "apart": reasons, "items": items[:min(100, len(items))]}
	if length := map[bool]int{true: len(standing.Apart), false: len(standing.Ranked)}[apart]; length <= 100 {
		o["next"] = nil
	}
	return o
}

// line is what a board says of a place, counted from the days of the fold.
func (l look) line(r campaign.Row, v campaign.View) object {
	done, number := l.reached(r.ID, r.Ward == "", v)
	o := object{"id": r.ID, "roll": r.Roll.Adults, "roll_version": r.Roll.Version, "done": nil, "trend": l.campaign.Trend(r, l.today), "value": float64(number)}
	if v.Measure != campaign.Points && r.Roll.Adults > 0 {
		o["value"] = float64(number) / float64(r.Roll.Adults)
	}
	if done >= l.campaign.MinLearners {
		o["done"] = done
	}
	if r.Roll.Day == "" {
		o["roll_day"] = nil
	}
	return o
}

// reached is how many people of a place a measure counts on the days of its window, and its number.
func (l look) reached(place string, ward bool, v campaign.View) (people, number int) {
	today := min(l.today, l.campaign.LastDay)
	monday := today.Add(-(int(today.Start().Weekday()+6) % 7))
	from, to := l.campaign.FirstDay, l.campaign.LastDay
	switch {
	case v.Measure == campaign.Gain:
		from, to = today.Add(-6), today
	case v.Window == campaign.Week:
		from, to = monday, today
	case v.Window == campaign.LastWeek:
		from, to = monday.Add(-7), monday.Add(-1)
	case v.Window == campaign.Today:
		from, to = today, today
	case v.Window == campaign.Yesterday:
		from, to = today.Add(-1), today.Add(-1)
	}
	villages := []places.Village{{ID: place}}
	if ward {
		villages = slices.DeleteFunc(slices.Clone(l.villagesOf(place)), func(v places.Village) bool { return onRoll(v) == 0 })
	}
	for _, one := range villages {
		came, before := l.by(one.ID, to), l.by(one.ID, from.Add(-1))
		switch v.Measure {
		case campaign.Completed:
			people += came.Completed - before.Completed
			number = people
		case campaign.Points:
			people += came.Participants - before.Participants
			number += came.Points - before.Points
		case campaign.Rate, campaign.Gain:
			people += came.Participants - before.Participants
			number = people
		}
	}
	return people, number
}
