// Package mongotest gives tests a MongoDB: the one that TEST_MONGO_URI names, or else FerretDB inside the test, which
// speaks MongoDB's protocol. It is the only package that imports FerretDB.
package mongotest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Start returns the address of an empty database of its own, which other processes can use too. The database is dropped
// when the test ends.
//
// On FerretDB the address says maxPoolSize=1: it loses updates that several connections make at the same time. So a
// second process must not write while the test does. It also gives much time to each operation, as FerretDB finds a
// document by reading all, and does so slowly under the race detector.
func Start(tb testing.TB) string {
	tb.Helper()
	name := "hocso_test_" + bson.NewObjectID().Hex()
	server := os.Getenv("TEST_MONGO_URI")
	if server == "" {
		server = embedded.use(tb)
	}
	u, err := url.Parse(server)
	if err != nil {
		tb.Fatal("TEST_MONGO_URI is not an address") // the error would quote a password
	}
	u.Path = "/" + name
	tb.Cleanup(func() { drop(tb, u.String(), name) })
	return u.String()
}

func drop(tb testing.TB, uri, name string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		tb.Error("drop test database:", err)
		return
	}
	defer func() { _ = client.Disconnect(ctx) }()
	if err := client.Database(name).Drop(ctx); err != nil {
		tb.Error("drop test database:", err)
	}
}

// embedded is the FerretDB that all tests of a test binary share.
var embedded server

// server runs while at least one test uses it.
type server struct {
	mu    sync.Mutex
	users int
	uri   string
	stop  func()
}

func (s *server) use(tb testing.TB) string {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users == 0 {
		if err := s.start(); err != nil {
			tb.Fatal("start FerretDB:", err)
		}
	}
	s.users++
	tb.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.users--; s.users == 0 {
			s.stop()
		}
	})
	return s.uri
}

func (s *server) start() error {
	// Not a folder of the test that comes first: others may still be running when that one ends.
	dir, err := os.MkdirTemp("", "hocso-mongotest-")
	if err != nil {
		return err
	}
	f, err := ferret("127.0.0.1:0", dir)
	if err != nil {
		return fmt.Errorf("%w (its folder is %s)", err, dir)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = f.Run(ctx) // it ends because it is told to
	}()
	s.uri = f.MongoDBURI() + ferretOptions
	s.stop = func() {
		cancel()
		<-done
		_ = os.RemoveAll(dir)
	}
	return nil
}

// ferretOptions follow an address of FerretDB; see Start.
const ferretOptions = "?maxPoolSize=1&timeoutMS=60000"

// ferret makes a FerretDB that keeps what it has in a folder.
func ferret(address, dir string) (*ferretdb.FerretDB, error) {
	return ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: address},
		Logger:   slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1})),
		Handler:  "sqlite",
		// What is thrown away at the end need not survive a power cut: no waiting for the disk. What was written when the
		// process is killed, the kernel still has.
		SQLiteURL: "file:" + dir + "/?_pragma=synchronous(off)",
	})
}
