// Package coursestest checks that a store keeps what courses.Store promises. Every store runs it.
package coursestest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"hocso/courses"
)

func course() courses.Course {
	return courses.Course{
		ID: "dich-vu-cong", Order: 2,
		Title:   map[courses.Language]string{courses.Vietnamese: "Dịch vụ công “một cửa”", courses.English: "Public services"},
		Summary: map[courses.Language]string{courses.Vietnamese: "Nộp hồ sơ ở Cư M'gar"},
		Known:   map[courses.Language]string{courses.Vietnamese: "Tôi biết nộp hồ sơ."},
		Modules: []string{"dvc-2", "dvc-1"},
	}
}

func module(id string, version int) courses.Module {
	return courses.Module{
		ID: id, Course: "dich-vu-cong", Version: version, Hash: fmt.Sprintf("hash of %s %d", id, version),
		Minutes: 7, PassMark: 60, Mode: courses.Assessment,
		DigComp: []string{"4.2", "1.1"}, Facts: []string{"f-2", "f-1"},
		Questions: []courses.Question{
			{
				ID: "q1", Kind: courses.Order, Options: []string{"b", "a", "c"}, Key: []string{"b", "a", "c"},
				Slots: []string{"1"}, Fact: "f-2", Source: "Luật 91/2025/QH15", CheckBy: "2027-01-31",
			},
			{ID: "q2", Kind: courses.Single, Options: []string{"x", "y"}, Key: []string{"y"}, Fact: "practice"},
		},
		Practices: []courses.PracticeInStep{{Step: 1, Question: courses.Question{
			ID: "t1", Kind: courses.Simulation, Slots: []string{"a"}, Options: []string{"k1"}, Key: []string{"k1", "k1"}, Fact: "practice",
			Source: "DigComp 2.2 4.2", CheckBy: "2027-02-28",
		}}},
		Texts: map[courses.Language]courses.Text{
			courses.Vietnamese: {
				Title: "Đăng nhập VNeID", Goal: "Biết đăng nhập", Summary: "Đăng nhập một lần", Task: "Thử với người nhà",
				Steps: []courses.Step{
					{
						Title: "Mở ứng dụng", HTML: "<p>Chạm &amp; giữ <b>'VNeID'</b></p>",
						Picture: &courses.Picture{SVG: "<svg></svg>", Alt: "Điện thoại"}, Audio: &courses.Audio{Name: "a.mp3", Bytes: 7},
					},
					{Title: "Xong"},
				},
				Questions: map[string]courses.QuestionText{
					"q1": {
						Text: "Thứ tự nào đúng?", Explain: "Mở trước đã.", Sentence: "Rồi [[1]].", Slots: map[string]string{"1": "Một"},
						Message: &courses.Message{Channel: "sms", From: "Số lạ", Text: "Bấm đi"}, Audio: &courses.Audio{Name: "b.ogg", Bytes: 8},
						Screens: []courses.Screen{{
							ID: "dau", App: "Điện thoại", Dialog: "Gọi", Large: true,
							Parts: []courses.Part{{
								Kind: "row", Text: "Gọi", Detail: "113", Value: "1", From: "Ai", On: true, Main: true, Spot: "goi", Opens: "dau", Feedback: "Chưa",
							}},
						}},
						Options: map[string]courses.OptionText{"a": {Text: "Hai"}, "b": {Text: "Một", Feedback: "Đúng!"}, "c": {Text: "Ba"}},
					},
					"q2": {Text: "Ai hỏi mã OTP?", Options: map[string]courses.OptionText{"x": {Text: "Công an"}, "y": {Text: "Kẻ lừa đảo"}}},
				},
			},
			courses.English: {Title: "Sign in to VNeID"},
		},
	}
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) courses.Store) {
	t.Run("an empty store has no content", func(t *testing.T) {
		s := open(t)
		wantCourses(t, s)
		wantLatest(t, s)
		wantMissing(t, s, "dvc-1", 1)
	})
	testCourses(t, open)
	testModules(t, open)
	testRecordings(t, open)

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		must(t, s.AddModule(t.Context(), module("dvc-1", 1)))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, listErr := s.Courses(ctx)
		_, latestErr := s.LatestModules(ctx)
		_, moduleErr := s.Module(ctx, "dvc-1", 1)
		_, recordingErr := s.Recording(ctx, "a.mp3")
		for name, err := range map[string]error{
			"PutCourses":    s.PutCourses(ctx, []courses.Course{course()}),
			"Courses":       listErr,
			"AddModule":     s.AddModule(ctx, module("dvc-1", 2)),
			"LatestModules": latestErr,
			"Module":        moduleErr,
			"PutRecording":  s.PutRecording(ctx, recording()),
			"Recording":     recordingErr,
		} {
			if err == nil || errors.Is(err, courses.ErrNotFound) || errors.Is(err, courses.ErrVersionTaken) {
				t.Errorf("%s: error %v, want the cancellation", name, err)
			}
		}
	})
}

