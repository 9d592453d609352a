package moodle_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"hocso/courses"
	"hocso/courses/moodle"
)

// writers are the two ways out.
var writers = map[moodle.Format]func(*bytes.Buffer, []moodle.Question) ([]moodle.Note, error){
	moodle.GIFT: func(b *bytes.Buffer, qs []moodle.Question) ([]moodle.Note, error) { return moodle.WriteGIFT(b, qs) },
	moodle.XML:  func(b *bytes.Buffer, qs []moodle.Question) ([]moodle.Note, error) { return moodle.WriteXML(b, qs) },
}

// exportable says which kinds a format carries.
func exportable(format moodle.Format, kind courses.Kind) bool {
	kinds := []courses.Kind{courses.Single, courses.Several, courses.TrueFalse, courses.Match}
	if format == moodle.XML {
		kinds = append(kinds, courses.Order, courses.Fill)
	}
	return slices.Contains(kinds, kind)
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// thereAndBack writes questions and reads them again. Those that cannot be carried must be named, all others return in order.
func thereAndBack(t failer, format moodle.Format, questions []moodle.Question) (sent, back []moodle.Question) {
	t.Helper()
	var b bytes.Buffer
	notes, err := writers[format](&b, questions)
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	var named []string
	for _, n := range notes {
		if n.Dropped {
			named = append(named, n.Question)
		}
	}
	var left []string
	for _, q := range questions {
		if exportable(format, q.Kind) {
			sent = append(sent, q)
		} else {
			left = append(left, q.Module+"/"+q.ID)
		}
	}
	if !slices.Equal(named, left) {
		t.Fatalf("%s: named as not carried %v, and not carried %v", format, named, left)
	}
	if got := moodle.Guess(b.Bytes()); got != format {
		t.Fatalf("%s taken for %s", format, got)
	}
	read, faults := moodle.Read("file", b.Bytes(), format)
	if len(faults) > 0 {
		t.Fatalf("%s: %s\n%s", format, faults, b.String())
	}
	if len(read.Questions) != len(sent) || len(read.Notes) > 0 {
		t.Fatalf("%s: %d questions of %d, notes %v\n%s", format, len(read.Questions), len(sent), read.Notes, b.String())
	}
	return sent, read.Questions
}

// squeezed is a text as a page shows it: blanks fall together.
func squeezed(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// same compares what a question says and returns its ids as the other one has them, by what they stand for.
func same(t failer, q, back moodle.Question) (option, slot map[string]string) {
	t.Helper()
	check := func(what, want, got string) {
		t.Helper()
		if squeezed(want) != got {
			t.Errorf("%s: %s is %q and was %q", q.ID, what, got, squeezed(want))
		}
	}
	if back.ID != q.ID || back.Module != q.Module || back.Kind != q.Kind || back.Practice != q.Practice || back.Fact != q.Fact ||
		back.CheckBy != q.CheckBy || back.Category != q.Category || back.Source != strings.Join(strings.Fields(q.Source), " ") {
		t.Errorf("%+v came back as %+v", q, back)
	}
	check("text", q.Text.Text, back.Text.Text)
	check("sentence", q.Text.Sentence, back.Text.Sentence)
	check("explain", q.Text.Explain, back.Text.Explain)
	if len(back.Options) != len(q.Options) || len(back.Slots) != len(q.Slots) {
		t.Fatalf("%s: options %v and slots %v came back as %v and %v", q.ID, q.Options, q.Slots, back.Options, back.Slots)
	}
	option, slot = map[string]string{}, map[string]string{}
	if q.Kind == courses.Match {
		// The pairs come in the order of the key, on either side.
		for i, item := range q.Key {
			left, right, _ := strings.Cut(item, ":")
			leftBack, rightBack, _ := strings.Cut(back.Key[i], ":")
			slot[left], option[right] = leftBack, rightBack
			check("slot "+left, q.Text.Slots[left], back.Text.Slots[leftBack])
			check("option "+right, q.Text.Options[right].Text, back.Text.Options[rightBack].Text)
		}
		return option, slot
	}
	for i, id := range q.Slots {
		slot[id] = back.Slots[i]
	}
	for i, id := range q.Options {
		option[id] = back.Options[i]
		if q.Kind != courses.TrueFalse { // whose words are Moodle's
			check("option "+id, q.Text.Options[id].Text, back.Text.Options[back.Options[i]].Text)
		} else if back.Options[i] != id {
			option[id] = id
		}
		check("feedback of "+id, q.Text.Options[id].Feedback, back.Text.Options[option[id]].Feedback)
	}
	return option, slot
}

// answers are the right one and wrong ones near it: each option alone, the key without one, with one more, and with two swapped.
func answers(q moodle.Question) [][]string {
	all := [][]string{nil, slices.Clone(q.Key)}
	items := q.Options
	if len(q.Slots) > 0 {
		items = nil
		for _, s := range q.Slots {
			for _, o := range q.Options {
				items = append(items, s+":"+o)
			}
		}
	}
	for _, item := range items {
		all = append(all, []string{item})
		if !slices.Contains(q.Key, item) {
			all = append(all, append(slices.Clone(q.Key), item))
		}
	}
	for i := range q.Key {
		all = append(all, slices.Delete(slices.Clone(q.Key), i, i+1))
		for j := range q.Key[:i] {
			swapped := slices.Clone(q.Key)
			if len(q.Slots) > 0 {
				a, optionA, _ := strings.Cut(swapped[i], ":")
				b, optionB, _ := strings.Cut(swapped[j], ":")
				swapped[i], swapped[j] = a+":"+optionB, b+":"+optionA
			} else {
				swapped[i], swapped[j] = swapped[j], swapped[i]
			}
			all = append(all, swapped)
		}
	}
	return all
}

// gradesTheSame answers both questions alike. It returns how many answers were compared.
func gradesTheSame(t failer, q, back moodle.Question) int {
	t.Helper()
	option, slot := same(t, q, back)
	right := 0
	all := answers(q)
	for _, answer := range all {
		translated := make([]string, 0, len(answer))
		for _, item := range answer {
			if s, o, pair := strings.Cut(item, ":"); pair {
				translated = append(translated, slot[s]+":"+option[o])
			} else {
				translated = append(translated, option[item])
			}
		}
		want, got := courses.Grade(q.Question, answer), courses.Grade(back.Question, translated)
		if want != got {
			t.Errorf("%s (%s): %v is %v and %v is %v", q.ID, q.Kind, answer, want, translated, got)
		}
		if got {
			right++
		}
	}
	if right == 0 {
		t.Errorf("%s: no answer is right", q.ID)
	}
	return len(all)
}

func TestEveryQuestionOfTheCoursesGradesTheSameBeyondMoodle(t *testing.T) {
	content, faults := courses.Read(os.DirFS("../../seed/courses"), ".", "")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, language := range []courses.Language{courses.Vietnamese, courses.English} {
		questions, notes := moodle.Questions(content.Modules, language)
		if len(questions)+len(notes) < 100 {
			t.Fatalf("%s: %d questions", language, len(questions))
		}
		for format := range writers {
			sent, back := thereAndBack(t, format, questions)
			compared := 0
			for i, q := range sent {
				compared += gradesTheSame(t, q, back[i])
			}
			t.Logf("%s %s: %d of %d questions, %d answers compared", format, language, len(sent), len(questions), compared)
		}
	}
}

// hostile are pieces that mean something to one of the formats.
var hostile = []string{"{", "}", "~", "=", ":", "::", "#", "####", "%", "%50%", "\"", "'", "`", "\n", "->", "//", "]]>", "<![CDATA[", "<b>", "</p>",
	"<ten>", "&lt;", "&", "&#58;", "\\", `\n`, `\:`, "[html]", "[plain]", "[[1]]", "[", "]", "- ", "? ", "|", ">", "!", "*", "@", ",", "---", "```", "~~~",
	"$CATEGORY:", "true", "null", "123", "1.5", "2027-01-01", "Bà con", "Đắk Lắk", "nước mắm", "😀", "👨‍👩‍👧", "e\u0301", "\u200b", "\u200e\u0301", "\u09db\u0331", "\n\u0301\u030a\u0301", "\\n\u0301", "T", "FALSE", "_____", "\t", "  "}

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringMatching(`[a-zà-ỹ ]{1,6}`)), 1, 6).Draw(t, "parts")
		s := squeezed(strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
		if s == "" || strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && r != '\u200b' }) < 0 {
			return "x"
		}
		return s
	})
}

