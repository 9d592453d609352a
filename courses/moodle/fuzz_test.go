package moodle_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hocso/courses"
	"hocso/courses/moodle"
)

// seeds adds the files of testdata, whole and cut, and what is likely to break a reader.
func seeds(f *testing.F, pattern string, more ...string) {
	f.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(names) == 0 {
		f.Fatalf("no %s: %v", pattern, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
		f.Add(string(data[:len(data)/2]))
		f.Add(strings.ReplaceAll(string(data), "\n", "\r\n"))
	}
	for _, text := range more {
		f.Add(text)
	}
}

// read checks what holds for any file: faults can be read, or everything that is read can be written and is whole.
func read(t *testing.T, text string, format moodle.Format) {
	start := time.Now()
	got, faults := moodle.Read("file", []byte(text), format)
	for _, fault := range faults {
		if fault.Line < 1 || fault.Line > 1+strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") || fault.Mend == "" ||
			strings.Contains(fault.String(), "\n") {
			t.Errorf("fault %q", fault)
		}
	}
	if len(faults) > 0 && len(got.Questions)+len(got.Notes) > 0 {
		t.Error("faults, and something was read")
	}
	for _, n := range got.Notes {
		if strings.Contains(n.String(), "\n") {
			t.Errorf("note %q", n)
		}
	}
	seen := map[string]bool{}
	for _, q := range got.Questions {
		if seen[q.Name()] || len(q.Key) == 0 || len(q.Options) < 1 {
			t.Errorf("%s twice, or without a key: %+v", q.Name(), q)
		}
		seen[q.Name()] = true
		many := q.Kind == courses.Single && len(q.Key) > 1 // which the author is told of
		if !many && !courses.Grade(q.Question, q.Key) {
			t.Errorf("the key of %s is not right", q.Name())
		}
		if fault := courses.CheckAnswers(courses.Module{Questions: []courses.Question{q.Question}}, map[string][]string{q.ID: q.Key}); !many && fault != nil {
			t.Errorf("the key of %s is no answer: %v", q.Name(), fault)
		}
		q.Missing()
	}
	var b bytes.Buffer
	if err := moodle.WriteMarkdown(&b, "file", got.Questions); err != nil {
		t.Error(err)
	}
	if strings.Count("\n"+b.String(), "\n```") != 2*len(got.Questions) {
		t.Errorf("a text closes its block:\n%s", b.String())
	}
	for _, write := range writers {
		if _, err := write(&bytes.Buffer{}, got.Questions); err != nil {
			t.Error(err)
		}
	}
	if _, err := moodle.WriteXML(io.Discard, got.Questions); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzGIFT(f *testing.F) {
	seeds(f, "*.gift", "", "{", "}", "{}", "::", "::::{T}", "a{=}", "a{~}", "a{=->}", "a{#}", "a{>}", "a{T#", `\`, `a{=\`, "$CATEGORY:", "$CATEGORY:\n::a", "[html]{T}",
		"a{####}", "a{~####}", "a{=b->c=->}", "// [id:] [tag:]\na{T}", "a{~%%b ~%.%c}", "[html]<{T}", "[html]&#0;&#xE000;{T}", "[[1]]{~a =b}")
	f.Fuzz(func(t *testing.T, text string) { read(t, text, moodle.GIFT) })
}

func FuzzXML(f *testing.F) {
	seeds(f, "*.xml", "", "<quiz/>", "<quiz><question/></quiz>", "<quiz><question type='a\nb'/></quiz>", "<quiz><question type='gapselect'><questiontext><text>[[1]] &amp;#xE000;2</text></questiontext><selectoption/></question></quiz>",
		"<quiz><question type='matching'><subquestion/></question></quiz>", "<quiz><question type='truefalse'><answer fraction='1'/><answer/></question></quiz>",
		"<quiz xmlns='a'><b:question xmlns:b='c' type='ordering'/></quiz>", "<!-- a --><quiz><![CDATA[a]]></quiz>", "<?xml version='1.0' encoding='UTF-16'?><quiz/>")
	f.Fuzz(func(t *testing.T, text string) { read(t, text, moodle.XML) })
}
