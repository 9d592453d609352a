package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

// demoFlags ask for samples.
type demoFlags struct {
	Demo      bool `help:"Add sample villages, people and progress; refused on a store that holds real people."`
	Residents int  `help:"How many sample residents a demo gets." default:"3000"`
}

// addDemo fills a store with samples, once. Their submissions wait to be folded like those that a crash left.
func (f demoFlags) addDemo(ctx context.Context, db database, keys people.Keys, content courses.Content, now func() time.Time) error {
	// With their published versions, which submissions name.
	modules := make([]courses.Module, 0, len(content.Modules))
	latest, err := db.LatestModules(ctx)
	if err != nil {
		return err
	}
	for _, id := range moduleIDs(content) {
		for _, m := range latest {
			if m.ID == id {
				modules = append(modules, m)
			}
		}
	}
	if err := db.PutCampaign(ctx, seed.DemoCampaign(day.Of(now()), moduleIDs(content))); err != nil {
		return err
	}
	stores := seed.DemoStores{Places: db, People: db, Submissions: db}
	if err := seed.Demo(ctx, stores, modules, f.Residents, now()); err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	dir, err := loadDirectory(ctx, db)
	if err != nil {
		return err
	}
	service, err := people.NewService(people.Config{Stores: peopleStores(db), Keys: keys, Now: now,
		Places: func() *places.Directory { return dir }})
	if err != nil {
		return err
	}
	for _, a := range seed.DemoAccounts {
		added, _, err := service.Add(ctx, people.NewPerson{Role: a.Role, Name: a.Name, Phone: a.Phone, Village: a.Village, Ward: a.Ward,
			Secret: a.Secret(), Sample: true})
		if errors.Is(err, people.ErrCredentialTaken) {
			continue
		}
		if err == nil && a.Role == people.Resident {
			_, err = service.Update(ctx, added, people.Changes{Consent: &people.Consent{Account: true, VillageList: true, Statistics: true}})
		}
		if err != nil {
			return fmt.Errorf("make the demo: %w", err)
		}
	}
	return nil
}

// refuseEarnest keeps samples out of a store that is in earnest use or was set up for it.
func refuseEarnest(ctx context.Context, db database, now func() time.Time) error {
	found, err := seed.HasRealPeople(ctx, db)
	if err != nil {
		return err
	}
	running, err := runningCampaign(ctx, db, day.Of(now()))
	if err != nil && !errors.Is(err, campaign.ErrNotFound) {
		return err
	}
	if found || err == nil && !running.Sample {
		return errors.New("--demo is refused: this store holds real people or a real campaign; name another folder with --data or another database with --mongo")
	}
	return nil
}

func printDemoAccounts(w io.Writer) {
	_, _ = fmt.Fprintf(w, "demo: everything shown is sample data; these can sign in:\n")
	for _, a := range seed.DemoAccounts {
		_, _ = fmt.Fprintf(w, "  %-12s %s  %s\n", a.Role, a.Phone, a.Secret())
	}
}
