package moodle_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hocso/courses"
	"hocso/courses/moodle"
)

var update = flag.Bool("update", false, "write what is seen into testdata")

// golden compares a text with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it with go test ./courses/moodle -update and git diff:\n%s", file, got)
	}
}

// TestFilesAsTeachersHaveThem imports files in the shapes that Moodle documents: the blocks, what was left out, and what is
// to be added.
func TestFilesAsTeachersHaveThem(t *testing.T) {
	for _, name := range []string{"kinds.gift", "credit.gift", "texts.gift", "others.gift", "moodle.xml"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			read, faults := moodle.Read(name, data, moodle.Guess(data))
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			var b bytes.Buffer
			if err := moodle.WriteMarkdown(&b, name, read.Questions); err != nil {
				t.Fatal(err)
			}
			b.WriteString("\n")
			for _, n := range read.Notes {
				b.WriteString(n.String() + "\n")
			}
			for _, q := range read.Questions {
				if missing := q.Missing(); len(missing) > 0 {
					fmt.Fprintf(&b, "to add: %s: %s\n", q.Name(), strings.Join(missing, ", "))
				}
			}
			golden(t, name+".md", b.String())
		})
	}
}

// TestWrittenFiles shows each kind as Moodle gets it.
func TestWrittenFiles(t *testing.T) {
	content, faults := courses.Read(os.DirFS("testdata/courses"), ".", "")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	questions, notes := moodle.Questions(content.Modules, courses.Vietnamese)
	if len(notes) > 0 {
		t.Fatal(notes)
	}
	for format, write := range writers {
		var b bytes.Buffer
		notes, err := write(&b, questions)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "written."+string(format), b.String())
		list := ""
		for _, n := range notes {
			list += n.String() + "\n"
		}
		golden(t, "written."+string(format)+".notes", list)
	}
	_, notes = moodle.Questions(content.Modules, courses.English)
	if len(notes) != len(questions) || notes[0].String() != "not carried: mo-dun/q1 (single): it is not written in the language en" {
		t.Errorf("%v", notes)
	}
}
