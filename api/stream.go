package api

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

const (
	streamPace      = time.Second // one message a second at most
	streamHeartbeat = 15 * time.Second
	// streamPatience is how long somebody may take to read what was sent before they are given up.
	streamPatience = 2 * streamHeartbeat
	maxStreams     = 2000
)

var openStreams atomic.Int64

// streamBoard tells a screen when its board changed. It ends when a write fails, which is how a client's leaving shows,
// or when the application shuts down.
func (a *App) streamBoard(_ context.Context, c *fiber.Ctx) error {
	q := newBoardQuery()
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	board, err := a.board(c)
	if err != nil {
		return err
	}
	of, err := a.campaign(q.Campaign)
	if err != nil {
		return err
	}
	if err := of.Check(q.view(of), board.Villages); err != nil {
		return err
	}
	if openStreams.Add(1) > maxStreams {
		openStreams.Add(-1)
		return leaderboard.ErrUnavailable
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	root, conn, seen := a.root, c.Context().Conn(), c.Get("Last-Event-ID")
	s := stream{
		changed: func() <-chan struct{} {
			of, err := a.campaign(q.Campaign)                   // by now it may have another version
			if err != nil || a.stageOf(of) == campaign.Frozen { // nothing comes any more
				return nil
			}
			return a.cfg.Boards.Changed(of)
		},
		read: func(ctx context.Context) (event, error) {
			snapshot, err := a.snapshot(ctx, board, q)
			if err != nil {
				return event{}, err
			}
			return a.eventOf(snapshot), nil
		},
	}
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer openStreams.Add(-1)
		s.follow(root, patient{w, conn}, seen)
	})
	return nil
}

// event is what a stream says of a board.
type event struct {
	id    string // of what the board shows: the rows, the day, the version of the campaign and its stage
	asOf  string
	stale bool
}

func (a *App) eventOf(s *leaderboard.Snapshot) event {
	t := s.Table
	e := event{asOf: instant(t.AsOf), stale: t.Stale}
	e.id = fmt.Sprintf("%s.%s.%d.%s", t.State, s.Day, t.Campaign.Version, a.stageOf(t.Campaign))
	if e.stale {
		e.id += ".stale"
	}
	return e
}

// stream is how a stream learns of a board.
type stream struct {
	changed func() <-chan struct{} // closed when the board may be another one
	read    func(context.Context) (event, error)
}

// flusher is where a stream writes to.
type flusher interface {
	WriteString(string) (int, error)
	Flush() error
}

// follow writes an event whenever the board is another one than the client has seen, and a beat now and then. The beat is an event
// too: a browser shows comments to nobody, so a page could not tell a quiet board from a connection that died without a word.
func (s stream) follow(ctx context.Context, w flusher, seen string) {
	beat := time.NewTimer(streamHeartbeat)
	defer beat.Stop()
	text := ": welcome\n\n" // so that the client knows at once that it is connected
	for {
		changed := s.changed() // asked before reading, so that nothing is missed
		pause := time.Duration(0)
		if now, err := s.read(ctx); err == nil && now.id != seen {
			seen, pause = now.id, streamPace
			text = fmt.Sprintf("event: board\nid: %s\ndata: {\"as_of\":%q,\"stale\":%t}\n\n", now.id, now.asOf, now.stale)
		}
		if text != "" {
			if _, err := w.WriteString(text); err != nil || w.Flush() != nil {
				return
			}
			beat.Reset(streamHeartbeat)
			text = ""
		}
		if !rest(ctx, pause) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-beat.C:
			text = "event: beat\ndata: {}\n\n"
			beat.Reset(streamHeartbeat)
		}
	}
}

// rest waits, and reports whether the context is still alive.
func rest(ctx context.Context, d time.Duration) bool {
	if d == 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// patient gives a client some time to take each message; then its connection breaks and its stream ends, so that who sleeps
// keeps no place from others.
type patient struct {
	*bufio.Writer
	conn net.Conn
}

// Flush implements flusher.
func (p patient) Flush() error {
	if err := p.conn.SetWriteDeadline(time.Now().Add(streamPatience)); err != nil {
		return err
	}
	return p.Writer.Flush()
}
