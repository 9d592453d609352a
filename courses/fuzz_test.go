package courses_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"hocso/courses"
)

// FuzzRead puts anything in place of each kind of file: the reader tells faults or returns content, and what it returns is
// safe to show.
func FuzzRead(f *testing.F) {
	names := []string{facts, hotlines, course, vi, en}
	for i, text := range []string{factsYAML, hotlinesYAML, courseYAML, lessonVI, lessonEN} {
		f.Add(i, text)
		f.Add(i, text[:len(text)/2])
		f.Add(i, strings.ReplaceAll(text, "\n", "\r\n"))
	}
	for _, text := range []string{
		"", "\ufeff", "---", "---\n---", "---\n---\n## a", "a: &a [*a]", "{{{{", "- - - -", "? a", "<<: *x", "%TAG", "a: |\n", "\t",
		"---\ntitle: x\n---\n```question", "---\n---\n## a\n```question\n- a\n```", "---\n---\n> ```question\n> id: a\n> ```", "{hotline:", "{hotline:x}",
		"---\n---\n## [a](https://b) `c` <d>\n![e](f)\n[g]: javascript:h\n[g]", "\ue000report-scam\ue001",
	} {
		for i := range names {
			f.Add(i, text)
		}
	}
	f.Fuzz(func(t *testing.T, which int, text string) {
		fsys := sound()
		fsys[names[((which%len(names))+len(names))%len(names)]] = &fstest.MapFile{Data: []byte(text)}
		c, faults := courses.Read(fsys, ".", today)
		if (len(faults) == 0) != (len(c.Modules) > 0) {
			t.Fatalf("%d modules and faults:\n%s", len(c.Modules), faults)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Mend == "" || strings.Count(fault.String(), "\n") > 0 {
				t.Errorf("fault %q", fault.String())
			}
		}
		for _, m := range c.Modules {
			for l, text := range m.Texts {
				for _, s := range text.Steps {
					if low := strings.ToLower(s.HTML); strings.Contains(low, "<script") || strings.Contains(low, `href="javascript:`) {
						t.Errorf("%s: %s", l, s.HTML)
					}
				}
			}
		}
	})
}
