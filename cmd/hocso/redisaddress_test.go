package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestRedisIsFoundAtEveryFormOfAddress(t *testing.T) {
	for text, want := range map[string]string{
		"127.0.0.1:6379":        "[127.0.0.1:6379] db=0 user=: sentinel= : tls=false cluster=false",
		"redis":                 "[redis:6379] db=0 user=: sentinel= : tls=false cluster=false",
		"[::1]:6379":            "[[::1]:6379] db=0 user=: sentinel= : tls=false cluster=false",
		"a:1,b:2,c:3":           "[a:1 b:2 c:3] db=0 user=: sentinel= : tls=false cluster=true",
		"redis://a:1/3":         "[a:1] db=3 user=: sentinel= : tls=false cluster=false",
		"redis://:p%40ss@a:1":   "[a:1] db=0 user=:p@ss sentinel= : tls=false cluster=false",
		"rediss://u:p@a":        "[a:6379] db=0 user=u:p sentinel= : tls=true cluster=false",
		"redis://u:p@a:1,b:2":   "[a:1 b:2] db=0 user=u:p sentinel= : tls=false cluster=true",
		"redis-cluster://a:1":   "[a:1] db=0 user=: sentinel= : tls=false cluster=true",
		"rediss-cluster://a,b/": "[a:6379 b:6379] db=0 user=: sentinel= : tls=true cluster=true",
		"redis-sentinel://:p@a:1,b:2,c/boards/2?sentinel_username=s&sentinel_password=q": "[a:1 b:2 c:26379] db=2 user=:p sentinel=boards s:q tls=false cluster=false",
		"rediss-sentinel://a:1/boards": "[a:1] db=0 user=: sentinel=boards : tls=true cluster=false",
	} {
		o, err := redisOptions(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := fmt.Sprintf("%v db=%d user=%s:%s sentinel=%s %s:%s tls=%v cluster=%v", o.Addrs, o.DB, o.Username, o.Password, o.MasterName, o.SentinelUsername,
			o.SentinelPassword, o.TLSConfig != nil, o.IsClusterMode)
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

func TestAnAddressThatIsNoneIsRefusedWithTheReasonAndWithoutThePassword(t *testing.T) {
	for text, reason := range map[string]string{
		"":                                 "not HOST:PORT",
		"a:1,,b:2":                         "not HOST:PORT",
		"a:b":                              "not HOST:PORT",
		"a:0":                              "not HOST:PORT",
		"a:65536":                          "not HOST:PORT",
		"a b:1":                            "not HOST:PORT",
		"http://secret@a:1":                `unknown scheme "http"`,
		"redis-ring://a:1":                 `unknown scheme "redis-ring"`,
		"unix:///run/redis.sock":           `unknown scheme "unix"`,
		"redis://u:sec%ret@a:1":            "percent-encode",
		"redis://u:secret@a:1/x":           `"x" is not the number`,
		"redis://u:secret@a:1/1/2":         "too many parts",
		"redis://u:secret@a:1?pool=7":      `unknown option "pool"`,
		"redis://u:secret@a:1,b:2/1":       "no numbered databases",
		"redis-cluster://a:1/1":            "no numbered databases",
		"redis-sentinel://u:secret@a:1":    "name of the master",
		"redis-sentinel://a:1/boards/zero": `"zero" is not the number`,
	} {
		_, err := redisOptions(text)
		if err == nil || !strings.Contains(err.Error(), reason) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "sec%ret") {
			t.Errorf("%s: %v, want %q", text, err, reason)
		} else if !strings.HasPrefix(err.Error(), "--redis: ") {
			t.Errorf("%s: %v does not name the flag", text, err)
		}
	}
}
