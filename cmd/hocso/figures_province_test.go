package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/longtest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

// variedWard is the ward with a campaign of its own.
const variedWard = "24133"

// variedShape is how large a province is.
type variedShape struct {
	villages, residents int
	each                int    // submissions of a learner
	learners            [8]int // of the villages of a ward in turns; a small group must be among them, and a village without any
}

// wholeProvince is the province at its real size. By day few of its people learn.
func wholeProvince() variedShape {
	s := variedShape{villages: 3000, residents: 200_000, each: longtest.Figure(3, 8), learners: [8]int{0, 1, 4, 6, 3, 0, 5, 22}}
	if s.each > 3 {
		s.learners = [8]int{0, 1, 4, 66, 66, 66, 66, 66}
	}
	return s
}

// variedProvince is a data folder with all that makes figures differ: villages without a roll, with a small one, with one that waits,
// with few learners and with none, closed ones; people who are not counted, not listed or not confirmed, and children; three campaigns,
// one of them a ward's; attempts that fail, that somebody helped with, that come late; reviews; sessions;
// rulings.
type variedProvince struct {
	dir      string
	shape    variedShape
	villages []places.Village
	staff    map[string]string     // person ids by role and place
	meetings map[string][]*meeting // by village, the newest first
}

type variedGenerator struct {
	campaignGenerator
	shape variedShape
	n     uint64 // of submissions
}

func loadVariedProvince(t *testing.T, shape variedShape) variedProvince {
	t.Helper()
	p := variedProvince{dir: t.TempDir(), shape: shape, staff: map[string]string{}, meetings: map[string][]*meeting{}}
	if out, err := (&process{t: t, flags: []string{"--data=" + p.dir}}).command("seed", "--demo", "--residents=0"); err != nil {
		t.Fatal(out, err)
	}
	store, err := sqlite.Open(t.Context(), p.dir)
	must(t, err)
	defer func() { must(t, store.Close()) }()
	g := &variedGenerator{campaignGenerator{rand.New(rand.NewPCG(2026, 7)), firstVersions(), time.Now().UTC().Truncate(time.Second)}, shape, 0} //nolint:gosec // It must be the same each time.
	wards, err := store.Wards(t.Context())
	must(t, err)
	p.villages = g.variedVillages(wards)
	must(t, store.PutVillages(t.Context(), p.villages))
	must(t, store.PutRolls(t.Context(), g.waiting(p.villages)))
	for _, c := range g.campaigns() {
		must(t, store.PutCampaign(t.Context(), c))
	}
	must(t, store.AddPeople(t.Context(), p.appoint(wards)))
	must(t, g.fill(t, store, p))
	must(t, p.atWork(t, store))
	for i, decision := range []campaign.Decision{campaign.Exclude, campaign.Clear} {
		must(t, store.AddRuling(t.Context(), campaign.Ruling{ID: uuid.NewString(), Campaign: "mau", Village: p.villages[7+8*i].ID, Decision: decision,
			Flags: []campaign.Flag{campaign.TooQuick}, Note: "xem rồi", At: g.now.AddDate(0, 0, -1)}))
	}
	return p
}

// nth is the number of a village in its ward, from 0.
func nth(i int) int { return i / 102 }

// kindOf says how many of a village learn, and how.
func kindOf(i int) int { return (nth(i) + i) % 8 }

func (g *variedGenerator) variedVillages(wards []places.Ward) []places.Village {
	list := g.villages(wards, g.shape.villages)
	for i := range list {
		list[i].Roll.Adults = 70 + g.rng.IntN(80)
		switch nth(i) {
		case 4, 9:
			list[i].Roll = nil
		case 13:
			list[i].Roll.Adults = 15
		case 19:
			list[i].Roll, list[i].MergedInto = nil, list[i-102].ID
		}
	}
	return list
}

