package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
	"hocso/internal/longtest"
	"hocso/internal/sqlite"
	"hocso/progress/people"
	"hocso/progress/places"
)

// placements are where a text of a lesson may be: what stands there in the example, and how a payload is put in its place.
var placements = map[string]func(payload string) string{
	"title: Mỗi kiểu câu hỏi một lần":                      func(p string) string { return "title: " + quote(p) },
	"goal: Bà con thử hết các kiểu câu hỏi trong một bài.": func(p string) string { return "goal: " + quote(p) },
	"## Nhớ ba việc": func(p string) string { return "## " + p },
	"Mở ứng dụng ngân hàng rồi mới quét mã.":                                         func(p string) string { return p },
	"![Điện thoại quét mã QR]":                                                       func(p string) string { return "![" + p + "]" },
	"- {field: Người nhận, value: NGUYEN THI SAU, spot: dung-ten}":                   func(p string) string { return "- {field: " + quote(p) + ", value: " + quote(p) + ", spot: dung-ten}" },
	"text: Tài khoản của bác sắp bị khóa. Đọc ngay mã OTP cho nhân viên để giữ lại.": func(p string) string { return "text: " + quote(p) },
	"text: Có người xưng nhân viên ngân hàng, hỏi mã OTP. Nên làm gì?":               func(p string) string { return "text: " + quote(p) },
	"text: Đọc mã để giữ tài khoản":                                                  func(p string) string { return "text: " + quote(p) },
	"feedback: Người có mã OTP có thể lấy tiền. Ngân hàng không hỏi mã này bao giờ.": func(p string) string { return "feedback: " + quote(p) },
}

// quote writes a text as YAML reads it.
func quote(text string) string {
	raw, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(raw)
}

const exampleLesson = "vi-du/moi-kieu-cau-hoi.vi.md"

var english = regexp.MustCompile(`, en: "[^"]*"`)

// example is the folder of docs/example with one lesson in Vietnamese.
func example(t *testing.T) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	source := os.DirFS("../../docs/example")
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".en.md") {
			return err
		}
		raw, err := fs.ReadFile(source, name)
		if name == "vi-du/course.yaml" {
			raw = english.ReplaceAll(raw, nil)
		}
		folder[name] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, faults := courses.Read(folder, ".", ""); len(faults) > 0 {
		t.Fatal(faults)
	}
	return folder
}