// generated makes a question of a kind that Moodle has; a whole one has all texts that a lesson needs.
func generated(whole bool) *rapid.Generator[moodle.Question] {
	return rapid.Custom(func(t *rapid.T) moodle.Question {
		q := moodle.Question{Module: "mo-dun", Category: "$course$/top/khoa/mo-dun", Practice: rapid.Bool().Draw(t, "practice")}
		q.ID, q.Fact, q.CheckBy, q.Source = "q1", "F01", "2027-05-31", "Luật số 1, [a] 5/2026"
		q.Kind = rapid.SampledFrom([]courses.Kind{courses.Single, courses.Several, courses.TrueFalse, courses.Order, courses.Match, courses.Fill}).Draw(t, "kind")
		n := rapid.IntRange(3, 12).Draw(t, "n")
		some := texts()
		if !whole {
			some = rapid.OneOf(texts(), rapid.Just(""))
		}
		q.Text = courses.QuestionText{Text: texts().Draw(t, "text"), Explain: some.Draw(t, "explain"), Options: map[string]courses.OptionText{}}
		option := func(id string) {
			text := courses.OptionText{Text: texts().Draw(t, id)}
			if q.Kind == courses.Single || q.Kind == courses.Several || q.Kind == courses.TrueFalse {
				text.Feedback = some.Draw(t, "feedback of "+id)
			}
			q.Options = append(q.Options, id)
			q.Text.Options[id] = text
		}
		switch q.Kind {
		case courses.TrueFalse:
			option("t")
			option("f")
			q.Text.Options["t"] = courses.OptionText{Text: "Đúng", Feedback: q.Text.Options["t"].Feedback}
			q.Text.Options["f"] = courses.OptionText{Text: "Sai", Feedback: q.Text.Options["f"].Feedback}
			q.Key = []string{rapid.SampledFrom(q.Options).Draw(t, "key")}
			return q
		case courses.Match:
			q.Text.Slots = map[string]string{}
			for i := range n {
				slot, number := fmt.Sprintf("s%d", i), fmt.Sprint(n-i)
				option(number)
				// Texts differ, as in a lesson: Moodle takes equal right-hand sides for one.
				q.Text.Options[number] = courses.OptionText{Text: fmt.Sprintf("%s %d", q.Text.Options[number].Text, i)}
				q.Slots, q.Key = append(q.Slots, slot), append(q.Key, slot+":"+number)
				q.Text.Slots[slot] = texts().Draw(t, slot)
			}
			return q
		}
		for i := range n {
			option(fmt.Sprintf("o%d", i))
		}
		switch q.Kind {
		case courses.Single:
			q.Key = []string{rapid.SampledFrom(q.Options).Draw(t, "key")}
		case courses.Several:
			q.Key = slices.Clone(q.Options[:rapid.IntRange(2, min(n-1, 10)).Draw(t, "right")])
		case courses.Order:
			q.Key = slices.Clone(q.Options)
		case courses.Fill:
			words := rapid.Permutation(q.Options).Draw(t, "words")[:rapid.IntRange(1, n).Draw(t, "gaps")]
			sentence := strings.ReplaceAll(strings.ReplaceAll(texts().Draw(t, "start"), "[", "("), "]", ")")
			for i, word := range words {
				slot := fmt.Sprint(i + 1)
				q.Slots, q.Key = append(q.Slots, slot), append(q.Key, slot+":"+word)
				sentence += " [[" + slot + "]] " + strings.ReplaceAll(strings.ReplaceAll(texts().Draw(t, "then"), "[", "("), "]", ")")
			}
			q.Text.Sentence = squeezed(sentence)
		}
		return q
	})
}

