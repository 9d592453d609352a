package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hocso/internal/bench"
	"hocso/seed"
)

// loadTool runs hocso bench and returns what it printed and how it ended.
func loadTool(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var out, log bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{"bench"}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &log
	err := cmd.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return out.String(), log.String(), cmd.ProcessState.ExitCode()
}

// submissionsStored returns how many submissions a store that verifies holds.
func submissionsStored(t *testing.T, line string) int {
	t.Helper()
	found := regexp.MustCompile(`(\d+) submissions`).FindStringSubmatch(line)
	if found == nil {
		t.Fatalf("no number of submissions in %q", line)
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// settled waits until everything is folded, and returns how many submissions there are.
func (p *process) settled() int {
	p.t.Helper()
	var line string
	eventually(p.t, "everything agrees", func() bool {
		out, err := p.command("verify")
		line = out
		return err == nil
	})
	t, ok := p.t.(*testing.T)
	if !ok {
		p.t.Fatal("only in tests")
	}
	return submissionsStored(t, line)
}

func TestBenchCountsExactlyWhatTheServerStored(t *testing.T) {
	for name, load := range map[string][]string{
		"open loop":   {"--duration=3s", "--rate=50", "--arrivals=even"},
		"closed loop": {"--duration=2s", "--concurrency=4", "--mix=submission=6,batch=1,progress=3,board-wards=2,courses=2"},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, []string{"--data=" + t.TempDir()}, "--demo", "--residents=50")
			before := server.settled()
			figures := filepath.Join(t.TempDir(), "figures.json")
			args := append([]string{server.url, "--learners=20", "--warm-up=500ms", "--floor=300ms", "--floor-folder=" + t.TempDir(), "--json=" + figures}, load...)
			stdout, stderr, code := loadTool(t, args...)
			if code != 0 || !strings.Contains(stdout, "submissions: ") {
				t.Fatalf("ended with %d\n%s\n%s", code, stdout, stderr)
			}
			report := readReport(t, figures)
			grown := server.settled() - before
			// What was not answered, or answered with an error of the server, may be stored or not.
			certain, possible := report.WholeRun.Acknowledged, report.WholeRun.Unknown
			for what, n := range report.WholeRun.Refused {
				if strings.HasPrefix(what, "5") {
					possible += n
				}
			}
			if certain == 0 || grown < certain || grown > certain+possible {
				t.Errorf("%d acknowledged and %d unknown, and the store has %d more\n%s", certain, possible, grown, stdout)
			}
			checkReport(t, report)
			t.Logf("%d acknowledged, %d more in the store", certain, grown)
		})
	}
}

// TestBenchLearnersComeInEveryWay has them register with a join code, sign in, and bring tokens.
func TestBenchLearnersComeInEveryWay(t *testing.T) {
	server := serve(t, []string{"--data=" + t.TempDir()}, "--demo", "--residents=20")
	var coordinator struct {
		Token string `json:"access_token"`
	}
	login := map[string]string{"phone": seed.DemoAccounts[1].Phone, "password": seed.DemoPassword}
	if status, err := server.call("POST", "/auth/login", "", login, &coordinator); err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	var joining struct {
		Code string `json:"code"`
	}
	if status, err := server.call("POST", "/villages/"+seed.DemoVillage+"/join-codes", coordinator.Token, map[string]int{"hours": 1, "uses": 5}, &joining); err != nil ||
		status != http.StatusCreated {
		t.Fatal(status, err)
	}
	tokens := filepath.Join(t.TempDir(), "tokens")
	list := server.register(seed.DemoVillage).token + "\n" + server.register(seed.DemoVillage).token + "\n"
	if err := os.WriteFile(tokens, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for way, flags := range map[string][]string{
		"join code": {"--join-code=" + joining.Code, "--learners=3"},
		"demo":      {"--demo"},
		"tokens":    {"--tokens=" + tokens},
	} {
		figures := filepath.Join(t.TempDir(), "figures.json")
		args := append([]string{server.url, "--duration=500ms", "--warm-up=0s", "--floor=0s", "--rate=40", "--json=" + figures}, flags...)
		stdout, stderr, code := loadTool(t, args...)
		if code != 0 {
			t.Errorf("%s: ended with %d\n%s\n%s", way, code, stdout, stderr)
			continue
		}
		r := readReport(t, figures)
		if want := map[string]int{"join code": 3, "demo": 1, "tokens": 2}[way]; r.Settings.Ways != way || r.Settings.Learners != want || r.All.OK == 0 || r.All.Errors["401 token_expired"] > 0 {
			t.Errorf("%s: %d learners by %s, %+v", way, r.Settings.Learners, r.Settings.Ways, r.All)
		}
	}
}

func readReport(t *testing.T, path string) bench.Report {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var report bench.Report
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&report); err != nil {
		t.Fatal(err)
	}
	return report
}

