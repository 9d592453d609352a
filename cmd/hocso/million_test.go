package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// The shape of a campaign: what a million submissions are spread over, and so its parts of other sizes.
const (
	submissionsEach   = 5    // of a resident
	residentsEach     = 67   // of a village: 200,000 in 3,000
	crowd             = 1000 // residents of the first village, as of the largest ones; fewer in a small campaign
	millionEnv        = "HOCSO_BENCH_SUBMISSIONS"
	submissionsInTest = 20_000
)

// benchSubmissions is how many the benchmarks of a whole campaign load; `make bench` asks for a million.
func benchSubmissions(tb testing.TB) int {
	tb.Helper()
	text := os.Getenv(millionEnv)
	if text == "" {
		return submissionsInTest
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		tb.Fatalf("%s=%q is no number of submissions", millionEnv, text)
	}
	return n
}

// campaignData is a data folder that holds a campaign.
type campaignData struct {
	dir       string
	villages  []places.Village
	residents []string
	manager   string // who sees all

	coordinator, officer string // of the first village, and of its ward
}

// campaignShape is how large a campaign is, and how it is spread.
type campaignShape struct {
	submissions, villages int
	crowd                 int // residents who live in the first village whatever the others do
	wards                 int // the first ones; 0: all
}

// loadCampaign fills a data folder with a campaign of so many submissions, of whose residents a crowd lives in the first village. The
// same number makes the same campaign. Nothing is folded yet and nothing carries a mark, as after a restore.
func loadCampaign(tb testing.TB, submissions int) campaignData {
	tb.Helper()
	residents := submissions / submissionsEach
	return campaignShape{submissions: submissions, villages: max(1, residents/residentsEach), crowd: min(crowd, residents/4)}.load(tb)
}

// loadCampaignIn is loadCampaign in so many villages, with as many residents in each.
func loadCampaignIn(tb testing.TB, submissions, villages int) campaignData {
	tb.Helper()
	return campaignShape{submissions: submissions, villages: villages}.load(tb)
}

