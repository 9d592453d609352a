package bench_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"

	"hocso/internal/bench"
)

// names are what the tests' resolver knows.
var names = map[string][]netip.Addr{
	"localhost":       {netip.MustParseAddr("::1"), netip.MustParseAddr("127.0.0.1")},
	"here.example":    {netip.MustParseAddr("127.0.0.1")},
	"mapped.example":  {netip.MustParseAddr("::ffff:127.0.0.1")},
	"both.example":    {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("198.51.100.7")},
	"elsewhere.local": {netip.MustParseAddr("198.51.100.7")},
}

func lookup(_ context.Context, _, host string) ([]netip.Addr, error) {
	found, ok := names[host]
	if !ok {
		return nil, errors.New("no such host")
	}
	return found, nil
}

func TestOnlyAServerOnThisMachineIsDrivenUnasked(t *testing.T) {
	for text, want := range map[string]error{
		"http://127.0.0.1:8080":         nil,
		"http://127.9.9.9":              nil,
		"http://[::1]:8080/":            nil,
		"https://localhost":             nil,
		"http://here.example:1":         nil,
		"http://mapped.example":         nil,
		"http://[::ffff:127.0.0.1]:80":  nil,
		"http://198.51.100.7":           bench.ErrNotYours,
		"http://0.0.0.0:8080":           bench.ErrNotYours,
		"http://[::]:8080":              bench.ErrNotYours,
		"http://192.168.1.10":           bench.ErrNotYours,
		"http://[::ffff:198.51.100.7]":  bench.ErrNotYours,
		"http://elsewhere.local":        bench.ErrNotYours,
		"http://both.example":           bench.ErrNotYours, // one address of it is elsewhere
		"http://nobody.example":         bench.ErrBadTarget,
		"http://127.1":                  bench.ErrBadTarget, // no address as Go reads them, and no name
		"http://127.0.0.1@198.51.100.7": bench.ErrBadTarget,
		"http://127.0.0.1/api/v1":       bench.ErrBadTarget,
		"http://127.0.0.1?x=1":          bench.ErrBadTarget,
		"http://127.0.0.1:0":            bench.ErrBadTarget,
		"http://127.0.0.1:99999":        bench.ErrBadTarget,
		"127.0.0.1:8080":                bench.ErrBadTarget,
		"ftp://127.0.0.1":               bench.ErrBadTarget,
		"":                              bench.ErrBadTarget,
	} {
		if _, err := bench.ParseTarget(t.Context(), text, false, lookup); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", text, err, want)
		}
	}
}

func TestAnotherServerIsDrivenByWhoSaysItIsTheirs(t *testing.T) {
	target, err := bench.ParseTarget(t.Context(), "https://elsewhere.local", true, lookup)
	if err != nil || target.Local() || target.String() != "https://elsewhere.local" {
		t.Errorf("%v, %v", target, err)
	}
}

func TestOnlyAMongoDBOnThisMachineIsAFloorUnasked(t *testing.T) {
	for uri, want := range map[string]error{
		"mongodb://127.0.0.1:27017":                        nil,
		"mongodb://localhost,here.example:2/?replicaSet=r": nil,
		"mongodb://u:p@[::1]:27017/db":                     nil,
		"mongodb://127.0.0.1,198.51.100.7:27017/":          bench.ErrNotYours,
		"mongodb://127.0.0.1@198.51.100.7":                 bench.ErrNotYours,
		"mongodb+srv://here.example":                       bench.ErrNotYours,
		"http://127.0.0.1":                                 bench.ErrBadMongo,
		"mongodb://":                                       bench.ErrBadMongo,
	} {
		if err := bench.CheckMongo(t.Context(), uri, false, lookup); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", uri, err, want)
		}
	}
	if err := bench.CheckMongo(t.Context(), "mongodb://198.51.100.7", true, lookup); err != nil {
		t.Error(err)
	}
}
