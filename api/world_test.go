package api_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"hocso/api"
	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

// world is a whole hocso over SQLite and miniredis that listens on a port of its own.
type world struct {
	testing.TB
	*template
	db      *sqlite.Store
	raw     *sql.DB // looks into the store from outside
	redis   *miniredis.Miniredis
	people  *people.Service
	events  int // of a team, made so far
	rollup  *progress.Rollup
	boards  *leaderboard.Cache
	seen    *progress.Service // what people see of progress
	app     *api.App
	address string
	client  *http.Client
	log     *logBuffer
	metrics *prometheus.Registry
	clock   *clock
	rows    *leaderboard.Boards // what the boards are read from
	ref     *atomic.Pointer[progress.Reference]
	settled *atomic.Pointer[campaign.Head] // of a frozen campaign, as a rule the main one
	phones  int                            // handed out to people made on the way
}

// in is the same world for a subtest.
func (w *world) in(t testing.TB) *world {
	same := *w
	same.TB = t
	return &same
}

// newWorld starts a world; changes are made to the configuration before it starts. As in a demo, a PIN signs in anywhere, and
// staff need no second factor.
func newWorld(t testing.TB, changes ...func(*api.Config)) *world {
	t.Helper()
	return newWorldOf(t, func(*people.Config) {}, changes...)
}

// inEarnest starts a world that asks for device codes and second factors, and for a join code to register.
func inEarnest(t testing.TB, changes ...func(*api.Config)) *world {
	t.Helper()
	strict := func(c *people.Config) { c.FreeDevices, c.PasswordAlone, c.OpenRegistration = false, false, nil }
	return newWorldOf(t, strict, append(changes, func(c *api.Config) { c.DeviceCodes = true })...)
}

func newWorldOf(t testing.TB, ofPeople func(*people.Config), changes ...func(*api.Config)) *world {
	t.Helper()
	w := &world{TB: t, template: theTemplate(), clock: &clock{started: time.Now()}, log: &logBuffer{}, settled: &atomic.Pointer[campaign.Head]{}, metrics: prometheus.NewRegistry(),
		ref: &atomic.Pointer[progress.Reference]{}}
	w.must(w.err)
	w.openStores()

	w.must(w.reread(t.Context()))
	reference := func() progress.Reference {
		ref := *w.ref.Load()
		if h := w.settled.Load(); h != nil {
			if ref.Frozen = []campaign.Head{*h}; h.Campaign.ID == ref.Campaign.ID {
				ref.Campaign, ref.Campaigns = h.Campaign, []campaign.Campaign{}
			}
		}
		return ref
	}
	library, err := courses.NewLibrary(t.Context(), w.db)
	w.must(err)
	config := people.Config{Stores: peopleStores(w.db), Keys: w.keys, Now: w.clock.now,
		FreeDevices: true, PasswordAlone: true, OpenRegistration: func() bool { return true },
		Places: func() *places.Directory { return reference().Directory },
		Moving: func(ctx context.Context, person string) error { return w.rollup.Mark(ctx, person) }}
	ofPeople(&config)
	w.people, err = people.NewService(config)
	w.must(err)
	client := redis.NewClient(&redis.Options{Addr: w.redis.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	log := slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	boards := leaderboard.New(client)
	w.boards, w.rows = leaderboard.NewCache(boards, w.clock.now), boards
	stores := progress.Stores{Submissions: w.db, Summaries: w.db, Totals: w.db, People: w.db, Rolls: w.db, Fieldwork: w.db, Aliases: w.db, Trail: w.db}
	rollup := progress.NewRollup(stores, boards, reference, w.clock.now, log)
	intake := progress.NewIntake(w.db, rollup)
	cfg := api.Config{
		People:    w.people,
		Progress:  progress.NewService(stores, w.db, library, intake, rollup, reference, w.clock.now),
		Courses:   library,
		Campaigns: w.campaigns(rollup, library, reference),
		Rolls: progress.NewRolls(progress.RollConfig{Store: w.db, Places: w.db, People: w.people, Now: w.clock.now,
			Changed: func(ctx context.Context, villages []string) error { return rollup.Reread(ctx, villages) }}),
		Rulings: progress.NewRulings(progress.RulingConfig{Store: w.db, Settlements: w.db, People: w.people, Rollup: rollup, Now: w.clock.now,
			Changed: func(ctx context.Context, villages []string) error {
				return errors.Join(w.reread(ctx), rollup.ShowPlaces(ctx, villages))
			}}),
		Villages: progress.NewWardVillages(progress.NewVillages(progress.VillageConfig{Store: w.db, Rolls: w.db, People: w.people, Rollup: rollup,
			Now: w.clock.now, Known: func(context.Context) error { return nil },
			Reload: func(ctx context.Context) (*places.Directory, error) {
				err := w.reread(ctx)
				return w.ref.Load().Directory, err
			}})),
		Boards:    w.boards,
		Reference: reference,
		Ready:     func(ctx context.Context) error { return errors.Join(w.db.Ping(ctx), client.Ping(ctx).Err()) },
		Metrics:   api.NewMetrics(w.metrics),
		Log:       log,
		Now:       w.clock.now,
	}
	cfg.Certificates, cfg.Issuer = w.certificates(library, cfg.Progress, reference)
	for _, change := range changes {
		change(&cfg)
	}
	w.app, err = api.New(cfg)
	w.must(err)
	w.must(rollup.RebuildBoards(t.Context()))
	w.rollup, w.seen = rollup, cfg.Progress
	w.run(rollup, intake)
	return w
}

// reread takes over places, campaigns and rulings, as servers do after a change.
func (w *world) reread(ctx context.Context) error {
	dir, err := readDirectory(ctx, w.db)
	if err != nil {
		return err
	}
	all, err := w.db.Campaigns(ctx)
	if err != nil {
		return err
	}
	c, err := campaign.Running(all, day.Of(w.clock.now()))
	if err != nil {
		return err
	}
	rulings, err := w.db.Rulings(ctx, "")
	w.ref.Store(&progress.Reference{Directory: dir, Campaign: c, Rulings: progress.ByRulingKey(rulings)})
	return err
}

func (w *world) openStores() {
	w.Helper()
	dir := w.TempDir()
	path := filepath.Join(dir, sqlite.FileName)
	seeded, err := os.ReadFile(w.file())
	w.must(err)
	w.must(os.WriteFile(path, seeded, 0o600))
	w.db, err = sqlite.Open(w.Context(), dir)
	w.must(err)
	w.raw, err = sql.Open("sqlite", "file:"+path+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	w.must(err)
	w.raw.SetMaxOpenConns(1) // a data version is of one connection
	w.Cleanup(func() { _ = errors.Join(w.raw.Close(), w.db.Close()) })
	w.redis = miniredis.NewMiniRedis()
	w.must(w.redis.Start())
	w.Cleanup(w.redis.Close)
}

// run starts workers and listener, and ends them with the test: the listener first, as the program does.
func (w *world) run(rollup *progress.Rollup, intake *progress.Intake) {
	w.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	w.address = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	workers.Go(func() { rollup.Run(ctx) })
	workers.Go(func() { intake.Run(ctx) })
	workers.Go(func() { w.boards.Run(ctx) })
	served := make(chan error, 1)
	go func() { served <- w.app.Fiber.Listener(listener) }()
	transport := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64}
	w.client = &http.Client{Transport: transport, Timeout: 30 * time.Second}
	w.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := w.app.Shutdown(5 * time.Second); err != nil {
			w.Errorf("Shutdown: %v", err)
		}
		if err := <-served; err != nil {
			w.Errorf("Listener: %v", err)
		}
		cancel()
		workers.Wait()
	})
	// Shutdown only ends a server that serves already.
	w.eventually("the server answers", func() bool {
		res, err := w.client.Get(w.url("/healthz"))
		if err != nil {
			return false
		}
		return res.Body.Close() == nil && res.StatusCode == http.StatusOK
	})
}

