package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
	"hocso/internal/mongodb/mongotest"
	"hocso/seed"
)

// program is the binary under test, built as a release is.
var program string

// bareEnv makes this test binary serve the benchmark's floor on the listener that it inherits.
const bareEnv = "HOCSO_TEST_BARE"

func TestMain(m *testing.M) {
	mongotest.ServeIfAsked()
	if os.Getenv(bareEnv) != "" {
		listener, err := net.FileListener(os.NewFile(3, "listener"))
		if err == nil {
			err = serveBare(listener)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	dir, err := os.MkdirTemp("", "hocso-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(dir, "hocso")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%v\n", out, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// process is a running server.
type process struct {
	t     testing.TB
	flags []string // where its data is
	url   string
	cmd   *exec.Cmd
	log   *bytes.Buffer
	ended chan error
}

// serve starts a server and waits until it is ready. It is killed with the test.
func serve(t testing.TB, flags []string, more ...string) *process {
	t.Helper()
	p := &process{t: t, flags: flags, log: &bytes.Buffer{}, ended: make(chan error, 1)}
	args := append([]string{"serve", "--listen=127.0.0.1:0", "--admin-listen="}, flags...)
	return p.start(append(args, more...)...)
}

// start starts the program as a server and waits until it is ready.
func (p *process) start(args ...string) *process {
	t := p.t
	t.Helper()
	p.cmd = exec.Command(program, args...)
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	lines := make(chan string, 1)
	go func() {
		scanner := bufio.NewScanner(out)
		for scanner.Scan() {
			if url, ok := strings.CutPrefix(scanner.Text(), "listening on "); ok {
				lines <- url
			}
		}
		p.ended <- p.cmd.Wait()
	}()
	select {
	case p.url = <-lines:
	case err := <-p.ended:
		p.ended <- err
		t.Fatalf("the server ended: %v\n%s", err, p.log)
	case <-time.After(60 * time.Second):
		t.Fatal("the server does not become ready")
	}
	return p
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	err := <-p.ended
	p.ended <- err
}

// stop ends the server as a supervisor does and returns how it ended.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-p.ended:
		p.ended <- err
		return err
	case <-time.After(10 * time.Second):
		return fmt.Errorf("it did not end within ten seconds")
	}
}

// command runs another command of the program on the same data.
func (p *process) command(name string, more ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute) // a whole province takes long
	defer cancel()
	out, err := exec.CommandContext(ctx, program, append(append([]string{name}, p.flags...), more...)...).CombinedOutput()
	return string(out), err
}

// verify fails the test unless everything agrees with the submissions, and returns the line that says so.
func (p *process) verify() string {
	p.t.Helper()
	out, err := p.command("verify")
	if err != nil || !strings.HasPrefix(out, "verified: ") {
		p.t.Fatalf("verify: %v\n%s", err, out)
	}
	return strings.TrimSpace(out)
}

// call makes a request and decodes the answer into result, if that is not nil.
func (p *process) call(method, path, token string, body, result any) (int, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, p.url+"/api/v1"+path, reader)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil || result == nil || len(answer) == 0 {
		return res.StatusCode, err
	}
	return res.StatusCode, json.Unmarshal(answer, result)
}

// learner is somebody who registered.
type learner struct{ token, id string }

func (p *process) register(village string) learner {
	p.t.Helper()
	var answer struct {
		Token  string `json:"access_token"`
		Person struct {
			ID string `json:"id"`
		} `json:"person"`
	}
	status, err := p.call("POST", "/auth/register", "", map[string]any{"name": "Người thử", "pin": "483926", "village": village,
		"consent": map[string]bool{"account": true, "village_list": true, "statistics": true, "certificate": false}}, &answer)
	if err != nil || status != http.StatusCreated {
		p.t.Fatalf("register: %d, %v", status, err)
	}
	return learner{answer.Token, answer.Person.ID}
}

// quiz is a submission as a phone makes it, with every answer right.
func quiz(module string) map[string]any {
	answers := map[string][]string{}
	for _, m := range content().Modules {
		if m.ID == module {
			for _, q := range m.Questions {
				answers[q.ID] = q.Key
			}
		}
	}
	return map[string]any{"id": uuid.NewString(), "module": module, "version": 1, "answers": answers,
		"started_at": "2026-11-20T12:00:00Z", "finished_at": "2026-11-20T12:06:00Z"}
}

var content = sync.OnceValue(func() courses.Content {
	c, faults := courses.Read(seed.Courses(), ".", "")
	if len(faults) > 0 {
		panic(faults.String())
	}
	return c
})

// eventually waits for a condition and fails after twenty seconds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	end := time.NewTimer(20 * time.Second)
	defer end.Stop()
	for !holds() {
		select {
		case <-ticker.C:
		case <-end.C:
			t.Fatalf("not within twenty seconds: %s", what)
		}
	}
}
