package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hocso/courses"
)

// exchange runs hocso quiz and returns what goes to a file and what goes to the person apart.
func exchange(t *testing.T, args ...string) (out, told string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	err = run(t.Context(), append([]string{"quiz"}, args...), console{&stdout, &stderr, time.Now})
	return stdout.String(), stderr.String(), err
}

func TestQuizExportIsImportedAgain(t *testing.T) {
	const dir = "../../courses/moodle/testdata/courses"
	for format, want := range map[string]struct{ sum, left string }{
		"gift": {"exported: 6 questions, 4 not carried\n", "not carried: mo-dun-hai/q1 (order): "},
		"xml":  {"exported: 8 questions, 2 not carried\n", "not carried: mo-dun-hai/q4 (simulation): "},
	} {
		file := filepath.Join(t.TempDir(), "quiz")
		out, told, err := exchange(t, "export", dir, "--format="+format, "--out="+file)
		if err != nil || out != "" || !strings.Contains(told, want.left) || !strings.HasSuffix(told, want.sum) {
			t.Fatalf("%s: %v %q\n%s", format, err, out, told)
		}
		blocks, told, err := exchange(t, "import", file)
		if err != nil || !strings.Contains(told, strings.Split(strings.Replace(want.sum, "ex", "im", 1), ",")[0]) || strings.Contains(told, "to add") {
			t.Fatalf("%s: %v\n%s", format, err, told)
		}
		if n := strings.Count(blocks, "```question\n") + strings.Count(blocks, "```practice\n"); !strings.Contains(want.sum, " "+string(rune('0'+n))+" questions") {
			t.Errorf("%s: %d blocks\n%s", format, n, blocks)
		}
	}
}

func TestQuizExportOfOneModuleInOneLanguage(t *testing.T) {
	const dir = "../../courses/moodle/testdata/courses"
	out, told, err := exchange(t, "export", dir, "--format=gift", "--module=mo-dun")
	if err != nil || !strings.HasSuffix(told, "exported: 5 questions, 0 not carried\n") || strings.Contains(out, "mo-dun-hai") {
		t.Errorf("%v\n%s\n%s", err, told, out)
	}
	out, told, err = exchange(t, "export", dir, "--format=xml", "--module=mo-dun", "--language=en")
	if err != nil || !strings.Contains(told, "not carried: mo-dun/t1 (true_false): it is not written in the language en\n") ||
		!strings.HasSuffix(told, "exported: 0 questions, 5 not carried\n") || strings.Contains(out, "<question") {
		t.Errorf("%v\n%s\n%s", err, told, out)
	}
}

// TestImportedBlocksPassTheCheckOnceCompleted takes blocks as they are written, adds what the command asks for, and reads
// the lesson.
func TestImportedBlocksPassTheCheckOnceCompleted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quiz.gift")
	if err := os.WriteFile(file, []byte("Ai hỏi mã OTP thì làm gì?{~Đọc =Không đọc}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	blocks, told, err := exchange(t, "import", file)
	if err != nil || !strings.Contains(told, "to add: q1 (single): fact, check_by, feedback of a, b\n") {
		t.Fatalf("%v\n%s", err, told)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../courses/moodle/testdata/courses")); err != nil {
		t.Fatal(err)
	}
	lesson := filepath.Join(dir, "khoa", "mo-dun.vi.md")
	raw, err := os.ReadFile(lesson)
	if err != nil {
		t.Fatal(err)
	}
	check := func(blocks string) string {
		blocks = strings.Replace(blocks, "id: q1", "id: q9", 1)
		if err := os.WriteFile(lesson, []byte(string(raw)+"\n"+blocks), 0o600); err != nil {
			t.Fatal(err)
		}
		_, faults := courses.Read(os.DirFS(dir), ".", "2026-11-23")
		return faults.String()
	}
	for _, missing := range []string{"fact is missing", "check_by is missing", "the option has no feedback"} {
		if got := check(blocks); !strings.Contains(got, missing) {
			t.Errorf("%s is not told:\n%s", missing, got)
		}
	}
	completed := strings.ReplaceAll(blocks, "kind: single\n", "kind: single\nfact: F01\ncheck_by: 2027-11-01\n")
	completed = strings.ReplaceAll(completed, "  - id: ", "  - feedback: Không ai hỏi mã.\n    id: ")
	if got := check(completed); got != "" {
		t.Errorf("faults are left:\n%s\n%s", got, completed)
	}
}

func TestABrokenQuizWritesNothing(t *testing.T) {
	dir := t.TempDir()
	file, out := filepath.Join(dir, "quiz.gift"), filepath.Join(dir, "out.md")
	if err := os.WriteFile(file, []byte("Một?{=Hai ~Ba}\n\nHai?{=Một\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, told, err := exchange(t, "import", file, "--out="+out)
	if err == nil || err.Error() != "1 faults; nothing was written" || !strings.Contains(told, file+":3: the { has no }") {
		t.Errorf("%v\n%s", err, told)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
	for _, args := range [][]string{
		{"export", dir}, // no format
		{"export", dir, "--format=pdf"},
		{"export", "../../courses/moodle/testdata/courses", "--format=gift", "--module=khong-co"},
		{"export", "../../courses/moodle/testdata/courses", "--format=gift", "--language=fr"},
		{"import", filepath.Join(dir, "none")},
		{"import", file, "--format=pdf"},
	} {
		if _, _, err := exchange(t, args...); err == nil {
			t.Errorf("quiz %v is not refused", args)
		}
	}
	if _, told, err := exchange(t, "export", dir, "--format=gift"); err == nil || !strings.Contains(told, "facts.yaml:1: ") {
		t.Errorf("%v %s", err, told)
	}
}
