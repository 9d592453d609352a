package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hocso/internal/archive"
	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress/campaign"
)

type backupCommand struct {
	storeFlags
	File string `arg:"" help:"File to write; one that is there is replaced when the new one is whole." type:"path"`
}

// Run writes an archive beside its place, reads it once to be sure of it, and renames it.
func (cmd *backupCommand) Run(ctx context.Context, con console) error {
	if info, err := os.Stat(cmd.File); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file that could be replaced", cmd.File)
	}
	return cmd.withStore(ctx, func(db database) error {
		// Who backs up the wrong folder must not learn it on the day of the restore.
		if _, err := runningCampaign(ctx, db, day.Of(con.now())); errors.Is(err, campaign.ErrNotFound) {
			return errNothingSeeded
		} else if err != nil {
			return err
		}
		m, err := writeArchive(ctx, con, db, cmd.File)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "backed up: %s\n", contents(m))
		return err
	})
}

// contents says in numbers what an archive holds.
func contents(m archive.Manifest) string {
	return fmt.Sprintf("%d people, %d submissions, %d audit entries, %d erasures",
		m.Records("people"), m.Records("submissions"), m.Records("audit"), m.Records("erasures"))
}

func writeArchive(ctx context.Context, con console, db database, path string) (archive.Manifest, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*") // access for its owner only
	if err != nil {
		return archive.Manifest{}, fmt.Errorf("write the backup: %w", err)
	}
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name()) // of no effect once it is renamed
	}()
	var m archive.Manifest
	writing := startMeter(con, "writing", con.count(ctx, db))
	err = atOneMoment(ctx, db, func(from archive.Store) error {
		m, err = archive.Write(ctx, f, from, con.now(), writing.tell)
		return err
	})
	writing.end()
	if err != nil {
		return m, err
	}
	if err := f.Sync(); err != nil {
		return m, fmt.Errorf("write the backup: %w", err)
	}
	if _, err := readArchive(ctx, con, f); err != nil {
		return m, fmt.Errorf("the backup was written and cannot be read: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return m, fmt.Errorf("write the backup: %w", err)
	}
	return m, syncFolder(filepath.Dir(path))
}

// atOneMoment gives f the store as it is now where the store can do that. What MongoDB holds is read as it goes on.
func atOneMoment(ctx context.Context, db database, f func(archive.Store) error) error {
	if embedded, ok := db.(*sqlite.Store); ok {
		return embedded.Snapshot(ctx, func(s *sqlite.Store) error { return f(s) })
	}
	return f(db)
}

// readArchive checks all of a file.
func readArchive(ctx context.Context, con console, f *os.File) (*archive.Archive, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	checking := startByteMeter(con, "checking", 2*info.Size()) // once for its sum, once for its records
	defer checking.end()
	return archive.Open(ctx, watchedFile{f, checking}, info.Size())
}

// syncFolder makes a rename last through a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // The path is the operator's own.
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
