package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hocso/courses"
	"hocso/courses/coursestest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/campaign/campaigntest"
	"hocso/progress/certificates/certificatestest"
	"hocso/progress/fieldwork/fieldworktest"
	"hocso/progress/people"
	"hocso/progress/people/peopletest"
	"hocso/progress/places"
	"hocso/progress/places/placestest"
	"hocso/progress/progresstest"
)

func open(t *testing.T) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func TestStoreKeepsThePromisesOfEveryInterface(t *testing.T) {
	t.Run("rolls", func(t *testing.T) {
		placestest.TestRollStore(t, func(t *testing.T) places.RollStore { return open(t) })
	})
	t.Run("places", func(t *testing.T) { placestest.TestStore(t, func(t *testing.T) places.Store { return open(t) }) })
	t.Run("campaign", func(t *testing.T) { campaigntest.TestStore(t, func(t *testing.T) campaign.Store { return open(t) }) })
	t.Run("rolls", func(t *testing.T) {
		placestest.TestRollStore(t, func(t *testing.T) places.RollStore { return open(t) })
	})
	t.Run("rulings", func(t *testing.T) {
		campaigntest.TestRulingStore(t, func(t *testing.T) campaign.RulingStore { return open(t) })
	})
	t.Run("settlements", func(t *testing.T) {
		campaigntest.TestSettlementStore(t, func(t *testing.T) campaign.SettlementStore { return open(t) })
	})
	t.Run("courses", func(t *testing.T) { coursestest.TestStore(t, func(t *testing.T) courses.Store { return open(t) }) })
	t.Run("people", func(t *testing.T) { peopletest.TestStore(t, func(t *testing.T) people.Store { return open(t) }) })
	t.Run("devices", func(t *testing.T) {
		peopletest.TestDeviceStore(t, func(t *testing.T) people.DeviceStore { return open(t) })
	})
	t.Run("attempts", func(t *testing.T) {
		peopletest.TestAttemptStore(t, func(t *testing.T) people.AttemptStore { return open(t) })
	})
	t.Run("credentials", func(t *testing.T) {
		peopletest.TestCredentialStore(t, func(t *testing.T) people.CredentialStore { return open(t) })
	})
	t.Run("passes", func(t *testing.T) {
		peopletest.TestPassStore(t, func(t *testing.T) people.PassStore { return open(t) })
	})
	t.Run("factors", func(t *testing.T) {
		peopletest.TestFactorStore(t, func(t *testing.T) people.FactorStore { return open(t) })
	})
	t.Run("requests", func(t *testing.T) {
		peopletest.TestRequestStore(t, func(t *testing.T) people.RequestStore { return open(t) })
	})
	t.Run("archive", func(t *testing.T) {
		peopletest.TestArchive(t, func(t *testing.T) peopletest.ArchiveStore { return open(t) })
	})
	t.Run("submission archive", func(t *testing.T) {
		progresstest.TestSubmissionArchive(t, func(t *testing.T) progresstest.ArchiveStore { return open(t) })
	})
	t.Run("audit", func(t *testing.T) {
		peopletest.TestAuditStore(t, func(t *testing.T) people.AuditStore { return open(t) })
	})
	t.Run("certificates", func(t *testing.T) {
		certificatestest.TestStore(t, func(t *testing.T) certificatestest.Store { return open(t) })
	})
	t.Run("erasures", func(t *testing.T) {
		peopletest.TestErasureStore(t, func(t *testing.T) people.ErasureStore { return open(t) })
	})
	t.Run("fieldwork", func(t *testing.T) {
		fieldworktest.TestStore(t, func(t *testing.T) fieldworktest.Store { return open(t) })
	})
	t.Run("aliases", func(t *testing.T) {
		peopletest.TestAliasStore(t, func(t *testing.T) people.AliasStore { return open(t) })
	})
	t.Run("residents", func(t *testing.T) {
		progresstest.TestResidents(t, func(t *testing.T) progresstest.ResidentStore { return open(t) })
	})
	t.Run("submissions", func(t *testing.T) {
		progresstest.TestSubmissionStore(t, func(t *testing.T) progress.SubmissionStore { return open(t) })
	})
	t.Run("summaries", func(t *testing.T) {
		progresstest.TestSummaryStore(t, func(t *testing.T) progress.SummaryStore { return open(t) })
	})
	t.Run("totals", func(t *testing.T) {
		progresstest.TestTotalsStore(t, func(t *testing.T) progress.TotalsStore { return open(t) })
	})
}

func TestOpenAgainFindsWhatWasStored(t *testing.T) {
	dir := t.TempDir()
	first, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	want := places.Ward{Code: "24163", Name: "Tân An", Kind: places.UrbanWard}
	if err := first.PutWards(t.Context(), []places.Ward{want}); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Close() }()
	wards, err := second.Wards(t.Context())
	if err != nil || len(wards) != 1 || wards[0].Name != want.Name {
		t.Fatalf("wards = %v, %v", wards, err)
	}
}

func TestOpenRefusesADamagedFileAndLeavesItAsItIs(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	store, err := sqlite.Open(t.Context(), whole)
	if err != nil {
		t.Fatal(err)
	}
	var wards []places.Ward
	for i := range 99 {
		wards = append(wards, places.Ward{Code: string(rune('0'+i/10)) + "000" + string(rune('0'+i%10)), Name: strings.Repeat("dài ", 50)})
	}
	if err := store.PutWards(t.Context(), wards); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(whole, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), good...)
	for i := len(flipped) - 8192; i < len(flipped); i++ {
		flipped[i] ^= 0x5a
	}
	for name, content := range map[string][]byte{
		"empty":           {},
		"text":            []byte("this is no database at all, but somebody's letter"),
		"header only":     good[:100],
		"cut":             good[:len(good)/2],
		"bits flipped":    flipped,
		"another program": otherProgram(t),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, sqlite.FileName)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			store, err := sqlite.Open(context.Background(), dir)
			if err == nil {
				_ = store.Close()
				t.Fatal("was opened")
			}
			if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "nothing was changed") || strings.Contains(err.Error(), "\n") {
				t.Errorf("the line does not say which file and that it is untouched: %v", err)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}
