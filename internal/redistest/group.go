package redistest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Group is a master and a replica of which one takes over when the other dies: by Sentinel, or as nodes of a cluster.
type Group struct {
	Master  *Server // by now
	Replica *Server
	Flag    string // the address for --redis

	follow  func(tb testing.TB, s, master *Server) // runs a server that was killed as a replica
	watched func(tb testing.TB) bool               // whether those who see to the next failover know of both; nil: nobody else does
}

// Replicas sign in by a user of their own, so that a test can keep them from hearing of what is written.
const (
	replicator = "replicator"
	secret     = "secret" // of a server that lives as long as a test
)

var replicaArgs = []string{"--user", replicator, "on", ">" + secret, "~*", "&*", "+psync", "+replconf", "+ping", "--masteruser", replicator, "--masterauth", secret,
	"--repl-diskless-sync-delay", "0"}

// masterName is what the Sentinels call the master.
const masterName = "boards"

// StartSentinel runs a master, a replica and three Sentinels, which give up a master after half a second.
func StartSentinel(tb testing.TB) *Group {
	tb.Helper()
	g := &Group{Master: start(tb, freeAddress(tb), replicaArgs...)}
	replicaOf := func(master *Server) []string {
		host, port, _ := net.SplitHostPort(master.Addr)
		return []string{"--replicaof", host, port}
	}
	g.follow = func(tb testing.TB, s, master *Server) { s.Restart(tb, replicaOf(master)...) }
	g.Replica = start(tb, freeAddress(tb), replicaArgs...)
	g.Replica.Kill()
	g.follow(tb, g.Replica, g.Master)
	g.awaitReplica(tb)
	var sentinels []*Server
	var addresses []string
	for range 3 {
		s := startSentinel(tb, g.Master.Addr)
		sentinels, addresses = append(sentinels, s), append(addresses, s.Addr)
	}
	g.watched = func(tb testing.TB) bool {
		_, port, _ := net.SplitHostPort(g.Master.Addr)
		for _, s := range sentinels {
			if said, err := s.ask("SENTINEL", "CKQUORUM", masterName); err != nil || !strings.HasPrefix(said, "OK 3 ") {
				return false
			}
			replicas := s.Do(tb, "SENTINEL", "REPLICAS", masterName)
			if !strings.Contains(replicas, g.Replica.Addr) || strings.Contains(replicas, "s_down") ||
				!strings.Contains(s.Do(tb, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", masterName), port) {
				return false
			}
		}
		return true
	}
	await(tb, "the Sentinels know of all", func() bool { return g.watched(tb) })
	g.Flag = "redis-sentinel://" + strings.Join(addresses, ",") + "/" + masterName
	return g
}

func startSentinel(tb testing.TB, master string) *Server {
	tb.Helper()
	s := &Server{Addr: freeAddress(tb), folder: tb.TempDir()}
	_, port, _ := net.SplitHostPort(s.Addr)
	host, masterPort, _ := net.SplitHostPort(master)
	path := filepath.Join(s.folder, "sentinel.conf")
	config := fmt.Sprintf(`bind 127.0.0.1
port %s
dir %s
loglevel warning
sentinel monitor %[3]s %[4]s %[5]s 2
sentinel down-after-milliseconds %[3]s 500
sentinel failover-timeout %[3]s 3000
`, port, s.folder, masterName, host, masterPort)
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		tb.Fatal(err)
	}
	program, err := exec.LookPath("redis-server")
	if err != nil {
		tb.Fatal(err)
	}
	s.cmd = exec.Command(program, path, "--sentinel")
	if err := s.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Kill)
	s.awaitAnswer(tb)
	return s
}

// StartCluster runs three masters that share the slots, and a replica of the one whose slots hold a key.
func StartCluster(tb testing.TB, key string) *Group {
	tb.Helper()
	var nodes []*Server
	var buses []string
	for range 4 {
		_, bus, _ := net.SplitHostPort(freeAddress(tb))
		nodes = append(nodes, start(tb, freeAddress(tb), append([]string{"--cluster-enabled", "yes", "--cluster-port", bus, "--cluster-node-timeout", "1000"}, replicaArgs...)...))
		buses = append(buses, bus)
	}
	const slots = 16384
	for i, n := range nodes {
		n.Do(tb, "CLUSTER", "SET-CONFIG-EPOCH", i+1)
		if i < 3 {
			n.Do(tb, "CLUSTER", "ADDSLOTSRANGE", i*slots/3, (i+1)*slots/3-1)
		}
		host, port, _ := net.SplitHostPort(nodes[0].Addr)
		if i > 0 {
			n.Do(tb, "CLUSTER", "MEET", host, port, buses[0])
		}
	}
	healthy := func() bool {
		for _, n := range nodes {
			info := n.Do(tb, "CLUSTER", "INFO")
			if !strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, "cluster_known_nodes:4") {
				return false
			}
		}
		return true
	}
	await(tb, "the cluster is whole", healthy)
	var slot int
	if _, err := fmt.Sscan(nodes[0].Do(tb, "CLUSTER", "KEYSLOT", key), &slot); err != nil {
		tb.Fatal(err)
	}
	// A node that was killed finds its place in its own file.
	g := &Group{Master: nodes[min(slot*3/slots, 2)], Replica: nodes[3], follow: func(tb testing.TB, s, _ *Server) { s.Restart(tb) }}
	g.Replica.Do(tb, "CLUSTER", "REPLICATE", g.Master.Do(tb, "CLUSTER", "MYID"))
	g.awaitReplica(tb)
	g.Flag = nodes[0].Addr + "," + nodes[1].Addr + "," + nodes[2].Addr
	return g
}

// CutOff keeps the replica from hearing of what is written from now on.
func (g *Group) CutOff(tb testing.TB) {
	tb.Helper()
	g.Master.Do(tb, "ACL", "SETUSER", replicator, "off")
	g.Master.Do(tb, "CLIENT", "KILL", "TYPE", "replica")
}

// TakenOver reports whether the replica is a master by now.
func (g *Group) TakenOver(tb testing.TB) bool {
	tb.Helper()
	return strings.Contains(g.Replica.Do(tb, "INFO", "replication"), "role:master")
}

// Rejoin runs the killed master as a replica of the one that took over, and waits until it holds all that this one does.
func (g *Group) Rejoin(tb testing.TB) {
	tb.Helper()
	g.Master, g.Replica = g.Replica, g.Master
	g.follow(tb, g.Replica, g.Master)
	g.awaitReplica(tb)
	if g.watched != nil { // a master that dies before its Sentinels have written down that it is one has no heir
		await(tb, "the Sentinels know of both", func() bool { return g.watched(tb) })
	}
}

func (g *Group) awaitReplica(tb testing.TB) {
	tb.Helper()
	await(tb, "the replica holds what its master does", func() bool {
		info := g.Replica.Do(tb, "INFO", "replication")
		return strings.Contains(info, "role:slave") && strings.Contains(info, "master_link_status:up") && strings.Contains(g.Master.Do(tb, "INFO", "replication"), "state=online")
	})
}

func await(tb testing.TB, what string, holds func() bool) {
	tb.Helper()
	end := time.After(30 * time.Second)
	for !holds() {
		select {
		case <-end:
			tb.Fatalf("not within half a minute: %s", what)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
