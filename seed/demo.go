package seed

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// The sign-ins of a demo. They work in demo mode only.
const (
	DemoPIN      = "246810"
	DemoPassword = "demo-password-2026"
)

// DemoWard and DemoVillage are where the demo's resident, coordinator and officer are at home: in phường Tân An, where
// the former commune Ea Tu went.
const (
	DemoWard    = "24163"
	DemoVillage = "24163-001"
	// hastyVillage answers faster than anybody reads, so that an officer has something to look at.
	hastyVillage = "24163-002"
)

// DemoAccount is somebody who can sign in to a demo.
type DemoAccount struct {
	Role    people.Role
	Name    string
	Phone   string
	Village string
	Ward    string
}

// DemoAccounts lists who can sign in to a demo.
var DemoAccounts = []DemoAccount{
	{Role: people.Resident, Name: "Người học mẫu", Phone: "0900000001", Village: DemoVillage},
	{Role: people.Coordinator, Name: "Tổ công nghệ số mẫu", Phone: "0900000002", Village: DemoVillage},
	{Role: people.Officer, Name: "Cán bộ mẫu", Phone: "0900000003", Ward: DemoWard},
	{Role: people.Manager, Name: "Quản lý mẫu", Phone: "0900000004"},
}

// Secret is what the account signs in with.
func (a DemoAccount) Secret() string {
	if a.Role == people.Resident {
		return DemoPIN
	}
	return DemoPassword
}

// DemoStores is what a demo writes to.
type DemoStores struct {
	Places      places.Store
	People      people.Store
	Submissions progress.SubmissionStore
}

// HasRealPeople reports whether the store holds anybody who is not a sample. A demo refuses such a store.
func HasRealPeople(ctx context.Context, store people.Store) (bool, error) {
	errReal := errors.New("a real person")
	err := store.EachPerson(ctx, func(p people.Person) error {
		if !p.Sample {
			return errReal
		}
		return nil
	})
	if errors.Is(err, errReal) {
		return true, nil
	}
	return false, err
}

// Demo adds sample villages, people and their submissions, made by a seeded generator so that two demos look alike.
// The submissions are graded like real ones and wait to be folded. Nothing is added to a store that has samples.
func Demo(ctx context.Context, stores DemoStores, modules []courses.Module, residents int, now time.Time) error {
	known, err := stores.Places.Villages(ctx)
	if err != nil || len(known) > 0 {
		return err
	}
	g := generator{rng: rand.New(rand.NewPCG(2026, 102)), modules: modules, now: now} //nolint:gosec // A demo must look alike each time.
	wards, err := stores.Places.Wards(ctx)
	if err != nil {
		return err
	}
	villages := g.villages(wards, residents)
	if err := stores.Places.PutVillages(ctx, villages); err != nil {
		return err
	}
	sample, submissions := g.residents(villages, residents)
	if err := stores.People.AddPeople(ctx, sample); err != nil {
		return err
	}
	for chunk := range slices.Chunk(submissions, 1000) {
		if _, err := stores.Submissions.Insert(ctx, chunk); err != nil {
			return err
		}
	}
	return nil
}

type generator struct {
	rng     *rand.Rand
	modules []courses.Module
	now     time.Time
}

// sampleNames are made of common words of landscape, so that no real village is meant.
var sampleNames = []string{"Suối Trong", "Đồi Cà Phê", "Bến Nước", "Cây Đa", "Đồng Xanh", "Hồ Sen", "Gió Lộng", "Nắng Sớm"}

// villages makes two to four sample villages a ward, each with a roll well above the residents that it will get.
func (g generator) villages(wards []places.Ward, residents int) []places.Village {
	crowd := residents / len(wards)
	var villages []places.Village
	for _, w := range wards {
		kinds := []places.VillageKind{places.Thon, places.Buon, places.Thon}
		if w.Kind == places.UrbanWard {
			kinds = []places.VillageKind{places.Buon, places.ToDanPho, places.KhuPho}
		}
		names := g.rng.Perm(len(sampleNames))
		for i := range 2 + g.rng.IntN(3) {
			kind := kinds[i%len(kinds)]
			villages = append(villages, places.Village{
				ID: fmt.Sprintf("%s-%03d", w.Code, i+1), Ward: w.Code, Kind: kind, Sample: true,
				Name: fmt.Sprintf("%s %s (mẫu)", kindTitle(kind), sampleNames[names[i]]),
				Roll: &places.Roll{Adults: 30 + crowd + g.rng.IntN(60), Day: day.Of(g.now).Add(-30), Version: 1},
			})
		}
	}
	return villages
}

func kindTitle(k places.VillageKind) string {
	switch k {
	case places.Buon:
		return "Buôn"
	case places.ToDanPho:
		return "Tổ dân phố"
	case places.KhuPho:
		return "Khu phố"
	}
	return "Thôn"
}

