package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hocso/courses"
	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

var madeAt = time.Date(2026, 12, 1, 2, 0, 0, 5e6, time.UTC)

func silent(int) {}

func inSQLite(t *testing.T) Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func inMongoDB(t *testing.T) Store {
	t.Helper()
	s, err := mongodb.Open(t.Context(), mongotest.Start(t))
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

// records is everything that a store holds, by part, in the domain's words.
type records struct {
	wards       []places.Ward
	villages    []places.Village
	rolls       []places.RollVersion
	campaigns   []campaign.Campaign
	rulings     []campaign.Ruling
	settlements []campaign.Settlement
	courses     []courses.Course
	modules     []courses.Module
	recordings  []courses.Recording
	people      []people.Person
	credentials []people.Credential
	devices     []people.Device
	passes      []people.Pass
	factors     []people.Factor
	requests    []people.Request
	audit       []people.AuditEntry
	erasures    []people.Erasure
	fieldwork   []fieldwork.Event
	certified   []certificates.Certificate
	aliases     []people.Alias
	submissions []progress.Submission
}

func at(minute int) time.Time {
	return time.Date(2026, 11, 2, 19, minute, 59, int(987*time.Millisecond), time.UTC)
}

// sample has a record of each kind with every field set, and plain ones beside it.
func sample() records {
	hash := func(b byte) []byte { return bytes.Repeat([]byte{b, 0, 0xff, '"'}, 8) }
	first := people.AuditEntry{Seq: 1, At: at(0), Action: people.ActionPurged}
	first.Hash = first.Sum()
	second := people.AuditEntry{Seq: 2, At: at(1), Actor: "p2", Action: people.ActionConfirmed, Person: "p1", Village: "24175-007",
		Ward: "24175", Detail: "team", Prev: first.Hash}
	second.Hash = second.Sum()
	text := courses.Text{Title: "Mở VNeID", Steps: []courses.Step{{Title: "Một", Audio: &courses.Audio{Name: "a.mp3", Bytes: 3}}},
		Questions: map[string]courses.QuestionText{"q1": {Text: "Đúng < sai?", Options: map[string]courses.OptionText{"a": {Text: "Một"}},
			Audio: &courses.Audio{Name: "b.ogg", Bytes: 2}}}}
	module := courses.Module{ID: "vneid-1", Course: "vneid", Version: 1, Hash: "h1", Minutes: 7, PassMark: 60, Mode: courses.Practice,
		DigComp: []string{"4.2"}, Facts: []string{"f"}, Texts: map[courses.Language]courses.Text{courses.Vietnamese: text},
		Questions: []courses.Question{{ID: "q1", Kind: courses.Single, Options: []string{"a"}, Key: []string{"a"}, CheckBy: "2027-01-31"}}}
	silentModule := module
	silentModule.Version, silentModule.Hash, silentModule.Texts = 2, "h2", nil
	return records{
		wards: []places.Ward{{Code: "24175", Name: "Cư M'gar", Kind: places.Commune, FormerProvince: "Đắk Lắk", FormerDistrict: "Cư M'gar",
			FormerUnits: []string{"xã Ea Tu"}, Population: 9000, Lon: 108.09, Lat: 12.86}, {Code: "24176"}},
		villages: []places.Village{{ID: "24175-007", Ward: "24175", Name: "Buôn Một", Kind: places.Buon,
			Roll: &places.Roll{Adults: 412, Day: "2026-10-31", Version: 3}, Sample: true,
			MergedInto: "24175-008", Retired: true, SplitFrom: "24175-001", Absorbed: []string{"24175-002", "24175-003"}, Released: []string{"24175-004"}}, {ID: "24175-008"}},
		rolls: []places.RollVersion{{Village: "24175-007", Version: 3, Adults: 412, Day: "2026-10-31", By: "p2", At: at(0), ApprovedBy: "p2",
			ApprovedAt: at(1), WithdrawnBy: "p2", WithdrawnAt: at(2)}, {Village: "24175-007", Version: 10, Adults: 420, Day: "2026-11-01", By: "p2", At: at(2)}},
		campaigns: []campaign.Campaign{wholeCampaign(), {ID: "dot-2", Version: 1, Name: "Đợt hai", FirstDay: "2027-03-01", LastDay: "2027-06-08"}},
		rulings: []campaign.Ruling{{ID: "r1", Campaign: "dot-1", Village: "24175-007", Decision: campaign.Exclude, Flags: []campaign.Flag{campaign.TooQuick},
			Note: "Đã gọi từng hộ", By: "p2", At: at(3)}},
		settlements: []campaign.Settlement{{Campaign: wholeCampaign(), Rules: 1, Day: "2027-02-12", At: at(4), Names: []campaign.Name{{ID: "24175", Name: "Cư M'gar"}},
			Rows: []campaign.SettledRow{{ID: "24175", Adults: 412}}, Boards: []campaign.FrozenBoard{{Board: "wards", Measure: campaign.Rate,
				Ranked: []campaign.FrozenPlace{{ID: "24175", Rank: 1, Num: 30, Den: 412}}}}, Hash: "h"}},
		courses: []courses.Course{{ID: "vneid", Order: 1, Title: map[courses.Language]string{courses.Vietnamese: "VNeID"}, Modules: []string{"vneid-1"}},
			{ID: "rong", Order: 2}},
		modules:    []courses.Module{module, silentModule},
		recordings: []courses.Recording{{Name: "a.mp3", Data: []byte{0xff, 0, 'a'}}, {Name: "b.ogg", Data: []byte("Og")}},
		people: []people.Person{{
			ID: "p1", Name: "H'Hoa Niê – “Ksơr”", Village: "24175-007", Phone: "+84901234567", BirthBand: "1950", Language: "vi",
			Appointments: []people.Appointment{{Role: people.Coordinator, Village: "24175-007", Ward: "24175", From: at(3), Until: at(4), By: "p2"}},
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: true, Statistics: true, Certificate: true},
				Version: "2026-12", At: at(1), Helper: "p2"}},
			LoginVersion: 3, Unconfirmed: true, Guardian: "p2", CardPIN: true, Subject: "https://dinh-danh.example#1", Sample: true,
			CreatedAt: at(0), Revision: 4,
		}, {ID: "p2", Name: "Y Bhăm", Village: "24175-007", CreatedAt: at(5)}, {ID: "p3", Name: "Bà Ba", CreatedAt: at(6)}},
		credentials: []people.Credential{{Person: "p1", Phone: "+84901234567", Hash: hash(1), Staff: true}, {Person: "p2", Hash: hash(1)}},
		devices: []people.Device{{ID: "d1", Person: "p1", Browser: hash(2), Label: "android", Current: hash(3), Previous: hash(4), Staff: true,
			CreatedAt: at(0), UsedAt: at(1), ProvedAt: at(2), Revision: 5}, {ID: "d2", Person: "p2", CreatedAt: at(1), UsedAt: at(1), ProvedAt: at(1)}},
		passes: []people.Pass{{ID: "c1", Kind: people.CardPass, Village: "24175-007", Person: "p1", Digest: hash(5), Number: "85f32ffb80", By: "p2", CreatedAt: at(0),
			ExpiresAt: at(1), Uses: 2, MaxUses: 5, RevokedAt: at(2), Revision: 6}, {ID: "c2", Kind: people.JoinPass, Village: "24175-007", Digest: hash(6), CreatedAt: at(0)}},
		factors: []people.Factor{{Person: "p1", Secret: hash(7), EnrolledAt: at(0), LastStep: 1 << 40, Recovery: [][]byte{hash(8)}, Revision: 7}},
		requests: []people.Request{{ID: "r1", Person: "p1", Village: "24175-007", Ward: "24175", Kind: people.CorrectRequest, Text: "Tên tôi viết sai",
			CreatedAt: at(0), AnswerBy: at(1), FinishBy: at(2), AnsweredAt: at(3), FinishedAt: at(4), Note: "Đã sửa", Officer: "p2", Revision: 8}},
		audit:    []people.AuditEntry{first, second},
		erasures: []people.Erasure{{Person: "p9", At: at(9)}},
		fieldwork: []fieldwork.Event{{ID: "e1", Village: "24175-007", Kind: fieldwork.Joined, Session: "s1", Day: "2026-11-02", Part: fieldwork.Evening,
			Person: "p1", Module: "vneid-1", Place: "Nhà cộng đồng", Outcome: fieldwork.Later, Of: "e0", At: at(2), ReceivedAt: at(3), By: "p2"},
			{ID: "e2", Village: "24175-007", Kind: fieldwork.Undone, Of: "e1", At: at(4), ReceivedAt: at(5), By: "p2"}},
		certified: []certificates.Certificate{{ID: "g1", Person: "p1", Campaign: "dot-1", Title: "Bình dân học vụ số", Name: "Niê H'Hoa", Shown: certificates.ShownName,
			Modules: []certificates.Module{{ID: "vneid-1", Title: "Mở VNeID"}}, CompletedAt: at(5), IssuedAt: at(6), Sample: true},
			{ID: "g2", Person: "p2", Campaign: "dot-1", Name: "Y Bhăm", Shown: certificates.ShownInitials, CompletedAt: at(5), IssuedAt: at(6)}},
		aliases: []people.Alias{{Dropped: "p8", Kept: "p1", At: at(8), By: "p2"}},
		submissions: []progress.Submission{{
			Resident: "p1",
			Result: progress.Result{ID: "s1", Module: "vneid-1", Version: 2, Review: true, Score: 3, Max: 5, Passed: true,
				Assisted: true, Seconds: 240, Device: 1<<32 - 1, Pattern: 1 << 31, Language: "rad", Village: "24175-007",
				Right: []string{"q1"}, Wrong: []string{"q2", "$where"}, FinishedAt: at(2), ReceivedAt: at(3)},
			Answers: map[string][]string{"q1": {"b", "a"}, "$where": {"x' OR '1'='1"}}, StartedAt: at(1), Session: "s1",
			By: "p2", Hash: hash(9),
		}, {Resident: "p2", By: "p2", Hash: hash(1), Result: progress.Result{ID: "s1", Module: "vneid-1", Version: 1, Max: 5, ReceivedAt: at(2)}}},
	}
}

