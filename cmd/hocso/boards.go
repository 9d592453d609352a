package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// embeddedBoards is the name of the file that tells other commands where a server's own boards are.
const embeddedBoards = "boards.json"

type boardsAddress struct {
	Address  string `json:"address"`
	Password string `json:"password"`
}

// openRedis connects to Redis and makes sure that it answers.
func openRedis(ctx context.Context, text string) (redis.UniversalClient, error) {
	o, err := redisOptions(text)
	if err != nil {
		return nil, err
	}
	client := connect(o)
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if err := client.Ping(ctx).Err(); err != nil {
		_ = client.Close()
		return nil, fmt.Errorf("cannot reach Redis at %s: %w", strings.Join(o.Addrs, ","), err)
	}
	return client, nil
}

// topologyKnown is for how long a cluster's nodes are believed to be where they were. A node that dies says nothing, and by the
// library's own minute boards would be away for as long.
const topologyKnown = 2 * time.Second

func connect(o *redis.UniversalOptions) redis.UniversalClient {
	if !o.IsClusterMode && len(o.Addrs) < 2 || o.MasterName != "" {
		return redis.NewUniversalClient(o)
	}
	cluster := o.Cluster()
	cluster.ClusterStateReloadInterval = topologyKnown
	return redis.NewClusterClient(cluster)
}

// openBoards connects to the Redis of the flags, or starts one in the process. The boards in it are a view, so nothing is
// lost with it.
func (f storeFlags) openBoards(ctx context.Context) (client redis.UniversalClient, closeAll func(), err error) {
	if f.Redis != "" {
		client, err = openRedis(ctx, f.Redis)
		return client, func() { _ = client.Close() }, err
	}
	server := miniredis.NewMiniRedis()
	password := rand.Text()
	server.RequireAuth(password)
	if err := server.StartAddr("127.0.0.1:0"); err != nil {
		return nil, nil, fmt.Errorf("start the embedded boards: %w", err)
	}
	raw, err := json.Marshal(boardsAddress{server.Addr(), password}) //nolint:gosec // The file is the owner's alone and dies with the server.
	path := filepath.Join(f.Data, embeddedBoards)
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		server.Close()
		return nil, nil, fmt.Errorf("start the embedded boards: %w", err)
	}
	client = redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr()}, Password: password, ContextTimeoutEnabled: true,
		DialTimeout: time.Second, ReadTimeout: 500 * time.Millisecond, WriteTimeout: 500 * time.Millisecond})
	return client, func() {
		_ = client.Close()
		server.Close()
		_ = os.Remove(path)
	}, nil
}

// findBoards connects to the boards of a server that runs: the Redis of the flags, or the one inside a server on the
// same data folder. nil if no such server runs.
func (f storeFlags) findBoards(ctx context.Context) (redis.UniversalClient, error) {
	if f.Redis != "" {
		return openRedis(ctx, f.Redis)
	}
	raw, err := os.ReadFile(filepath.Join(f.Data, embeddedBoards))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var at boardsAddress
	if err := json.Unmarshal(raw, &at); err != nil {
		return nil, fmt.Errorf("read %s: %w", embeddedBoards, err)
	}
	client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{at.Address}, Password: at.Password, ContextTimeoutEnabled: true,
		DialTimeout: time.Second, ReadTimeout: time.Second, WriteTimeout: time.Second})
	if err := client.Ping(ctx).Err(); err != nil {
		_ = client.Close()
		return nil, nil // the file of a server that was killed
	}
	return client, nil
}

// quiet keeps go-redis from writing to stderr in a form of its own: what matters comes back as an error.
type quiet struct{}

// Printf implements go-redis's logger.
func (quiet) Printf(context.Context, string, ...any) {}