// waiting are rolls that nobody has approved yet.
func (g *variedGenerator) waiting(villages []places.Village) []places.RollVersion {
	var list []places.RollVersion
	for i, v := range villages {
		if nth(i)%6 == 5 && v.Roll != nil {
			list = append(list, places.RollVersion{Village: v.ID, Version: 2, Adults: v.Roll.Adults + 3, Day: "2026-11-20", At: g.now})
		}
	}
	return list
}

// campaigns are the demo's with so few modules that some complete it, one of the province that is over and counts everybody, and a
// ward's own.
func (g *variedGenerator) campaigns() []campaign.Campaign {
	ids, today := moduleIDs(content()), day.Of(g.now)
	over := seed.DemoCampaign(today, ids[1:4])
	over.ID, over.Name, over.FirstDay, over.LastDay = "dot-mot", "Đợt một", today.Add(-60), today.Add(-10)
	over.CountUnconfirmed, over.PassMark, over.Bands, over.MinLearners = true, 60, nil, 3
	over.Targets = campaign.Targets{Participation: 5, Places: map[string]int{variedWard: 12}}
	own := seed.DemoCampaign(today, ids[2:5])
	own.ID, own.Name, own.Ward, own.FirstDay = "rieng", "Đợt riêng", variedWard, today.Add(-12)
	return []campaign.Campaign{seed.DemoCampaign(today, ids[:2]), over, own}
}

// appoint makes an officer and a manager for each ward and two coordinators for each village: so many, since each may only ask so often.
func (p variedProvince) appoint(wards []places.Ward) []people.Person {
	var list []people.Person
	add := func(a people.Appointment, place string) {
		one := people.Person{ID: uuid.NewString(), Name: "Cán bộ thử", Language: "vi", Sample: true, Appointments: []people.Appointment{a}}
		p.staff[string(a.Role)+" "+place] = one.ID
		list = append(list, one)
	}
	add(people.Appointment{Role: people.Manager}, "")
	for _, w := range wards {
		add(people.Appointment{Role: people.Officer, Ward: w.Code}, w.Code)
		add(people.Appointment{Role: people.Manager}, w.Code)
	}
	for _, v := range p.villages {
		add(people.Appointment{Role: people.Coordinator, Village: v.ID}, v.ID)
		add(people.Appointment{Role: people.Coordinator, Village: v.ID}, "of sessions "+v.ID)
	}
	return list
}

// atWork gives the coordinator of the demo, who signs in on pages, a village with people.
func (p variedProvince) atWork(t *testing.T, store *sqlite.Store) error {
	var team []people.Person
	err := store.EachPerson(t.Context(), func(one people.Person) error {
		if len(one.Appointments) == 1 && one.Appointments[0].Village == seed.DemoVillage {
			team = append(team, one)
		}
		return nil
	})
	for _, one := range team {
		one.Appointments[0].Village = p.own()
		err = errors.Join(err, store.UpdatePerson(t.Context(), one))
	}
	return err
}

// own is a village of many learners, in the ward of the demo's officer.
func (p variedProvince) own() string {
	for i, v := range p.villages {
		if v.Ward == seed.DemoWard && kindOf(i) == 7 && v.Roll != nil {
			return v.ID
		}
	}
	return ""
}

