package deploy_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// instructions returns the Dockerfile's instructions, a stage each.
func instructions(t *testing.T) [][]string {
	t.Helper()
	text := strings.ReplaceAll(read(t, "Dockerfile"), "\\\n", " ")
	var stages [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "FROM "):
			stages = append(stages, []string{line})
		case len(stages) == 0:
			t.Fatalf("Dockerfile: %q stands before any stage", line)
		default:
			stages[len(stages)-1] = append(stages[len(stages)-1], line)
		}
	}
	return stages
}

func TestImageHoldsOnlyWhatRuns(t *testing.T) {
	stages := instructions(t)
	final := stages[len(stages)-1]
	if final[0] != "FROM scratch" {
		t.Errorf("the image is made %s: it has more in it than hocso", strings.ToLower(final[0]))
	}
	for _, line := range final {
		if strings.HasPrefix(line, "RUN ") || strings.HasPrefix(line, "ADD ") || strings.HasPrefix(line, "COPY ") && !strings.HasPrefix(line, "COPY --from=build ") {
			t.Errorf("the image takes in more than what was built: %s", line)
		}
	}
	if !slices.Contains(final, "USER 65532:65532") {
		t.Error("the image runs as root")
	}
	if !slices.Contains(final, `ENTRYPOINT ["/hocso"]`) {
		t.Error("the image does not run hocso without a shell")
	}
	build := strings.Join(stages[len(stages)-2], "\n")
	for _, program := range []string{"./cmd/hocso", "./internal/deploy/probe"} {
		if !regexp.MustCompile(`CGO_ENABLED=0 go build -trimpath [^&]*` + regexp.QuoteMeta(program) + `\b`).MatchString(build) {
			t.Errorf("%s is not built as a static file", program)
		}
	}
}

func TestNothingSecretGetsIntoTheImage(t *testing.T) {
	secret := regexp.MustCompile(`(?i)(ARG|ENV)\s.*(secret|password|passwd|token|key|pepper)`)
	for _, stage := range instructions(t) {
		for _, line := range stage {
			if secret.MatchString(line) {
				t.Errorf("Dockerfile: %s", line)
			}
		}
	}
	var rules []string
	for line := range strings.Lines(read(t, ".dockerignore")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			rules = append(rules, line)
		}
	}
	if len(rules) == 0 || rules[0] != "*" {
		t.Fatal(".dockerignore does not leave everything out first")
	}
	allowed := []string{"!go.mod", "!go.sum", "!api", "!cmd", "!courses", "!docs/ranking.vi.md", "!frontend", "!internal", "!progress", "!seed"}
	for _, rule := range rules {
		if strings.HasPrefix(rule, "!") && !slices.Contains(allowed, rule) {
			t.Errorf(".dockerignore lets in %s", rule)
		}
	}
	for _, rule := range []string{"frontend/dist", "frontend/node_modules"} {
		if !slices.Contains(rules, rule) {
			t.Errorf(".dockerignore does not leave out %s, which the image builds itself", rule)
		}
	}
}
