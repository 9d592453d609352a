package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/redis/go-redis/v9"

	"hocso/api"
	"hocso/courses"
	"hocso/frontend"
	"hocso/internal/day"
	"hocso/internal/mongodb"
	"hocso/progress"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	// shutdownTime lets requests finish; while the store answers, what follows stays within the 10 s that supervisors allow.
	shutdownTime = 8 * time.Second
	// reloadInterval is how soon what other commands changed is served.
	reloadInterval = 10 * time.Second
	// mongoWriters is how many batches are on their way to MongoDB at once; SQLite has one writer.
	mongoWriters = 4
	// garbagePercent is how much garbage may gather, in hundredths of what is in use: three times the memory for a tenth
	// of the time. Beyond memoryGoal it is collected as often as it takes. What the goal does not count comes on top: some 45 MB of the
	// program itself and 65 MB of SQLite's pages.
	garbagePercent = 200
	memoryGoal     = 160 << 20
)

type serveCommand struct {
	storeFlags
	demoFlags
	oidcFlags
	Listen         string   `help:"Address to serve on; port 0 picks a free one." default:"127.0.0.1:8080"`
	AdminListen    string   `help:"Address of metrics and profiles, for the operator only; empty for none." default:"127.0.0.1:9090"`
	Keys           string   `help:"File of the signing keys; made in the data folder at the first start." type:"path" placeholder:"FILE"`
	TrustedProxies []string `help:"Addresses or ranges of proxies whose X-Real-IP is believed." placeholder:"CIDR"`

	// Of a preview.
	preview *api.Preview
	content *courses.Content                     // nil: that in the program
	follow  func(ctx context.Context, s *server) // runs beside the server
}

// Run serves until the context ends.
func (cmd *serveCommand) Run(ctx context.Context, con console) error {
	log := slog.New(slog.NewTextHandler(con.stderr, nil))
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
	listener, err := net.Listen("tcp", cmd.Listen)
	if err != nil {
		return fmt.Errorf("cannot serve on %s: %w", cmd.Listen, err)
	}
	defer func() { _ = listener.Close() }()
	if cmd.embedded() {
		release, err := lockData(cmd.Data)
		if err != nil {
			return err
		}
		defer release()
	}
	db, err := cmd.open(ctx, mongodb.WithLogger(log))
	if err != nil {
		return err
	}
	defer func() {
		if err := db.Close(); err != nil {
			log.Error("closing the store failed", "error", err)
		}
	}()
	keys, err := loadKeys(cmd.Data, cmd.Keys, rand.Reader)
	if err != nil {
		return err
	}
	client, closeBoards, err := cmd.openBoards(ctx)
	if err != nil {
		return err
	}
	defer closeBoards()
	if err := cmd.fill(ctx, db, keys, con.now); err != nil {
		return err
	}
	s, err := cmd.assemble(ctx, db, client, keys, con.now, log)
	if err != nil {
		return err
	}
	return s.serve(ctx, cmd, listener, con)
}

// fill seeds the embedded store, which needs no command before this one, and a demo.
func (cmd *serveCommand) fill(ctx context.Context, db database, keys people.Keys, now func() time.Time) error {
	if !cmd.embedded() && !cmd.Demo {
		return nil
	}
	if cmd.Demo {
		if err := refuseEarnest(ctx, db, now); err != nil {
			return err
		}
	}
	// Once only: what hocso seed published since must stay.
	if known, err := db.Courses(ctx); err != nil || len(known) > 0 {
		return err
	}
	if cmd.content == nil {
		content, err := readCourses("")
		if err != nil {
			return err
		}
		cmd.content = &content
	}
	return fill(ctx, db, keys, *cmd.content, cmd.demoFlags, now)
}

// server is all parts of a running hocso.
type server struct {
	db       database
	client   redis.UniversalClient
	current  atomic.Pointer[progress.Reference]
	followed atomic.Pointer[progress.Reference] // what totals and boards follow; reload writes it
	library  *courses.Library
	people   *people.Service
	rollup   *progress.Rollup
	intake   *progress.Intake
	boards   *leaderboard.Cache
	app      *api.App
	metrics  *prometheus.Registry
	now      func() time.Time
	log      *slog.Logger

	villages *progress.Villages
	look     chan struct{}   // see lookNow
	reading  sync.Mutex      // see reread
	settled  map[string]bool // closed villages that this server has seen to; reload's own
}

func (s *server) reference() progress.Reference { return *s.current.Load() }

