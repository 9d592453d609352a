package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sync/atomic"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

type campaignCommand struct {
	List   campaignListCommand   `cmd:"" help:"List campaigns: id, version, stage, first and last day, name."`
	Show   campaignShowCommand   `cmd:"" help:"Print a campaign's newest version as JSON."`
	Put    campaignPutCommand    `cmd:"" help:"Store the next version of a campaign from a YAML or JSON file, and count by it."`
	Freeze campaignFreezeCommand `cmd:"" help:"Settle a campaign's boards for good, and print the settlement's hash."`
	Verify campaignVerifyCommand `cmd:"" help:"Check that a settlement is what was frozen."`
}

// operator is who uses the command line: they may do what a manager may, and have no id.
var operator = people.Person{Appointments: []people.Appointment{{Role: people.Manager}}}

// withCampaigns opens the store and the operations on campaigns for one command.
func (f userFlags) withCampaigns(ctx context.Context, con console, do func(database, *progress.Campaigns, *progress.Rollup) error) error {
	return f.withStore(ctx, func(db database) error {
		var current atomic.Pointer[progress.Reference]
		reload := func(ctx context.Context) (progress.Reference, error) {
			fresh, err := loadReference(ctx, db, day.Of(con.now()))
			if err == nil {
				current.Store(&fresh)
			}
			return fresh, err
		}
		if _, err := reload(ctx); err != nil {
			return err
		}
		keys, err := loadKeys(f.Data, f.Keys, rand.Reader)
		if err != nil {
			return err
		}
		library, err := courses.NewLibrary(ctx, db)
		if err != nil {
			return err
		}
		service, err := people.NewService(people.Config{Stores: peopleStores(db), Keys: keys, Now: con.now,
			Places: func() *places.Directory { return current.Load().Directory }})
		if err != nil {
			return err
		}
		rollup := newRollupOf(con, db, noBoards{}, func() progress.Reference { return *current.Load() })
		return do(db, progress.NewCampaigns(progress.CampaignConfig{Store: db, Settlements: db, People: service, Rollup: rollup, Now: con.now,
			Module: published(library), Reload: reload}), rollup)
	})
}

type campaignListCommand struct{ storeFlags }

// Run prints a line for each campaign.
func (cmd *campaignListCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		ref, err := loadReference(ctx, db, day.Of(con.now()))
		if err != nil {
			return err
		}
		for _, c := range ref.All() {
			if _, err := fmt.Fprintf(con.stdout, "%s\t%d\t%s\t%s\t%s\t%s\n", c.ID, c.Version, ref.StageOf(c, con.now()), c.FirstDay, c.LastDay, c.Name); err != nil {
				return err
			}
		}
		return nil
	})
}

type campaignShowCommand struct {
	storeFlags
	ID string `arg:"" help:"Id of the campaign."`
}

// Run prints the newest version.
func (cmd *campaignShowCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		versions, err := db.CampaignVersions(ctx, cmd.ID)
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			return fmt.Errorf("campaign %q: %w", cmd.ID, campaign.ErrNotFound)
		}
		enc := json.NewEncoder(con.stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(versions[len(versions)-1])
	})
}

type campaignPutCommand struct {
	userFlags
	File   string `arg:"" help:"The file." type:"existingfile"`
	DryRun bool   `help:"Only look whether it could be stored."`
}

// Run stores the file's campaign and makes the totals follow from it. Servers that run do so too, when they have read of it.
func (cmd *campaignPutCommand) Run(ctx context.Context, con console) error {
	raw, err := os.ReadFile(cmd.File)
	if err != nil {
		return err
	}
	return cmd.withCampaigns(ctx, con, func(db database, campaigns *progress.Campaigns, rollup *progress.Rollup) error {
		published, err := db.Courses(ctx)
		if err != nil {
			return err
		}
		c, err := seed.ReadCampaign(raw, moduleIDs(courses.Content{Courses: published}))
		if err != nil {
			return fmt.Errorf("%s: %w", cmd.File, err)
		}
		if c, err = campaigns.Put(ctx, operator, c, cmd.DryRun); err != nil {
			return err
		}
		done := "stored"
		if cmd.DryRun {
			done = "could be stored"
		} else if err := rollup.Rebuild(ctx); err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "%s version %d %s\n", c.ID, c.Version, done)
		return err
	})
}

type campaignFreezeCommand struct {
	userFlags
	ID string `arg:"" help:"Id of the campaign."`
}

// Run counts everything anew by the newest version and settles it.
func (cmd *campaignFreezeCommand) Run(ctx context.Context, con console) error {
	return cmd.withCampaigns(ctx, con, func(_ database, campaigns *progress.Campaigns, rollup *progress.Rollup) error {
		if err := rollup.Rebuild(ctx); err != nil {
			return err
		}
		settled, err := campaigns.Freeze(ctx, operator, cmd.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "%s version %d is frozen: %s\n", settled.Campaign.ID, settled.Campaign.Version, settled.Hash)
		return err
	})
}

type campaignVerifyCommand struct {
	storeFlags
	ID string `arg:"" help:"Id of the campaign."`
}

// Run prints the hash of a settlement that is as it was frozen.
func (cmd *campaignVerifyCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		settled, err := db.Settlement(ctx, cmd.ID)
		if err == nil {
			err = settled.Check()
		}
		if err != nil {
			return fmt.Errorf("campaign %q: %w", cmd.ID, err)
		}
		_, err = fmt.Fprintf(con.stdout, "%s is as it was frozen: %s\n", cmd.ID, settled.Hash)
		return err
	})
}

// alteredSettlements returns a line for each settlement that is not what was frozen.
func alteredSettlements(ctx context.Context, store campaign.SettlementStore) ([]string, error) {
	heads, err := store.Settled(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, h := range heads {
		settled, err := store.Settlement(ctx, h.Campaign.ID)
		if err != nil {
			return nil, err
		}
		err = settled.Check()
		if err == nil && !reflect.DeepEqual(h, settled.Head()) {
			err = fmt.Errorf("%w: its head says otherwise", campaign.ErrAltered)
		}
		if err != nil {
			lines = append(lines, fmt.Sprintf("settlement of %s: %v", h.Campaign.ID, err))
		}
	}
	return lines, nil
}
