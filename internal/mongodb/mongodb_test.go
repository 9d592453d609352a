package mongodb_test

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"hocso/courses"
	"hocso/courses/coursestest"
	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
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

func open(t *testing.T, uri string) *mongodb.Store {
	t.Helper()
	s, err := mongodb.Open(t.Context(), uri)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fresh opens a store on a database of its own.
func fresh[S any](t *testing.T) S {
	t.Helper()
	return any(open(t, mongotest.Start(t))).(S)
}

func TestContracts(t *testing.T) {
	mongotest.Start(t) // keeps one server running for all of them
	t.Run("rolls", func(t *testing.T) { placestest.TestRollStore(t, fresh[places.RollStore]) })
	t.Run("places", func(t *testing.T) { placestest.TestStore(t, fresh[places.Store]) })
	t.Run("campaign", func(t *testing.T) { campaigntest.TestStore(t, fresh[campaign.Store]) })
	t.Run("rolls", func(t *testing.T) { placestest.TestRollStore(t, fresh[places.RollStore]) })
	t.Run("rulings", func(t *testing.T) { campaigntest.TestRulingStore(t, fresh[campaign.RulingStore]) })
	t.Run("settlements", func(t *testing.T) { campaigntest.TestSettlementStore(t, fresh[campaign.SettlementStore]) })
	t.Run("courses", func(t *testing.T) { coursestest.TestStore(t, fresh[courses.Store]) })
	t.Run("people", func(t *testing.T) { peopletest.TestStore(t, fresh[people.Store]) })
	t.Run("devices", func(t *testing.T) { peopletest.TestDeviceStore(t, fresh[people.DeviceStore]) })
	t.Run("attempts", func(t *testing.T) { peopletest.TestAttemptStore(t, fresh[people.AttemptStore]) })
	t.Run("credentials", func(t *testing.T) { peopletest.TestCredentialStore(t, fresh[people.CredentialStore]) })
	t.Run("passes", func(t *testing.T) { peopletest.TestPassStore(t, fresh[people.PassStore]) })
	t.Run("factors", func(t *testing.T) { peopletest.TestFactorStore(t, fresh[people.FactorStore]) })
	t.Run("requests", func(t *testing.T) { peopletest.TestRequestStore(t, fresh[people.RequestStore]) })
	t.Run("audit", func(t *testing.T) { peopletest.TestAuditStore(t, fresh[people.AuditStore]) })
	t.Run("certificates", func(t *testing.T) { certificatestest.TestStore(t, fresh[certificatestest.Store]) })
	t.Run("erasures", func(t *testing.T) { peopletest.TestErasureStore(t, fresh[people.ErasureStore]) })
	t.Run("aliases", func(t *testing.T) { peopletest.TestAliasStore(t, fresh[people.AliasStore]) })
	t.Run("archive", func(t *testing.T) { peopletest.TestArchive(t, fresh[peopletest.ArchiveStore]) })
	t.Run("submission archive", func(t *testing.T) { progresstest.TestSubmissionArchive(t, fresh[progresstest.ArchiveStore]) })
	t.Run("fieldwork", func(t *testing.T) { fieldworktest.TestStore(t, fresh[fieldworktest.Store]) })
	t.Run("residents", func(t *testing.T) { progresstest.TestResidents(t, fresh[progresstest.ResidentStore]) })
	t.Run("submissions", func(t *testing.T) { progresstest.TestSubmissionStore(t, fresh[progress.SubmissionStore]) })
	t.Run("summaries", func(t *testing.T) { progresstest.TestSummaryStore(t, fresh[progress.SummaryStore]) })
	t.Run("leases", func(t *testing.T) { progresstest.TestLeaseStore(t, fresh[progress.LeaseStore]) })
	t.Run("totals", func(t *testing.T) { progresstest.TestTotalsStore(t, fresh[progress.TotalsStore]) })
}

func TestOpenTwice(t *testing.T) {
	uri := mongotest.Start(t)
	first := open(t, uri)
	ward := places.Ward{Code: "24175", Name: "Cư M'gar"}
	if err := first.PutWards(t.Context(), []places.Ward{ward}); err != nil {
		t.Fatal(err)
	}
	wards, err := open(t, uri).Wards(t.Context()) // the indexes are there already
	if err != nil || len(wards) != 1 {
		t.Fatalf("wards %v, error %v", wards, err)
	}
	if err := first.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOpenSaysWhatTheServerCannotDo(t *testing.T) {
	var log bytes.Buffer
	s, err := mongodb.Open(t.Context(), mongotest.Start(t), mongodb.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("TEST_MONGO_URI") != "" {
		if log.Len() > 0 {
			t.Errorf("MongoDB can do it all, but the log says %q", log.String())
		}
		return
	}
	if strings.Count(log.String(), "\n") != 1 || !strings.Contains(log.String(), "collection=submissions") {
		t.Errorf("log %q, want one line on submissions", log.String())
	}
}

func TestOpenHidesThePassword(t *testing.T) {
	for name, uri := range map[string]string{
		"unreachable":         "mongodb://hocso:s3cret@127.0.0.1:1/hocso",
		"unreachable replica": "mongodb://hocso:s3cret@127.0.0.1:1,127.0.0.1:2/hocso?replicaSet=rs0",
		"unescaped":           "mongodb://hocso:s3cret@x@127.0.0.1:1/hocso",
		"bad port":            "mongodb://hocso:s3cret@127.0.0.1:port/hocso",
		"no host":             "mongodb://hocso:s3cret",
		"bad option":          "mongodb://hocso:s3cret@127.0.0.1:1/hocso?maxPoolSize=s3cret",
		"another scheme":      "postgres://hocso:s3cret@127.0.0.1:1/hocso",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			s, err := mongodb.Open(t.Context(), uri)
			if err == nil {
				_ = s.Close()
				t.Fatal("no error")
			}
			if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want one line without the password", err)
			}
			if strings.HasPrefix(name, "unreachable") && !strings.Contains(err.Error(), "127.0.0.1:1") {
				t.Errorf("error %q does not name the host", err)
			}
			if took := time.Since(start); took > 7*time.Second {
				t.Errorf("gave up after %v", took)
			}
		})
	}
}
