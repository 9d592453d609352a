package main

import (
	"context"
	"errors"
	"fmt"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

type purgeCommand struct {
	userFlags
	DryRun bool `help:"Say what would be removed, and change nothing."`
}

// Run removes what is overdue, and recomputes the villages of who was removed.
func (cmd *purgeCommand) Run(ctx context.Context, con console) error {
	return cmd.withPeople(ctx, con, func(db database, service *people.Service) error {
		overdue, err := service.Overdue(ctx)
		if err != nil {
			return err
		}
		old := con.now().Add(-fieldwork.Kept)
		events, err := db.CountEventsBefore(ctx, old)
		if err != nil {
			return err
		}
		if cmd.DryRun {
			_, err = fmt.Fprintf(con.stdout, "to be purged: %v, %d events of fieldwork\n", overdue, events)
			return err
		}
		r, err := cmd.openRollup(ctx, con, db)
		if err != nil {
			return err
		}
		defer r.close()
		err = service.Purge(ctx, overdue, func(ctx context.Context, p people.Person) error {
			return service.EraseAll(ctx, people.Person{}, p, func(ctx context.Context, one people.Person) error {
				return r.Erase(ctx, one.ID, one.Village)
			})
		})
		// Who is gone is gone, also where the rest failed.
		if err := errors.Join(err, r.Flush(ctx), db.DeleteEventsBefore(ctx, old)); err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "purged: %v, %d events of fieldwork\n", overdue, events)
		return err
	})
}
