package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/internal/faulttest"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/redistest"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

// site is a server under test with all that it needs, each part a process that can be killed.
type site struct {
	t      testing.TB
	stores storeFlags
	server *process
	redis  *redistest.Server  // nil: boards in the server's process
	ferret *mongotest.Process // nil: SQLite, or a MongoDB that was given and must live
	keys   people.Keys
	// residents are sample people of a few villages; campaigns take them in turns, as each may only send 60 times a minute.
	residents []string
	taken     atomic.Int64
	url       atomic.Pointer[string]
	history   *faulttest.History
	asked     sync.Map          // of residents who submitted anything, or tried to
	homes     map[string]string // the residents' villages
}

// How many residents a site has: so many that nobody's turn comes too often in a minute, and few where a stand-in finds
// each by reading all.
const (
	campaignResidents = 2000
	fewResidents      = 300
)

// newSite fills the stores of a site; start starts its server.
func newSite(t testing.TB, stores storeFlags, residents int) *site {
	t.Helper()
	s := &site{t: t, stores: stores, history: faulttest.NewHistory(), homes: map[string]string{}}
	store := s.open()
	defer func() { _ = store.Close() }()
	var err error
	if s.keys, err = loadKeys(stores.Data, "", rand.Reader); err != nil {
		t.Fatal(err)
	}
	if err := fill(t.Context(), store, s.keys, content(), demoFlags{}, time.Now); err != nil {
		t.Fatal(err)
	}
	today := day.Of(time.Now())
	villages := make([]places.Village, 4)
	for i := range villages {
		ward := []string{"24163", "24133"}[i%2]
		villages[i] = places.Village{ID: fmt.Sprintf("%s-%03d", ward, 1+i/2), Ward: ward, Kind: places.Thon, Name: fmt.Sprintf("Thôn Thử %d", i+1),
			Roll: &places.Roll{Adults: 1000, Day: today.Add(-30), Version: 1}}
	}
	if err := errors.Join(store.PutVillages(t.Context(), villages), store.PutCampaign(t.Context(), siteCampaign(t))); err != nil {
		t.Fatal(err)
	}
	crowd := make([]people.Person, residents)
	for i := range crowd {
		crowd[i] = people.Person{ID: uuid.NewString(), Name: "Người thử", Village: villages[i%len(villages)].ID, Language: "vi", Sample: true,
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, Version: people.ConsentVersion}}}
		s.residents = append(s.residents, crowd[i].ID)
		s.homes[crowd[i].ID] = crowd[i].Village
	}
	if err := store.AddPeople(t.Context(), crowd); err != nil {
		t.Fatal(err)
	}
	return s
}

// siteCampaign is the next version of the one that fill stores: it runs today, and ranks from the first person on whoever they are.
func siteCampaign(t testing.TB) campaign.Campaign {
	t.Helper()
	c, err := seed.Campaign(moduleIDs(content()))
	if err != nil {
		t.Fatal(err)
	}
	today := day.Of(time.Now())
	c.Version++
	c.FirstDay, c.LastDay = today.Add(-30), today.Add(69)
	c.MinLearners, c.Flags = 0, campaign.Thresholds{}
	return c
}

// open opens the site's store in this process. Nothing else may write meanwhile.
func (s *site) open() database {
	s.t.Helper()
	store, err := s.stores.open(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return store
}

func (s *site) flags() []string {
	flags := []string{"--data=" + s.stores.Data}
	if s.stores.Mongo != "" {
		flags = append(flags, "--mongo="+s.stores.Mongo)
	}
	if s.stores.Redis != "" {
		flags = append(flags, "--redis="+s.stores.Redis)
	}
	return flags
}

func (s *site) start(more ...string) {
	s.t.Helper()
	s.server = serve(s.t, s.flags(), more...)
	s.url.Store(&s.server.url)
}

// end kills all parts of a site that nobody needs any more. Left to the end of the test, those of a night's campaign would take the
// machine from the last ones. On a nil site it does nothing.
func (s *site) end() {
	if s == nil {
		return
	}
	s.server.kill()
	if s.redis != nil {
		s.redis.Kill()
	}
	if s.ferret != nil {
		s.ferret.Kill()
	}
}

// resident is the next one whose turn it is, signed in.
func (s *site) resident() learner {
	id := s.residents[int(s.taken.Add(1))%len(s.residents)]
	return learner{id: id, token: signIn(s.t, s.keys, id)}
}

// verifySoon waits until everything agrees: what was stored without that the server learnt of it is found within half a
// minute.
func (s *site) verifySoon() string {
	s.t.Helper()
	var out string
	var err error
	within(s.t, 90*time.Second, 500*time.Millisecond, func() bool {
		out, err = s.server.command("verify")
		return err == nil
	}, func() string { return "verify finds: " + out })
	return out
}

// within waits for a condition and fails with what holds instead.
func within(t testing.TB, limit, every time.Duration, holds func() bool, instead func() string) {
	t.Helper()
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	end := time.NewTimer(limit)
	defer end.Stop()
	for !holds() {
		select {
		case <-ticker.C:
		case <-end.C:
			t.Fatalf("after %v: %s", limit, instead())
		}
	}
}

// await is a pause that is part of what is tried, not one that waits for something.
func await(d time.Duration) { <-time.After(d) }

// crowdClient keeps a connection for each client of a load. The default one would open a new one for most calls.
var crowdClient = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 128}}
