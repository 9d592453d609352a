package courses_test

import (
	"strings"
	"testing"
)

func TestQuestionsFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"an unknown key of a question", vi, "explain: Công an", "explian: Công an",
			`lua-dao/cuoc-goi-la.vi.md:31: unknown key "explian"; delete it, or type one of id, text, explain, sentence, message, options, screens, kind, fact, check_by, right, path`,
		},
		{
			"a question without an id", vi, "id: q1\n", "",
			`lua-dao/cuoc-goi-la.vi.md:26: id is missing; type id: q1`,
		},
		{
			"a question id of a wrong shape", vi, "id: q1", "id: Q1",
			`lua-dao/cuoc-goi-la.vi.md:26: id "Q1" has a wrong shape; type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh`,
		},
		{
			"two questions with one id", vi, "id: q4", "id: q3",
			`lua-dao/cuoc-goi-la.vi.md:65: another question has the id q3; type another id`,
		},
		{
			"an unknown kind", vi, "kind: single", "kind: choice",
			`lua-dao/cuoc-goi-la.vi.md:27: unknown kind "choice"; type kind: single, several, true_false, order, match, fill, safe_or_scam, simulation`,
		},
		{
			"no fact", vi, "fact: practice\n", "",
			`lua-dao/cuoc-goi-la.vi.md:43: fact is missing; type fact: F01, an id from facts.yaml, or fact: practice`,
		},
		{
			"a question's fact that is not in the table", vi, "fact: F01", "fact: F99",
			`lua-dao/cuoc-goi-la.vi.md:28: fact "F99" is not in facts.yaml; type an id from facts.yaml, or practice`,
		},
		{
			"a question's fact that is unverified", vi, "fact: F01", "fact: U1",
			`lua-dao/cuoc-goi-la.vi.md:28: fact U1 is unverified; type another fact's id, or practice, or read a source and set status: verified in facts.yaml`,
		},
		{
			"no day for a check", vi, "check_by: 2027-05-31\n", "",
			`lua-dao/cuoc-goi-la.vi.md:26: check_by is missing; type check_by: 2027-05-31`,
		},
		{
			"a day that is none", vi, "check_by: 2027-05-31", "check_by: 31/5/2027",
			`lua-dao/cuoc-goi-la.vi.md:29: check_by "31/5/2027" is no day; type check_by: 2027-05-31`,
		},
		{
			"a day in the past", vi, "check_by: 2027-05-31", "check_by: 2026-11-22",
			`lua-dao/cuoc-goi-la.vi.md:29: check_by 2026-11-22 is past; read the fact's source again, then type a later day: check_by: 2027-05-31`,
		},
		{
			"a block without an end", vi, "  - {id: lam, text: Làm}\n```\n", "  - {id: lam, text: Làm}\n",
			"lua-dao/cuoc-goi-la.vi.md:65: the question block has no end; type ``` on a line of its own below the question",
		},
		{
			"a block without an end before another", vi, "feedback: Chưa đúng.\n```\n", "feedback: Chưa đúng.\n",
			"lua-dao/cuoc-goi-la.vi.md:25: the question block has no end; type ``` on a line of its own below the question",
		},
		{
			"a question in a list", vi, "Xong.", "- Xong\n\n  ```question\n  id: q9\n  ```",
			"lua-dao/cuoc-goi-la.vi.md:25: a block that is no question cannot be shown in a lesson; start the block with ```question or ```practice at the beginning of the line, or write it as a paragraph",
		},
		{
			"an empty block", vi, "Xong.", "Xong.\n\n```question\n```",
			`lua-dao/cuoc-goi-la.vi.md:26: nothing is written here; type its keys, as docs/authoring.md shows`,
		},
		{
			"two questions", vi, lessonVI[strings.Index(lessonVI, "```question\nid: q3"):strings.Index(lessonVI, "## Bốn")], "",
			`lua-dao/cuoc-goi-la.en.md:39: question "q3" is not in the Vietnamese file; type the id of a question in the Vietnamese file, or delete the block` + "\n" +
				`lua-dao/cuoc-goi-la.en.md:47: question "q4" is not in the Vietnamese file; type the id of a question in the Vietnamese file, or delete the block` + "\n" +
				"lua-dao/cuoc-goi-la.vi.md:69: the lesson has 2 questions, fewer than 3; write more blocks that start with ```question",
		},
	})
}

func TestOptionsFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"single with two right options", vi, "    text: Làm theo\n", "    text: Làm theo\n    right: true\n",
			`lua-dao/cuoc-goi-la.vi.md:33: a single question needs one right option and has 2; type right: true at one option`,
		},
		{
			"single with no right option", vi, "    right: true\n", "",
			`lua-dao/cuoc-goi-la.vi.md:33: a single question needs one right option and has 0; type right: true at one option`,
		},
		{
			"single with one option", vi, "  - id: b\n    text: Làm theo\n    feedback: Chưa đúng.\n", "",
			`lua-dao/cuoc-goi-la.vi.md:33: a single question needs two options and has 1; write at least two options`,
		},
		{
			"several with one right option", vi, "text: Công an xã, right: true", "text: Công an xã",
			`lua-dao/cuoc-goi-la.vi.md:49: a several question needs at least two right options and has 1; type right: true at two options or more, or kind: single`,
		},
		{
			"several with no wrong option", vi, "text: Người lạ, ", "text: Người lạ, right: true, ",
			`lua-dao/cuoc-goi-la.vi.md:49: a several question needs an option that is not right; write an option that is not right`,
		},
		{
			"true_false with other ids", vi, "{id: t, text: Đúng", "{id: a, text: Đúng",
			`lua-dao/cuoc-goi-la.vi.md:61: a true_false question has other options; write two options, id: t and id: f`,
		},
		{
			"true_false with none right", vi, "text: Sai, right: true", "text: Sai",
			`lua-dao/cuoc-goi-la.vi.md:61: a true_false question needs one right option and has 0; type right: true at t or at f`,
		},
		{
			"order with two options", vi, "  - {id: lam, text: Làm}\n", "",
			`lua-dao/cuoc-goi-la.vi.md:73: an order question needs three options and has 2; write at least three options, in their right order`,
		},
		{
			"order without explain", vi, "explain: Dừng trước, rồi hỏi.\n", "",
			`lua-dao/cuoc-goi-la.vi.md:66: a question of kind order has no explain; type explain: "…", why this is right`,
		},
		{
			"order with a right option", vi, "text: Làm}", "text: Làm, right: true}",
			`lua-dao/cuoc-goi-la.vi.md:75: a question of kind order has no right options; delete right and list the options in their right order`,
		},
		{
			"order with feedback", vi, "text: Làm}", "text: Làm, feedback: Rồi.}",
			`lua-dao/cuoc-goi-la.vi.md:75: a question of kind order has no feedback of options; delete feedback and write explain for the question`,
		},
		{
			"an option without feedback", vi, "    feedback: Chưa đúng.\n", "",
			`lua-dao/cuoc-goi-la.vi.md:37: the option has no feedback; type feedback: "…", which teaches and never scolds`,
		},
		{
			"two options with one id", vi, "  - id: b\n", "  - id: a\n",
			`lua-dao/cuoc-goi-la.vi.md:37: another option has the id a; type another id`,
		},
		{
			"an option id of a wrong shape", vi, "  - id: b\n", "  - id: B!\n",
			`lua-dao/cuoc-goi-la.vi.md:37: id "B!" has a wrong shape; type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh`,
		},
		{
			"two options with one text", vi, "text: Làm theo", "text: TẮT  máy.",
			`lua-dao/cuoc-goi-la.vi.md:38: the text is the same as of option a; write another text`,
		},
		{
			"right that is no yes or no", vi, "    right: true", "    right: maybe",
			`lua-dao/cuoc-goi-la.vi.md:33: a single question needs one right option and has 0; type right: true at one option` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:35: right is "maybe"; type right: true, or delete the key`,
		},
		{
			"an unknown key of an option", vi, "    right: true", "    correct: true",
			`lua-dao/cuoc-goi-la.vi.md:33: a single question needs one right option and has 0; type right: true at one option` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:35: unknown key "correct"; delete it, or type one of id, text, with, feedback, right`,
		},
		{
			"no options", vi, "options:\n  - {id: ngung, text: Dừng}\n  - {id: hoi, text: Hỏi}\n  - {id: lam, text: Làm}\n", "",
			`lua-dao/cuoc-goi-la.vi.md:66: a question of kind order needs options; write options, as docs/authoring.md shows for order`,
		},
		{
			"an option that is only a text", vi, "  - {id: lam, text: Làm}", "  - Làm",
			`lua-dao/cuoc-goi-la.vi.md:73: an order question needs three options and has 2; write at least three options, in their right order` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:75: keys with values are expected here; type key: value lines with id, text, with, feedback, right`,
		},
	})
}

// Phones get the ids of an assessment's options, so that sorted ids would be its key.
func TestAssessmentIDsGiveNothingAway(t *testing.T) {
	fsys := edited(t, vi, "minutes: 7", "minutes: 7\nmode: assessment")
	content(t, fsys)
	sorted := strings.NewReplacer("id: ngung", "id: a1", "id: hoi", "id: a2", "id: lam", "id: a3")
	for _, name := range []string{vi, en} {
		fsys[name].Data = []byte(sorted.Replace(string(fsys[name].Data)))
	}
	wantFaults(t, fsys, "lua-dao/cuoc-goi-la.vi.md:74: the options' ids give away their order; give the options ids that are no sequence: mo, chon, gui")
}

func TestTranslationsFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"a translation with minutes", en, "goal: Know", "minutes: 7\ngoal: Know",
			`lua-dao/cuoc-goi-la.en.md:3: minutes stands in the Vietnamese file alone; delete minutes from the translation`,
		},
		{
			"a translation with a kind", en, "id: q1", "id: q1\nkind: single",
			`lua-dao/cuoc-goi-la.en.md:23: kind stands in the Vietnamese file alone; delete kind from the translation`,
		},
		{
			"a translation with a right option", en, "text: Obey", "right: true, text: Obey",
			`lua-dao/cuoc-goi-la.en.md:27: right stands in the Vietnamese file alone; delete right from the translation`,
		},
		{
			"a translation with a step less", en, "## Three\n\n", "",
			`lua-dao/cuoc-goi-la.en.md:67: the lesson has 3 steps, fewer than 4; write more steps, each under a line like ## Title` + "\n" +
				`lua-dao/cuoc-goi-la.en.md:67: the translation has 3 steps, the Vietnamese file has 4; translate the steps one to one`,
		},
		{
			"a translation without a question", en, lessonEN[strings.Index(lessonEN, "```question\nid: q4"):strings.Index(lessonEN, "## Four")], "",
			`lua-dao/cuoc-goi-la.en.md:59: question q4 is not translated; write a block with id: q4`,
		},
		{
			"a translation with another question", en, "id: q4", "id: q5",
			`lua-dao/cuoc-goi-la.en.md:47: question "q5" is not in the Vietnamese file; type the id of a question in the Vietnamese file, or delete the block` + "\n" +
				`lua-dao/cuoc-goi-la.en.md:69: question q4 is not translated; write a block with id: q4`,
		},
		{
			"a translation without an option", en, "  - {id: b, text: Obey, feedback: Not yet.}\n", "",
			`lua-dao/cuoc-goi-la.en.md:21: option b is not translated; write an option with id: b`,
		},
		{
			"a translation with another option", en, "{id: b, text: Obey", "{id: x, text: Obey",
			`lua-dao/cuoc-goi-la.en.md:21: option "x" is not in the Vietnamese file; type the id that the Vietnamese file has, or delete the option` + "\n" +
				`lua-dao/cuoc-goi-la.en.md:21: option b is not translated; write an option with id: b`,
		},
		{
			"a translation without a feedback", en, "text: Obey, feedback: Not yet.", "text: Obey",
			`lua-dao/cuoc-goi-la.en.md:21: the feedback of option b is not translated; type feedback: "…" at option b`,
		},
		{
			"a translation with a feedback too many", en, "text: Stop", "text: Stop, feedback: Good",
			`lua-dao/cuoc-goi-la.en.md:47: option ngung has no feedback in the Vietnamese file; delete the feedback of option ngung`,
		},
		{
			"a translation without explain", en, "explain: The police do not call.\n", "",
			`lua-dao/cuoc-goi-la.en.md:21: the explain of question q1 is not translated; type explain: "…"`,
		},
		{
			"a translation with explain too many", en, "text: Who can help?", "text: Who can help?\nexplain: These.",
			`lua-dao/cuoc-goi-la.en.md:30: question q2 has no explain in the Vietnamese file; delete explain here, or write it in the Vietnamese file too`,
		},
	})
}