func (w *world) url(path string) string { return "http://" + w.address + path }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// eventually waits until a condition holds.
func (w *world) eventually(what string, holds func() bool) {
	w.Helper()
	deadline := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-deadline:
			w.Fatalf("waited 20 s in vain until %s", what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// id returns a person's id.
func (w *world) id(name who) string { return w.accounts[name].person.ID }

// writes changes with every commit that changed a byte of the store, and with every change in Redis.
func (w *world) writes() string {
	w.Helper()
	return w.column("PRAGMA data_version")[0] + "\n" + w.redis.Dump()
}

// dump is the content of all tables and of Redis as text.
func (w *world) dump() string {
	w.Helper()
	var b strings.Builder
	tables := w.tables()
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		fmt.Fprintf(&b, "== %s\n%s", table, tables[table])
	}
	return b.String()
}

// tables is the content of each table and of Redis as text.
func (w *world) tables() map[string]string {
	w.Helper()
	all := map[string]string{"redis": w.redis.Dump()}
	for _, table := range w.column("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
		var b strings.Builder
		rows, err := w.raw.Query("SELECT * FROM " + table)
		w.must(err)
		columns, err := rows.Columns()
		w.must(err)
		for rows.Next() {
			values, targets := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				targets[i] = &values[i]
			}
			w.must(rows.Scan(targets...))
			fmt.Fprintf(&b, "%v\n", values)
		}
		w.must(errors.Join(rows.Err(), rows.Close()))
		all[table] = b.String()
	}
	return all
}

func (w *world) column(query string, args ...any) []string {
	w.Helper()
	rows, err := w.raw.Query(query, args...)
	w.must(err)
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var one string
		w.must(rows.Scan(&one))
		all = append(all, one)
	}
	w.must(rows.Err())
	return all
}

// settle waits until all submissions are carried on into totals and boards.
func (w *world) settle() {
	w.Helper()
	w.eventually("all is folded", func() bool {
		return w.column("SELECT count(*) FROM unfolded")[0] == "0"
	})
	// The mark goes before the boards are written.
	w.must(w.rollup.Flush(w.Context()))
}

// answers are right ones for the module, or wrong ones.
func answers(m courses.Module, right bool) map[string][]string {
	all := map[string][]string{}
	for _, q := range m.Questions {
		all[q.ID] = []string{}
		if right {
			all[q.ID] = slices.Clone(q.Key)
		}
	}
	return all
}

// fields is a JSON object.
type fields map[string]any

func (f fields) with(name string, value any) fields {
	changed := maps.Clone(f)
	changed[name] = value
	return changed
}

// submission is a valid one that passes the module.
func (w *world) submission(module int) fields {
	m := w.modules[module]
	return fields{"id": uuid.NewString(), "module": m.ID, "version": m.Version, "answers": answers(m, true),
		"started_at": "2026-11-23T07:00:00Z", "finished_at": "2026-11-23T07:05:00Z"}
}

func toJSON(t testing.TB, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