// fill adds the people, and what those of them who learn hand in, some of it in a session.
func (g *variedGenerator) fill(t *testing.T, store *sqlite.Store, p variedProvince) error {
	here, handedIn := map[int][]people.Person{}, map[string][]progress.Submission{} // of whom may come to a session, by village and by person
	for first := 0; first < g.shape.residents; first += 2000 {
		var list []people.Person
		var batch []progress.Submission
		for i := first; i < min(first+2000, g.shape.residents); i++ {
			v, turn := i%len(p.villages), i/len(p.villages)
			home := p.villages[v]
			if home.Closed() {
				home = p.villages[v-102]
			}
			one := g.varied(i, home.ID)
			list = append(list, one)
			kind, comes := kindOf(v), turn < cameToMeeting && home.ID == p.villages[v].ID
			if comes {
				here[v] = append(here[v], one)
			}
			switch learns := turn < g.shape.learners[kind]; {
			case learns && comes:
				handedIn[one.ID] = g.learns(one, kind)
			case learns:
				batch = append(batch, g.learns(one, kind)...)
			}
		}
		if err := errors.Join(store.AddPeople(t.Context(), list), store.PutSubmissions(t.Context(), batch)); err != nil {
			return err
		}
	}
	var events []fieldwork.Event
	var batch []progress.Submission
	for v, village := range p.villages {
		noted, meetings := g.meets(village, kindOf(v), here[v], handedIn)
		p.meetings[village.ID] = meetings
		events = append(events, noted...)
		for _, one := range here[v] {
			batch = append(batch, handedIn[one.ID]...)
		}
	}
	return errors.Join(store.PutEvents(t.Context(), events), store.PutSubmissions(t.Context(), batch))
}

// varied makes somebody who may not be counted, listed or confirmed, or a child.
func (g *variedGenerator) varied(i int, village string) people.Person {
	p := g.resident(i, village)
	p.Consents[0].VillageList = g.rng.IntN(6) > 0
	p.Unconfirmed = g.rng.IntN(7) == 0
	if g.rng.IntN(40) == 0 {
		p.Guardian, p.Phone = p.ID, ""
	}
	return p
}

// learns makes what one resident hands in, in a village of a kind; in the last kind they answer faster than anybody reads.
func (g *variedGenerator) learns(p people.Person, kind int) []progress.Submission {
	strong := g.rng.IntN(3) > 0
	list := make([]progress.Submission, 0, g.shape.each)
	for range g.shape.each {
		module := g.modules[g.rng.IntN([]int{2, 2, 5}[g.rng.IntN(3)])]
		answers := map[string][]string{}
		for _, q := range module.Questions {
			if g.rng.IntN(10) < map[bool]int{true: 9, false: 4}[strong] {
				answers[q.ID] = q.Key
			} else if len(q.Options) > 0 {
				answers[q.ID] = []string{q.Options[0]}
			}
		}
		s := g.submission(p, module, answers)
		if s.Seconds = 60 + g.rng.IntN(300); kind == 7 && g.rng.IntN(3) > 0 {
			s.Seconds = 4
		}
		if s.Device = g.rng.Uint32(); kind == 7 {
			s.Device = uint32(1 + g.rng.IntN(2)) //nolint:gosec // It is 1 or 2.
		}
		if s.Assisted = g.rng.IntN(5) == 0; s.Assisted {
			s.By = "staff"
		}
		s.Pattern, s.Language = s.AnswerPattern(), []string{"vi", "vi", "rad", ""}[g.rng.IntN(4)]
		s.Hash = s.ContentHash()
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b progress.Submission) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) })
	return list
}

// submission grades what somebody answers: now and then as a review, now and then received a day late.
func (g *variedGenerator) submission(p people.Person, module courses.Module, answers map[string][]string) progress.Submission {
	g.n++
	finished := g.now.Add(-time.Duration(3600+g.rng.IntN(29*24*3600)) * time.Second)
	received := finished.Add(time.Duration(g.rng.IntN(600)) * time.Second)
	if g.rng.IntN(20) == 0 {
		received = finished.Add(20 * time.Hour)
	}
	if received.After(g.now) {
		received = g.now
	}
	grading, review := courses.GradeModule(module, answers), false
	if g.rng.IntN(8) == 0 {
		if again, err := courses.GradeReview(module, answers); err == nil {
			grading, review = again, true
		}
	}
	id := fmt.Sprintf("%08x-0000-4000-8000-%012x", g.rng.Uint32(), g.n)
	s := progress.Submission{Resident: p.ID, Answers: answers, By: p.ID, StartedAt: finished.Add(-5 * time.Minute),
		Result: progress.NewResult(id, module, grading, review, finished, received)}
	s.Village = p.Village
	return s
}
