// Package redistest starts Redis servers for tests.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
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
	Addr string
	cmd  *exec.Cmd
}

// Start runs a redis-server that keeps nothing on disk, and ends it with the test.
func Start(tb testing.TB) *Server {
	tb.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		tb.Fatal("redis-server is not installed: run make tools, or give a server's address in TEST_REDIS_ADDR")
	}
	s := &Server{Addr: freeAddress(tb)}
	_, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		tb.Fatal(err)
	}
	s.cmd = exec.Command(path, "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", tb.TempDir(), "--loglevel", "warning")
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Kill)
	client := redis.NewClient(&redis.Options{Addr: s.Addr})
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
	return s
}

// Kill ends the process at once. Killing it twice is no error.
func (s *Server) Kill() {
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