// checkReport holds what must be true of any run against a server that works.
func checkReport(t *testing.T, r bench.Report) {
	t.Helper()
	count := 0
	for _, one := range r.Requests {
		count += one.Count
		l := one.Latency
		if one.OK+one.Failed != one.Count || l.P50 <= 0 || l.P50 > l.P90 || l.P90 > l.P99 || l.P99 > l.P999 || l.P999 > l.Max {
			t.Errorf("%+v", one)
		}
	}
	if count == 0 || count != r.All.Count || r.Settings.Learners != 20 || len(r.SignUp) != 1 || r.SignUp[0].OK != 20 {
		t.Errorf("%d requests, %d in all, %d learners", count, r.All.Count, r.Settings.Learners)
	}
	if r.Floor == nil || len(r.Floor.BareRates) != 2 || r.Floor.Bare.Failed != 0 || r.Floor.StorePerSecond <= 0 || r.Ratios.Latency["all"].P50 <= 0 {
		t.Errorf("floor %+v, ratios %+v", r.Floor, r.Ratios)
	}
	if r.Machine.Cores < 1 || r.Machine.Go == "" || !r.SameMachine {
		t.Errorf("machine %+v", r.Machine)
	}
}

func TestBenchRefusesAServerThatIsNotOnThisMachine(t *testing.T) {
	for _, args := range [][]string{
		{"http://198.51.100.7:8080"},
		{"http://0.0.0.0:8080"},
		{"--floor-mongo=mongodb://198.51.100.7/", "http://127.0.0.1:1"},
	} {
		_, stderr, code := loadTool(t, args...)
		if code != 2 || !strings.Contains(stderr, "--yes-this-is-my-server") {
			t.Errorf("%v ended with %d: %s", args, code, stderr)
		}
	}
}

func TestBenchRefusesFlagsThatMakeNoSense(t *testing.T) {
	for _, args := range [][]string{
		{"--rate=10", "--concurrency=10"}, {"--rate=-1"}, {"--rate=NaN"}, {"--rate=1e-9"}, {"--floor-group=0"},
		{"--duration=0s"}, {"--mix=login=1"}, {"--learners=0"}, {"not an address"},
		{"--tokens=" + os.DevNull}, {"--arrivals=never"},
	} {
		_, stderr, code := loadTool(t, append(args, "--floor=0s")...)
		if code != 2 {
			t.Errorf("%v ended with %d: %s", args, code, stderr)
		}
	}
}

// TestTheFloorEndsWithWhoStartedIt closes the pipe that a parent holds, as the system does when the parent is killed.
func TestTheFloorEndsWithWhoStartedIt(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	cmd := exec.Command(program, "bench-floor")
	cmd.ExtraFiles = []*os.File{file}
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = file.Close(), listener.Close()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	res, err := http.Post("http://"+address+"/bare", "application/json", strings.NewReader(`{"id":"x"}`)) //nolint:noctx // It is on this machine.
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	_ = input.Close()
	select {
	case err := <-ended:
		if err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("answered %d, ended with %v", res.StatusCode, err)
		}
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		t.Error("it goes on")
	}
}

func TestBenchSaysWhenNobodyAnswers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	_ = listener.Close()
	if stdout, stderr, code := loadTool(t, address); code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("ended with %d\n%s\n%s", code, stdout, stderr)
	}
}

// TestBenchInterruptedPrintsWhatItHas sends the signal of ^C while the load runs.
func TestBenchInterruptedPrintsWhatItHas(t *testing.T) {
	server := serve(t, []string{"--data=" + t.TempDir()}, "--demo", "--residents=20")
	asked := make(chan struct{}, 1)
	target := relay(t, server.url, func(path string) {
		if strings.HasSuffix(path, "/me/progress") {
			select {
			case asked <- struct{}{}:
			default:
			}
		}
	})
	var out, log bytes.Buffer
	cmd := exec.Command(program, "bench", target, "--demo", "--floor=0s", "--warm-up=0s", "--duration=1h", "--rate=50", "--mix=progress=1", "--json=-")
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-asked:
	case err := <-ended:
		t.Fatalf("ended before it was interrupted: %v\n%s", err, &log)
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		t.Fatal("nothing was asked")
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		t.Log(err)
	case <-time.After(time.Minute):
		_ = cmd.Process.Signal(syscall.SIGKILL)
		t.Fatal("it does not end")
	}
	var report bench.Report
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s\n%s", err, &out, &log)
	}
	if !report.Interrupted || report.All.OK == 0 || report.Settings.Ways != "demo" || cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("exit %d, %+v", cmd.ProcessState.ExitCode(), report.All)
	}
	if !strings.Contains(log.String(), "interrupted: these are the figures of") {
		t.Errorf("stderr has no table:\n%s", &log)
	}
}

// relay passes requests on to a server and tells of each that was answered.
func relay(t *testing.T, to string, tell func(path string)) string {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(u)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		pass.ServeHTTP(w, r)
		tell(r.URL.Path)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}
