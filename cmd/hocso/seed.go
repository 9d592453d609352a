package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

type seedCommand struct {
	storeFlags
	demoFlags
	Keys     string `help:"File of the signing keys; in the data folder if empty." type:"path" placeholder:"FILE"`
	Courses  string `help:"Folder of courses to publish instead of those in the program." type:"existingdir" placeholder:"DIR"`
	Campaign string `help:"YAML file of the campaign instead of the one in the program." type:"existingfile" placeholder:"FILE"`
	Villages string `help:"CSV file of villages to add or change: ward,name,kind,adults." type:"existingfile" placeholder:"FILE"`
}

// Run stores what an installation starts with.
func (cmd *seedCommand) Run(ctx context.Context, con console) error {
	content, err := readCourses(cmd.Courses)
	if err != nil {
		return err
	}
	db, err := cmd.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	keys, err := loadKeys(cmd.Data, cmd.Keys, rand.Reader)
	if err != nil {
		return err
	}
	if err := fill(ctx, db, keys, content, cmd.demoFlags, con.now); err != nil {
		return err
	}
	if err := cmd.putCampaign(ctx, db, moduleIDs(content)); err != nil {
		return err
	}
	villages, err := cmd.putVillages(ctx, db, con)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.stdout, "seeded: %d courses, %d modules, %d villages read\n", len(content.Courses), len(content.Modules), villages)
	return err
}

// fill stores the wards, the courses, a campaign if there is none, and the samples of a demo. Repeating it changes nothing.
func fill(ctx context.Context, db database, keys people.Keys, content courses.Content, demo demoFlags, now func() time.Time) error {
	if demo.Demo {
		if err := refuseEarnest(ctx, db, now); err != nil {
			return err
		}
	}
	if err := seed.Base(ctx, seed.Stores{Places: db, Courses: db}, content); err != nil {
		return err
	}
	_, err := runningCampaign(ctx, db, day.Of(now()))
	if !errors.Is(err, campaign.ErrNotFound) {
		return err
	}
	if demo.Demo {
		return demo.addDemo(ctx, db, keys, content, now)
	}
	c, err := seed.Campaign(moduleIDs(content))
	if err != nil {
		return err
	}
	return db.PutCampaign(ctx, c)
}

// putCampaign stores the campaign of the flags.
func (cmd *seedCommand) putCampaign(ctx context.Context, db database, modules []string) error {
	if cmd.Campaign == "" {
		return nil
	}
	raw, err := os.ReadFile(cmd.Campaign)
	if err != nil {
		return err
	}
	c, err := seed.ReadCampaign(raw, modules)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.Campaign, err)
	}
	return progress.PutNextVersion(ctx, db, c)
}

func (cmd *seedCommand) putVillages(ctx context.Context, db database, con console) (int, error) {
	if cmd.Villages == "" {
		return 0, nil
	}
	f, err := os.Open(cmd.Villages)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	dir, err := loadDirectory(ctx, db)
	if err != nil {
		return 0, err
	}
	villages, err := seed.ReadVillages(f, dir, day.Of(con.now()))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", cmd.Villages, err)
	}
	if err := numberRolls(ctx, db, dir, villages); err != nil {
		return 0, err
	}
	return len(villages), db.PutVillages(ctx, villages)
}

// numberRolls keeps the rolls that villages have, and numbers those that they get after all that were declared.
func numberRolls(ctx context.Context, db places.RollStore, dir *places.Directory, villages []places.Village) error {
	stored := map[string][]places.RollVersion{}
	for i, v := range villages {
		old, err := dir.Record(v.ID)
		if err != nil || v.Roll == nil || old.Roll != nil && *old.Roll == *v.Roll {
			continue // new, or as it was
		}
		if err := places.KeepRolls(ctx, db, old); err != nil {
			return err
		}
		if _, ok := stored[v.Ward]; !ok {
			if stored[v.Ward], err = db.RollsOf(ctx, v.Ward); err != nil {
				return err
			}
		}
		roll := *v.Roll
		roll.Version = old.NextVersion(stored[v.Ward])
		villages[i].Roll = &roll
	}
	return nil
}

// readCourses reads a folder of courses, or those in the program. Facts that are due for a check are the authors' concern
// (hocso check names them); they must not keep a server from starting, so no day is given.
func readCourses(dir string) (courses.Content, error) {
	fsys := seed.Courses()
	if dir != "" {
		fsys = os.DirFS(dir)
	}
	content, faults := courses.Read(fsys, ".", "")
	if len(faults) > 0 {
		return courses.Content{}, fmt.Errorf("the courses have faults, nothing was published:\n%s", strings.TrimSpace(faults.String()))
	}
	return content, nil
}

// moduleIDs lists the modules of all courses, in their order.
func moduleIDs(content courses.Content) []string {
	var ids []string
	for _, c := range content.Courses {
		ids = append(ids, c.Modules...)
	}
	return ids
}
