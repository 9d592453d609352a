package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/mongodb"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// storeFlags say where data is kept.
type storeFlags struct {
	Data  string `help:"Folder of the embedded store, and of the keys." default:"./data" type:"path" placeholder:"DIR"`
	Mongo string `help:"Keep data in MongoDB at this URI instead of the embedded store." placeholder:"URI"`
	Redis string `help:"Keep the boards in Redis instead of in the process: HOST:PORT, several of a cluster with commas between, or a URL such as redis-sentinel://HOST:PORT,HOST:PORT/MASTER." placeholder:"ADDR"`
}

// database is all that is kept durably. Both stores are one.
type database interface {
	places.Store
	places.RollStore
	campaign.Store
	campaign.RulingStore
	campaign.SettlementStore
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
	people.AliasStore
	certificates.Store
	certificates.Archive
	people.Archive
	fieldwork.Archive
	fieldwork.Store
	progress.Residents
	progress.SubmissionStore
	progress.SummaryStore
	progress.TotalsStore
	progress.SubmissionArchive
	Clear(ctx context.Context) error
	CopyMark(ctx context.Context) ([]byte, error)
	SetCopyMark(ctx context.Context, mark []byte) error
	Counts(ctx context.Context) (map[string]int64, error)
	Ping(ctx context.Context) error
	Close() error
}

var (
	_ database = (*sqlite.Store)(nil)
	_ database = (*mongodb.Store)(nil)
)

func (f storeFlags) embedded() bool { return f.Mongo == "" }

// open opens the store that the flags name; the options are for MongoDB. One that a copy did not finish is refused, as hocso seed
// would make it look whole.
func (f storeFlags) open(ctx context.Context, opts ...mongodb.Option) (database, error) {
	db, err := f.openUnfinished(ctx, opts...)
	if err != nil {
		return nil, err
	}
	mark, err := db.CopyMark(ctx)
	if err == nil && mark != nil {
		err = errUnfinishedCopy
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openUnfinished is open for hocso copy.
func (f storeFlags) openUnfinished(ctx context.Context, opts ...mongodb.Option) (database, error) {
	if f.embedded() {
		return sqlite.Open(ctx, f.Data)
	}
	return mongodb.Open(ctx, f.Mongo, opts...)
}

func peopleStores(db database) people.Stores {
	return people.Stores{People: db, Credentials: db, Devices: db, Attempts: db, Passes: db, Factors: db, Requests: db, Audit: db, Erasures: db, Aliases: db,
		Certificates: db}
}

// importLeases are nil where the store is one server's own.
func importLeases(db database) people.Leases {
	leases, _ := db.(people.Leases)
	return leases
}

// progressStores leaves out leases where the store is one server's own.
func progressStores(db database) progress.Stores {
	leases, _ := db.(progress.LeaseStore)
	return progress.Stores{Submissions: db, Summaries: db, Totals: db, People: db, Rolls: db, Leases: leases, Fieldwork: db, Aliases: db, Trail: db}
}

// errNothingSeeded tells what to do about a store without wards, courses or campaign.
var errNothingSeeded = errors.New("the store is empty: run hocso seed with the same --mongo first")

// errUnfinishedCopy tells what to do about a store that holds a part of another one.
var errUnfinishedCopy = errors.New("the store is an unfinished copy: run hocso copy again with the same --from and --to, or name another store")

// loadReference reads the places, the campaigns and the rulings.
func loadReference(ctx context.Context, db database, today day.Day) (progress.Reference, error) {
	campaigns, err := db.Campaigns(ctx)
	if err != nil {
		return progress.Reference{}, err
	}
	if _, err := campaign.Running(campaigns, today); err != nil {
		return progress.Reference{}, errNothingSeeded
	}
	ref, err := newReference(ctx, db, campaigns, today)
	if err != nil {
		return progress.Reference{}, err
	}
	rulings, err := db.Rulings(ctx, "")
	ref.Rulings = progress.ByRulingKey(rulings)
	return ref, err
}

// newReference reads the places, for campaigns of which there may be none.
func newReference(ctx context.Context, db database, campaigns []campaign.Campaign, today day.Day) (progress.Reference, error) {
	dir, err := loadDirectory(ctx, db)
	if err != nil {
		return progress.Reference{}, err
	}
	ref := progress.Reference{Directory: dir, Campaigns: []campaign.Campaign{}}
	if ref.Frozen, err = db.Settled(ctx); err != nil {
		return progress.Reference{}, err
	}
	for _, c := range campaigns {
		if _, frozen := ref.Head(c.ID); !frozen {
			ref.Campaigns = append(ref.Campaigns, c)
		}
	}
	// Of a frozen campaign what was settled holds, whatever was stored after it.
	if ref.Campaign, err = campaign.Running(ref.All(), today); err != nil && !errors.Is(err, campaign.ErrNotFound) {
		return progress.Reference{}, err
	}
	return ref, nil
}

// runningCampaign returns the province's main campaign, or campaign.ErrNotFound.
func runningCampaign(ctx context.Context, db campaign.Store, today day.Day) (campaign.Campaign, error) {
	campaigns, err := db.Campaigns(ctx)
	if err != nil {
		return campaign.Campaign{}, err
	}
	return campaign.Running(campaigns, today)
}

func loadDirectory(ctx context.Context, store places.Store) (*places.Directory, error) {
	wards, err := store.Wards(ctx)
	if err != nil {
		return nil, err
	}
	villages, err := store.Villages(ctx)
	if err != nil {
		return nil, err
	}
	return places.NewDirectory(wards, villages), nil
}

// lockData keeps a second server off an embedded store, whose boards live in one process.
func lockData(dir string) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	lock := flock.New(filepath.Join(dir, "serving.lock"))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if !ok {
		return nil, fmt.Errorf("%s is being served by another hocso already", dir)
	}
	return func() { _ = lock.Unlock() }, nil
}

// loadKeys reads the keys that sign logins and guard secrets, and makes them at the first start. They belong in every
// backup: without them nobody can sign in with an old PIN.
func loadKeys(dir, path string, random randomReader) (people.Keys, error) {
	if path == "" {
		path = filepath.Join(dir, "keys.yaml")
	}
	f, err := os.Open(path) //nolint:gosec // The path is the operator's own.
	if errors.Is(err, os.ErrNotExist) {
		return makeKeys(path, random)
	}
	if err != nil {
		return people.Keys{}, fmt.Errorf("read keys: %w", err)
	}
	defer func() { _ = f.Close() }()
	keys, err := people.ParseKeys(f)
	if err != nil {
		return people.Keys{}, fmt.Errorf("read keys %s: %w", path, err)
	}
	return keys, nil
}

type randomReader interface{ Read(p []byte) (int, error) }

func makeKeys(path string, random randomReader) (people.Keys, error) {
	keys, err := people.NewKeys(random)
	if err != nil {
		return people.Keys{}, fmt.Errorf("make keys: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return people.Keys{}, fmt.Errorf("make keys: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // The path is the operator's own.
	if err != nil {
		return people.Keys{}, fmt.Errorf("make keys: %w", err)
	}
	if err := errors.Join(keys.Write(f), f.Close()); err != nil {
		return people.Keys{}, fmt.Errorf("make keys: %w", err)
	}
	return keys, nil
}
