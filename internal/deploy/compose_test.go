package deploy_test

import (
	"maps"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

const root = "../.."

// load reads docker-compose.yml as docker compose would, with no variables set.
func load(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(root, "docker-compose.yml")}, cli.WithName("hocso"), cli.WithResolvedPaths(true))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func service(t *testing.T, p *types.Project, name string) types.ServiceConfig {
	t.Helper()
	s, ok := p.Services[name]
	if !ok {
		t.Fatalf("there is no service %s", name)
	}
	return s
}

func TestServicesAreThese(t *testing.T) {
	got := slices.Sorted(maps.Keys(load(t).Services))
	if want := []string{"app", "caddy", "mongo", "redis", "seed"}; !slices.Equal(got, want) {
		t.Errorf("services are %v, want %v", got, want)
	}
}

func TestEveryLastingServiceHasAHealthCheckAndComesBack(t *testing.T) {
	for name, s := range load(t).Services {
		if name == "seed" {
			if s.Restart != "no" {
				t.Errorf("seed runs once, but restarts: %q", s.Restart)
			}
			continue
		}
		if s.HealthCheck == nil || s.HealthCheck.Disable || len(s.HealthCheck.Test) < 2 || s.HealthCheck.Test[0] != "CMD" {
			t.Errorf("%s has no health check that runs without a shell", name)
		}
		if s.Restart != "unless-stopped" {
			t.Errorf("%s does not come back after a crash: restart is %q", name, s.Restart)
		}
	}
}

// pinned is a version down to its patch level, with a flavour of the image or none.
var pinned = regexp.MustCompile(`^[a-z]+:[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9]+)?$`)

func TestImagesArePinned(t *testing.T) {
	for name, s := range load(t).Services {
		if s.Build == nil && !pinned.MatchString(s.Image) {
			t.Errorf("%s: image %q is not pinned to a patch level", name, s.Image)
		}
	}
	stages := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(read(t, "Dockerfile"), -1)
	if len(stages) != 3 {
		t.Fatalf("the Dockerfile has %d stages, want 3", len(stages))
	}
	for _, stage := range stages {
		if stage[1] != "scratch" && !pinned.MatchString(stage[1]) {
			t.Errorf("Dockerfile: %q is not pinned to a patch level", stage[1])
		}
	}
}

func TestVersionsAreThoseOfTheProject(t *testing.T) {
	mod := regexp.MustCompile(`(?m)^go ([0-9]+\.[0-9]+)`).FindStringSubmatch(read(t, "go.mod"))
	if mod == nil || !strings.Contains(read(t, "Dockerfile"), "FROM golang:"+mod[1]+".") {
		t.Errorf("the Dockerfile does not build with the Go of go.mod, %v", mod)
	}
	workflow := read(t, ".github/workflows/ci.yml")
	p := load(t)
	for _, image := range []string{service(t, p, "mongo").Image, service(t, p, "redis").Image} {
		if !strings.Contains(workflow, image+"\n") && !strings.Contains(workflow, image+" ") {
			t.Errorf("CI does not test with %s, which is deployed", image)
		}
	}
}

func TestStartsInOrder(t *testing.T) {
	p := load(t)
	want := map[string]map[string]string{
		"caddy": {"app": types.ServiceConditionHealthy},
		"app": {"mongo": types.ServiceConditionHealthy, "redis": types.ServiceConditionHealthy,
			"seed": types.ServiceConditionCompletedSuccessfully},
		"seed": {"mongo": types.ServiceConditionHealthy},
	}
	for name, s := range p.Services {
		got := map[string]string{}
		for on, d := range s.DependsOn {
			got[on] = d.Condition
		}
		if !maps.Equal(got, want[name]) {
			t.Errorf("%s waits for %v, want %v", name, got, want[name])
		}
	}
}

func TestOnlyCaddyIsPublished(t *testing.T) {
	p := load(t)
	for name, s := range p.Services {
		if name != "caddy" && (len(s.Ports) > 0 || s.NetworkMode != "") {
			t.Errorf("%s is reachable from outside: ports %v, network mode %q", name, s.Ports, s.NetworkMode)
		}
	}
	var ports []string
	for _, port := range service(t, p, "caddy").Ports {
		ports = append(ports, port.Published+"/"+port.Protocol)
	}
	if want := []string{"80/tcp", "443/tcp", "443/udp"}; !slices.Equal(ports, want) {
		t.Errorf("caddy publishes %v, want %v", ports, want)
	}
}

func TestStoresAreOnANetworkWithoutAWayOut(t *testing.T) {
	p := load(t)
	for _, name := range []string{"mongo", "redis", "seed"} {
		for network := range service(t, p, name).Networks {
			if !p.Networks[network].Internal {
				t.Errorf("%s is on network %s, which is not internal", name, network)
			}
		}
	}
	for network := range service(t, p, "caddy").Networks {
		if _, shared := service(t, p, "mongo").Networks[network]; shared {
			t.Errorf("caddy and mongo share network %s", network)
		}
	}
}

func TestMongoIsAReplicaSetThatKeepsItsData(t *testing.T) {
	p := load(t)
	mongo := service(t, p, "mongo")
	if at := slices.Index(mongo.Command, "--replSet"); at < 0 || at+1 == len(mongo.Command) || mongo.Command[at+1] != "rs0" {
		t.Errorf("mongo runs %v, not as the replica set rs0", mongo.Command)
	}
	if check := strings.Join(mongo.HealthCheck.Test, " "); !strings.Contains(check, "rs.initiate") || !strings.Contains(check, "isWritablePrimary") {
		t.Error("the health check does not found the replica set and wait for its primary")
	}
	if !onVolume(p, mongo, "/data/db") {
		t.Error("mongo's data is on no volume of its own")
	}
	for _, name := range []string{"app", "seed"} {
		if uri := value(service(t, p, name), "HOCSO_MONGO"); !strings.HasPrefix(uri, "mongodb://mongo:27017/") || !strings.Contains(uri, "replicaSet=rs0") {
			t.Errorf("%s does not use the replica set: HOCSO_MONGO is %q", name, uri)
		}
	}
}

