package main

import (
	"context"
	"fmt"
	"log/slog"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
)

type verifyCommand struct{ storeFlags }

// Run prints what differs from what follows from the submissions, and what is wrong with the audit log and settlements.
func (cmd *verifyCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		r, err := cmd.openRollup(ctx, con, db)
		if err != nil {
			return err
		}
		defer r.close()
		// Without a server there are no embedded boards, and nothing to compare them with.
		var reader progress.BoardReader
		if r.boards != nil {
			reader = r.boards
		}
		shown := meterStore(ctx, con, "verifying", db)
		defer shown.end()
		report, err := r.Verify(ctx, reader, progress.Telling(shown.tell))
		if err != nil {
			return err
		}
		shown.end()
		chain, err := people.VerifyAudit(ctx, db)
		if err != nil {
			return err
		}
		altered, err := alteredSettlements(ctx, db)
		if err != nil {
			return err
		}
		problems := append(chain.Problems(), altered...)
		for _, line := range append(report.Differences, problems...) {
			if _, err := fmt.Fprintln(con.stdout, line); err != nil {
				return err
			}
		}
		switch n, m := report.Found, len(problems); {
		case n+m > 0 && n == 0:
			return fmt.Errorf("%d differences, all in the audit log or in settlements", m)
		case n+m > 0:
			return fmt.Errorf("%d differences; hocso rebuild writes what follows from the submissions", n+m)
		}
		_, err = fmt.Fprintf(con.stdout, "%v\naudit: %d entries, head %d %x\n", report, chain.Entries, chain.Head.Seq, chain.Head.Hash)
		return err
	})
}

type rebuildCommand struct{ storeFlags }

// Run writes everything that follows from the submissions.
func (cmd *rebuildCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		r, err := cmd.openRollup(ctx, con, db)
		if err != nil {
			return err
		}
		defer r.close()
		shown := meterStore(ctx, con, "rebuilding", db)
		defer shown.end()
		var report progress.Report
		if err := r.Rebuild(ctx, progress.Counting(&report), progress.Telling(shown.tell)); err != nil {
			return err
		}
		shown.end()
		_, err = fmt.Fprintf(con.stdout, "rebuilt: %d submissions, %d summaries, %d villages, %d wards\n",
			report.Submissions, report.Summaries, report.Villages, report.Wards)
		return err
	})
}

// withStore opens the store for one command.
func (f storeFlags) withStore(ctx context.Context, do func(database) error) error {
	db, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return do(db)
}

// openedRollup is a rollup of one command.
type openedRollup struct {
	*progress.Rollup
	boards *leaderboard.Boards // of a server, nil if none runs
	close  func()
}

// openRollup makes a rollup on a store, with the boards of a server if one runs.
func (f storeFlags) openRollup(ctx context.Context, con console, db database) (openedRollup, error) {
	ref, err := loadReference(ctx, db, day.Of(con.now()))
	if err != nil {
		return openedRollup{}, err
	}
	client, err := f.findBoards(ctx)
	if err != nil {
		return openedRollup{}, err
	}
	opened := openedRollup{close: func() {}}
	var view progress.Boards = noBoards{}
	if client != nil {
		opened.boards = leaderboard.New(client)
		opened.close = func() { _ = client.Close() }
		view = opened.boards
	}
	opened.Rollup = newRollup(con, db, view, ref)
	return opened, nil
}

func newRollup(con console, db database, view progress.Boards, ref progress.Reference) *progress.Rollup {
	return newRollupOf(con, db, view, func() progress.Reference { return ref })
}

func newRollupOf(con console, db database, view progress.Boards, ref func() progress.Reference) *progress.Rollup {
	return progress.NewRollup(progressStores(db), view, ref, con.now, slog.New(slog.NewTextHandler(con.stderr, nil)))
}
