// Package bench drives a running hocso with learners who do what real ones do, and says how fast it answers. It knows the
// server by its HTTP interface alone. What it asks for and when follows from a seed, so that a run can be repeated.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
)

// Config says what to measure.
type Config struct {
	Target Target
	Load   Load
	Mix    Mix
	Seed   uint64
	SignUp SignUp
	Floor  Floor
	Log    io.Writer // of what the operator should know meanwhile
}

var (
	// ErrInterrupted says that the context ended before anything was measured.
	ErrInterrupted = errors.New("interrupted before anything was measured")
	// ErrNoAnswer says that the server answered none of the requests that were measured.
	ErrNoAnswer = errors.New("the server answered nothing")
)

// Run signs learners up, measures the floor, drives the server, and measures the floor again. When the context ends it stops
// and reports what was measured so far.
func Run(ctx context.Context, cfg Config) (Report, error) {
	report := newReport(cfg, time.Now())
	c := newClient(cfg.Target, cfg.Load.atOnce())
	defer c.close()
	offered, err := readOffer(c)
	if err != nil {
		return report, err
	}
	if !offered.sample {
		_, _ = fmt.Fprintln(cfg.Log, "this server's campaign is in earnest; the learners of this run and all they hand in stay in it")
	}
	crowd, signUps, err := cfg.SignUp.learners(ctx, c, offered, cfg.Seed)
	if err != nil {
		return report, interruptedOr(ctx, err)
	}
	report.signedUp(crowd, signUps)
	if text := cfg.tooFew(len(crowd)); text != "" {
		_, _ = fmt.Fprintln(cfg.Log, text)
	}
	work := newWorkload(c, offered, crowd, cfg.Mix, cfg.Seed)

	floor, err := cfg.Floor.start(ctx, work, cfg.Load)
	if err != nil {
		return report, interruptedOr(ctx, err)
	}
	defer floor.stop()
	if err := floor.measure(ctx); err != nil {
		return report, interruptedOr(ctx, err)
	}
	span := cfg.Load.drive(ctx, rand.New(rand.NewPCG(cfg.Seed, 0)), work.serve, work.unsent)
	report.driven(work.record, span, ctx.Err() != nil)
	if ctx.Err() == nil {
		err = floor.measure(ctx)
	}
	report.compare(floor)
	switch {
	case ctx.Err() != nil && report.All.Count == 0:
		return report, ErrInterrupted
	case ctx.Err() == nil && err != nil:
		return report, err
	case report.All.OK == 0:
		return report, ErrNoAnswer
	}
	return report, nil
}

func interruptedOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	return err
}

// A server lets one person send answers sixty times in a row, and then once a second.
const (
	sendsInARow = 60
	sendsPerSec = 1
)

// tooFew warns of a load that so few learners may not make: the server then refuses, and measures of refusals say little.
func (cfg Config) tooFew(learners int) string {
	if cfg.Load.Rate == 0 {
		return ""
	}
	wanted := cfg.Load.Rate * cfg.Mix.sending() * (cfg.Load.WarmUp + cfg.Load.Duration).Seconds()
	may := float64(learners) * (sendsInARow + sendsPerSec*(cfg.Load.WarmUp+cfg.Load.Duration).Seconds())
	if wanted <= may {
		return ""
	}
	return fmt.Sprintf("%d learners may send answers %.0f times in this run and are asked for %.0f: expect 429, or give more --learners", learners, may, wanted)
}
