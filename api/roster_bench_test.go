package api_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// BenchmarkFieldworkOfAThousandPeople answers with all of a village of a thousand people, each with a card and five submissions, of
// which forty came to each of a hundred sessions.
func BenchmarkFieldworkOfAThousandPeople(b *testing.B) {
	w := newWorld(b)
	w.fillVillage(1000, 100)
	for name, path := range map[string]string{"roster": "/roster", "sessions": "/sessions?limit=100", "visits": "/visits", "session": "/sessions/" + w.tonight(village1)} {
		b.Run(name, func(b *testing.B) {
			w := w.in(b)
			for b.Loop() {
				w.want(w.try(call{method: "GET", path: "/villages/" + village1 + path, as: coordinator}), 200, "")
			}
		})
	}
}

// fillVillage makes so many residents of village 1, and so many sessions, the last one of which is tonight's.
func (w *world) fillVillage(residents, sessions int) {
	w.Helper()
	now := w.clock.now().UTC().Truncate(time.Millisecond)
	var persons []people.Person
	var passes []people.Pass
	var submissions []progress.Submission
	for i := range residents {
		p := people.Person{ID: uuid.NewString(), Name: fmt.Sprintf("Nguyễn Thị Hoa %d", i), Village: village1, Language: "vi", CreatedAt: now,
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: true, Statistics: true}, Version: people.ConsentVersion, At: now}}}
		persons = append(persons, p)
		passes = append(passes, people.Pass{ID: uuid.NewString(), Kind: people.CardPass, Village: village1, Person: p.ID, Digest: []byte(p.ID),
			Number: people.CardNumber(p.ID), CreatedAt: now})
		for j := range 5 {
			s := progress.Submission{Resident: p.ID, By: p.ID, Hash: []byte(p.ID), Answers: map[string][]string{"q1": {"a"}}, StartedAt: now,
				Result: progress.Result{ID: uuid.NewString(), Module: w.modules[j/2].ID, Version: 1, Score: i % 6, Max: 5, Passed: i%6 > 3, Wrong: []string{"q1"}, FinishedAt: now, ReceivedAt: now, Village: village1}}
			if i < 40 {
				s.Session = w.tonight(village1)
			}
			submissions = append(submissions, s)
		}
	}
	var events []fieldwork.Event
	for n := range sessions {
		at := now.AddDate(0, 0, n+1-sessions)
		for i := range 40 {
			e := fieldwork.Event{ID: uuid.NewString(), Village: village1, Kind: fieldwork.Joined, Person: persons[(n*40+i)%residents].ID, At: at, ReceivedAt: at, By: w.id(coordinator)}
			e.Session = fieldwork.SessionID(village1, day.Of(at), fieldwork.PartOf(at))
			e, err := e.Checked([]string{village1})
			w.must(err)
			events = append(events, e)
		}
	}
	ctx := w.Context()
	w.must(w.db.AddPeople(ctx, persons))
	w.must(w.db.PutPasses(ctx, passes))
	w.must(w.db.PutEvents(ctx, events))
	w.must(w.db.PutSubmissions(ctx, submissions))
	w.must(w.rollup.Rebuild(ctx))
}
