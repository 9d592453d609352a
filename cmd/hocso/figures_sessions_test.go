package main

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// cameToMeeting is how many of a village were noted as come; the last of them in error.
const cameToMeeting = 6

// meeting is a session as it went: what the program must tell of it, whatever it makes of the events.
type meeting struct {
	id   string
	day  day.Day
	part fieldwork.Part
	open bool
	came []attendee // in the order in which they came, and after them who was there in error only but answered
}

type attendee struct {
	person  people.Person
	left    bool
	joins   []string // ids of events; none for who was there in error, or has left
	results []progress.Result
}

// meets has a village meet once or twice, with the first of its people there. It gives each of those a submission of the session, and
// returns the events and the meetings, the newest first.
func (g *variedGenerator) meets(v places.Village, kind int, here []people.Person, handedIn map[string][]progress.Submission) ([]fieldwork.Event, []*meeting) {
	var events []fieldwork.Event
	var list []*meeting
	if len(here) == 0 { // a village that is closed
		return nil, nil
	}
	for n := range map[int]int{2: 1, 3: 1, 4: 1, 7: 2}[kind] {
		m := &meeting{day: day.Of(g.now).Add(-3 - 6*n), part: []fieldwork.Part{fieldwork.Evening, fieldwork.Morning}[n], open: kind == 4}
		m.id = fieldwork.SessionID(v.ID, m.day, m.part)
		at := m.day.Start().Add([]time.Duration{19, 8}[n] * time.Hour)
		event := func(e fieldwork.Event) string {
			at = at.Add(time.Minute)
			e.ID, e.Village, e.Session, e.Day, e.Part, e.At, e.ReceivedAt, e.By = uuid.NewString(), v.ID, m.id, m.day, m.part, at, at.Add(time.Hour), "staff"
			events = append(events, e)
			return e.ID
		}
		event(fieldwork.Event{Kind: fieldwork.Opened, Module: g.modules[n].ID, Place: "Nhà văn hóa"})
		var strangers []attendee
		for i, p := range here[:min(cameToMeeting, len(here))] {
			one := attendee{person: p, joins: []string{event(fieldwork.Event{Kind: fieldwork.Joined, Person: p.ID})}}
			if own := handedIn[p.ID]; n < len(own) {
				own[n].Session = m.id
				own[n].Hash = own[n].ContentHash()
				one.results = []progress.Result{own[n].Result}
			}
			switch i {
			case 1:
				event(fieldwork.Event{Kind: fieldwork.Left, Person: p.ID})
				one.left, one.joins = true, nil
			case cameToMeeting - 1:
				event(fieldwork.Event{Kind: fieldwork.Undone, Of: one.joins[0]})
				if one.joins = nil; one.results != nil {
					strangers = append(strangers, one)
				}
				continue
			}
			m.came = append(m.came, one)
		}
		m.came = append(m.came, strangers...)
		if !m.open {
			event(fieldwork.Event{Kind: fieldwork.Closed})
		}
		list = append(list, m)
	}
	return events, list
}

// people are who was there.
func (m *meeting) people() int {
	return len(slices.DeleteFunc(slices.Clone(m.came), func(a attendee) bool { return !a.noted() }))
}

// noted reports whether somebody was there by more than an error.
func (a attendee) noted() bool { return a.left || len(a.joins) > 0 }

func (m *meeting) shape() object {
	o := object{"id": m.id, "day": m.day, "people": m.people()}
	if m.open {
		o["closed_at"] = nil
	}
	return o
}

// figuresOfMeetings are all answers about the sessions of a village.
func (p variedProvince) figuresOfMeetings(v places.Village) []asked {
	at, coordinator, meetings := "/villages/"+v.ID, p.staff["coordinator of sessions "+v.ID], p.meetings[v.ID]
	items, rows, attendance := []any{}, [][]any{}, [][]any{}
	var list []asked
	for _, m := range meetings {
		items = append(items, m.shape())
		var closed any = anyText{}
		if m.open {
			closed = nil
		}
		rows = append(rows, []any{m.day, partWords[m.part], "Nhà văn hóa", anyText{}, anyText{}, closed, m.people()})
		lines := []any{}
		for _, a := range m.came {
			lines = append(lines, a.line())
			attendance = append(attendance, append([]any{m.day, partWords[m.part]}, a.cells()...))
		}
		list = append(list, asked{what: "session", path: at + "/sessions/" + m.id, as: coordinator, want: object{"session": m.shape(), "items": lines}})
	}
	list = append(list, asked{what: "sessions", path: at + "/sessions", as: coordinator, want: object{"items": items, "next": nil}})
	list = append(list, tables(at+"/export", "sessions", coordinator, rows)...)
	return append(list, tables("POST "+at+"/residents/export", "sessions", coordinator, attendance)...)
}

var partWords = map[fieldwork.Part]string{fieldwork.Evening: "tối", fieldwork.Morning: "sáng"}

func (a attendee) line() object {
	o := object{"person": a.person.ID, "joins": append([]string{}, a.joins...), "results": []any{}}
	if a.person.ListedName() == "" {
		o["name"] = nil
	}
	if a.person.Hint() == "" || a.person.Child() {
		o["hint"] = nil
	}
	if !a.noted() {
		o["joined_at"] = nil
	}
	if !a.left {
		o["left_at"] = nil
	}
	if a.person.ListedName() != "" {
		results := []any{}
		for _, r := range a.results {
			results = append(results, object{"id": r.ID, "version": r.Version, "score": r.Score, "max": r.Max, "passed": r.Passed})
		}
		o["results"] = results
	}
	return o
}

// cells are who it is, when they came and went, and how many of their results are passed.
func (a attendee) cells() []any {
	cells := []any{nil, anyText{}, nil, nil}
	if a.left {
		cells[2] = anyText{}
	}
	if !a.noted() {
		cells[1] = nil
	}
	if a.person.ListedName() != "" {
		passed := 0
		for _, r := range a.results {
			if r.Passed {
				passed++
			}
		}
		cells[0], cells[3] = a.person.Name, passed
	}
	return cells
}
