package courses_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"hocso/courses"
)

// faultCase edits one file of a sound folder. want is all faults, one a line: where, what, and what to type instead.
type faultCase struct {
	name           string
	file, old, new string
	want           string
}

func checkFaults(t *testing.T, tests []faultCase) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantFaults(t, edited(t, test.file, test.old, test.new), test.want) })
	}
}

func wantFaults(t *testing.T, fsys fstest.MapFS, want string) {
	t.Helper()
	c, faults := courses.Read(fsys, ".", today)
	if got := strings.TrimSuffix(faults.String(), "\n"); got != want {
		t.Errorf("faults:\n%s\nwant:\n%s", got, want)
	}
	if len(c.Modules)+len(c.Courses)+len(c.Facts)+len(c.Hotlines) > 0 {
		t.Error("content in spite of a fault")
	}
}

func TestSoundFolderIsReadWhole(t *testing.T) {
	c := content(t, sound())
	if len(c.Courses) != 1 || len(c.Modules) != 1 || len(c.Facts) != 2 || len(c.Hotlines) != 2 {
		t.Fatalf("read %d courses, %d modules, %d facts, %d hotlines", len(c.Courses), len(c.Modules), len(c.Facts), len(c.Hotlines))
	}
	m := c.Modules[0]
	if m.ID != "cuoc-goi-la" || m.Course != "lua-dao" || m.Version != 0 || m.Minutes != 7 || m.PassMark != 70 || m.Mode != courses.Practice {
		t.Errorf("module %+v", m)
	}
	if got := m.Questions[0]; got.Source != "police page" || got.CheckBy != "2027-05-31" || got.Fact != "F01" {
		t.Errorf("q1 is %+v", got)
	}
	if got := m.Questions[3]; strings.Join(got.Key, " ") != "ngung hoi lam" || got.Source != "DigComp 2.2 4.2" {
		t.Errorf("q4 is %+v", got)
	}
}

func TestHotlinesBecomeNumbers(t *testing.T) {
	texts := content(t, sound()).Modules[0].Texts
	if got := texts[courses.Vietnamese].Task; got != "Gọi 156." {
		t.Errorf("task %q", got)
	}
	if got := texts[courses.Vietnamese].Steps[1].HTML; !strings.Contains(got, "<li>Gọi 156</li>") {
		t.Errorf("step %q", got)
	}
	if got := texts[courses.English].Questions["q1"].Options["a"].Feedback; got != "Right, then call 156." {
		t.Errorf("feedback %q", got)
	}
}

// A number within a longer number, an amount or a name is no hotline.
func TestOtherNumbersMayBeTyped(t *testing.T) {
	for _, typed := range []string{"156.000 đồng", "3.156 xã", "2156", "QL156", "1560", "0,156", "https://a.vn/156"} {
		content(t, edited(t, vi, "Xong.", "Có "+typed+" ở đây."))
	}
}

func TestNumbersAreFoundHoweverGrouped(t *testing.T) {
	for _, typed := range []string{"1900 0368", "19000368", "1900.0368", "1900-0368", "(19000368)", "156/19000368", "156, 5656", "gọi 156.", "**156**"} {
		_, faults := courses.Read(edited(t, vi, "Xong.", "Có "+typed+" ở đây."), ".", today)
		if len(faults) == 0 {
			t.Errorf("%q passed", typed)
		}
	}
}

// Content is the same whatever the editor, its line ends and its way of composing letters.
func TestEditorsMakeNoDifference(t *testing.T) {
	want := content(t, sound()).Modules[0].Hash
	for name, change := range map[string]func(string) string{
		"byte order mark":      func(s string) string { return "\ufeff" + s },
		"Windows line ends":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"old Mac line ends":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"both":                 func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
		"decomposed letters":   norm.NFD.String,
		"no newline at end":    func(s string) string { return strings.TrimSuffix(s, "\n") },
		"empty lines at end":   func(s string) string { return s + "\n\n\n" },
		"spaces behind fences": func(s string) string { return strings.ReplaceAll(s, "```\n", "```  \n") },
	} {
		t.Run(name, func(t *testing.T) {
			fsys := sound()
			for _, f := range fsys {
				f.Data = []byte(change(string(f.Data)))
			}
			if got := content(t, fsys).Modules[0].Hash; got != want {
				t.Error("another hash")
			}
		})
	}
}