// load fills a data folder with a campaign.
func (s campaignShape) load(tb testing.TB) campaignData {
	tb.Helper()
	data := campaignData{dir: tb.TempDir()}
	if out, err := (&process{t: tb, flags: []string{"--data=" + data.dir}}).command("seed", "--demo", "--residents=0"); err != nil {
		tb.Fatal(out, err)
	}
	store, err := sqlite.Open(tb.Context(), data.dir)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	g := campaignGenerator{rng: rand.New(rand.NewPCG(2026, uint64(s.submissions))), modules: firstVersions(), now: time.Now().UTC().Truncate(time.Second)} //nolint:gosec // It must be the same each time.
	wards, err := store.Wards(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	if s.wards > 0 {
		wards = wards[:s.wards]
	}
	data.villages = g.villages(wards, s.villages)
	if s.crowd > 0 {
		data.villages[0].Roll.Adults = 2 * s.crowd
	}
	if err := store.PutVillages(tb.Context(), data.villages); err != nil {
		tb.Fatal(err)
	}
	data.addStaff(tb, store)
	residents := max(1, s.submissions/submissionsEach)
	for first := 0; first < residents; first += 1000 {
		var list []people.Person
		var batch []progress.Submission
		for i := first; i < min(first+1000, residents); i++ {
			p := g.resident(i, data.villages[s.home(i)].ID)
			data.residents, list = append(data.residents, p.ID), append(list, p)
			batch = append(batch, g.submissions(p)...)
		}
		must(tb, store.AddPeople(tb.Context(), list))
		must(tb, store.PutSubmissions(tb.Context(), batch))
	}
	return data
}

// home is the number of the village in which a resident lives.
func (s campaignShape) home(resident int) int {
	if resident < s.crowd {
		return 0
	}
	return resident % s.villages
}

// addStaff adds somebody of each role.
func (c *campaignData) addStaff(tb testing.TB, store *sqlite.Store) {
	tb.Helper()
	first := c.villages[0]
	var staff []people.Person
	appoint := func(name string, as people.Appointment) string {
		p := people.Person{ID: uuid.NewString(), Name: name, Language: "vi", Sample: true, Appointments: []people.Appointment{as}}
		staff = append(staff, p)
		return p.ID
	}
	c.manager = appoint("Quản lý thử", people.Appointment{Role: people.Manager})
	c.officer = appoint("Cán bộ thử", people.Appointment{Role: people.Officer, Ward: first.Ward})
	c.coordinator = appoint("Tổ thử", people.Appointment{Role: people.Coordinator, Village: first.ID})
	must(tb, store.AddPeople(tb.Context(), staff))
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

type campaignGenerator struct {
	rng     *rand.Rand
	modules []courses.Module
	now     time.Time
}

// villages makes villages with rolls, as many in each ward.
func (g campaignGenerator) villages(wards []places.Ward, n int) []places.Village {
	list := make([]places.Village, n)
	for i := range list {
		ward := wards[i%len(wards)].Code
		list[i] = places.Village{ID: fmt.Sprintf("%s-%03d", ward, 101+i/len(wards)), Ward: ward, Name: fmt.Sprintf("Thôn mẫu %d", 1+i/len(wards)),
			Kind: places.Thon, Sample: true, Roll: &places.Roll{Adults: 150 + g.rng.IntN(600), Day: "2026-11-01", Version: 1}}
	}
	return list
}

// resident makes one whose id follows that of the one before, so that a store is filled from its front to its end.
func (g campaignGenerator) resident(i int, village string) people.Person {
	return people.Person{ID: fmt.Sprintf("%08x-%04x-4000-8000-%012x", i*16, g.rng.IntN(1<<16), g.rng.Int64N(1<<48)), Name: fmt.Sprintf("Người thử %06d", i),
		Village: village, Language: "vi", Sample: true, CreatedAt: g.now.AddDate(0, 0, -30), Phone: fmt.Sprintf("09%08d", i),
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: true, Statistics: g.rng.IntN(10) > 0},
			Version: people.ConsentVersion, At: g.now.AddDate(0, 0, -30)}}}
}

// firstVersions are the lessons as a store has them to which they have just come.
func firstVersions() []courses.Module {
	modules := slices.Clone(content().Modules)
	for i := range modules {
		modules[i].Version = 1
	}
	return modules
}

// submissions makes those of one resident, over the days of a month.
func (g campaignGenerator) submissions(p people.Person) []progress.Submission {
	list := make([]progress.Submission, submissionsEach)
	order := g.rng.Perm(len(g.modules))
	for i := range list {
		module := g.modules[order[i%4]] // some are taken twice
		finished := g.now.Add(-time.Duration(1+g.rng.IntN(29*24*3600)) * time.Second)
		answers := map[string][]string{}
		for _, q := range module.Questions {
			if g.rng.IntN(8) > 0 {
				answers[q.ID] = q.Key
			}
		}
		list[i] = progress.Submission{Resident: p.ID, Answers: answers, By: p.ID, StartedAt: finished.Add(-5 * time.Minute),
			Result: progress.NewResult(fmt.Sprintf("%08x-%04x-4000-8000-%012x", g.rng.Uint32(), i, g.rng.Int64N(1<<48)), module,
				courses.GradeModule(module, answers), false, finished, finished.Add(time.Duration(g.rng.IntN(600))*time.Second))}
		list[i].Village, list[i].Seconds, list[i].Device, list[i].Pattern = p.Village, 200, g.rng.Uint32(), list[i].AnswerPattern()
		list[i].Hash = list[i].ContentHash()
	}
	slices.SortFunc(list, func(a, b progress.Submission) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}

// token is the access token of somebody in the campaign.
func (c campaignData) token(tb testing.TB, id string) string {
	tb.Helper()
	keys, err := loadKeys(c.dir, filepath.Join(c.dir, "keys.yaml"), nil)
	must(tb, err)
	return signIn(tb, keys, id)
}