// assemble wires the parts together.
func (cmd *serveCommand) assemble(ctx context.Context, db database, client redis.UniversalClient, keys people.Keys, now func() time.Time, log *slog.Logger) (*server, error) {
	s := &server{db: db, client: client, metrics: prometheus.NewRegistry(), now: now, log: log, look: make(chan struct{}, 1), settled: map[string]bool{}}
	s.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	ref, err := loadReference(ctx, db, day.Of(s.now()))
	if err != nil {
		return nil, err
	}
	s.current.Store(&ref)
	before, err := s.followedBefore(ctx, ref)
	if err != nil {
		return nil, err
	}
	s.followed.Store(&before)
	if s.library, err = courses.NewLibrary(ctx, db); err != nil {
		return nil, err
	}
	s.people, err = people.NewService(people.Config{Stores: peopleStores(db), Keys: keys, Now: now, Sample: cmd.Demo,
		Places:           func() *places.Directory { return s.reference().Directory },
		OpenRegistration: func() bool { return s.reference().Campaign.OpenRegistration },
		Moving:           func(ctx context.Context, person string) error { return s.rollup.Mark(ctx, person) },
		FreeDevices:      cmd.Demo, PasswordAlone: cmd.Demo, Leases: importLeases(db)})
	if err != nil {
		return nil, err
	}
	boards := leaderboard.New(client)
	s.boards = leaderboard.NewCache(boards, now)
	s.rollup = progress.NewRollup(progressStores(db), boards, s.reference, now, log)
	s.intake = progress.NewIntake(db, s.rollup)
	s.villages = progress.NewVillages(progress.VillageConfig{Store: db, Rolls: db, People: s.people, Rollup: s.rollup, Now: now,
		Reload: s.rereadPlaces, Known: cmd.everyServerKnows})
	provider, err := cmd.provider(log)
	if err != nil {
		return nil, err
	}
	public, err := cmd.publicURL()
	if err != nil {
		return nil, err
	}
	issuer, err := issuerOf(keys)
	if err != nil {
		return nil, err
	}
	shown := progress.NewService(progressStores(db), db, s.library, s.intake, s.rollup, s.reference, now)
	s.app, err = api.New(api.Config{
		People:    s.people,
		Progress:  shown,
		Courses:   s.library,
		Villages:  progress.NewWardVillages(s.villages),
		Rolls:     progress.NewRolls(progress.RollConfig{Store: db, Places: db, People: s.people, Changed: s.changed, Now: now}),
		Boards:    s.boards,
		Campaigns: s.campaigns(),
		Reference: s.reference,
		Rulings: progress.NewRulings(progress.RulingConfig{Store: db, Settlements: db, People: s.people, Rollup: s.rollup,
			Changed: s.changed, Now: now}),
		Certificates:   s.certificates(shown),
		Issuer:         issuer,
		Ready:          s.ready,
		DeviceCodes:    !cmd.Demo,
		OIDC:           provider,
		PublicURL:      public,
		Frontend:       frontend.Dist(),
		Preview:        cmd.preview,
		TrustedProxies: cmd.TrustedProxies,
		Rates:          api.DefaultRates,
		Metrics:        api.NewMetrics(s.metrics),
		Log:            log,
		Now:            now,
	})
	return s, err
}

func (s *server) ready(ctx context.Context) error {
	return errors.Join(s.db.Ping(ctx), s.client.Ping(ctx).Err())
}

// serve builds the boards, catches up with what was left unfolded and answers requests until the context ends.
func (s *server) serve(ctx context.Context, cmd *serveCommand, listener net.Listener, con console) error {
	if err := s.rollup.RebuildBoards(ctx); err != nil {
		return err
	}
	if err := s.rollup.Sweep(ctx); err != nil {
		return fmt.Errorf("catch up with submissions: %w", err)
	}
	admin, err := startAdmin(cmd.AdminListen, s.metrics)
	if err != nil {
		return err
	}
	defer admin.stop()

	// Workers outlive the listener: requests that are being answered still need them.
	background, stopWorkers := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorkers()
	var workers sync.WaitGroup
	workers.Go(func() { s.rollup.Run(background) })
	workers.Go(func() { s.boards.Run(background) })
	workers.Go(func() { s.reconcile(background) })
	workers.Go(func() { s.reload(background) })
	if cmd.follow != nil {
		workers.Go(func() { cmd.follow(background, s) })
	}
	writers := 1
	if !cmd.embedded() {
		writers = mongoWriters
	}
	var intakes sync.WaitGroup
	taking, stopTaking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopTaking()
	for range writers {
		intakes.Go(func() { s.intake.Run(taking) })
	}

	failed := make(chan error, 1)
	go func() { failed <- s.app.Fiber.Listener(listener) }()
	if _, err := fmt.Fprintf(con.stdout, "listening on http://%s\n", listener.Addr()); err != nil {
		return err
	}
	if cmd.Demo {
		printDemoAccounts(con.stdout)
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = s.app.Shutdown(shutdownTime)
	}
	stopTaking()
	intakes.Wait()
	stopWorkers()
	workers.Wait()
	return err
}

// reconcile looks once, beside all else, whether summaries follow from people as they are now.
func (s *server) reconcile(ctx context.Context) {
	again := time.NewTicker(time.Minute)
	defer again.Stop()
	for {
		err := s.rollup.Reconcile(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		s.log.Error("holding summaries against people failed; it will be tried again", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}