func TestWindowsLineEndsKeepLineNumbers(t *testing.T) {
	fsys := edited(t, vi, "kind: single", "kind: choice")
	fsys[vi].Data = []byte("\ufeff" + strings.ReplaceAll(string(fsys[vi].Data), "\n", "\r\n"))
	wantFaults(t, fsys, `lua-dao/cuoc-goi-la.vi.md:27: unknown kind "choice"; type kind: single, several, true_false, order, match, fill, safe_or_scam, simulation`)
}

func TestFolderFaults(t *testing.T) {
	tests := map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"no facts.yaml": {
			func(f fstest.MapFS) { delete(f, facts) },
			"facts.yaml:1: the file is missing; create it with lines like - id: F10, and below it text, source and status",
		},
		"no hotlines.yaml": {
			func(f fstest.MapFS) { delete(f, hotlines) },
			"hotlines.yaml:1: the file is missing; create it with lines like - key: report-scam, and below it number, name and fact",
		},
		"no course.yaml": {
			func(f fstest.MapFS) { delete(f, course) },
			"lua-dao/course.yaml:1: the file is missing; create it with order, title, summary and modules",
		},
		"no Vietnamese file": {
			func(f fstest.MapFS) { delete(f, vi) },
			"lua-dao/course.yaml:4: module cuoc-goi-la has no Vietnamese file; write lua-dao/cuoc-goi-la.vi.md, or delete cuoc-goi-la from modules",
		},
		"a lesson that is not listed": {
			func(f fstest.MapFS) { f["lua-dao/moi.vi.md"] = f[vi] },
			"lua-dao/moi.vi.md:1: course.yaml does not list the module; add moi to modules in lua-dao/course.yaml, or delete the file",
		},
		"a lesson in an unknown language": {
			func(f fstest.MapFS) { f["lua-dao/cuoc-goi-la.de.md"] = f[en] },
			"lua-dao/cuoc-goi-la.de.md:1: the file's name is not a lesson's; name it like cac-kieu-lua.vi.md, with vi or en or rad or jra or cmo or mnn or mng as the language, or delete it",
		},
		"a file of no course": {
			func(f fstest.MapFS) { f["notes.txt"] = f[en] },
			"notes.txt:1: the file belongs to no course; move it into the folder of a course, or delete it",
		},
		"a folder within a course": {
			func(f fstest.MapFS) { f["lua-dao/old/a.vi.md"] = f[vi] },
			"lua-dao/old:1: a course's folder holds only files; move its files beside course.yaml, or delete it",
		},
		"a folder whose name is no id": {
			func(f fstest.MapFS) {
				for _, name := range []string{course, vi, en} {
					f[strings.Replace(name, "lua-dao", "Lừa đảo", 1)] = f[name]
					delete(f, name)
				}
			},
			`Lừa đảo:1: the folder's name "Lừa đảo" cannot be a course's id; type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh, as the folder's name`,
		},
		"two courses with one place and one module": {
			func(f fstest.MapFS) {
				for _, name := range []string{course, vi, en} {
					f[strings.Replace(name, "lua-dao", "mua-ban", 1)] = f[name]
				}
			},
			"mua-ban/course.yaml:1: order 6 is taken by lua-dao/course.yaml; type another number\n" +
				"mua-ban/course.yaml:4: module cuoc-goi-la is in course lua-dao already; give the module another id, here and in its files' names",
		},
		"a file over 1 MiB": {
			func(f fstest.MapFS) { f[vi] = &fstest.MapFile{Data: []byte(strings.Repeat("từ\n", 1<<18))} },
			"lua-dao/cuoc-goi-la.vi.md:1: the file is over 1 MiB; split it, or delete what is no lesson text",
		},
		"a lesson over 32 KiB": {
			func(f fstest.MapFS) { f[vi] = &fstest.MapFile{Data: []byte(strings.Repeat("[a](", 1<<13+1))} },
			"lua-dao/cuoc-goi-la.vi.md:1: the lesson is over 32 KiB; make several modules",
		},
		"more YAML than a hand writes": {
			func(f fstest.MapFS) { f[facts] = &fstest.MapFile{Data: []byte(strings.Repeat("a: b\n", 1<<17))} },
			"facts.yaml:10001: more than 10000 lines of YAML; delete what is not needed",
		},
		"a line that no editor shows": {
			func(f fstest.MapFS) {
				f[facts] = &fstest.MapFile{Data: []byte("- id: F01\n  text: " + strings.Repeat("a ", 3000))}
			},
			"facts.yaml:2: a line of YAML longer than 5000 bytes; write the text in several lines",
		},
		"brackets without end": {
			func(f fstest.MapFS) { f[facts] = &fstest.MapFile{Data: []byte(strings.Repeat("[\n", 6000))} },
			"facts.yaml:1: more than 5000 brackets in YAML; delete what is not needed",
		},
		"a file in another encoding": {
			func(f fstest.MapFS) { f[vi] = &fstest.MapFile{Data: []byte("---\ntitle: \xff\xfe")} },
			"lua-dao/cuoc-goi-la.vi.md:2: the file is not UTF-8 text; save the file with the encoding UTF-8",
		},
		"a control character": {
			func(f fstest.MapFS) { f[vi] = &fstest.MapFile{Data: []byte(lessonVI + "\n\x00")} },
			"lua-dao/cuoc-goi-la.vi.md:95: an invisible control character stands here; delete the line and type it again",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			fsys := sound()
			test.change(fsys)
			wantFaults(t, fsys, test.want)
		})
	}
}

