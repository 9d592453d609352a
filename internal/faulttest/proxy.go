package faulttest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Leg is a network between two parts, which can be broken.
type Leg struct {
	Name    string
	Address string // where to connect to
	proxy   *toxiproxy.Proxy
}

// NewLeg leads to an address. It ends with the test.
func NewLeg(t testing.TB, name, to string) *Leg {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, name, "127.0.0.1:0", to)
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	return &Leg{Name: name, Address: proxy.Listen, proxy: proxy}
}

// Fault breaks a leg in one of four ways for up to 200 ms: connections are reset, cut in the middle of what is said, slow, or
// silent and then closed; towards the part or on the way back. It says what it did.
func (l *Leg) Fault(t testing.TB, rng *rand.Rand) string {
	t.Helper()
	toxics := []struct {
		kind, attribute string
		value           int
	}{
		{"reset_peer", "timeout", rng.IntN(50)},
		{"limit_data", "bytes", rng.IntN(600)},
		{"latency", "latency", 50 + rng.IntN(350)},
		{"timeout", "timeout", 20 + rng.IntN(180)},
	}
	toxic, stream := toxics[rng.IntN(len(toxics))], []string{"upstream", "downstream"}[rng.IntN(2)]
	raw, err := json.Marshal(map[string]any{"name": "fault", "type": toxic.kind, "stream": stream, "attributes": map[string]int{toxic.attribute: toxic.value}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.proxy.Toxics.AddToxicJson(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	length := time.Duration(20+rng.IntN(180)) * time.Millisecond
	<-time.After(length)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := l.proxy.Toxics.RemoveToxic(ctx, "fault"); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %s of %s %d for %v", l.Name, stream, toxic.kind, toxic.value, length)
}
