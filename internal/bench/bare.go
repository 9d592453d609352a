package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"time"

	"github.com/gofiber/fiber/v2"
)

// barePath is where the floor listens.
const barePath = "/bare"

// ServeBare reads a submission's JSON and answers a small JSON document, and nothing else: the floor that the product is
// compared with. It runs in a process of its own, as the product does.
func ServeBare(listener net.Listener) error {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post(barePath, func(c *fiber.Ctx) error {
		var in struct {
			ID         string              `json:"id"`
			Module     string              `json:"module"`
			Version    int                 `json:"version"`
			Answers    map[string][]string `json:"answers"`
			StartedAt  time.Time           `json:"started_at"`
			FinishedAt time.Time           `json:"finished_at"`
		}
		if err := c.BodyParser(&in); err != nil {
			return err
		}
		return c.JSON(struct {
			ID     string `json:"id"`
			Score  int    `json:"score"`
			Max    int    `json:"max"`
			Passed bool   `json:"passed"`
		}{in.ID, 4, 5, true})
	})
	return app.Listener(listener)
}

// ServeBareFor serves the floor for the process that started this one: on the listener that it inherited as its third
// file, until its input ends, which it does when that process is gone, however that came about.
func ServeBareFor(parent io.Reader) error {
	listener, err := net.FileListener(os.NewFile(3, "listener"))
	if err != nil {
		return fmt.Errorf("started by hocso bench only: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- ServeBare(listener) }()
	go func() {
		_, err := io.Copy(io.Discard, parent)
		ended <- err
	}()
	return <-ended
}

// bareProcess is a floor that runs.
type bareProcess struct {
	cmd    *exec.Cmd
	input  io.Closer
	target Target
}

// startBare starts a command that calls ServeBareFor.
func startBare(ctx context.Context, command []string) (_ *bareProcess, err error) {
	if len(command) == 0 {
		return nil, errors.New("there is no command for the floor")
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the floor: %w", err)
	}
	defer func() { _ = listener.Close() }()
	tcp, ok := listener.(*net.TCPListener)
	if !ok {
		return nil, errors.New("start the floor: not a listener of TCP")
	}
	file, err := tcp.File()
	if err != nil {
		return nil, fmt.Errorf("start the floor: %w", err)
	}
	defer func() { _ = file.Close() }()
	cmd := exec.Command(command[0], command[1:]...) //nolint:gosec // This program itself.
	cmd.ExtraFiles = []*os.File{file}
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start the floor: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the floor: %w", err)
	}
	at, err := netip.ParseAddrPort(listener.Addr().String())
	return &bareProcess{cmd, input, Target{url: "http://" + at.String(), host: at.String(), name: at.Addr().String(), address: at}}, err
}

func (p *bareProcess) stop() {
	_ = p.input.Close()
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}
