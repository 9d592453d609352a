package api_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"os"
)

func TestTheDocumentIsValidOpenAPI31(t *testing.T) {
	if ok, faults := document(t).ValidateDocument(); !ok {
		for _, f := range faults {
			t.Error(f)
		}
	}
}

var parameter = regexp.MustCompile(`:([a-z]+)`)

// routesOf lists the routes of the app as "GET /api/v1/wards/{code}", without middleware.
func routesOf(w *world) []string {
	var routes []string
	for _, r := range w.app.Fiber.GetRoutes(true) {
		routes = append(routes, r.Method+" "+parameter.ReplaceAllString(r.Path, "{$1}"))
	}
	slices.Sort(routes)
	return slices.Compact(routes)
}

// unlisted are for operators, or described elsewhere, and no part of the interface.
var unlisted = []string{"GET /healthz", "GET /readyz", "GET /.well-known/did.json"}

func TestTheDocumentDescribesJustTheRoutesThereAre(t *testing.T) {
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]any `yaml:"paths"`
	}
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	described := slices.Clone(unlisted)
	for path, operations := range doc.Paths {
		for method := range maps.Keys(operations) {
			described = append(described, strings.ToUpper(method)+" "+apiPrefix+path)
		}
	}
	served := routesOf(newWorld(t))
	for _, r := range served {
		if !slices.Contains(described, r) {
			t.Errorf("%s is served but not described", r)
		}
	}
	for _, r := range described {
		if !slices.Contains(served, r) {
			t.Errorf("%s is described but not served", r)
		}
	}
}

func TestTheDocumentIsServedAsItIs(t *testing.T) {
	w := newWorld(t)
	raw, err := os.ReadFile("openapi.yaml")
	w.must(err)
	if got := w.want(w.get(nobody, "/openapi.yaml"), 200, ""); string(got.body) != string(raw) {
		t.Error("another document is served")
	}
}
