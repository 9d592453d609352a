package main

import (
	"context"
	"fmt"

	"hocso/progress"
)

type villageRetireCommand struct {
	userFlags
	Village string `arg:"" help:"Id of the village."`
}

// Run retires one village.
func (cmd *villageRetireCommand) Run(ctx context.Context, con console) error {
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		if _, err := m.Retire(ctx, cmd.Village); err != nil {
			return fmt.Errorf("village %q: %w", cmd.Village, err)
		}
		_, err := fmt.Fprintf(con.stdout, "retired %s; its number is not used again\n", cmd.Village)
		return err
	})
}
