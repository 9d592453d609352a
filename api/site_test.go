package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"hocso/api"
	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

// siteStore is what a site keeps all in.
type siteStore interface {
	places.Store
	campaign.Store
	courses.Store
	people.Store
	people.CredentialStore
	people.DeviceStore
	people.AttemptStore
	people.PassStore
	people.FactorStore
	people.RequestStore
	people.AuditStore
	people.ErasureStore
	fieldwork.Store
	people.AliasStore
	certificates.Store
	progress.Residents
	progress.SubmissionStore
	progress.SummaryStore
	progress.TotalsStore
}

// site is a whole hocso over any store, with the limits of a campaign, for many plain requests.
type site struct {
	testing.TB
	store   siteStore
	boards  *leaderboard.Boards
	people  *people.Service
	rollup  *progress.Rollup
	clock   *clock
	client  *http.Client
	address string
	library *courses.Library
}

// newSite starts a site with the template's places and courses; leases is nil for a store that no other server shares.
func newSite(t testing.TB, store siteStore, leases progress.LeaseStore) *site {
	t.Helper()
	s := &site{TB: t, store: store, clock: &clock{started: time.Now()}}
	ctx := t.Context()
	s.fill(ctx)
	wards, err := store.Wards(ctx)
	s.must(err)
	villages, err := store.Villages(ctx)
	s.must(err)
	dir := places.NewDirectory(wards, villages)
	all, err := store.Campaigns(ctx)
	s.must(err)
	c, err := campaign.Running(all, day.Of(s.clock.now()))
	s.must(err)
	reference := func() progress.Reference { return progress.Reference{Directory: dir, Campaign: c} }
	s.library, err = courses.NewLibrary(ctx, store)
	s.must(err)
	s.people, err = people.NewService(people.Config{Keys: theTemplate().keys, Now: s.clock.now, FreeDevices: true, PasswordAlone: true,
		Stores: people.Stores{People: store, Credentials: store, Devices: store, Attempts: store, Passes: store, Factors: store,
			Requests: store, Audit: store, Erasures: store, Aliases: store, Certificates: store},
		OpenRegistration: func() bool { return true }, Places: func() *places.Directory { return dir }})
	s.must(err)
	memory := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: memory.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	s.boards = leaderboard.New(client)
	log := slog.New(slog.DiscardHandler)
	stores := progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store, Leases: leases, Fieldwork: store, Aliases: store, Trail: store}
	s.rollup = progress.NewRollup(stores, s.boards, reference, s.clock.now, log)
	intake := progress.NewIntake(store, s.rollup)
	app, err := api.New(api.Config{People: s.people, Courses: s.library, Boards: leaderboard.NewCache(s.boards, s.clock.now), Reference: reference,
		Progress: progress.NewService(stores, store, s.library, intake, s.rollup, reference, s.clock.now), Rates: api.DefaultRates,
		Ready: func(context.Context) error { return nil }, Metrics: api.NewMetrics(prometheus.NewRegistry()), Log: log, Now: s.clock.now})
	s.must(err)
	s.must(s.rollup.RebuildBoards(ctx))
	s.run(app, intake)
	return s
}

func (s *site) fill(ctx context.Context) {
	s.Helper()
	t := theTemplate()
	s.must(t.err)
	roll := &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}
	var ids []string
	for _, m := range t.modules {
		ids = append(ids, m.ID)
		s.must(s.store.AddModule(ctx, m))
	}
	s.must(s.store.PutWards(ctx, []places.Ward{{Code: ward1, Name: "Tân An", Kind: places.UrbanWard}, {Code: ward2, Name: "Hòa Phú", Kind: places.Commune}}))
	s.must(s.store.PutVillages(ctx, []places.Village{
		{ID: village1, Ward: ward1, Name: "Buôn Một", Kind: places.Buon, Roll: roll},
		{ID: sibling, Ward: ward1, Name: "Thôn Hai", Kind: places.Thon, Roll: roll},
		{ID: elsewhere, Ward: ward2, Name: "Thôn Bốn", Kind: places.Thon, Roll: roll}}))
	s.must(s.store.PutCampaign(ctx, campaign.Campaign{ID: campaignID, Name: "Thử", FirstDay: "2026-11-01", LastDay: "2027-02-08", Modules: ids,
		OpenRegistration: true, CountUnconfirmed: true}))
}