func testCourses(t *testing.T, open func(t *testing.T) courses.Store) {
	t.Run("a course comes back with every field", func(t *testing.T) {
		s := open(t)
		c := course()
		filled(t, c)
		plain := courses.Course{ID: "rong", Order: 3}
		must(t, s.PutCourses(t.Context(), []courses.Course{c, plain}))
		wantCourses(t, s, c, plain)
	})

	t.Run("courses are ordered by order, then id", func(t *testing.T) {
		s := open(t)
		a, b, c, d := courses.Course{ID: "d", Order: 1}, courses.Course{ID: "a", Order: 2}, courses.Course{ID: "b", Order: 2}, courses.Course{ID: "c", Order: 10}
		must(t, s.PutCourses(t.Context(), []courses.Course{d, c, b, a}))
		wantCourses(t, s, a, b, c, d)
	})

	t.Run("putting courses replaces the list", func(t *testing.T) {
		s := open(t)
		gone := courses.Course{ID: "cu", Order: 1}
		must(t, s.PutCourses(t.Context(), []courses.Course{gone, course()}))
		changed := courses.Course{ID: course().ID, Order: 5}
		added := courses.Course{ID: "moi", Order: 6}
		must(t, s.PutCourses(t.Context(), []courses.Course{changed, added}))
		wantCourses(t, s, changed, added)
		must(t, s.PutCourses(t.Context(), nil))
		wantCourses(t, s)
	})
}

func testModules(t *testing.T, open func(t *testing.T) courses.Store) {
	t.Run("a module comes back with every field", func(t *testing.T) {
		s := open(t)
		m := module("dvc-1", 1)
		text := m.Texts[courses.Vietnamese]
		question := text.Questions["q1"]
		screen := question.Screens[0]
		for _, part := range []any{m, m.Questions[0], m.Practices[0], m.Practices[0].Question, text, text.Steps[0], question, question.Options["b"], screen, screen.Parts[0]} {
			filled(t, part)
		}
		must(t, s.AddModule(t.Context(), m))
		wantModule(t, s, m)
		wantLatest(t, s, m)
	})

	t.Run("every version is kept and the highest is the latest", func(t *testing.T) {
		s := open(t)
		// 10 comes before 9 as text; and "a" version 11 must not be mistaken for "a1" version 1.
		versions := []courses.Module{module("b", 1), module("a", 10), module("a", 9), module("a1", 1), module("a", 11), module("a", 2)}
		for _, m := range versions {
			must(t, s.AddModule(t.Context(), m))
		}
		for _, m := range versions {
			wantModule(t, s, m)
		}
		wantLatest(t, s, module("a", 11), module("a1", 1), module("b", 1))
		wantMissing(t, s, "a", 1)
		wantMissing(t, s, "a", 12)
		wantMissing(t, s, "c", 1)
	})

	t.Run("a published version never changes", func(t *testing.T) {
		s := open(t)
		first := module("dvc-1", 1)
		must(t, s.AddModule(t.Context(), first))
		second := module("dvc-1", 1)
		second.Minutes, second.Hash = 9, "another"
		if err := s.AddModule(t.Context(), second); !errors.Is(err, courses.ErrVersionTaken) {
			t.Fatalf("error %v, want ErrVersionTaken", err)
		}
		wantModule(t, s, first)
	})

	t.Run("of many who publish one version at once, one succeeds", func(t *testing.T) {
		s := open(t)
		var errs [8]error
		together(len(errs), func(i int) {
			m := module("dvc-1", 1)
			m.Minutes = i + 1
			errs[i] = s.AddModule(t.Context(), m)
		})
		winner := -1
		for i, err := range errs {
			switch {
			case err == nil && winner >= 0:
				t.Fatalf("both %d and %d published the version", winner, i)
			case err == nil:
				winner = i
			case !errors.Is(err, courses.ErrVersionTaken):
				t.Errorf("error %v, want ErrVersionTaken", err)
			}
		}
		if winner < 0 {
			t.Fatal("nobody published the version")
		}
		m := module("dvc-1", 1)
		m.Minutes = winner + 1
		wantModule(t, s, m)
	})

	t.Run("a thousand versions come back", func(t *testing.T) {
		s := open(t)
		var latest []courses.Module
		for i := range 500 {
			id := fmt.Sprintf("m-%03d", i)
			for version := 1; version <= 2; version++ {
				must(t, s.AddModule(t.Context(), courses.Module{ID: id, Version: version}))
			}
			latest = append(latest, courses.Module{ID: id, Version: 2})
		}
		wantLatest(t, s, latest...)
	})
}

