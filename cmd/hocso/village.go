package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

// knownTime is how long after a change of places every server has read them again.
const knownTime = reloadInterval + 2*time.Second

type villageCommand struct {
	List   villageListCommand   `cmd:"" help:"List villages: id, kind, adults, residents, name, and what became of a closed one."`
	Add    villageAddCommand    `cmd:"" help:"Add a village without a roll."`
	Rename villageRenameCommand `cmd:"" help:"Give a village another name."`
	Merge  villageMergeCommand  `cmd:"" help:"Merge a village into another one of its ward, and close it."`
	Split  villageSplitCommand  `cmd:"" help:"Split a new village off another one."`
	Retire villageRetireCommand `cmd:"" help:"Close a village that was entered by mistake, where nobody lives."`
	Move   villageMoveCommand   `cmd:"" help:"Let a resident live in another village."`
}

// withVillages opens the store and the operations on villages for one command.
func (f userFlags) withVillages(ctx context.Context, con console, do func(*progress.Villages) error) error {
	return f.withStore(ctx, func(db database) error {
		ref, err := loadReference(ctx, db, day.Of(con.now()))
		if err != nil {
			return err
		}
		keys, err := loadKeys(f.Data, f.Keys, rand.Reader)
		if err != nil {
			return err
		}
		client, err := f.findBoards(ctx)
		if err != nil {
			return err
		}
		var view progress.Boards = noBoards{}
		if client != nil {
			defer func() { _ = client.Close() }()
			view = leaderboard.New(client)
		}
		var current atomic.Pointer[progress.Reference]
		current.Store(&ref)
		log := slog.New(slog.NewTextHandler(con.stderr, nil))
		rollup := progress.NewRollup(progressStores(db), view, func() progress.Reference { return *current.Load() }, con.now, log)
		service, err := people.NewService(people.Config{Stores: peopleStores(db), Keys: keys, Now: con.now,
			Places: func() *places.Directory { return current.Load().Directory },
			Moving: func(ctx context.Context, person string) error { return rollup.Mark(ctx, person) }})
		if err != nil {
			return err
		}
		return do(progress.NewVillages(progress.VillageConfig{Store: db, Rolls: db, People: service, Rollup: rollup, Now: con.now,
			Known: func(ctx context.Context) error { return f.waitForServers(ctx, con) },
			Reload: func(ctx context.Context) (*places.Directory, error) {
				fresh, err := loadReference(ctx, db, day.Of(con.now()))
				if err == nil {
					current.Store(&fresh)
				}
				return fresh.Directory, err
			}}))
	})
}

// waitForServers waits until every server that may run has read the places again. Of an embedded store it is known that none does.
func (f storeFlags) waitForServers(ctx context.Context, con console) error {
	if f.embedded() {
		if release, err := lockData(f.Data); err == nil {
			release()
			return nil
		}
	}
	if _, err := fmt.Fprintf(con.stderr, "the village is there; residents move in %v, when every server knows it\n", knownTime); err != nil {
		return err
	}
	return waitKnown(ctx)
}

// waitKnown waits as long as it takes until every running server has read the places again.
func waitKnown(ctx context.Context) error {
	timer := time.NewTimer(knownTime)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type villageListCommand struct {
	storeFlags
	Ward string `help:"Only those of a ward." placeholder:"CODE"`
}

// Run prints a line for each village.
func (cmd *villageListCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		dir, err := loadDirectory(ctx, db)
		if err != nil {
			return err
		}
		wards := dir.Wards()
		if cmd.Ward != "" {
			w, err := dir.Ward(cmd.Ward)
			if err != nil {
				return fmt.Errorf("ward %q: %w", cmd.Ward, err)
			}
			wards = []places.Ward{w}
		}
		residents, err := db.CountByVillage(ctx)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(con.stdout)
		for _, w := range wards {
			for _, v := range dir.AllOf(w.Code) {
				if _, err := fmt.Fprintln(out, villageLine(v, residents[v.ID])); err != nil {
					return err
				}
			}
		}
		return out.Flush()
	})
}

func villageLine(v places.Village, residents int) string {
	line := fmt.Sprintf("%s\t%s\t%s\t%d\t%s", v.ID, v.Kind, adults(v), residents, v.Name)
	switch {
	case v.Retired:
		line += "\tretired"
	case v.Closed():
		line += "\tmerged into " + v.MergedInto
	}
	return line
}

// adults is how many a village has by its roll, "-" without one.
func adults(v places.Village) string {
	if v.Roll == nil {
		return "-"
	}
	return fmt.Sprint(v.Roll.Adults)
}

