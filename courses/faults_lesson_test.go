package courses_test

import (
	"strings"
	"testing"
)

func TestFrontMatterFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"no front matter", vi, "---\ntitle", "title",
			`lua-dao/cuoc-goi-la.vi.md:1: the front matter is missing; type --- as the first line, then title, goal and task, then --- again`,
		},
		{
			"front matter without an end", vi, "facts: [F01]\n---\n", "facts: [F01]\n",
			`lua-dao/cuoc-goi-la.vi.md:1: the front matter has no end; type --- on a line of its own below the last key`,
		},
		{
			"an empty file", vi, lessonVI, "",
			`lua-dao/cuoc-goi-la.vi.md:1: the file is empty; write the lesson, or delete the file`,
		},
		{
			"an unknown key of a lesson", vi, "minutes: 7", "minuets: 7",
			`lua-dao/cuoc-goi-la.vi.md:2: minutes is missing; type minutes: 7, or another whole number from 1 to 30` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:5: unknown key "minuets"; delete it, or type one of title, goal, summary, task, audio, minutes, pass_mark, mode, digcomp, facts`,
		},
		{
			"an empty goal", vi, "goal: Biết dừng lại.", "goal:",
			`lua-dao/cuoc-goi-la.vi.md:3: goal is empty; type goal: "…"`,
		},
		{
			"too many minutes", vi, "minutes: 7", "minutes: 31",
			`lua-dao/cuoc-goi-la.vi.md:5: minutes is "31"; type minutes: 7, or another whole number from 1 to 30`,
		},
		{
			"no pass mark", vi, "pass_mark: 70\n", "",
			`lua-dao/cuoc-goi-la.vi.md:2: pass_mark is missing; type pass_mark: 70, or another whole number from 1 to 100`,
		},
		{
			"a pass mark of nothing", vi, "pass_mark: 70", "pass_mark: 0",
			`lua-dao/cuoc-goi-la.vi.md:6: pass_mark is "0"; type pass_mark: 70, or another whole number from 1 to 100`,
		},
		{
			"an unknown mode", vi, "minutes: 7", "minutes: 7\nmode: exam",
			`lua-dao/cuoc-goi-la.vi.md:6: unknown mode "exam"; type mode: practice or mode: assessment`,
		},
		{
			"a competence of a wrong shape", vi, `"4.2"`, `"4.2.1"`,
			`lua-dao/cuoc-goi-la.vi.md:7: competence "4.2.1" has a wrong shape; type digcomp: ["4.2"], an area from 1 to 5 and a competence`,
		},
		{
			"no competence", vi, `["4.2"]`, "[]",
			`lua-dao/cuoc-goi-la.vi.md:7: the module has no competence; type digcomp: ["4.2"]`,
		},
		{
			"a fact that is not in the table", vi, "facts: [F01]", "facts: [F01, F99]",
			`lua-dao/cuoc-goi-la.vi.md:9: fact "F99" is not in facts.yaml; type an id from facts.yaml`,
		},
		{
			"an unverified fact in the steps", vi, "facts: [F01]", "facts: [U1]",
			`lua-dao/cuoc-goi-la.vi.md:9: fact U1 is unverified; type another fact's id, or read a source and set status: verified in facts.yaml`,
		},
	})
}

func TestStepsFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"two steps", vi, "## Ba\n\n", "",
			`lua-dao/cuoc-goi-la.en.md:69: the translation has 4 steps, the Vietnamese file has 3; translate the steps one to one` + "\n" +
				`lua-dao/cuoc-goi-la.vi.md:91: the lesson has 3 steps, fewer than 4; write more steps, each under a line like ## Title`,
		},
		{
			"a step of too many words", vi, "Xong.", strings.Repeat("từ ", 91),
			`lua-dao/cuoc-goi-la.vi.md:21: the step has 91 words, more than 70; shorten it, or make two steps with a heading each`,
		},
		{
			"a step without text", vi, "Xong.\n", "",
			`lua-dao/cuoc-goi-la.vi.md:21: the step has no text; write about 60 words below the heading`,
		},
		{
			"a step without a title", vi, "## Ba", "##",
			`lua-dao/cuoc-goi-la.vi.md:21: the step has no title; type the step's title behind ##`,
		},
		{
			"text before the first step", vi, "## Một", "Chào.\n\n## Một",
			`lua-dao/cuoc-goi-la.vi.md:12: text stands before the first step; type a line like ## Title above it`,
		},
		{
			"a heading of another level", vi, "Xong.", "#### Xong\n\nXong.",
			`lua-dao/cuoc-goi-la.vi.md:23: a heading has another level; type ## for a step or ### for a heading in it`,
		},
		{
			"raw HTML in a line", vi, "Xong.", "Xong <b>rồi</b>.",
			`lua-dao/cuoc-goi-la.vi.md:23: HTML cannot be shown in a lesson; delete it; write **strong**, *emphasis*, lists with - and links as [text](https://…)`,
		},
		{
			"an HTML block", vi, "Xong.", "<script>alert(1)</script>\n\nXong.",
			`lua-dao/cuoc-goi-la.vi.md:23: HTML cannot be shown in a lesson; delete it; write **strong**, *emphasis*, lists with - and links as [text](https://…)`,
		},
		{
			"an HTML comment", vi, "Xong.", "<!-- later -->\n\nXong.",
			`lua-dao/cuoc-goi-la.vi.md:23: HTML cannot be shown in a lesson; delete it; write **strong**, *emphasis*, lists with - and links as [text](https://…)`,
		},
		{
			"a picture", vi, "Xong.", "![anh](anh.png) Xong.",
			`lua-dao/cuoc-goi-la.vi.md:23: a picture within a text cannot be shown in a lesson; put it on a line of its own below the step's heading`,
		},
		{
			"a line across", vi, "Xong.", "Xong.\n\n***",
			`lua-dao/cuoc-goi-la.vi.md:25: a line across cannot be shown in a lesson; delete the line, or start a step with ## Title`,
		},
		{
			"an underlined heading", vi, "Xong.", "Xong.\n---",
			`lua-dao/cuoc-goi-la.vi.md:24: a line across cannot be shown in a lesson; delete the line, or start a step with ## Title`,
		},
		{
			"code in a line", vi, "Xong.", "`Xong`.",
			"lua-dao/cuoc-goi-la.vi.md:23: code cannot be shown in a lesson; delete the ` signs; use **strong** for what the learner types",
		},
		{
			"a block of code", vi, "Xong.", "Xong.\n\n    x = 1",
			`lua-dao/cuoc-goi-la.vi.md:25: a block indented by four spaces cannot be shown in a lesson; start the line without spaces`,
		},
		{
			"a fenced block that is no question", vi, "Xong.", "Xong.\n\n```yaml\nid: q1\n```",
			"lua-dao/cuoc-goi-la.vi.md:25: a block that is no question cannot be shown in a lesson; start the block with ```question or ```practice at the beginning of the line, or write it as a paragraph",
		},
		{
			"a link that runs a script", vi, "https://dichvucong.gov.vn", "javascript:alert(1)",
			`lua-dao/cuoc-goi-la.vi.md:19: the link "javascript:alert(1)" is not allowed; type an address that starts with https://`,
		},
		{
			"a link that is not secure", vi, "https://dichvucong.gov.vn", "http://dichvucong.gov.vn",
			`lua-dao/cuoc-goi-la.vi.md:19: the link "http://dichvucong.gov.vn" is not allowed; type an address that starts with https://`,
		},
		{
			"a link that takes over the scheme", vi, "https://dichvucong.gov.vn", "//evil.example",
			`lua-dao/cuoc-goi-la.vi.md:19: the link "//evil.example" is not allowed; type an address that starts with https://`,
		},
		{
			"a mail address", vi, "Xong.", "<a@b.vn> Xong.",
			`lua-dao/cuoc-goi-la.vi.md:23: the link "mailto:a@b.vn" is not allowed; type an address that starts with https://`,
		},
	})
}

func TestHotlinesFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{
			"an unknown hotline", vi, "task: Gọi {hotline:report-scam}", "task: Gọi {hotline:no-such}",
			`lua-dao/cuoc-goi-la.vi.md:4: hotline no-such is not in hotlines.yaml; type a key from hotlines.yaml, or add it there`,
		},
		{
			"an unknown hotline in a step", vi, "- Gọi {hotline:report-scam}", "- Gọi {hotline:no-such}",
			`lua-dao/cuoc-goi-la.vi.md:18: hotline no-such is not in hotlines.yaml; type a key from hotlines.yaml, or add it there`,
		},
		{
			"a hotline with a space", vi, "- Gọi {hotline:report-scam}", "- Gọi {hotline: report-scam}",
			`lua-dao/cuoc-goi-la.vi.md:18: "{hotline: report-scam}" is no hotline; type {hotline:report-scam} with a key from hotlines.yaml and no spaces`,
		},
		{
			"a hotline that is not verified", vi, "- Gọi {hotline:report-scam}", "- Gọi {hotline:from-memory}",
			`lua-dao/cuoc-goi-la.vi.md:18: hotline from-memory rests on fact U1, which is unverified; delete the number from the lesson, or read a source and set status: verified in facts.yaml`,
		},
		{
			"a number typed into a step", vi, "- Gọi {hotline:report-scam}", "- Gọi 156",
			`lua-dao/cuoc-goi-la.vi.md:18: the number 156 is typed by hand; type {hotline:report-scam}; if it is no telephone number, write the amount in words`,
		},
		{
			"a number typed into a title", vi, "## Hai", "## Gọi 1900.0368",
			`lua-dao/cuoc-goi-la.vi.md:16: the number 1900 0368 is typed by hand; type {hotline:from-memory}; if it is no telephone number, write the amount in words`,
		},
		{
			"a number typed into a feedback", vi, "feedback: Chưa đúng.", "feedback: Hãy gọi 156.",
			`lua-dao/cuoc-goi-la.vi.md:39: the number 156 is typed by hand; type {hotline:report-scam}; if it is no telephone number, write the amount in words`,
		},
		{
			"a number typed into a task", en, "Call {hotline:report-scam}", "Call 156",
			`lua-dao/cuoc-goi-la.en.md:4: the number 156 is typed by hand; type {hotline:report-scam}; if it is no telephone number, write the amount in words`,
		},
	})
}
