package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"hocso/internal/bench"
	"hocso/progress/people"
	"hocso/seed"
)

type benchCommand struct {
	URL         string        `arg:"" optional:"" help:"Server to drive; http://127.0.0.1:8080 if it is not said." default:"http://127.0.0.1:8080"`
	Mine        bool          `name:"yes-this-is-my-server" help:"Needed for a server that is not on this machine."`
	Rate        float64       `help:"Requests a second, begun whether those before are answered or not; 50 unless --concurrency is given." placeholder:"N"`
	Arrivals    string        `help:"When they begin: ${enum}." enum:"random,even" default:"random"`
	Connections int           `help:"With --rate: how many are under way at most; others wait, which counts." default:"256"`
	Concurrency int           `help:"Instead of --rate: so many learners, each asking anew when the last answer is there." placeholder:"N"`
	Duration    time.Duration `help:"How long to measure." default:"30s"`
	WarmUp      time.Duration `help:"How long to drive the server before that." default:"2s"`
	Learners    int           `help:"How many register first." default:"50"`
	JoinCode    string        `help:"Register with this code of a village." placeholder:"CODE"`
	Demo        bool          `help:"Register nobody: sign in as the resident of a demo, who may send answers 60 times a minute."`
	Tokens      string        `help:"Register nobody: take the access tokens of this file, one a line." type:"existingfile" placeholder:"FILE"`
	Mix         string        `help:"What is asked for, as weights." default:"${mix}" placeholder:"KIND=N,..."`
	Seed        uint64        `help:"What is asked for, by whom and when follows from it." default:"1"`
	Floor       time.Duration `help:"How long to measure what a bare endpoint and a bare store do, before and after; 0s: not at all." default:"3s"`
	FloorFolder string        `help:"Where the bare store keeps its file; give a folder on the disk of the server's data." default:"${temp}" type:"existingdir" placeholder:"DIR"`
	FloorMongo  string        `help:"Measure this MongoDB as the bare store, in a database that is made and dropped." placeholder:"URI"`
	FloorGroup  int           `help:"How many documents the bare store gets at once." default:"50"`
	JSON        string        `help:"Write the figures as JSON into this file; - for stdout, and the table to stderr." placeholder:"FILE"`
}

// Run drives a server and prints the figures, also when it is interrupted.
func (cmd *benchCommand) Run(ctx context.Context, con console) error {
	cfg, err := cmd.config(ctx, con)
	if err != nil {
		return err
	}
	report, err := bench.Run(ctx, cfg)
	if report.All.Count == 0 {
		return err
	}
	if printed := cmd.print(con, report); printed != nil {
		return errors.Join(err, printed)
	}
	if err == nil && report.Interrupted {
		err = errors.New("interrupted; the figures are of what was measured until then")
	}
	return err
}

// config checks the flags. Its errors are of usage.
func (cmd *benchCommand) config(ctx context.Context, con console) (bench.Config, error) {
	usage := func(err error) (bench.Config, error) { return bench.Config{}, fmt.Errorf("%w: %w", errUsage, err) }
	load, err := cmd.load()
	if err != nil {
		return usage(err)
	}
	mix, err := bench.ParseMix(cmd.Mix)
	if err != nil {
		return usage(err)
	}
	signUp, err := cmd.signUp()
	if err != nil {
		return usage(err)
	}
	target, err := bench.ParseTarget(ctx, cmd.URL, cmd.Mine, net.DefaultResolver.LookupNetIP)
	if err != nil {
		return usage(err)
	}
	if cmd.FloorMongo != "" {
		if err := bench.CheckMongo(ctx, cmd.FloorMongo, cmd.Mine, net.DefaultResolver.LookupNetIP); err != nil {
			return usage(err)
		}
	}
	program, err := os.Executable()
	if err != nil {
		return bench.Config{}, err
	}
	return bench.Config{Target: target, Load: load, Mix: mix, Seed: cmd.Seed, SignUp: signUp, Log: con.stderr,
		Floor: bench.Floor{Command: []string{program, "bench-floor"}, Duration: cmd.Floor, Folder: cmd.FloorFolder, Mongo: cmd.FloorMongo,
			Anywhere: cmd.Mine, Group: cmd.FloorGroup}}, nil
}

func (cmd *benchCommand) load() (bench.Load, error) {
	if cmd.Rate != 0 && cmd.Concurrency != 0 {
		return bench.Load{}, errors.New("--rate and --concurrency are two ways to measure; give one")
	}
	const longest = 24 * time.Hour
	for _, flag := range []struct {
		name string
		fits bool // false for NaN too
	}{
		{"--rate", cmd.Rate == 0 || cmd.Rate >= 0.1 && cmd.Rate <= 1_000_000},
		{"--concurrency", cmd.Concurrency >= 0 && cmd.Concurrency <= 10_000},
		{"--connections", cmd.Connections > 0 && cmd.Connections <= 10_000},
		{"--duration", cmd.Duration > 0 && cmd.Duration <= longest},
		{"--warm-up", cmd.WarmUp >= 0 && cmd.WarmUp <= longest},
		{"--floor", cmd.Floor >= 0 && cmd.Floor <= longest},
		{"--floor-group", cmd.FloorGroup > 0 && cmd.FloorGroup <= 10_000},
		{"--learners", cmd.Learners > 0 && cmd.Learners <= 100_000},
	} {
		if !flag.fits {
			return bench.Load{}, fmt.Errorf("%s is out of bounds", flag.name)
		}
	}
	l := bench.Load{Rate: cmd.Rate, Even: cmd.Arrivals == "even", Connections: cmd.Connections, Concurrency: cmd.Concurrency,
		WarmUp: cmd.WarmUp, Duration: cmd.Duration}
	if l.Rate == 0 && l.Concurrency == 0 {
		l.Rate = 50
	}
	return l, nil
}

func (cmd *benchCommand) signUp() (bench.SignUp, error) {
	s := bench.SignUp{Learners: cmd.Learners, JoinCode: cmd.JoinCode}
	if cmd.Demo {
		for _, a := range seed.DemoAccounts {
			if a.Role == people.Resident {
				s.Accounts = append(s.Accounts, bench.Account{Phone: a.Phone, PIN: a.Secret()})
			}
		}
	}
	if cmd.Tokens == "" {
		return s, nil
	}
	raw, err := os.ReadFile(cmd.Tokens)
	if err != nil {
		return s, err
	}
	if s.Tokens = strings.Fields(string(raw)); len(s.Tokens) == 0 {
		return s, fmt.Errorf("%s holds no token", cmd.Tokens)
	}
	return s, nil
}

func (cmd *benchCommand) print(con console, report bench.Report) error {
	switch cmd.JSON {
	case "":
		return report.WriteTable(con.stdout)
	case "-":
		return errors.Join(report.WriteJSON(con.stdout), report.WriteTable(con.stderr))
	}
	return errors.Join(report.WriteTable(con.stdout), writeFile(cmd.JSON, report.WriteJSON))
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path) //nolint:gosec // The path is the operator's own.
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// benchFloorCommand is the process in which hocso bench has its floor.
type benchFloorCommand struct{}

// Run serves until its input ends.
func (benchFloorCommand) Run() error { return bench.ServeBareFor(os.Stdin) }