func recording() courses.Recording {
	return courses.Recording{Name: "a.mp3", Data: []byte{0xff, 0, 'a'}}
}

func testRecordings(t *testing.T, open func(t *testing.T) courses.Store) {
	t.Run("a recording comes back byte for byte and is stored once", func(t *testing.T) {
		s := open(t)
		must(t, s.PutRecording(t.Context(), recording()))
		must(t, s.PutRecording(t.Context(), recording()))
		got, err := s.Recording(t.Context(), "a.mp3")
		if err != nil || !reflect.DeepEqual(got, recording()) {
			t.Errorf("recording %+v, %v", got, err)
		}
		if _, err := s.Recording(t.Context(), "b.mp3"); !errors.Is(err, courses.ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
	})
}

func wantCourses(t *testing.T, s courses.Store, want ...courses.Course) {
	t.Helper()
	got, err := s.Courses(t.Context())
	must(t, err)
	if len(got) != len(want) {
		t.Fatalf("%d courses, want %d", len(got), len(want))
	}
	for i := range want {
		g := &got[i]
		g.Title, g.Summary, g.Known, g.Modules = table(g.Title), table(g.Summary), table(g.Known), list(g.Modules)
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("course %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

func wantLatest(t *testing.T, s courses.Store, want ...courses.Module) {
	t.Helper()
	got, err := s.LatestModules(t.Context())
	must(t, err)
	if len(got) != len(want) {
		t.Fatalf("%d modules, want %d", len(got), len(want))
	}
	for i := range want {
		if g := emptyAsNil(got[i]); !reflect.DeepEqual(g, want[i]) {
			t.Errorf("module %d:\n got %+v\nwant %+v", i, g, want[i])
		}
	}
}

func wantModule(t *testing.T, s courses.Store, want courses.Module) {
	t.Helper()
	got, err := s.Module(t.Context(), want.ID, want.Version)
	must(t, err)
	if got = emptyAsNil(got); !reflect.DeepEqual(got, want) {
		t.Errorf("module:\n got %+v\nwant %+v", got, want)
	}
}

func wantMissing(t *testing.T, s courses.Store, id string, version int) {
	t.Helper()
	if _, err := s.Module(t.Context(), id, version); !errors.Is(err, courses.ErrNotFound) {
		t.Errorf("module %s %d: error %v, want ErrNotFound", id, version, err)
	}
}

// emptyAsNil makes a module comparable: a store may give an empty list or map back as nil or as empty.
func emptyAsNil(m courses.Module) courses.Module {
	m.DigComp, m.Facts, m.Questions, m.Texts = list(m.DigComp), list(m.Facts), list(m.Questions), table(m.Texts)
	for i := range m.Questions {
		q := &m.Questions[i]
		q.Options, q.Key = list(q.Options), list(q.Key)
	}
	for language, text := range m.Texts {
		text.Steps, text.Questions = list(text.Steps), table(text.Questions)
		for id, q := range text.Questions {
			q.Options = table(q.Options)
			text.Questions[id] = q
		}
		m.Texts[language] = text
	}
	return m
}

func list[E any](s []E) []E {
	if len(s) == 0 {
		return nil
	}
	return s
}

func table[K comparable, V any](m map[K]V) map[K]V {
	if len(m) == 0 {
		return nil
	}
	return m
}

// together runs f(0) to f(n-1) at the same time and waits for all.
func together(n int, f func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled makes sure that a sample sets every field: one that it left empty could be lost unnoticed.
func filled(t *testing.T, sample any) {
	t.Helper()
	v := reflect.ValueOf(sample)
	for _, f := range reflect.VisibleFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Fatalf("the sample leaves %T.%s empty", sample, f.Name)
		}
	}
}