func wholeCampaign() campaign.Campaign {
	return campaign.Campaign{ID: "dot-1", Version: 2, Name: "Bình dân học vụ số", Ward: "24175", FirstDay: "2026-11-02", LastDay: "2027-02-12",
		Modules: []string{"vneid-1"}, Sample: true, OpenRegistration: true, CountUnconfirmed: true, PassMark: 60,
		Measures: []campaign.Measure{campaign.Rate}, Bands: []campaign.Band{{ID: "nho", From: 1, To: 149}, {ID: "lon", From: 150}},
		Targets: campaign.Targets{Participation: 70, Completion: 40, Places: map[string]int{"24175": 80}}, MinRoll: 20, MinLearners: 5,
		GraceHours: 36, ReviewDays: 5, Flags: campaign.Thresholds{PeoplePerDevice: 12}}
}

func (r records) store(t testing.TB, s Store) {
	t.Helper()
	ctx := context.Background()
	must(t, s.PutWards(ctx, r.wards))
	must(t, s.PutVillages(ctx, r.villages))
	must(t, s.PutRolls(ctx, r.rolls))
	must(t, oneByOne(Store.PutCampaign)(s, ctx, r.campaigns))
	must(t, oneByOne(Store.AddRuling)(s, ctx, r.rulings))
	must(t, oneByOne(Store.AddSettlement)(s, ctx, r.settlements))
	must(t, s.PutCourses(ctx, r.courses))
	must(t, oneByOne(Store.AddModule)(s, ctx, r.modules))
	must(t, oneByOne(Store.PutRecording)(s, ctx, r.recordings))
	must(t, s.AddPeople(ctx, r.people))
	must(t, s.PutCredentials(ctx, r.credentials))
	must(t, s.PutDevices(ctx, r.devices))
	must(t, s.PutPasses(ctx, r.passes))
	must(t, s.PutFactors(ctx, r.factors))
	must(t, s.PutRequests(ctx, r.requests))
	must(t, s.PutAudit(ctx, r.audit))
	must(t, oneByOne(Store.AddErasure)(s, ctx, r.erasures))
	must(t, s.PutEvents(ctx, r.fieldwork))
	must(t, s.PutCertificates(ctx, r.certified))
	must(t, oneByOne(Store.AddAlias)(s, ctx, r.aliases))
	must(t, s.PutSubmissions(ctx, r.submissions))
}

