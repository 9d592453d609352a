package main

import (
	"strings"
	"testing"

	"hocso/progress"
)

// On SQLite there are more residents than are gone through together; FerretDB reads all it has for each piece of a page.
func TestRebuildMendsWhatVerifyFinds(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			p := &process{t: t, flags: flags(t)}
			residents := "1030"
			if strings.HasPrefix(name, "mongodb") {
				residents = "60"
			}
			run := func(command string, more ...string) (string, error) { return p.command(command, more...) }
			if out, err := run("seed", "--demo", "--residents="+residents); err != nil {
				t.Fatal(out, err)
			}
			rebuilt, err := run("rebuild")
			if err != nil || !strings.HasPrefix(rebuilt, "rebuilt: ") {
				t.Fatal(rebuilt, err)
			}
			if out := p.verify(); !strings.HasPrefix(strings.TrimPrefix(out, "verified: "), strings.TrimSpace(strings.TrimPrefix(rebuilt, "rebuilt: "))) {
				t.Errorf("rebuilt %q, verified %q", rebuilt, out)
			}
			missing, wrong := tamper(t, p.flags)
			out, err := run("verify")
			if err == nil || !strings.Contains(out, "summary of "+missing+": there is none") || !strings.Contains(out, "summary of "+wrong+": stored") ||
				!strings.Contains(out, "2 differences") {
				t.Errorf("of two wrong summaries: %s", out)
			}
			if out, err := run("rebuild"); err != nil {
				t.Fatal(out, err)
			}
			p.verify()
		})
	}
}

// tamper removes the first summary and makes the last one say more than it should.
func tamper(t *testing.T, flags []string) (missing, wrong string) {
	t.Helper()
	var where storeFlags
	for _, flag := range flags {
		name, value, _ := strings.Cut(flag, "=")
		switch name {
		case "--data":
			where.Data = value
		case "--mongo":
			where.Mongo = value
		}
	}
	db, err := where.open(t.Context())
	must(t, err)
	defer func() { _ = db.Close() }()
	var last progress.Summary
	must(t, db.EachSummary(t.Context(), progress.Span{}, func(s progress.Summary) error {
		if missing == "" {
			missing = s.Resident
		}
		last = s
		return nil
	}))
	must(t, db.DeleteSummary(t.Context(), missing))
	last.Submissions++
	_, err = db.PutSummaries(t.Context(), []progress.Summary{last})
	must(t, err)
	return missing, last.Resident
}
