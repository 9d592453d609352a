package main

import (
	"context"
	"fmt"
	"log/slog"

	"hocso/progress"
	"hocso/progress/leaderboard"
)

type verifyCommand struct{ storeFlags }

// Run prints what differs from what follows from the submissions.
func (cmd *verifyCommand) Run(ctx context.Context, con console) error {
	return cmd.withRollup(ctx, con, func(rollup *progress.Rollup, boards *leaderboard.Boards) error {
		// Without a server there are no embedded boards, and nothing to compare them with.
		var reader progress.BoardReader
		if boards != nil {
			reader = boards
		}
		report, err := rollup.Verify(ctx, reader)
		if err != nil {
			return err
		}
		for _, line := range report.Differences {
			if _, err := fmt.Fprintln(con.stdout, line); err != nil {
				return err
			}
		}
		if n := len(report.Differences); n > 0 {
			return fmt.Errorf("%d differences; hocso rebuild writes what follows from the submissions", n)
		}
		_, err = fmt.Fprintln(con.stdout, report)
		return err
	})
}

type rebuildCommand struct{ storeFlags }

// Run writes everything that follows from the submissions.
func (cmd *rebuildCommand) Run(ctx context.Context, con console) error {
	return cmd.withRollup(ctx, con, func(rollup *progress.Rollup, _ *leaderboard.Boards) error {
		if err := rollup.Rebuild(ctx); err != nil {
			return err
		}
		report, err := rollup.Verify(ctx, nil)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "rebuilt: %d submissions, %d summaries, %d villages, %d wards\n",
			report.Submissions, report.Summaries, report.Villages, report.Wards)
		return err
	})
}

// withRollup opens the stores and the boards of a server, if one runs, for one command.
func (f storeFlags) withRollup(ctx context.Context, con console, do func(*progress.Rollup, *leaderboard.Boards) error) error {
	db, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	ref, err := loadReference(ctx, db)
	if err != nil {
		return err
	}
	client, err := f.findBoards(ctx)
	if err != nil {
		return err
	}
	var boards *leaderboard.Boards
	var view progress.Boards = noBoards{}
	if client != nil {
		defer func() { _ = client.Close() }()
		boards = leaderboard.New(client, func() string { return ref.Campaign.ID })
		view = boards
	}
	log := slog.New(slog.NewTextHandler(con.stderr, nil))
	return do(progress.NewRollup(progressStores(db), view, func() progress.Reference { return ref }, con.now, log), boards)
}
