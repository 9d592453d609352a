// Package longtest says how much a test tries: little in make test, as much as a night allows in make test-long; and
// writes down what was tried, so that tools/campaigns can make a table of it.
package longtest

import (
	"fmt"
	"os"
	"testing"
)

// Figure returns how often to try: nightly if HOCSO_LONG is set, else ci.
func Figure(ci, nightly int) int {
	if os.Getenv("HOCSO_LONG") != "" {
		return nightly
	}
	return ci
}

// Report writes what a test of one of the campaigns of docs/security.md and docs/reliability.md has tried and what came of
// it, on one line. A test that fails says nothing.
func Report(t testing.TB, campaign, tried int, what, result string, args ...any) {
	t.Helper()
	if !t.Failed() {
		t.Logf("campaign %d: %d %s; %s", campaign, tried, what, fmt.Sprintf(result, args...))
	}
}