func TestHostileTextsCrossBothWays(t *testing.T) {
	for format := range writers {
		t.Run(string(format), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				q := generated(false).Draw(t, "question")
				if !exportable(format, q.Kind) {
					q.Kind = courses.Single
					q.Key, q.Slots, q.Text.Sentence = q.Options[:1], nil, ""
				}
				sent, back := thereAndBack(t, format, []moodle.Question{q})
				gradesTheSame(t, sent[0], back[0])
			})
		})
	}
}

// TestBlocksSurviveYAML reads the blocks that an import writes as a lesson is read: every text comes back, whatever it holds.
func TestBlocksSurviveYAML(t *testing.T) {
	compared := 0
	defer func() {
		if compared < 10 && !t.Failed() {
			t.Errorf("only %d blocks were compared", compared)
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		q := generated(true).Draw(t, "question")
		q.Practice = false
		for _, text := range append(said(q), q.Text.Sentence) {
			if strings.Contains(text, "{hotline") || len(strings.Fields(text)) > 20 {
				t.Skip("too long for a lesson")
			}
		}
		if q.Kind == courses.Fill && len(strings.Fields(q.Text.Sentence)) > 40 {
			t.Skip("too long for a lesson")
		}
		var b bytes.Buffer
		if err := moodle.WriteMarkdown(&b, "quiz {#: \" ```", []moodle.Question{q}); err != nil {
			t.Fatal(err)
		}
		content, faults := courses.Read(lessonWith(b.String()), ".", "2026-11-23")
		for _, f := range faults {
			// The generator makes texts alike, which an author would mend; what was written must be readable.
			if !strings.Contains(f.Problem, "is the same as of option") {
				t.Fatalf("%s\n%s", faults, b.String())
			}
		}
		if len(faults) > 0 {
			return
		}
		got := content.Modules[0].Texts[courses.Vietnamese].Questions["q1"]
		read := moodle.Question{Question: content.Modules[0].Questions[0], Text: got}
		compared++
		if want, got := said(q), said(read); !slices.Equal(want, got) {
			t.Fatalf("%q\nbecame %q\n%s", want, got, b.String())
		}
	})
}

