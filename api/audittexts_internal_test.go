package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hocso/progress/people"
)

// wordsOf reads one of the lists of words of the desk's pages.
func wordsOf(t *testing.T, list, line string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../frontend/src/manage/desk/messages.vi.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(raw), "\nconst "+list+": ")
	block, _, ended := strings.Cut(rest, "\n}")
	words := map[string]string{}
	for _, m := range regexp.MustCompile(line).FindAllStringSubmatch(block, -1) {
		words[m[1]] = m[2]
	}
	if !found || !ended || len(words) == 0 {
		t.Fatalf("no %s among the page's words", list)
	}
	return words
}

func same[K ~string](t *testing.T, what string, page map[string]string, file map[K]string) {
	t.Helper()
	for key, text := range page {
		if file[K(key)] != text {
			t.Errorf("%s %q: %q on the page, %q in the file", what, key, text, file[K(key)])
		}
	}
	if len(page) != len(file) {
		t.Errorf("%s: the page has %d words, the file %d", what, len(page), len(file))
	}
}

func TestFilesCallThingsAsTheirPagesDo(t *testing.T) {
	const plain = `(?m)^  (\w+): '(.*)',$`
	same(t, "action", wordsOf(t, "actions", plain), auditTexts)
	same(t, "detail", wordsOf(t, "details", plain), auditDetails)
	same(t, "request", wordsOf(t, "kinds", `(?m)^  (\w+): \{ label: '([^']*)'`), requestTexts)
}

func TestTheLogHasWordsForEveryAction(t *testing.T) {
	files, err := filepath.Glob("../progress/people/*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, file := range files {
		raw, err := os.ReadFile(file) //nolint:gosec // A file of this project.
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bAuditAction = "(\w+)"`).FindAllStringSubmatch(string(raw), -1) {
			said++
			if auditTexts[people.AuditAction(m[1])] == "" {
				t.Errorf("%s has none", m[1])
			}
		}
	}
	if said < 40 {
		t.Errorf("only %d actions were found", said)
	}
}

func TestOfAFileOfRollsTheLogTellsTheVersionAndNotTheID(t *testing.T) {
	const id = "0b54cd94-32a1-4bd5-8d5c-2d2ef1d5b6a3"
	for _, c := range []struct {
		action       people.AuditAction
		detail, want string
	}{
		{people.ActionRollDeclared, "3", "bản 3"}, {people.ActionRollDeclared, id + "\t3", "bản 3"}, {people.ActionRollWithdrawn, id + "\t3", "bản 3"},
		{people.ActionRollApproved, "3", "bản 3"},
		{people.ActionRollsImported, id, ""}, {people.ActionRollFileUndone, id, ""}, {people.ActionImportUndoBegun, id, ""},
	} {
		if _, got := auditWords(people.AuditEntry{Action: c.action, Detail: c.detail}); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.action, c.detail, got, c.want)
		}
	}
}
