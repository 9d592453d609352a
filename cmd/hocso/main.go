// Command hocso serves, seeds and checks the learning platform. This package only wires: what it does is in the
// packages it imports.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"github.com/redis/go-redis/v9"

	"hocso/courses"
	"hocso/internal/bench"
)

// commands is every command with its flags. Each flag has a twin in the environment: --mongo is HOCSO_MONGO.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve the web app and the API."`
	Seed     seedCommand     `cmd:"" help:"Store the wards, the courses and the campaign; safe to repeat."`
	User     userCommand     `cmd:"" help:"Manage who can sign in."`
	Village  villageCommand  `cmd:"" help:"Manage villages, and who lives in which."`
	Campaign campaignCommand `cmd:"" help:"Store, list and settle campaigns."`
	Verify   verifyCommand   `cmd:"" help:"Recompute everything from the submissions and compare it with what is stored and shown."`
	Rebuild  rebuildCommand  `cmd:"" help:"Recompute everything from the submissions and write it."`
	Backup   backupCommand   `cmd:"" help:"Write all that must not be lost into one file, also while a server runs."`
	Restore  restoreCommand  `cmd:"" help:"Bring back what a backup holds, except who was erased since."`
	Copy     copyCommand     `cmd:"" help:"Copy a store into an empty one, embedded or in MongoDB; goes on where it was broken off."`
	Erasures erasuresCommand `cmd:"" help:"List who was erased, a line for each: person id, tab, time."`
	Purge    purgeCommand    `cmd:"" help:"Remove what has been kept long enough."`
	Check    checkCommand    `cmd:"" help:"Check course content; one line for each fault."`
	Preview  previewCommand  `cmd:"" help:"Show course content as phones show it, anew whenever a file is saved."`
	Quiz     quizCommand     `cmd:"" help:"Exchange questions with Moodle, in its GIFT and XML formats."`
	Bench    benchCommand    `cmd:"" help:"Drive a running server with learners and print how fast it answers. Not for a server that others use."`

	BenchFloor benchFloorCommand `cmd:"" hidden:""`
}

// console is where a command reads the time and writes.
type console struct {
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
}

// errUsage marks an error of how the program was called.
var errUsage = errors.New("wrong usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	redis.SetLogger(quiet{})
	err := run(ctx, os.Args[1:], console{os.Stdout, os.Stderr, time.Now})
	switch {
	case err == nil:
		return
	case errors.Is(err, errUsage):
		fmt.Fprintf(os.Stderr, "hocso: %v (see hocso --help)\n", err)
		os.Exit(2)
	}
	fmt.Fprintf(os.Stderr, "hocso: %v\n", err)
	os.Exit(1)
}

// run is the whole program; tests call it.
func run(ctx context.Context, args []string, con console) error {
	var cli commands
	helped := false
	parser, err := kong.New(&cli,
		kong.Name("hocso"),
		kong.Description("Lessons, quiz progress and leaderboards of a province's digital education campaign."),
		kong.DefaultEnvars("HOCSO"),
		kong.Writers(con.stdout, con.stderr),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"languages": languageNames(), "mix": bench.DefaultMix.String(), "temp": os.TempDir()},
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(con),
	)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return parsed.Run()
}

// languageNames lists the languages of courses for a flag.
func languageNames() string {
	names := make([]string, 0, len(courses.Languages))
	for _, l := range courses.Languages {
		names = append(names, string(l))
	}
	return strings.Join(names, ",")
}