// roll tells of a village's roll in a sentence.
func roll(v places.Village) string {
	if v.Roll == nil {
		return fmt.Sprintf("%s has no roll until the ward declares one", v.ID)
	}
	return fmt.Sprintf("%s has %d adults", v.ID, v.Roll.Adults)
}

type villageAddCommand struct {
	userFlags
	Ward string `arg:"" help:"Code of the ward."`
	Name string `arg:"" help:"As the village calls itself, with its kind."`
	Kind string `help:"What it is: thon, buon, to_dan_pho or khu_pho." enum:"thon,buon,to_dan_pho,khu_pho" required:""`
}

// Run adds one village.
func (cmd *villageAddCommand) Run(ctx context.Context, con console) error {
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		v, err := m.Add(ctx, cmd.Ward, cmd.Name, places.VillageKind(cmd.Kind))
		if err != nil {
			return fmt.Errorf("ward %q: %w", cmd.Ward, err)
		}
		_, err = fmt.Fprintf(con.stdout, "added %s %s; it has no roll until the ward declares one\n", v.ID, v.Name)
		return err
	})
}

type villageRenameCommand struct {
	userFlags
	Village string `arg:"" help:"Id of the village."`
	Name    string `arg:"" help:"As it calls itself from now on, with its kind."`
}

// Run gives one village another name.
func (cmd *villageRenameCommand) Run(ctx context.Context, con console) error {
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		v, err := m.Rename(ctx, cmd.Village, cmd.Name)
		if err != nil {
			return fmt.Errorf("village %q: %w", cmd.Village, err)
		}
		_, err = fmt.Fprintf(con.stdout, "renamed %s %s\n", v.ID, v.Name)
		return err
	})
}

type villageMergeCommand struct {
	userFlags
	From string `arg:"" help:"Id of the village that is closed."`
	Into string `arg:"" help:"Id of the village that it becomes a part of."`
}

// Run merges one village into another.
func (cmd *villageMergeCommand) Run(ctx context.Context, con console) error {
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		into, moved, err := m.Merge(ctx, cmd.From, cmd.Into)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "merged %s into %s %s: %d people moved; %s\n", cmd.From, into.ID, into.Name, moved, roll(into))
		return err
	})
}

type villageSplitCommand struct {
	userFlags
	From   string   `arg:"" help:"Id of the village that loses a part."`
	Name   string   `arg:"" help:"As the new village calls itself, with its kind."`
	Kind   string   `help:"What it is: thon, buon, to_dan_pho or khu_pho." enum:"thon,buon,to_dan_pho,khu_pho" required:""`
	Person []string `help:"Id of a resident who lives in the new village; as often as needed." placeholder:"ID"`
	People string   `help:"File of such ids, one a line." type:"existingfile" placeholder:"FILE"`
	Adults int      `help:"How many adults of the roll are of the new village; without it both stand without a roll." placeholder:"N"`
}

// Run splits a village.
func (cmd *villageSplitCommand) Run(ctx context.Context, con console) error {
	listed, err := readPeople(cmd.People)
	if err != nil {
		return err
	}
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		from, off, moved, err := m.Split(ctx, cmd.From, progress.Split{Name: cmd.Name, Kind: places.VillageKind(cmd.Kind),
			People: append(listed, cmd.Person...), Adults: cmd.Adults})
		if err != nil {
			return fmt.Errorf("village %q: %w", cmd.From, err)
		}
		_, err = fmt.Fprintf(con.stdout, "split %s %s off %s: %d people moved; %s, %s\n", off.ID, off.Name, from.ID, moved, roll(from), roll(off))
		return err
	})
}

// readPeople reads ids of people, one a line; none without a file. A file with anything else is refused whole.
func readPeople(path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path) //nolint:gosec // The path is the operator's own.
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var ids []string
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if uuid.Validate(lines.Text()) != nil {
			return nil, fmt.Errorf("%s:%d: not a person id; nothing was changed", path, n)
		}
		ids = append(ids, lines.Text())
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return ids, nil
}

type villageMoveCommand struct {
	userFlags
	Person  string `arg:"" help:"Id of the resident."`
	Village string `arg:"" help:"Id of the village where they live from now on, of whatever ward."`
}

// Run moves one resident.
func (cmd *villageMoveCommand) Run(ctx context.Context, con console) error {
	return cmd.withVillages(ctx, con, func(m *progress.Villages) error {
		v, moved, err := m.Move(ctx, cmd.Person, cmd.Village)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "moved to %s %s: %d people\n", v.ID, v.Name, moved)
		return err
	})
}
