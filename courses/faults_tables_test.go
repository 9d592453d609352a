package courses_test

import "testing"

func TestTablesFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"a fact without a status", facts, "  status: verified\n", "",
			`facts.yaml:1: status is missing; type status: verified`,
		},
		{
			"a fact with an unknown status", facts, "status: verified", "status: sure",
			`facts.yaml:4: status is "sure"; type status: verified or status: unverified`,
		},
		{
			"a verified fact without a source", facts, "  source: police page\n", "",
			`facts.yaml:1: source is missing; type source: "…", the page or paper that states the fact, and its date`,
		},
		{
			"two facts with one id", facts, "id: U1", "id: F01",
			`facts.yaml:5: another fact has the id F01; type another id` + "\n" +
				`hotlines.yaml:8: fact "U1" is not in facts.yaml; type an id from facts.yaml`,
		},
		{
			"a fact called practice", facts, "id: U1", "id: practice",
			`facts.yaml:5: id "practice" cannot be a fact's; type an id like F10` + "\n" +
				`hotlines.yaml:8: fact "U1" is not in facts.yaml; type an id from facts.yaml`,
		},
		{
			"facts that are no list", facts, factsYAML, "F01: x\n",
			`facts.yaml:1: a list is expected here; type - id: F10, and below it text, source and status`,
		},
		{
			"an unknown key of a fact", facts, "text: A thing", "txt: A thing",
			`facts.yaml:5: text is missing; type text: "…"` + "\n" +
				`facts.yaml:6: unknown key "txt"; delete it, or type one of id, text, source, status`,
		},
		{
			"an empty table", facts, factsYAML, "# nothing yet\n",
			`facts.yaml:1: nothing is written here; type its keys, as docs/authoring.md shows`,
		},
		{
			"a second YAML document", facts, "- id: U1", "---\n- id: U1",
			`facts.yaml:5: a line of --- starts a second document; delete the line and what repeats below it`,
		},
		{
			"a hotline with letters", hotlines, `"156"`, `"156a"`,
			`hotlines.yaml:2: number is "156a"; type number: "156", digits and spaces alone`,
		},
		{
			"two hotlines with one key", hotlines, "key: from-memory", "key: report-scam",
			`hotlines.yaml:5: another hotline has the key report-scam; type another key`,
		},
		{
			"a hotline key of a wrong shape", hotlines, "key: from-memory", "key: From Memory",
			`hotlines.yaml:5: key "From Memory" has a wrong shape; type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh`,
		},
		{
			"a hotline that rests on no fact", hotlines, "fact: U1", "fact: U9",
			`hotlines.yaml:8: fact "U9" is not in facts.yaml; type an id from facts.yaml`,
		},
		{
			"a hotline without a Vietnamese name", hotlines, "{vi: Khóa tài khoản}", "{en: Lock}",
			`hotlines.yaml:7: vi is missing; type vi: "…"`,
		},
		{
			"a hotline name without languages", hotlines, "{vi: Khóa tài khoản}", "Khóa",
			`hotlines.yaml:7: name has no languages; type name: {vi: "…", en: "…"}`,
		},
	})
}

func TestCourseFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"an order that is no number", course, "order: 6", "order: sixth",
			`lua-dao/course.yaml:1: order is "sixth"; type order: 1, or another whole number from 1 to 1000`,
		},
		{
			"a title in an unknown language", course, "en: Scams", "de: Betrug",
			`lua-dao/course.yaml:2: unknown key "de"; delete it, or type one of vi, en, rad, jra, cmo, mnn, mng`,
		},
		{
			"a module listed twice", course, "[cuoc-goi-la]", "[cuoc-goi-la, cuoc-goi-la]",
			`lua-dao/course.yaml:4: modules lists "cuoc-goi-la" twice; delete one of the two`,
		},
		{
			"a module listed without a file", course, "[cuoc-goi-la]", "\n  - cuoc-goi-la\n  - mat-khau",
			`lua-dao/course.yaml:6: module mat-khau has no Vietnamese file; write lua-dao/mat-khau.vi.md, or delete mat-khau from modules`,
		},
		{
			"a course without modules", course, "[cuoc-goi-la]", "[]",
			`lua-dao/course.yaml:4: the course has no modules; type modules: [cac-kieu-lua, mat-khau-manh]`,
		},
		{
			"a module id of a wrong shape", course, "[cuoc-goi-la]", "[cuoc-goi-la, Mật-khẩu]",
			`lua-dao/course.yaml:4: module id "Mật-khẩu" has a wrong shape; type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh`,
		},
		{
			"modules that are no list", course, "[cuoc-goi-la]", "cuoc-goi-la",
			`lua-dao/course.yaml:4: modules is not a list; type modules: [cac-kieu-lua, mat-khau-manh]`,
		},
		{
			"an unknown key of a course", course, "order: 6", "order: 6\nicon: x",
			`lua-dao/course.yaml:2: unknown key "icon"; delete it, or type one of order, title, summary, modules, known`,
		},
		{
			"a course without a title", course, "title: {vi: Chống lừa đảo, en: Scams}\n", "",
			`lua-dao/course.yaml:1: title is missing; type title: {vi: "…", en: "…"}`,
		},
	})
}

func TestYAMLFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"a colon in a text", vi, "goal: Biết dừng lại.", "goal: Biết: dừng lại.",
			`lua-dao/cuoc-goi-la.vi.md:3: not readable as YAML: mapping value is not allowed in this context; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a flow list left open", vi, "facts: [F01]", "facts: [F01",
			`lua-dao/cuoc-goi-la.vi.md:9: not readable as YAML: sequence end token ']' not found; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a quote left open", vi, "text: Ai giúp được?", `text: "Ai giúp được?`,
			`lua-dao/cuoc-goi-la.vi.md:47: not readable as YAML: could not find end character of double-quoted text; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a tab", vi, "    text: Tắt máy", "\ttext: Tắt máy",
			`lua-dao/cuoc-goi-la.vi.md:34: not readable as YAML: a tab stands where spaces must; indent with spaces instead of tabs`,
		},
		{
			"a wrong indentation", vi, "    right: true", "  right: true",
			`lua-dao/cuoc-goi-la.vi.md:35: not readable as YAML: value is not allowed in this context; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a key given twice", vi, "minutes: 7", "minutes: 7\nminutes: 8",
			`lua-dao/cuoc-goi-la.vi.md:6: minutes is given twice; delete one of the two minutes lines`,
		},
		{
			"a text that starts with &", vi, "goal: Biết dừng lại.", "goal: &g Biết",
			`lua-dao/cuoc-goi-la.vi.md:3: YAML reads a word that starts with &, * or ! as its own; put the text between double quotes`,
		},
		{
			"a text that starts with !", vi, "goal: Biết dừng lại.", "goal: !g Biết",
			`lua-dao/cuoc-goi-la.vi.md:3: YAML reads a word that starts with &, * or ! as its own; put the text between double quotes`,
		},
		{
			"a text with a number sign", vi, "text: Tắt máy", "text: Bấm phím #",
			`lua-dao/cuoc-goi-la.vi.md:34: YAML leaves out what follows # in text; put the text between double quotes, or the comment on a line of its own`,
		},
		{
			"a text with a number sign in braces", vi, "text: Người nhà, right", "text: Người #1, right",
			`lua-dao/cuoc-goi-la.vi.md:50: not readable as YAML: ',' or '}' must be specified; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a reference used", vi, "goal: Biết dừng lại.\ntask: Gọi {hotline:report-scam}.", "goal: &g Biết\ntask: *g",
			`lua-dao/cuoc-goi-la.vi.md:3: YAML reads a word that starts with &, * or ! as its own; put the text between double quotes` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:4: YAML reads a word that starts with &, * or ! as its own; put the text between double quotes`,
		},
		{
			"a comma in braces", vi, "text: Người lạ, feedback", "text: Người lạ, người quen, feedback",
			`lua-dao/cuoc-goi-la.vi.md:51: unknown key "người quen"; put a text that holds a comma between double quotes: text: "…"`,
		},
		{
			"a key of many parts", vi, "minutes: 7", "? [minutes]\n: 7",
			`lua-dao/cuoc-goi-la.vi.md:6: not readable as YAML: found an invalid key for this map; put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`,
		},
		{
			"a merge key", vi, "minutes: 7", "minutes: 7\n<<: {a: b}",
			`lua-dao/cuoc-goi-la.vi.md:6: unknown key "<<"; delete it, or type one of title, goal, summary, task, audio, minutes, pass_mark, mode, digcomp, facts`,
		},
		{
			"a list in place of a text", vi, "goal: Biết dừng lại.", "goal: [Biết, dừng]",
			`lua-dao/cuoc-goi-la.vi.md:3: a single value is expected here; type goal: "…"`,
		},
		{
			"a text in place of keys", vi, "title: Cuộc gọi lạ\ngoal: Biết dừng lại.\ntask: Gọi {hotline:report-scam}.\nminutes: 7\npass_mark: 70\ndigcomp: [\"4.2\"]\nsummary: Lạ thì dừng.\nfacts: [F01]\n", "Cuộc gọi lạ\n",
			`lua-dao/cuoc-goi-la.vi.md:2: keys with values are expected here; type key: value lines with title, goal, summary, task, audio, minutes, pass_mark, mode, digcomp, facts`,
		},
	})
}
