package mongodb

import (
	"bytes"
	"flag"
	"os"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

var update = flag.Bool("update", false, "write testdata/documents.json anew")

// TestStoredFields compares documents with a file, so that a field that is renamed is seen before the data of a running
// campaign is lost from sight.
func TestStoredFields(t *testing.T) {
	at := time.Date(2026, 11, 2, 12, 30, 0, 987654321, time.UTC)
	var hours progress.Hours
	hours.Add(19, 1)
	documents := []any{
		wardDocument{Code: "24175", FormerUnits: []string{"xã Ea Tu"}},
		newVillageDocument(places.Village{ID: "24175-007", Roll: &places.Roll{Adults: 412, Day: "2026-10-31", Version: 3}}),
		newVillageDocument(places.Village{ID: "24175-008", MergedInto: "24175-007", Retired: true, SplitFrom: "24175-001", Absorbed: []string{"24175-002"}, Released: []string{"24175-004"}}),
		copyDocument{copying, []byte("mark")},
		campaignDocument{"dot-1 2", "dot-1", 2, `{"id":"dot-1"}`},
		rollsDocument{"24175", 1, 2, "[]"},
		rulingDocument{ID: "r1", Campaign: "dot-1", At: at, Document: `{"id":"r1"}`},
		certificateDocument{"g1", "p1", "dot-1", at, `{"id":"g1"}`},
		settlementDocument{"dot-1", `{"hash":""}`, `{"campaign":{}}`},
		catalogueDocument{catalogue, bson.A{content(t, courses.Course{ID: "c", Title: map[courses.Language]string{courses.Vietnamese: "Dịch vụ"}})}},
		moduleDocument{moduleKey("dvc-1", 2), "dvc-1", 2, content(t, courses.Module{
			ID: "dvc-1", Version: 2, Questions: []courses.Question{{ID: "q1", CheckBy: "2027-01-31"}},
			Texts: map[courses.Language]courses.Text{courses.Vietnamese: {
				Steps:     []courses.Step{{Title: "Mở"}},
				Questions: map[string]courses.QuestionText{"q1": {Options: map[string]courses.OptionText{"a": {Text: "Một"}}}},
			}},
		})},
		recordingDocument{Name: "00.mp3", Data: []byte{1}},
		personDocument{"p1", newPersonFields(people.Person{
			Appointments: []people.Appointment{{Role: people.Officer, Ward: "24175", From: at, Until: at}},
			Consents:     []people.ConsentRecord{{Consent: people.Consent{Account: true}, Version: "2026-11", At: at}},
			Subject:      "https://dinh-danh.example#1", CreatedAt: at,
		}), credentialKey("p1", "+84901234567", []byte{1, 0xff}), true},
		personDocument{"p2", newPersonFields(people.Person{ID: "p2", CreatedAt: at}), credentialKey("p2", "", nil), false},
		deviceDocument{ID: "d1", Browser: []byte{3}, Current: []byte{1}, Previous: []byte{2}, CreatedAt: at, UsedAt: at, ProvedAt: at},
		attemptsDocument{Key: "k1", At: at},
		passDocument{ID: "c1", Kind: people.CardPass, Digest: []byte{1}, Number: "85f32ffb80", CreatedAt: at, ExpiresAt: at, RevokedAt: at},
		factorDocument{Person: "p1", Secret: []byte{1}, EnrolledAt: at, Recovery: [][]byte{{2}}},
		requestDocument{ID: "r1", Kind: people.EraseRequest, CreatedAt: at, AnswerBy: at, FinishBy: at, AnsweredAt: at, FinishedAt: at},
		auditDocument{Seq: 1, At: at, Prev: []byte{1}, Hash: []byte{2}},
		erasureDocument{Person: "p1", At: at},
		newSubmissionDocument(progress.Submission{
			Resident: "p1", Result: progress.Result{ID: "s1", Review: true, Seconds: 240, Device: 1<<32 - 1, Pattern: 7, Language: "rad", Right: []string{"q1"}, Wrong: []string{"q2"}, FinishedAt: at, ReceivedAt: at},
			Answers: map[string][]string{"$where": {"b", "a"}}, StartedAt: at, Session: "s1", Hash: []byte{1},
		}, bson.NilObjectID),
		newEventDocument(fieldwork.Event{ID: "e1", Village: "24175-007", Kind: fieldwork.Joined, Session: "s1", Day: "2026-11-02", Part: fieldwork.Evening, Person: "p1",
			Module: "dvc-1", Place: "Nhà", Outcome: fieldwork.Later, Of: "e2", At: at, ReceivedAt: at, By: "p2"}, bson.NilObjectID),
		newSummaryDocument(progress.Summary{Resident: "p1", FirstAt: at, Former: []string{"24175-001"},
			Modules: []progress.ModuleSummary{{Module: "dvc-1", Tries: []progress.Try{{At: at, Finished: "2026-11-01", Score: 3, Max: 5, Passed: true, Assisted: true, Seconds: 90, Device: 1<<32 - 1, Pattern: 7}}, First: progress.First{Version: 2, Language: "rad", Wrong: []string{"q2"}}, PassedAt: at, LastAt: at}},
			Days:    []progress.ActiveDay{{Day: "2026-11-02", Submissions: 1}},
			Hours:   []progress.ActiveHour{{Hour: 19, Submissions: 1}},
			Reviews: []progress.Review{{Module: "dvc-1", Question: "q2", Box: 1, Due: "2026-11-03"}}}),
		newTotalsDocument(progress.Totals{
			Place: "66", AsOf: at, Modules: map[string]progress.ModuleCount{"dvc.1": {Tried: 2, Passed: 1}}, Days: map[day.Day]progress.DayCount{"2026-11-02": {Learners: 1, Submissions: 1}},
			Campaigns: map[string]progress.Count{"dot.1": {Learners: 1, Reached: progress.Reached{Participants: 1, Completed: 1, Points: 3}, ParticipatedAt: at, CompletedAt: at, GainedAt: at,
				Days:  map[day.Day]progress.Reached{"2026-11-02": {Participants: 1, Completed: 1, Points: 3}},
				Signs: campaign.Signs{Attempts: 1, Assisted: 2, Timed: 3, Quick: 4, OnOneDevice: 5, Alike: 6, Participants: 7, OnLastDay: 8}}},
			Study: progress.Study{Hours: hours, Firsts: map[progress.Quiz]progress.FirstAnswers{{Module: "dvc.1", Version: 2, Language: "rad"}: {People: 1, Wrong: map[string]int{"q2": 1}}}},
		}),
		leaseDocument{Place: "24175-007", Holder: "a", Until: at},
	}
	var got bytes.Buffer
	for _, d := range documents {
		text, err := bson.MarshalExtJSONIndent(d, false, false, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got.Write(text)
		got.WriteByte('\n')
	}
	const golden = "testdata/documents.json"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the stored documents changed; if that is meant and old data is provided for, run with -update:\n%s", got.Bytes())
	}
}

func TestDurabilityIsNotUpToTheAddress(t *testing.T) {
	settings, name, err := parse("mongodb://a,b/site?w=0&journal=false&retryWrites=false&readPreference=secondary&readConcernLevel=local&timeoutMS=700")
	if err != nil {
		t.Fatal(err)
	}
	if name != "site" {
		t.Errorf("database %q", name)
	}
	if w := settings.WriteConcern; w.W != "majority" || w.Journal == nil || !*w.Journal {
		t.Errorf("write concern %+v", w)
	}
	if settings.ReadConcern.Level != "majority" || settings.ReadPreference.Mode().String() != "primary" || !*settings.RetryWrites {
		t.Errorf("read concern %+v, read preference %v, retry writes %v", settings.ReadConcern, settings.ReadPreference, *settings.RetryWrites)
	}
	if *settings.Timeout != 700*time.Millisecond {
		t.Errorf("timeout %v", *settings.Timeout)
	}
}

func TestDefaults(t *testing.T) {
	for _, uri := range []string{"mongodb://h", "mongodb://h/", "mongodb://h:27017/?w=1", "mongodb://u:p@h1,h2/?replicaSet=rs0"} {
		settings, name, err := parse(uri)
		if err != nil {
			t.Fatal(err)
		}
		if name != "hocso" || *settings.Timeout != 5*time.Second || *settings.ServerSelectionTimeout != 5*time.Second {
			t.Errorf("%s: database %q, timeout %v, wait for a server %v", uri, name, *settings.Timeout, *settings.ServerSelectionTimeout)
		}
	}
}

func content(t *testing.T, c any) bson.D {
	t.Helper()
	d, err := document(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