// poison puts each payload into each place of a lesson that the checker lets it stand in. It returns the folder of all
// lessons, a module for each payload, and how many places were refused.
func poison(t *testing.T) (folder fstest.MapFS, stopped int) {
	t.Helper()
	base := example(t)
	sound := string(base[exampleLesson].Data)
	var modules []string
	folder = fstest.MapFS{}
	for name, file := range base {
		if name != exampleLesson {
			folder[name] = file
		}
	}
	for i, payload := range xssPayloads {
		lesson := sound
		for place, put := range placements {
			if !strings.Contains(lesson, place) {
				t.Fatalf("the example has no %q", place)
			}
			tried := strings.Replace(lesson, place, put(payload), 1)
			base[exampleLesson] = &fstest.MapFile{Data: []byte(tried)}
			if _, faults := courses.Read(base, ".", ""); len(faults) > 0 {
				stopped++
				continue
			}
			lesson = tried
		}
		id := fmt.Sprintf("bai-%02d", i)
		modules = append(modules, id)
		folder["vi-du/"+id+".vi.md"] = &fstest.MapFile{Data: []byte(lesson)}
	}
	course := string(folder["vi-du/course.yaml"].Data)
	folder["vi-du/course.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(course, "[moi-kieu-cau-hoi]", "["+strings.Join(modules, ", ")+"]", 1))}
	return folder, stopped
}

// added adds somebody on the command line and returns what signs them in, as phone:secret.
func added(t *testing.T, data, role, phone string, more ...string) string {
	t.Helper()
	out, err := hocso(t, append([]string{"user", "add", "--data=" + data, "--role=" + role, "--name=Người thử", "--phone=" + phone}, more...)...)
	_, secret, ok := strings.Cut(strings.TrimSpace(out), "secret, shown only now: ")
	if err != nil || !ok {
		t.Fatalf("user add: %v %s", err, out)
	}
	return phone + ":" + secret
}

const poisonedWard = "24163"

// poisonPlaces writes payloads past every check into the store, as names of villages and of everybody in the first one.
func poisonPlaces(t *testing.T, data string) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var villages []places.Village
	var residents []people.Person
	for i, payload := range xssPayloads {
		villages = append(villages, places.Village{ID: fmt.Sprintf("%s-%03d", poisonedWard, i+1), Ward: poisonedWard, Name: payload, Kind: places.Thon,
			Roll: &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}})
		residents = append(residents, people.Person{ID: uuid.NewString(), Name: payload, Village: poisonedWard + "-001", Language: "vi", CreatedAt: time.Now().UTC(), Sample: true,
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: true, Statistics: true}, Version: people.ConsentVersion, At: time.Now().UTC()}}})
	}
	if err := db.PutVillages(t.Context(), villages); err != nil {
		t.Fatal(err)
	}
	if err := db.AddPeople(t.Context(), residents); err != nil {
		t.Fatal(err)
	}
	for i, payload := range xssPayloads { // what they ask, and what they were answered
		now := time.Now().UTC()
		if err := db.AddRequest(t.Context(), people.Request{ID: uuid.NewString(), Person: residents[i].ID, Village: poisonedWard + "-001", Ward: poisonedWard,
			Kind: people.OtherRequest, Text: payload, Note: payload, CreatedAt: now, AnswerBy: people.AnswerBy(now), FinishBy: people.FinishBy(now), AnsweredAt: now}); err != nil {
			t.Fatal(err)
		}
	}
	// Those who sign in have such names too.
	var everybody []people.Person
	if err := db.EachPerson(t.Context(), func(p people.Person) error { everybody = append(everybody, p); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, p := range everybody {
		if p.Name == "Người thử" {
			p.Name = xssPayloads[1]
			if err := db.UpdatePerson(t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestNothingThatSomebodyTypedRunsInABrowser(t *testing.T) {
	if len(xssPayloads) < 60 {
		t.Fatalf("%d payloads", len(xssPayloads))
	}
	folder, stopped := poison(t)
	content, data := t.TempDir(), t.TempDir()
	if err := os.CopyFS(content, folder); err != nil {
		t.Fatal(err)
	}
	// A demo, where a PIN or a password alone signs in.
	if out, err := hocso(t, "seed", "--demo", "--residents=1", "--data="+data, "--courses="+content); err != nil {
		t.Fatalf("seed: %v %s", err, out)
	}
	// What is refused as a name is stopped there; below all are written past it.
	refused := 0
	for _, payload := range xssPayloads {
		if _, err := places.VillageName(payload); err != nil {
			refused++
		}
	}
	village := "--village=" + poisonedWard + "-001"
	t.Setenv("HOCSO_RESIDENT", added(t, data, "resident", "0912000001", village))
	t.Setenv("HOCSO_COORDINATOR", added(t, data, "coordinator", "0912000002", village))
	t.Setenv("HOCSO_OFFICER", added(t, data, "officer", "0912000003", "--ward="+poisonedWard))
	poisonPlaces(t, data)
	script(t, serve(t, []string{"--data=" + data}, "--demo"), "e2e/xss.mjs")
	longtest.Report(t, 13, len(xssPayloads), "payloads in lessons, quizzes, names of people and villages",
		"of %d places in lessons %d refused by the checker, %d refused as names and written past it; in Chromium nothing ran and no request left",
		len(xssPayloads)*len(placements), stopped, refused)
}
