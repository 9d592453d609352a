package main

import (
	"context"
	"fmt"
	"os"

	"hocso/internal/archive"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

type restoreCommand struct {
	storeFlags
	File     string `arg:"" help:"Backup to bring back." type:"existingfile"`
	Replace  bool   `help:"Replace all that the store holds; who was erased in it stays erased."`
	Erasures string `help:"List of who else was erased, as hocso erasures prints it." type:"existingfile" placeholder:"FILE"`
}

// Run checks the whole file before it changes anything. No server may run on the store.
func (cmd *restoreCommand) Run(ctx context.Context, con console) error {
	erased, err := readErasures(cmd.Erasures)
	if err != nil {
		return err
	}
	f, err := os.Open(cmd.File)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	a, err := readArchive(ctx, con, f)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.File, err)
	}
	release, err := lockData(cmd.Data)
	if err != nil {
		return err
	}
	defer release()
	return cmd.withStore(ctx, func(db database) error {
		restoring := startMeter(con, "restoring", a.Manifest.Total())
		err := a.Restore(ctx, db, archive.Restoring{Replace: cmd.Replace, Erasures: erased, Now: con.now(), Tell: restoring.tell,
			Rebuild: func(ctx context.Context, campaigns []campaign.Campaign) error {
				restoring.end()
				return rebuildFor(ctx, con, db, campaigns)
			}})
		restoring.end()
		if err != nil {
			return err
		}
		all, err := db.Erasures(ctx)
		if err != nil {
			return err
		}
		return cmd.report(con, a.Manifest, all)
	})
}

func (cmd *restoreCommand) report(con console, m archive.Manifest, erased []people.Erasure) error {
	_, err := fmt.Fprintf(con.stdout, "restored the backup of %s: %s; %d people are known to be erased\n",
		m.MadeAt.Format("2006-01-02 15:04:05 MST"), contents(m), len(erased))
	return err
}

// rebuildFor recomputes everything for campaigns that are not stored yet. Boards are built by the next server.
func rebuildFor(ctx context.Context, con console, db database, campaigns []campaign.Campaign) error {
	ref, err := newReference(ctx, db, campaign.Newest(campaigns), day.Of(con.now()))
	if err != nil {
		return err
	}
	shown := meterStore(ctx, con, "rebuilding", db)
	defer shown.end()
	return newRollup(con, db, noBoards{}, ref).Rebuild(ctx, progress.Telling(shown.tell))
}
