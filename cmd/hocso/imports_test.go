package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed says which of the project's own packages each package may use, and which packages may speak to a database, to
// Redis or over HTTP at all. A package that is not listed fails the test, so that a new one gets its place here.
var allowed = map[string]struct {
	own     []string
	outside []string // of the drivers below
}{
	"internal/day":                    {},
	"internal/sheet":                  {own: []string{"internal/day"}},
	"internal/multikey":               {},
	"internal/tablefile":              {},
	"internal/tablecolumns":           {own: []string{"internal/tablefile", "progress/places"}},
	"internal/villagefile":            {own: []string{"internal/tablecolumns", "internal/tablefile", "progress/places"}},
	"internal/peoplefile":             {own: []string{"internal/tablecolumns", "internal/tablefile", "progress/people", "progress/places"}},
	"courses":                         {own: []string{"internal/day"}},
	"courses/moodle":                  {own: []string{"courses", "internal/day"}},
	"progress/places":                 {own: []string{"internal/day"}},
	"progress/people":                 {own: []string{"internal/day", "internal/multikey", "progress/places"}},
	"progress/campaign":               {own: []string{"internal/day", "progress/places"}},
	"progress/fieldwork":              {own: []string{"internal/day", "progress/places"}},
	"progress":                        {own: []string{"courses", "internal/day", "progress/campaign", "progress/fieldwork", "progress/people", "progress/places"}},
	"progress/certificates":           {own: []string{"internal/day", "progress", "progress/campaign", "progress/people"}},
	"progress/certificates/openbadge": {own: []string{"internal/multikey", "progress/certificates"}},
	"progress/leaderboard":            {own: []string{"internal/day", "progress", "progress/campaign"}, outside: []string{redisDriver}},
	"internal/archive":                {own: []string{"courses", "internal/day", "progress", "progress/campaign", "progress/certificates", "progress/fieldwork", "progress/people", "progress/places"}},
	"internal/bench":                  {own: []string{"courses"}, outside: []string{fiberDriver, mongoDriver, sqlDriver}}, // the floors
	"internal/sqlite":                 {own: []string{"courses", "internal/day", "progress", "progress/campaign", "progress/certificates", "progress/fieldwork", "progress/people", "progress/places"}, outside: []string{sqlDriver}},
	"internal/mongodb":                {own: []string{"courses", "internal/day", "progress", "progress/campaign", "progress/certificates", "progress/fieldwork", "progress/people", "progress/places"}, outside: []string{mongoDriver}},
	"internal/rollfile":               {own: []string{"internal/tablecolumns", "internal/tablefile", "progress/places"}},
	"api": {own: []string{"courses", "internal/day", "internal/peoplefile", "internal/rollfile", "internal/sheet", "internal/tablecolumns", "internal/tablefile", "internal/villagefile", "progress", "progress/campaign", "progress/certificates", "progress/certificates/openbadge", "progress/fieldwork", "progress/leaderboard", "progress/people", "progress/places"},
		outside: []string{fiberDriver}},
	"internal/oidc":         {own: []string{"progress/people"}},
	"seed":                  {own: []string{"courses", "internal/day", "progress", "progress/campaign", "progress/people", "progress/places"}},
	"frontend":              {},
	"internal/deploy/probe": {},
	"cmd/hocso": {own: []string{"api", "courses", "courses/moodle", "frontend", "internal/archive", "internal/bench", "internal/day", "internal/mongodb", "internal/oidc", "internal/sqlite", "progress", "progress/campaign", "progress/certificates", "progress/certificates/openbadge", "progress/fieldwork",
		"progress/leaderboard", "progress/people", "progress/places", "seed"}, outside: []string{redisDriver}},
}

const (
	redisDriver = "github.com/redis/"
	sqlDriver   = "modernc.org/sqlite"
	mongoDriver = "go.mongodb.org/"
	fiberDriver = "github.com/gofiber/"
)

func TestPackagesImportOnlyWhatTheirPlaceAllows(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "hocso/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(pkg.ImportPath, "hocso/")
		if strings.HasSuffix(name, "test") || len(pkg.Imports) == 0 {
			continue // packages for tests, and packages of tests alone
		}
		rule, known := allowed[name]
		if !known {
			t.Errorf("%s has no rule here", name)
			continue
		}
		seen++
		for _, imported := range pkg.Imports {
			if own, ok := strings.CutPrefix(imported, "hocso/"); ok {
				if !slices.Contains(rule.own, own) {
					t.Errorf("%s may not import %s", name, own)
				}
				continue
			}
			for _, driver := range []string{redisDriver, sqlDriver, mongoDriver, fiberDriver} {
				if strings.HasPrefix(imported, driver) && !slices.Contains(rule.outside, driver) {
					t.Errorf("%s may not import %s", name, imported)
				}
			}
		}
	}
	if seen != len(allowed) {
		t.Errorf("%d packages have a rule and %d exist", len(allowed), seen)
	}
}