func (s *site) run(app *api.App, intake *progress.Intake) {
	s.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	s.address = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	workers.Go(func() { s.rollup.Run(ctx) })
	workers.Go(func() { intake.Run(ctx) })
	served := make(chan error, 1)
	go func() { served <- app.Fiber.Listener(listener) }()
	transport := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64}
	s.client = &http.Client{Transport: transport, Timeout: 30 * time.Second}
	s.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := app.Shutdown(5 * time.Second); err != nil {
			s.Errorf("Shutdown: %v", err)
		}
		if err := <-served; err != nil {
			s.Errorf("Listener: %v", err)
		}
		cancel()
		workers.Wait()
	})
	for range 200 { // Shutdown only ends a server that serves already
		res, err := s.client.Get("http://" + s.address + "/healthz")
		if err == nil {
			s.must(res.Body.Close())
			return
		}
	}
	s.Fatal("the site does not answer")
}

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// learner is a resident's phone, signed in.
type learner struct {
	*site
	person    people.Person
	mu        sync.Mutex
	token     string
	cookie    string
	refreshed int // how often the access token had to be traded
}

func (s *site) learner(i int) *learner {
	s.Helper()
	login, err := s.people.Register(s.Context(), people.Registration{Name: "Người học", PIN: pin, Phone: fmt.Sprintf("09030000%02d", i),
		Village: []string{village1, sibling, elsewhere}[i%3], Consent: people.Consent{Account: true, Statistics: true}}, people.Visit{})
	s.must(err)
	return &learner{site: s, person: login.Person, token: login.AccessToken, cookie: "__Host-hocso-refresh=" + login.Refresh}
}

// post sends JSON with the access token; one that has expired is traded, and the same is sent again.
func (l *learner) post(path string, body any) (status int, answer []byte) {
	l.Helper()
	raw := toJSON(l, body)
	for range 3 {
		l.mu.Lock()
		token := l.token
		l.mu.Unlock()
		status, answer, _ = l.call(path, raw, "Authorization", "Bearer "+token)
		if status != http.StatusUnauthorized {
			return status, answer
		}
		l.refresh(token)
	}
	return status, answer
}

// refresh trades the refresh cookie, unless somebody did since the token was read.
func (l *learner) refresh(old string) {
	l.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token != old {
		return
	}
	status, answer, header := l.call("/auth/refresh", nil, "Cookie", l.cookie)
	var login struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(answer, &login); err != nil || status != http.StatusOK {
		l.Errorf("refresh: %d %s", status, answer)
		return
	}
	l.token, l.refreshed = login.AccessToken, l.refreshed+1
	for _, c := range header["Set-Cookie"] {
		if strings.HasPrefix(c, "__Host-hocso-refresh=") {
			l.cookie, _, _ = strings.Cut(c, ";")
		}
	}
}

func (s *site) call(path string, body []byte, name, value string) (status int, answer []byte, header http.Header) {
	s.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://"+s.address+apiPrefix+path, bytes.NewReader(body))
	if err != nil {
		s.Error(err)
		return 0, nil, nil
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(name, value)
	res, err := s.client.Do(r)
	if err != nil {
		s.Error(err)
		return 0, nil, nil
	}
	defer func() { _ = res.Body.Close() }()
	answer, err = io.ReadAll(res.Body)
	if err != nil {
		s.Error(err)
	}
	return res.StatusCode, answer, res.Header
}