// homeFirst is how many residents the sample accounts' village gets before others get any.
const homeFirst = 24

// residents spreads people over the villages, some villages keener than others, and lets most of them learn.
func (g generator) residents(villages []places.Village, n int) ([]people.Person, []progress.Submission) {
	zeal := make([]float64, len(villages))
	for i := range zeal {
		zeal[i] = 0.2 + 0.8*g.rng.Float64()
	}
	home := slices.IndexFunc(villages, func(v places.Village) bool { return v.ID == DemoVillage })
	sample := make([]people.Person, n)
	var submissions []progress.Submission
	for i := range sample {
		at := g.rng.IntN(len(villages))
		if home >= 0 && (i < homeFirst || i%80 == 0) {
			at = home // enough people to be worth looking at, and, in a small demo too, for a rank
		}
		p := people.Person{ID: g.uuid(), Name: g.name(i), Village: villages[at].ID, Language: "vi", Sample: true,
			CreatedAt: g.now.AddDate(0, 0, -30).UTC().Truncate(time.Millisecond),
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: g.rng.IntN(20) > 0, Statistics: true},
				Version: people.ConsentVersion, At: g.now.AddDate(0, 0, -30).UTC().Truncate(time.Millisecond)}},
			Unconfirmed: i%800 == 80 || i%97 == 5} // some at home too, for the coordinator to confirm
		sample[i] = p
		if g.rng.Float64() < 0.2+0.7*zeal[at] {
			submissions = append(submissions, g.learn(p, zeal[at])...)
		}
	}
	return sample, submissions
}

// name is one that nobody could take for a real person's.
func (g generator) name(i int) string { return fmt.Sprintf("Người mẫu %04d", i+1) }

// learn answers some modules' quizzes, one or more times each, over the last 30 days.
func (g generator) learn(p people.Person, zeal float64) []progress.Submission {
	var list []progress.Submission
	skill := 0.3 + 0.68*g.rng.Float64()
	if g.rng.IntN(10) == 0 {
		skill, zeal = 0.97, 2 // some do everything
	}
	at := g.now.Add(-time.Duration(g.rng.IntN(30*24*60)) * time.Minute)
	for _, m := range g.modules {
		if g.rng.Float64() > 0.35+0.5*zeal {
			continue
		}
		for range 3 {
			at = at.Add(time.Duration(5+g.rng.IntN(60*30)) * time.Minute)
			if at.After(g.now) {
				return list
			}
			s := g.answer(p, m, skill, at)
			list = append(list, s)
			if s.Passed {
				break
			}
		}
	}
	return list
}

// learningHours are those in which people sit down to learn, each as often as it is likelier: evenings above all.
var learningHours = []int{5, 6, 7, 8, 9, 10, 11, 11, 12, 12, 13, 14, 15, 16, 17, 17, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 21, 21, 22}

// sittingDown is a likely moment of a day; at itself where that has not come yet.
func (g generator) sittingDown(at time.Time) time.Time {
	here := at.In(day.Zone)
	likely := time.Date(here.Year(), here.Month(), here.Day(), learningHours[g.rng.IntN(len(learningHours))], here.Minute(), here.Second(), 0, day.Zone)
	if likely.After(g.now) {
		return at
	}
	return likely
}

func (g generator) answer(p people.Person, m courses.Module, skill float64, at time.Time) progress.Submission {
	answers := make(map[string][]string, len(m.Questions))
	for _, q := range m.Questions {
		answer := q.Key
		if g.rng.Float64() > skill {
			answer = wrongAnswer(q)
		}
		answers[q.ID] = answer
	}
	grading := courses.GradeModule(m, answers)
	at = g.sittingDown(at).UTC().Truncate(time.Millisecond)
	seconds := len(m.Questions) * (12 + g.rng.IntN(40))
	if p.Village == hastyVillage {
		seconds = len(m.Questions)
	}
	s := progress.Submission{Resident: p.ID, Answers: answers, StartedAt: at.Add(-time.Duration(seconds) * time.Second), By: p.ID,
		Result: progress.NewResult(g.uuid(), m, grading, false, at, at)}
	s.Seconds, s.Language, s.Village = seconds, string(courses.Vietnamese), p.Village
	s.Hash = s.ContentHash()
	return s
}

// wrongAnswer is one that a learner can give: something is missing, or another option was picked.
func wrongAnswer(q courses.Question) []string {
	if len(q.Key) > 1 {
		return q.Key[1:]
	}
	for _, option := range q.Options {
		if option != q.Key[0] && len(q.Slots) == 0 {
			return []string{option}
		}
	}
	return nil
}

func (g generator) uuid() string {
	var raw [16]byte
	for i := range raw {
		raw[i] = byte(g.rng.IntN(256))
	}
	raw[6], raw[8] = raw[6]&0x0f|0x40, raw[8]&0x3f|0x80
	return uuid.UUID(raw).String()
}
