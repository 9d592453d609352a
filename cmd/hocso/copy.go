package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hocso/internal/archive"
	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
)

type copyCommand struct {
	From string `help:"Store to copy: a data folder, or the URI of a MongoDB. No server may run on it." required:"" placeholder:"DIR|URI"`
	To   string `help:"Store to copy into: an empty one, or one in which the same copy was broken off." required:"" placeholder:"DIR|URI"`
}

// Run copies all that a store holds, compares both sides, and rebuilds and verifies what follows from it.
func (cmd *copyCommand) Run(ctx context.Context, con console) error {
	from, err := storeAt(cmd.From)
	if err != nil {
		return err
	}
	into, err := storeAt(cmd.To)
	if err != nil {
		return err
	}
	if from == into {
		return errors.New("--from and --to name the same store; nothing was changed")
	}
	return from.asSource(ctx, func(source database) error {
		return into.asTarget(ctx, func(target database) error {
			m, err := archive.Copy(ctx, source, target, archive.Copying{
				Rebuild: func(ctx context.Context, campaigns []campaign.Campaign) error {
					return rebuildAndVerify(ctx, con, target, campaigns)
				},
				Show: show(ctx, con, source),
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(con.stdout, "copied and verified: %s; keys.yaml is in no store: give the new server the old one's\n", contents(m))
			return err
		})
	})
}

// storeAt reads --from and --to.
func storeAt(text string) (storeFlags, error) {
	if strings.HasPrefix(text, "mongodb://") || strings.HasPrefix(text, "mongodb+srv://") {
		return storeFlags{Mongo: text}, nil
	}
	if strings.Contains(text, "://") {
		return storeFlags{}, fmt.Errorf("%w: a store is a folder, or begins with mongodb:// or mongodb+srv://", errUsage)
	}
	dir, err := filepath.Abs(text)
	return storeFlags{Data: dir}, err
}

// asSource opens a store that is there, and keeps servers off it where that can be done.
func (f storeFlags) asSource(ctx context.Context, do func(database) error) error {
	if !f.embedded() {
		return f.withStore(ctx, do)
	}
	path := filepath.Join(f.Data, sqlite.FileName)
	if _, err := os.Stat(path); err != nil { // opening would make one
		return fmt.Errorf("there is no store to copy: %w", err)
	}
	release, err := lockData(f.Data)
	if err != nil {
		return err
	}
	defer release()
	return f.withStore(ctx, do)
}

// asTarget opens a store to copy into, and keeps servers off it where that can be done.
func (f storeFlags) asTarget(ctx context.Context, do func(database) error) error {
	if f.embedded() {
		release, err := lockData(f.Data)
		if err != nil {
			return err
		}
		defer release()
	}
	db, err := f.openUnfinished(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return do(db)
}

// show shows each step of a copy. How much there is, the first one can only estimate.
func show(ctx context.Context, con console, source database) func(string, int64) (archive.Progress, func()) {
	return func(what string, total int64) (archive.Progress, func()) {
		if total == 0 {
			total = con.count(ctx, source)
		}
		m := startMeter(con, what, total)
		return m.tell, m.end
	}
}

// rebuildAndVerify makes what follows from the submissions, for campaigns that are not stored yet.
func rebuildAndVerify(ctx context.Context, con console, db database, campaigns []campaign.Campaign) error {
	if err := rebuildFor(ctx, con, db, campaigns); err != nil {
		return err
	}
	ref, err := newReference(ctx, db, campaign.Newest(campaigns), day.Of(con.now()))
	if err != nil {
		return err
	}
	shown := meterStore(ctx, con, "verifying", db)
	defer shown.end()
	report, err := newRollup(con, db, noBoards{}, ref).Verify(ctx, nil, progress.Telling(shown.tell))
	if err != nil {
		return err
	}
	if n := report.Found; n > 0 {
		return fmt.Errorf("the target was copied, and %d things that follow from it differ, the first: %s", n, report.Differences[0])
	}
	return nil
}