func TestRedisKeepsNothing(t *testing.T) {
	p := load(t)
	redis := service(t, p, "redis")
	command := strings.Join(redis.Command, " ")
	for _, want := range []string{"--save  --", "--appendonly no", "--maxmemory-policy noeviction"} {
		if !strings.Contains(command, want) {
			t.Errorf("redis runs %q, without %q", command, want)
		}
	}
	if len(redis.Volumes) > 0 {
		t.Errorf("redis has volumes: %v", redis.Volumes)
	}
	if got := value(service(t, p, "app"), "HOCSO_REDIS"); got != "redis:6379" {
		t.Errorf("the app's boards are at %q", got)
	}
}

func TestHocsoRunsWithoutPowers(t *testing.T) {
	p := load(t)
	for _, name := range []string{"app", "seed"} {
		s := service(t, p, name)
		if uid, _, _ := strings.Cut(s.User, ":"); uid == "" || uid == "0" || uid == "root" {
			t.Errorf("%s runs as %q", name, s.User)
		}
		if !s.ReadOnly || s.Privileged || !slices.Equal(s.CapDrop, []string{"ALL"}) || len(s.CapAdd) > 0 ||
			!slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s may do more than it needs", name)
		}
		if !onVolume(p, s, "/data") || value(s, "HOCSO_DATA") != "/data" || filepath.Dir(value(s, "HOCSO_KEYS")) != "/data" {
			t.Errorf("%s does not keep its keys on a volume", name)
		}
	}
	app := service(t, p, "app")
	if grace := app.StopGracePeriod; grace == nil || grace.String() != "15s" {
		t.Errorf("the app gets %v to finish, want more than the 10 s it may take", grace)
	}
}

func TestAppBelievesCaddyAlone(t *testing.T) {
	p := load(t)
	caddy := service(t, p, "caddy").Networks["front"]
	if caddy == nil || caddy.Ipv4Address == "" {
		t.Fatal("caddy has no address of its own on the network front")
	}
	if got := value(service(t, p, "app"), "HOCSO_TRUSTED_PROXIES"); got != caddy.Ipv4Address {
		t.Errorf("the app believes %q, caddy is %s", got, caddy.Ipv4Address)
	}
	pool := p.Networks["front"].Ipam.Config[0]
	address, given, subnet := netip.MustParseAddr(caddy.Ipv4Address), netip.MustParsePrefix(pool.IPRange), netip.MustParsePrefix(pool.Subnet)
	if !subnet.Contains(address) || given.Contains(address) {
		t.Errorf("%s must be in %s, and not in %s, whose addresses go to others", address, subnet, given)
	}
}

// settings finds the names that a command's help prints after its flags.
var settings = regexp.MustCompile(`\(\$(HOCSO_[A-Z_]+)\)`)

func TestEverySettingIsOneThatTheCommandKnows(t *testing.T) {
	p := load(t)
	image := map[string]string{}
	for _, m := range regexp.MustCompile(`(HOCSO_[A-Z_]+)=(\S+)`).FindAllStringSubmatch(read(t, "Dockerfile"), -1) {
		image[m[1]] = m[2]
	}
	for name, command := range map[string]string{"app": "serve", "seed": "seed"} {
		s := service(t, p, name)
		if !slices.Equal(s.Command, []string{command}) {
			t.Errorf("%s runs %v, want %s", name, s.Command, command)
		}
		help, err := exec.CommandContext(t.Context(), "go", "run", "hocso/cmd/hocso", command, "--help").Output()
		if err != nil {
			t.Fatal("ask for help:", err)
		}
		var known []string
		for _, m := range settings.FindAllStringSubmatch(string(help), -1) {
			known = append(known, m[1])
		}
		if len(known) < 5 {
			t.Fatalf("%s --help names only %v", command, known)
		}
		for variable := range s.Environment {
			if !slices.Contains(known, variable) {
				t.Errorf("%s sets %s, which hocso %s does not know", name, variable, command)
			}
		}
		if command == "serve" {
			for variable := range image {
				if !slices.Contains(known, variable) {
					t.Errorf("the Dockerfile sets %s, which hocso serve does not know", variable)
				}
			}
		}
	}
	if len(image) == 0 {
		t.Error("the Dockerfile sets nothing; this test would not see a wrong name")
	}
}

func TestMountedFilesAreThere(t *testing.T) {
	p := load(t)
	for name, s := range p.Services {
		for _, v := range s.Volumes {
			if v.Type == types.VolumeTypeBind {
				if _, err := os.Stat(v.Source); err != nil {
					t.Errorf("%s mounts what is not there: %v", name, err)
				}
				if !v.ReadOnly {
					t.Errorf("%s may write to %s", name, v.Source)
				}
			}
		}
	}
}

func onVolume(p *types.Project, s types.ServiceConfig, target string) bool {
	return slices.ContainsFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool {
		_, declared := p.Volumes[v.Source]
		return v.Type == types.VolumeTypeVolume && v.Target == target && declared
	})
}

func value(s types.ServiceConfig, name string) string {
	if v := s.Environment[name]; v != nil {
		return *v
	}
	return ""
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
