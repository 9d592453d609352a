package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// The forms of --redis. Each scheme is also there as rediss…: with TLS.
const redisForms = `HOST:PORT, HOST:PORT,HOST:PORT (a cluster), redis://[USER:PASSWORD@]HOST:PORT[/NUMBER], ` +
	`redis-cluster://[USER:PASSWORD@]HOST:PORT[,HOST:PORT] or redis-sentinel://[USER:PASSWORD@]HOST:PORT[,HOST:PORT]/MASTER[/NUMBER]` +
	`[?sentinel_username=USER&sentinel_password=PASSWORD]`

// redisOptions reads --redis. An error does not repeat what was given, which may hold a password.
func redisOptions(text string) (*redis.UniversalOptions, error) {
	o, err := parseRedis(text)
	if err != nil {
		return nil, fmt.Errorf("--redis: %w; give one of: %s", err, redisForms)
	}
	// Without the first, a context of 200 ms came back after seconds.
	o.ContextTimeoutEnabled = true
	o.DialTimeout = time.Second
	o.ReadTimeout = 500 * time.Millisecond
	o.WriteTimeout = 500 * time.Millisecond
	return o, nil
}

func parseRedis(text string) (*redis.UniversalOptions, error) {
	scheme, rest, isURL := strings.Cut(text, "://")
	if !isURL {
		scheme, rest = "redis", text
	}
	name, kind, _ := strings.Cut(scheme, "-")
	if name != "redis" && name != "rediss" || kind != "" && kind != "cluster" && kind != "sentinel" {
		return nil, fmt.Errorf("unknown scheme %q", scheme)
	}
	// Several hosts are no URL to net/url: the rest is read with another in their place.
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	user, hosts := "", rest[:end]
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		user, hosts = hosts[:at+1], hosts[at+1:]
	}
	u, err := url.Parse(name + "://" + user + "hosts" + rest[end:])
	if err != nil {
		return nil, errors.New("not a URL: percent-encode what is neither letter nor digit in a user or password")
	}
	o := &redis.UniversalOptions{Username: u.User.Username()}
	o.Password, _ = u.User.Password()
	if name == "rediss" {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12} // for the name of each host
	}
	if o.Addrs, err = redisHosts(hosts, map[string]string{"sentinel": "26379"}[kind]); err != nil {
		return nil, err
	}
	if kind == "" && len(o.Addrs) > 1 {
		kind = "cluster"
	}
	return o, completeRedis(o, kind, strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' }), u.Query())
}

// completeRedis reads what follows the hosts.
func completeRedis(o *redis.UniversalOptions, kind string, path []string, query url.Values) error {
	switch kind {
	case "cluster":
		o.IsClusterMode = true
		if len(path) > 0 {
			return errors.New("a cluster has no numbered databases")
		}
	case "sentinel":
		if len(path) == 0 {
			return errors.New("a Sentinel needs the name of the master")
		}
		o.MasterName, path = path[0], path[1:]
		o.SentinelUsername, o.SentinelPassword = query.Get("sentinel_username"), query.Get("sentinel_password")
		query.Del("sentinel_username")
		query.Del("sentinel_password")
	}
	if len(path) > 1 {
		return errors.New("too many parts after the hosts")
	}
	if len(path) == 1 {
		n, err := strconv.Atoi(path[0])
		if err != nil || n < 0 {
			return fmt.Errorf("%q is not the number of a database", path[0])
		}
		o.DB = n
	}
	for name := range query {
		return fmt.Errorf("unknown option %q", name)
	}
	return nil
}

// redisHosts reads HOST:PORT,HOST:PORT. A port that is missing is the usual one, 6379 unless another is given.
func redisHosts(text, usual string) ([]string, error) {
	if usual == "" {
		usual = "6379"
	}
	var addresses []string
	for one := range strings.SplitSeq(text, ",") {
		host, port, err := net.SplitHostPort(one)
		if err != nil && !strings.Contains(one, ":") {
			host, port, err = one, usual, nil
		}
		if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 1 || n > 65535 || host == "" || strings.ContainsAny(host, " \t") {
			return nil, fmt.Errorf("%q is not HOST:PORT", one)
		}
		addresses = append(addresses, net.JoinHostPort(host, port))
	}
	return addresses, nil
}
