// Package redistest starts Redis servers for tests.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Address returns the address of a real Redis server: the one in TEST_REDIS_ADDR, or one started for this test.
func Address(tb testing.TB) string {
	tb.Helper()
	if given := os.Getenv("TEST_REDIS_ADDR"); given != "" {
		return given
	}
	return Start(tb).Addr
}

// Server is a redis-server process of a test.
type Server struct {
	Addr   string
	folder string
	args   []string // beside those of every server
	cmd    *exec.Cmd
}

// Start runs a redis-server that keeps nothing on disk, and ends it with the test.
func Start(tb testing.TB) *Server {
	tb.Helper()
	return start(tb, freeAddress(tb))
}

func start(tb testing.TB, address string, args ...string) *Server {
	tb.Helper()
	s := &Server{Addr: address, folder: tb.TempDir(), args: args}
	tb.Cleanup(s.Kill)
	s.Restart(tb)
	return s
}

// Restart runs an empty server on the same address after the last one was killed. More arguments hold for this run alone.
func (s *Server) Restart(tb testing.TB, more ...string) {
	tb.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		tb.Fatal("redis-server is not installed: run make tools, or give a server's address in TEST_REDIS_ADDR")
	}
	_, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		tb.Fatal(err)
	}
	args := append([]string{"--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", s.folder, "--loglevel", "warning"}, s.args...)
	cmd := exec.Command(path, append(args, more...)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	s.cmd = cmd
	s.awaitAnswer(tb)
}

func (s *Server) awaitAnswer(tb testing.TB) {
	tb.Helper()
	client := s.client()
	defer func() { _ = client.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for client.Ping(ctx).Err() != nil {
		select {
		case <-ctx.Done():
			tb.Fatalf("redis-server on %s does not answer", s.Addr)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Flush drops all that the server holds.
func (s *Server) Flush(tb testing.TB) {
	tb.Helper()
	client := s.client()
	defer func() { _ = client.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := client.FlushAll(ctx).Err(); err != nil {
		tb.Fatal(err)
	}
}

// Do sends one command and returns the answer as text.
func (s *Server) Do(tb testing.TB, args ...any) string {
	tb.Helper()
	answer, err := s.ask(args...)
	if err != nil {
		tb.Fatalf("%v: %v", args, err)
	}
	return answer
}

func (s *Server) ask(args ...any) (string, error) {
	client := s.client()
	defer func() { _ = client.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	answer, err := client.Do(ctx, args...).Result()
	return fmt.Sprint(answer), err
}

func (s *Server) client() *redis.Client { return redis.NewClient(&redis.Options{Addr: s.Addr}) }

// Pause stops the process where it is: its connections stay and nothing answers. Resume lets it go on.
func (s *Server) Pause() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// Resume ends a pause.
func (s *Server) Resume() error { return s.cmd.Process.Signal(syscall.SIGCONT) }

// Kill ends the process at once. Killing it twice is no error.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return fmt.Sprint(l.Addr())
}
