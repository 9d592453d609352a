package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hocso/internal/sqlite"
	"hocso/progress/campaign"
)

func TestAnAlteredHeadOfASettlementIsFoundOut(t *testing.T) {
	data, _ := seeded(t)
	db, err := sqlite.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	settled := campaign.Freeze(campaign.Campaign{ID: "dot-cu", Version: 1, Name: "Đợt cũ", FirstDay: "2025-10-01", LastDay: "2025-12-31"}, nil, nil, time.Now())
	if err := errors.Join(db.PutCampaign(t.Context(), settled.Campaign), db.AddSettlement(t.Context(), settled), db.Close()); err != nil {
		t.Fatal(err)
	}
	if lines, err := hocso(t, "verify", "--data="+data); err != nil {
		t.Fatalf("before: %q, %v", lines, err)
	}
	raw, err := sql.Open("sqlite", filepath.Join(data, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	_, err = raw.Exec(`UPDATE settlements SET head = replace(head, 'Đợt cũ', 'Đợt mới')`)
	if err := errors.Join(err, raw.Close()); err != nil {
		t.Fatal(err)
	}
	if lines, err := hocso(t, "verify", "--data="+data); err == nil || !strings.Contains(lines, "settlement of dot-cu: ") {
		t.Errorf("altered: %q, %v", lines, err)
	}
}

// A campaign that is over is stored, frozen once, and found out if anybody changes it afterwards.
func TestACampaignIsStoredFrozenAndCheckedFromTheCommandLine(t *testing.T) {
	data, _ := seeded(t)
	file := filepath.Join(t.TempDir(), "campaign.yaml")
	text := "id: dot-cu\nname: Đợt cũ\nfirst_day: 2025-10-01\nlast_day: 2025-12-31\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want string, args ...string) {
		t.Helper()
		if out, err := hocso(t, append(args, "--data="+data)...); err != nil || !strings.Contains(out, want) {
			t.Fatalf("hocso %v: %q, %v", args, out, err)
		}
	}
	do("dot-cu version 1 could be stored", "campaign", "put", file, "--dry-run")
	do("dot-cu version 1 stored", "campaign", "put", file)
	do("dot-cu version 1 stored", "campaign", "put", file) // says the same
	do(`"name": "Đợt cũ"`, "campaign", "show", "dot-cu")
	do("dot-cu\t1\tdue\t2025-10-01", "campaign", "list")
	do("dot-cu version 1 is frozen: ", "campaign", "freeze", "dot-cu")
	do("dot-cu\t1\tfrozen", "campaign", "list")
	do("dot-cu is as it was frozen: ", "campaign", "verify", "dot-cu")
	do("verified: ", "verify")
	if _, err := hocso(t, "campaign", "freeze", "dot-cu", "--data="+data); err == nil || !strings.Contains(err.Error(), "frozen") {
		t.Errorf("frozen twice: %v", err)
	}

	db, err := sql.Open("sqlite", filepath.Join(data, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE settlements SET document = replace(document, 'Đợt cũ', 'Đợt mới')`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := hocso(t, "campaign", "verify", "dot-cu", "--data="+data); err == nil || !strings.Contains(err.Error(), "does not match its hash") {
		t.Errorf("altered: %v", err)
	}
	if out, err := hocso(t, "verify", "--data="+data); err == nil || !strings.Contains(out, "settlement of dot-cu: ") {
		t.Errorf("altered: %q, %v", out, err)
	}
}
