package mongotest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// processEnv makes a test binary serve a FerretDB: an address, a space and a folder.
const processEnv = "HOCSO_TEST_FERRETDB"

// ServeIfAsked serves a FerretDB and never returns, if this process was started for that. TestMain of a package that starts
// a Process calls it first.
func ServeIfAsked() {
	address, dir, asked := strings.Cut(os.Getenv(processEnv), " ")
	if !asked {
		return
	}
	f, err := ferret(address, dir)
	if err == nil {
		err = f.Run(context.Background())
	}
	fmt.Fprintln(os.Stderr, "FerretDB:", err)
	os.Exit(1)
}

// Process is a FerretDB in a process of its own, so that it can be killed.
type Process struct {
	Address string // host:port
	dir     string
	cmd     *exec.Cmd
}

// StartProcess runs a FerretDB as another process of this test binary, and ends it with the test.
func StartProcess(tb testing.TB) *Process {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	p := &Process{Address: l.Addr().String(), dir: tb.TempDir()}
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(p.Kill)
	p.Restart(tb)
	return p
}

// URI is where a database of this server is, as if it listened on another address: that of a proxy, or its own.
func (p *Process) URI(address, database string) string {
	return "mongodb://" + address + "/" + database + ferretOptions
}

// Restart runs the server again after it was killed, on the same address and with what it kept.
func (p *Process) Restart(tb testing.TB) {
	tb.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), processEnv+"="+p.Address+" "+p.dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		tb.Fatal("start FerretDB:", err)
	}
	p.cmd = cmd
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := mongo.Connect(options.Client().ApplyURI(p.URI(p.Address, "admin")))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = client.Disconnect(ctx) }()
	if err := client.Ping(ctx, nil); err != nil {
		tb.Fatal("FerretDB does not answer:", err)
	}
}

// Kill ends the process at once. Killing it twice is no error.
func (p *Process) Kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}
