package courses_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hocso/courses"
)

var update = flag.Bool("update", false, "write what is seen into testdata")

// golden compares JSON with a file, so that a renamed or added field is seen.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs; look at it with go test ./courses -update and git diff:\n%s", file, b.String())
	}
}

func TestModuleViewOfEveryKind(t *testing.T) {
	golden(t, "module_practice_vi.json", courses.ViewModule(module(t, courses.Practice), courses.Vietnamese))
	golden(t, "module_practice_en.json", courses.ViewModule(module(t, courses.Practice), courses.English))
	golden(t, "module_assessment_vi.json", courses.ViewModule(module(t, courses.Assessment), courses.Vietnamese))
}

// The pinned hash changes when a field of the content types is renamed. Then every module would be published anew: keep the
// stored name with a json tag instead.
func TestHashIsPinned(t *testing.T) {
	const pinned = "18d43ca97c25a035fac252ad730b687f8df843325c11eb08dc4d24c1d60eb6fc"
	if got := content(t, sound()).Modules[0].Hash; got != pinned {
		t.Errorf("hash %s", got)
	}
}

func TestHashLeavesOutVersionAndHash(t *testing.T) {
	m := module(t, courses.Practice)
	want := courses.Hash(m)
	m.Version, m.Hash = 9, "x"
	if courses.Hash(m) != want {
		t.Error("version or hash changes the hash")
	}
	m.PassMark++
	if courses.Hash(m) == want {
		t.Error("another pass mark has the same hash")
	}
}

// texts gives a drawn question texts of which none occurs elsewhere.
func texts(q courses.Question) courses.QuestionText {
	t := courses.QuestionText{Text: "question-" + q.ID, Explain: "explain-" + q.ID, Options: map[string]courses.OptionText{}}
	for _, o := range q.Options {
		t.Options[o] = courses.OptionText{Text: "text-" + o, Feedback: "feedback-" + o}
	}
	return t
}

func aModule(t *rapid.T, mode courses.Mode) courses.Module {
	m := courses.Module{ID: "m", Course: "c", Version: 1, PassMark: 70, Mode: mode}
	text := courses.Text{Questions: map[string]courses.QuestionText{}}
	for _, id := range rapid.SliceOfNDistinct(rapid.StringMatching(`q[0-9]{1,2}`), 1, 4, rapid.ID[string]).Draw(t, "questions") {
		q := aQuestion(t, id)
		m.Questions = append(m.Questions, q)
		text.Questions[id] = texts(q)
	}
	m.Texts = map[courses.Language]courses.Text{courses.Vietnamese: text}
	return m
}

func TestAssessmentNeverCarriesItsKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModule(t, courses.Assessment)
		raw, err := json.Marshal(courses.ViewModule(m, courses.Vietnamese))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{`"key"`, "feedback", "explain"} {
			if strings.Contains(string(raw), secret) {
				t.Fatalf("%s in %s", secret, raw)
			}
		}
		// Whatever is right, the view is the same: so it says nothing about it. Order is told apart by its options alone.
		other := m
		other.Questions = slices.Clone(m.Questions)
		for i, q := range other.Questions {
			if q.Kind != courses.Order {
				other.Questions[i].Key = rapid.Permutation(q.Options).Draw(t, "key")[:1]
			}
		}
		if changed, _ := json.Marshal(courses.ViewModule(other, courses.Vietnamese)); !bytes.Equal(raw, changed) {
			t.Fatalf("another key, another view:\n%s\n%s", raw, changed)
		}
	})
}

func TestPracticeCarriesItsKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModule(t, courses.Practice)
		for i, q := range courses.ViewModule(m, courses.Vietnamese).Quiz.Questions {
			if !courses.Grade(m.Questions[i], q.Key) || q.Explain == "" || q.Kind != courses.Simulation && q.Options[0].Feedback == "" {
				t.Fatalf("%+v", q)
			}
		}
	})
}

// Options of an order or fill question are all there, in the same order for everyone, which is not the right one. A
// simulation's spots stand on its screens alone.
func TestOrderOptionsAreShuffled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModule(t, rapid.SampledFrom([]courses.Mode{courses.Practice, courses.Assessment}).Draw(t, "mode"))
		first, second := courses.ViewModule(m, courses.Vietnamese), courses.ViewModule(m, courses.English)
		for i, q := range m.Questions {
			if q.Kind == courses.Simulation {
				continue
			}
			shown, again := optionIDs(first.Quiz.Questions[i]), optionIDs(second.Quiz.Questions[i])
			if !slices.Equal(shown, again) {
				t.Fatalf("shown as %v and as %v", shown, again)
			}
			if !slices.Equal(slices.Sorted(slices.Values(shown)), slices.Sorted(slices.Values(q.Options))) {
				t.Fatalf("%v shown as %v", q.Options, shown)
			}
			if q.Kind != courses.Fill && (q.Kind == courses.Order) == slices.Equal(shown, q.Options) {
				t.Fatalf("%s: %v shown as %v", q.Kind, q.Options, shown)
			}
		}
	})
}

func optionIDs(q courses.QuestionView) (ids []string) {
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestViewsFallBackToVietnamese(t *testing.T) {
	c := content(t, sound())
	delete(c.Modules[0].Texts, courses.English)
	catalogue := courses.NewCatalogue(c.Courses, c.Modules)
	v, err := catalogue.ModuleView("cuoc-goi-la", courses.English)
	if err != nil || v.Language != courses.Vietnamese || v.Title != "Cuộc gọi lạ" || !slices.Equal(v.Languages, []courses.Language{courses.Vietnamese}) {
		t.Errorf("view %+v, %v", v, err)
	}
	course, err := catalogue.CourseView("lua-dao", courses.English)
	if err != nil || course.Language != courses.English || course.Title != "Scams" || course.Summary != "Nhận ra chiêu lừa." || course.Modules[0].Title != "Cuộc gọi lạ" {
		t.Errorf("course %+v, %v", course, err)
	}
	if got := catalogue.CourseViews("xx"); len(got) != 1 || got[0].Language != courses.Vietnamese {
		t.Errorf("courses in an unknown language: %+v", got)
	}
}

func TestCourseViewGivesTheCompressedSize(t *testing.T) {
	m := module(t, courses.Practice)
	c := courses.NewCatalogue(content(t, sound()).Courses, []courses.Module{m})
	view, err := c.CourseView("lua-dao", courses.English)
	if err != nil || len(view.Modules) != 1 {
		t.Fatal(view, err)
	}
	golden(t, "course_en.json", view)
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if err := json.NewEncoder(w).Encode(courses.ViewModule(m, courses.English)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil || view.Modules[0].Bytes != b.Len() {
		t.Errorf("%d bytes, want %d, %v", view.Modules[0].Bytes, b.Len(), err)
	}
}