// said lists the texts of a question, NFC, in order.
func said(q moodle.Question) []string {
	list := []string{q.Text.Text, q.Text.Explain}
	for _, item := range q.Key {
		if slot, option, pair := strings.Cut(item, ":"); pair && q.Kind == courses.Match {
			list = append(list, q.Text.Slots[slot], q.Text.Options[option].Text)
		}
	}
	if q.Kind != courses.Match {
		for _, id := range q.Options {
			list = append(list, q.Text.Options[id].Text, q.Text.Options[id].Feedback)
		}
	}
	if q.Kind == courses.Fill {
		list = append(list, q.Text.Sentence)
	}
	for i := range list {
		list[i] = nfc(list[i])
	}
	return list
}

// lessonWith is a content folder whose lesson ends with question blocks.
func lessonWith(blocks string) fstest.MapFS {
	step := "Một bước ngắn.\n\n"
	lesson := "---\ntitle: T\ngoal: G\nsummary: S\ntask: V\nminutes: 5\npass_mark: 70\ndigcomp: [\"4.2\"]\nfacts: [F01]\n---\n\n" +
		"## Một\n\n" + step +
		"```practice\nid: t9\nkind: true_false\nfact: F01\ncheck_by: 2027-05-31\ntext: Câu này đúng?\noptions:\n" +
		"  - {id: t, text: Có, right: true, feedback: F}\n  - {id: f, text: Không, feedback: F}\n```\n\n" +
		"## Hai\n\n" + step + "## Ba\n\n" + step + "## Bốn\n\n" + step + blocks
	for i := strings.Count(blocks, "```question"); i < 3; i++ {
		lesson += fmt.Sprintf("\n```question\nid: z%d\nkind: single\nfact: F01\ncheck_by: 2027-05-31\ntext: Câu hỏi?\noptions:\n"+
			"  - {id: a, text: Có, right: true, feedback: F}\n  - {id: b, text: Không, feedback: F}\n```\n", i)
	}
	return fstest.MapFS{
		"facts.yaml":        {Data: []byte("- id: F01\n  text: X.\n  source: Y\n  status: verified\n")},
		"hotlines.yaml":     {Data: []byte("- key: police\n  number: \"99113\"\n  name: {vi: Công an}\n  fact: F01\n")},
		"khoa/course.yaml":  {Data: []byte("order: 1\ntitle: {vi: K}\nsummary: {vi: S}\nmodules: [mo-dun]\n")},
		"khoa/mo-dun.vi.md": {Data: []byte(lesson)},
	}
}

func nfc(s string) string { return norm.NFC.String(s) }