// held is what a store holds: the lines of each part, in no order.
func held(t testing.TB, s Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, p := range parts {
		must(t, p.each(context.Background(), s, func(record any) error {
			raw, err := json.Marshal(record)
			all[p.name] = append(all[p.name], string(raw))
			return err
		}))
		slices.Sort(all[p.name])
	}
	return all
}

func write(t testing.TB, from Store) []byte {
	t.Helper()
	var out bytes.Buffer
	_, err := Write(context.Background(), &out, from, madeAt, silent)
	must(t, err)
	return out.Bytes()
}

func open(raw []byte) (*Archive, error) {
	return Open(context.Background(), bytes.NewReader(raw), int64(len(raw)))
}

func restore(t testing.TB, raw []byte, into Store, r Restoring) error {
	t.Helper()
	a, err := open(raw)
	must(t, err)
	r.Tell, r.Now = silent, madeAt.Add(time.Hour)
	if r.Rebuild == nil {
		r.Rebuild = func(context.Context, []campaign.Campaign) error { return nil }
	}
	return a.Restore(context.Background(), into, r)
}

// plain returns the lines of an archive.
func plain(t testing.TB, raw []byte) string {
	t.Helper()
	d, err := zstd.NewReader(nil)
	must(t, err)
	defer d.Close()
	lines, err := d.DecodeAll(raw, nil) // the seal is a frame that is skipped
	must(t, err)
	return string(lines)
}

// packer is made once: fuzzing packs often.
var packer = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithWindowSize(windowBytes), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
})

// packed makes a file of lines, with the right sum at its end.
func packed(t testing.TB, lines string) []byte {
	t.Helper()
	e, err := packer()
	must(t, err)
	return sealed(e.EncodeAll([]byte(lines), nil))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled makes sure that the first of some samples sets every field: one that it left empty could be lost unnoticed.
func filled[T any](t *testing.T, samples []T) {
	t.Helper()
	v := reflect.ValueOf(samples[0])
	for _, f := range reflect.VisibleFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Errorf("the sample leaves %T.%s empty", samples[0], f.Name)
		}
	}
}

func lineOf(lines, with string) string {
	for line := range strings.Lines(lines) {
		if strings.Contains(line, with) {
			return line
		}
	}
	return ""
}