func TestNoDayLetsEveryCheckByPass(t *testing.T) {
	fsys := edited(t, vi, "check_by: 2027-05-31", "check_by: 2001-01-01")
	if _, faults := courses.Read(fsys, ".", ""); len(faults) > 0 {
		t.Errorf("faults:\n%s", faults)
	}
	wantFaults(t, fsys, "lua-dao/cuoc-goi-la.vi.md:29: check_by 2001-01-01 is past; read the fact's source again, then type a later day: check_by: 2027-05-31")
}

func TestHiddenFilesAreLeftAlone(t *testing.T) {
	fsys := sound()
	fsys[".DS_Store"] = &fstest.MapFile{Data: []byte{0xff}}
	fsys["lua-dao/.cuoc-goi-la.vi.md.swp"] = &fstest.MapFile{Data: []byte{0xff}}
	content(t, fsys)
}

func TestFaultsNameFilesFromTheRoot(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, f := range edited(t, course, "order: 6", "order: 0") {
		fsys["seed/courses/"+name] = f
	}
	_, faults := courses.Read(fsys, "seed/courses", today)
	if len(faults) != 1 || faults[0].File != "seed/courses/lua-dao/course.yaml" || faults[0].Line != 1 {
		t.Errorf("faults:\n%s", faults)
	}
	if _, faults = courses.Read(fsys, "seed/lessons", today); len(faults) != 1 || faults[0].File != "seed/lessons" {
		t.Errorf("faults:\n%s", faults)
	}
}

// One run tells everything that is wrong, by file and line.
func TestAllFaultsAreToldInOrder(t *testing.T) {
	fsys := edited(t, vi, "minutes: 7", "minutes: 0")
	text := strings.NewReplacer("fact: F01", "fact: F99", "Xong.", "<b>Xong.</b>").Replace(string(fsys[vi].Data))
	fsys[vi] = &fstest.MapFile{Data: []byte(text)}
	_, faults := courses.Read(fsys, ".", today)
	var lines []int
	for _, f := range faults {
		lines = append(lines, f.Line)
	}
	if want := []int{5, 23, 28, 57}; len(lines) != len(want) || lines[0] != 5 || lines[1] != 23 || lines[2] != 28 || lines[3] != 57 {
		t.Errorf("faults in lines %v, want %v:\n%s", lines, want, faults)
	}
}
