package courses_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hocso/courses"
)

const (
	exampleVI      = "vi-du/moi-kieu-cau-hoi.vi.md"
	exampleEN      = "vi-du/moi-kieu-cau-hoi.en.md"
	exampleRAD     = "vi-du/moi-kieu-cau-hoi.rad.md"
	exampleCourse  = "vi-du/course.yaml"
	examplePicture = "pictures/quet-qr.svg"
)

// example is the folder that docs/authoring.md tells authors to copy: one module with every kind of question.
func example(t *testing.T) fstest.MapFS {
	t.Helper()
	dir, files := os.DirFS("../docs/example"), fstest.MapFS{}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(dir, name)
		files[name] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestTheExampleShowsEveryKind(t *testing.T) {
	c := content(t, example(t))
	m := c.Modules[0]
	m.Version = 1
	kinds := map[courses.Kind]bool{}
	for _, q := range m.Questions {
		kinds[q.Kind] = true
	}
	for _, p := range m.Practices {
		kinds[p.Kind] = true
	}
	for _, k := range courses.Kinds {
		if !kinds[k] {
			t.Errorf("no question of kind %s", k)
		}
	}
	golden(t, "example_vi.json", courses.ViewModule(m, courses.Vietnamese))
	golden(t, "example_en.json", courses.ViewModule(m, courses.English))
}

// checkExample edits one file of the example; an old that is empty replaces the whole file.
func checkExample(t *testing.T, tests []faultCase) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := example(t)
			text := test.new
			if test.old != "" {
				before := string(files[test.file].Data)
				if !strings.Contains(before, test.old) {
					t.Fatalf("%s does not contain %q", test.file, test.old)
				}
				text = strings.Replace(before, test.old, test.new, 1)
			}
			files[test.file] = &fstest.MapFile{Data: []byte(text)}
			wantFaults(t, files, test.want)
		})
	}
}

func TestKindsFaults(t *testing.T) {
	checkExample(t, []faultCase{
		{"a match without with", exampleVI, `text: Nhà cháy, with: "{hotline:fire}"`, "text: Nhà cháy", `vi-du/moi-kieu-cau-hoi.vi.md:78: the option has no with; type with: "…", what it belongs to`},
		{"two equal with", exampleVI, `with: "{hotline:fire}"`, `with: "{hotline:ambulance}"`, `vi-du/moi-kieu-cau-hoi.vi.md:78: with is the same as of option ngat; write another text`},
		{"with in another kind", exampleVI, "text: Mở ứng dụng ngân hàng}", "text: Mở ứng dụng ngân hàng, with: Máy}", `vi-du/moi-kieu-cau-hoi.vi.md:135: a question of kind order has no with; delete with, or give the question kind: match`},
		{"a gap for no word", exampleVI, "xem kỹ [[ten]]", "xem kỹ [[tên]]", `vi-du/moi-kieu-cau-hoi.vi.md:148: the gap "tên" names no option; type the id of an option between [[ and ]]`},
		{"a gap twice", exampleVI, "xem kỹ [[ten]]", "xem kỹ [[tien]]", `vi-du/moi-kieu-cau-hoi.vi.md:148: two gaps have the word tien; give each gap a word of its own`},
		{"a sentence without gaps", exampleVI, "xem kỹ [[ten]] và [[tien]]", "xem kỹ tên", `vi-du/moi-kieu-cau-hoi.vi.md:148: the sentence has no gap; put [[id]] where a word is missing`},
		{"a sentence in another kind", exampleVI, "kind: order", "kind: order\nsentence: Xem [[mo]]", `vi-du/moi-kieu-cau-hoi.vi.md:131: a question of kind order has no sentence; delete sentence, or give the question another kind`},
		{"no message", exampleVI, "message:\n  channel: sms\n  from: Số lạ\n  text: Tài khoản của bác sắp bị khóa. Đọc ngay mã OTP cho nhân viên để giữ lại.\n", "", `vi-du/moi-kieu-cau-hoi.vi.md:50: a question of kind safe_or_scam needs message; write message, as docs/authoring.md shows for safe_or_scam`},
		{"an unknown channel", exampleVI, "channel: sms", "channel: telegram", `vi-du/moi-kieu-cau-hoi.vi.md:56: unknown channel "telegram"; type channel: sms, chat, call, post, page`},
		{"a verdict that is none", exampleVI, "right: scam", "right: maybe", `vi-du/moi-kieu-cau-hoi.vi.md:59: right is "maybe"; type right: safe or right: scam`},
		{"no right reason", exampleVI, "text: Hỏi mã OTP, right: true", "text: Hỏi mã OTP", `vi-du/moi-kieu-cau-hoi.vi.md:61: a safe_or_scam question needs one right reason of several; write two reasons or more, and right: true at one`},
		{"a reason called like a verdict", exampleVI, "{id: a, text: Hỏi mã OTP", "{id: scam, text: Hỏi mã OTP", `vi-du/moi-kieu-cau-hoi.vi.md:61: a reason has the id scam, which is a verdict; type another id`},
		{"no explain", exampleVI, "explain: Ba số này gọi được ở mọi nơi, không cần mã vùng.\n", "", `vi-du/moi-kieu-cau-hoi.vi.md:71: a question of kind match has no explain; type explain: "…", why this is right`},
		{"two practices in a step", exampleVI, "## Mã OTP giữ cho riêng mình\n", "", `vi-du/moi-kieu-cau-hoi.en.md:115: the translation has 4 steps, the Vietnamese file has 3; translate the steps one to one
vi-du/moi-kieu-cau-hoi.vi.md:48: the step has another practice; move it into another step
vi-du/moi-kieu-cau-hoi.vi.md:153: the lesson has 3 steps, fewer than 4; write more steps, each under a line like ## Title`},
		{"a long option", exampleVI, "text: Tắt máy, không đọc", "text: " + strings.Repeat("rất ", 25) + "lâu", `vi-du/moi-kieu-cau-hoi.vi.md:100: text has 26 words, more than 25; shorten it`},
	})
}

func TestSimulationFaults(t *testing.T) {
	checkExample(t, []faultCase{
		{"a tap that no screen offers", exampleVI, "path: [quet, dung-ten, chuyen]", "path: [quet, dung-ten, gui]", `vi-du/moi-kieu-cau-hoi.vi.md:24: the screen xac-nhan does not offer the tap "gui"; list the spots in the order in which the screens offer them`},
		{"a tap too early", exampleVI, "path: [quet, dung-ten, chuyen]", "path: [chuyen, quet, dung-ten]", `vi-du/moi-kieu-cau-hoi.vi.md:24: the screen dau does not offer the tap "chuyen"; list the spots in the order in which the screens offer them`},
		{"no path", exampleVI, "path: [quet, dung-ten, chuyen]\n", "", `vi-du/moi-kieu-cau-hoi.vi.md:19: a question of kind simulation needs path; write path, as docs/authoring.md shows for simulation`},
		{"a screen that is never shown", exampleVI, "chuyen, opens: xong", "chuyen", `vi-du/moi-kieu-cau-hoi.vi.md:38: the screen xong is never shown; open it from a spot of the path, or delete it`},
		{"a spot without feedback", exampleVI, `spot: so-khac, feedback: "Quán có mã QR thì quét mã cho khỏi gõ nhầm."`, "spot: so-khac", `vi-du/moi-kieu-cau-hoi.vi.md:31: the spot so-khac has no feedback; type feedback: "…", why it is not the right tap`},
		{"a spot twice", exampleVI, "spot: so-khac", "spot: quet", `vi-du/moi-kieu-cau-hoi.vi.md:31: another spot has the id quet; type another id`},
		{"feedback without a spot", exampleVI, "{field: Số tiền, value: 45.000 đồng}", "{field: Số tiền, value: 45.000 đồng, feedback: Không phải ô này.}", `vi-du/moi-kieu-cau-hoi.vi.md:36: the part cannot be tapped; type spot: with an id, or delete opens and feedback`},
		{"opens no screen", exampleVI, "opens: xac-nhan", "opens: xac", `vi-du/moi-kieu-cau-hoi.vi.md:24: the screen dau does not offer the tap "dung-ten"; list the spots in the order in which the screens offer them`},
		{"an unknown part", exampleVI, "- title: Xin chào", "- picture: Xin chào", `vi-du/moi-kieu-cau-hoi.vi.md:29: the part has no kind; start it with one of title, text, note, icon, row, field, switch, button, piece, message, qr, keypad`},
		{"a key that the part has not", exampleVI, "- title: Xin chào", "- {title: Xin chào, value: 1}", `vi-du/moi-kieu-cau-hoi.vi.md:29: unknown key "value"; delete it, or type one of title`},
		{"two screens with one id", exampleVI, "- id: xong", "- id: dau", `vi-du/moi-kieu-cau-hoi.vi.md:38: another screen has the id dau; type another id`},
		{"an unknown size", exampleVI, "    app: Xong\n", "    app: Xong\n    size: huge\n", `vi-du/moi-kieu-cau-hoi.vi.md:40: unknown size; type size: large, or delete the key`},
		{"a keypad without feedback", exampleVI, "- title: Xin chào", "- keypad: Số", `vi-du/moi-kieu-cau-hoi.vi.md:29: the keypad has no feedback; type feedback: "…" for wrong keys`},
		{"a translation with a part less", exampleEN, "      - {field: Amount, value: \"45,000 đồng\"}\n", "", `vi-du/moi-kieu-cau-hoi.en.md:23: the screen xac-nhan has 2 parts, the Vietnamese one has 3; translate the screens one to one, in order`},
		{"a translation with another part", exampleEN, "- title: Hello", "- text: Hello", `vi-du/moi-kieu-cau-hoi.en.md:20: the part is a text, in the Vietnamese file a title; translate the screens one to one, in order`},
		{"a translation without feedback", exampleEN, `, feedback: "Wait, look at the recipient's name first."`, "", `vi-du/moi-kieu-cau-hoi.en.md:27: feedback is not translated; type feedback: "…"`},
		{"a translation with a spot", exampleEN, "- row: Scan a QR code", "- {row: Scan a QR code, spot: quet}", `vi-du/moi-kieu-cau-hoi.en.md:21: spot stands in the Vietnamese file alone; delete spot from the translation`},
		{"a translation with a screen less", exampleEN, "  - app: Done\n    parts:\n      - title: 45,000 đồng sent\n", "", `vi-du/moi-kieu-cau-hoi.en.md:14: the simulation has 2 screens, the Vietnamese one has 3; translate the screens one to one, in order`},
		{"a translation without a gap", exampleEN, "check the [[ten]] and", "check the name and", `vi-du/moi-kieu-cau-hoi.en.md:106: the sentence has 1 gaps, the Vietnamese one has 2; leave the gaps that the Vietnamese sentence has
vi-du/moi-kieu-cau-hoi.en.md:106: the sentence has the gap ten 0 times; put [[ten]] once where the word is missing`},
		{"a translation without with", exampleEN, `text: A thief, with: "{hotline:police}"`, "text: A thief", `vi-du/moi-kieu-cau-hoi.en.md:54: the with of option trom is not translated; type with: "…" at option trom`},
		{"a translation with a channel", exampleEN, "  from: Unknown number", "  channel: sms\n  from: Unknown number", `vi-du/moi-kieu-cau-hoi.en.md:42: channel stands in the Vietnamese file alone; delete channel from the translation`},
		{"a translation without a message", exampleEN, "message:\n  from: Unknown number\n  text: Your account will be locked. Read the OTP to our clerk at once to keep it.\n", "", `vi-du/moi-kieu-cau-hoi.en.md:38: the message of question t2 is not translated; write message in this language`},
	})
}

func TestPictureFaults(t *testing.T) {
	const start = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">`
	checkExample(t, []faultCase{
		{"a picture that is not there", exampleVI, "(quet-qr.svg)", "(quet-ma.svg)", `vi-du/moi-kieu-cau-hoi.vi.md:14: no picture is called "quet-ma.svg"; name a file in the folder pictures: ![what it shows](quet-qr.svg)`},
		{"a picture from elsewhere", exampleVI, "(quet-qr.svg)", "(https://example.com/a.svg)", `vi-du/moi-kieu-cau-hoi.vi.md:14: no picture is called "https://example.com/a.svg"; name a file in the folder pictures: ![what it shows](quet-qr.svg)`},
		{"a picture without words", exampleVI, "![Điện thoại quét mã QR]", "![]", `vi-du/moi-kieu-cau-hoi.vi.md:14: the picture says nothing to who cannot see it; type what it shows between the brackets: ![what it shows](quet-qr.svg)`},
		{"two pictures in a step", exampleVI, "Mở ứng dụng ngân hàng rồi", "![Lại quét](quet-qr.svg)\n\nMở ứng dụng ngân hàng rồi", `vi-du/moi-kieu-cau-hoi.vi.md:16: the step has another picture; delete one of the two, or make two steps`},
		{"a translation without the picture", exampleEN, "![A phone scans a QR code](quet-qr.svg)\n\n", "", `vi-du/moi-kieu-cau-hoi.en.md:113: step 1 has no picture, in the Vietnamese file it has; repeat the line of the picture with what it shows in this language`},
		{"a picture of 50 MB", examplePicture, "", start + strings.Repeat(" ", 50<<20) + "</svg>", `pictures/quet-qr.svg:1: the picture is over 4 KiB; draw it with fewer points, or delete it`},
		{"a script", examplePicture, "", start + "<script>alert(1)</script></svg>", `pictures/quet-qr.svg:1: a picture has no element "script"; draw with g, path, rect, circle, ellipse, line, polyline, polygon`},
		{"a style", examplePicture, "", start + `<path style="fill:red" d="M0 0"/></svg>`, `pictures/quet-qr.svg:1: a picture has no attribute "style"; delete it; colours are the classes line, ink, hair, warm, green, blue, sun, paper`},
		{"a handler", examplePicture, "", start + `<path onload="alert(1)" d="M0 0"/></svg>`, `pictures/quet-qr.svg:1: a picture has no attribute "onload"; delete it; colours are the classes line, ink, hair, warm, green, blue, sun, paper`},
		{"a link", examplePicture, "", start + `<g xmlns:xlink="http://www.w3.org/1999/xlink"><path xlink:href="javascript:alert(1)"/></g></svg>`, `pictures/quet-qr.svg:1: a picture has no attribute "xlink"; delete it; colours are the classes line, ink, hair, warm, green, blue, sun, paper`},
		{"an address in a value", examplePicture, "", start + `<path class="line" d="url(#a)"/></svg>`, `pictures/quet-qr.svg:1: the value of d has other signs; type numbers and letters alone`},
		{"a text", examplePicture, "", start + "QR</svg>", `pictures/quet-qr.svg:1: text stands in the picture; delete the text; say it in the lesson`},
		{"another class", examplePicture, "", start + `<path class="red" d="M0 0"/></svg>`, `pictures/quet-qr.svg:1: unknown class "red"; type one of line, ink, hair, warm, green, blue, sun, paper`},
		{"another size", examplePicture, "", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"></svg>`, `pictures/quet-qr.svg:1: the picture is no SVG of 320 by 180; start it with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">`},
		{"half a picture", examplePicture, "", start + `<g><path class="line"`, `pictures/quet-qr.svg:1: the picture is no SVG; save it as a plain SVG with the classes of docs/authoring.md`},
		{"nothing", examplePicture, "", " ", `pictures/quet-qr.svg:1: the picture is no SVG; save it as a plain SVG with the classes of docs/authoring.md`},
		{"an entity", examplePicture, "", `<!DOCTYPE svg [<!ENTITY a "b">]>` + start + "</svg>", `pictures/quet-qr.svg:1: the picture holds more than drawn elements; save it as a plain SVG with the classes of docs/authoring.md`},
		{"a photograph", "pictures/anh.jpg", "", "\xff\xd8", `pictures/anh.jpg:1: the file is no picture that lessons can show; draw it as an SVG and name it like quet-qr.svg, or delete it`},
	})
}

// incomplete returns the example with a lesson in a language that may lack parts. Its words are placeholders, no Ê Đê.
func incomplete(t *testing.T, text string) fstest.MapFS {
	t.Helper()
	files := example(t)
	files[exampleRAD] = &fstest.MapFile{Data: []byte(text)}
	files["vi-du/hai.mp3"] = &fstest.MapFile{Data: []byte("ID3 two")}
	files["vi-du/q1.ogg"] = &fstest.MapFile{Data: []byte("OggS one")}
	return files
}

const incompleteLesson = `---
title: "[title]"
audio: {"2": hai.mp3, q1: q1.ogg}
---

## 3. [third]

[text of the third step]

` + "```question" + `
id: q3
text: "[q3]"
options:
  - {id: t, text: "[yes]", feedback: "[f]"}
  - {id: f, text: "[no]", feedback: "[f]"}
` + "```" + `
`

func TestAnIncompleteLanguageFallsBackStepByStep(t *testing.T) {
	c := content(t, incomplete(t, incompleteLesson))
	m := c.Modules[0]
	m.Version = 1
	v := courses.ViewModule(m, "rad")
	if v.Language != "rad" || v.Title != "[title]" || v.Goal != "Bà con thử hết các kiểu câu hỏi trong một bài." || v.Audio != len("ID3 two")+len("OggS one") {
		t.Errorf("module %+v", v)
	}
	vietnamese := courses.ViewModule(m, courses.Vietnamese)
	first, second, third := v.Steps[0], v.Steps[1], v.Steps[2]
	if len(v.Steps) != 4 || first.HTML != vietnamese.Steps[0].HTML || first.Language != courses.Vietnamese || first.Audio != "" || first.Picture == nil {
		t.Errorf("the first step is not Vietnamese: %+v", first)
	}
	if second.HTML != vietnamese.Steps[1].HTML || second.Language != courses.Vietnamese || !strings.HasSuffix(second.Audio, ".mp3") {
		t.Errorf("the second step is not Vietnamese with a recording: %+v", second)
	}
	if third.Title != "[third]" || third.HTML != "<p>[text of the third step]</p>" || third.Language != "" {
		t.Errorf("the third step: %+v", third)
	}
	q1, q3 := v.Quiz.Questions[0], v.Quiz.Questions[2]
	if q1.Text != vietnamese.Quiz.Questions[0].Text || q1.Language != courses.Vietnamese || !strings.HasPrefix(q1.Audio, courses.RecordingsPath) {
		t.Errorf("q1 is not Vietnamese with a recording: %+v", q1)
	}
	if q3.Text != "[q3]" || q3.Language != "" || q3.Options[0].Text != "[yes]" {
		t.Errorf("q3: %+v", q3)
	}
	if len(c.Recordings) != 2 {
		t.Errorf("%d recordings", len(c.Recordings))
	}
}

func TestIncompleteLanguageFaults(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"a step without a number", "## 3. [third]", "## [third]", `vi-du/moi-kieu-cau-hoi.rad.md:6: the step has no number; type the number of the Vietnamese step before the title: ## 2. Title`},
		{"a step that the Vietnamese file has not", "## 3. [third]", "## 8. [third]", `vi-du/moi-kieu-cau-hoi.rad.md:16: the translation has 8 steps, the Vietnamese file has 4; translate the steps one to one`},
		{"a question that the Vietnamese file has not", "id: q3", "id: q9", `vi-du/moi-kieu-cau-hoi.rad.md:10: question "q9" is not in the Vietnamese file; type the id of a question in the Vietnamese file, or delete the block`},
		{"half a question", `  - {id: f, text: "[no]", feedback: "[f]"}` + "\n", "", `vi-du/moi-kieu-cau-hoi.rad.md:10: option f is not translated; write an option with id: f`},
		{"a recording that is not there", "hai.mp3", "ba.mp3", `vi-du/hai.mp3:1: no lesson plays the recording; name it under audio: in the front matter of a lesson, or delete it
vi-du/moi-kieu-cau-hoi.rad.md:3: the recording "ba.mp3" cannot be read; put the file beside this one`},
		{"a recording from elsewhere", "hai.mp3", "../hai.mp3", `vi-du/hai.mp3:1: no lesson plays the recording; name it under audio: in the front matter of a lesson, or delete it
vi-du/moi-kieu-cau-hoi.rad.md:3: "../hai.mp3" is no recording; name an MP3, Ogg or M4A file beside this one: cac-kieu-lua-1.mp3`},
		{"a recording of a step that is not there", `"2": hai.mp3`, `"7": hai.mp3`, `vi-du/moi-kieu-cau-hoi.rad.md:16: the translation has 7 steps, the Vietnamese file has 4; translate the steps one to one`},
		{"a recording of a question that is not there", "q1: q1.ogg", "q9: q1.ogg", `vi-du/moi-kieu-cau-hoi.rad.md:1: the recording of "q9" belongs to no question; type the id of a question in the Vietnamese file`},
		{"a recording with another ending", "q1: q1.ogg", "q1: q1.wav", `vi-du/moi-kieu-cau-hoi.rad.md:3: "q1.wav" is no recording; name an MP3, Ogg or M4A file beside this one: cac-kieu-lua-1.mp3
vi-du/q1.ogg:1: no lesson plays the recording; name it under audio: in the front matter of a lesson, or delete it`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(incompleteLesson, test.old) {
				t.Fatalf("no %q", test.old)
			}
			wantFaults(t, incomplete(t, strings.Replace(incompleteLesson, test.old, test.new, 1)), test.want)
		})
	}
	t.Run("a recording that is none", func(t *testing.T) {
		files := incomplete(t, incompleteLesson)
		files["vi-du/hai.mp3"].Data = []byte("<html>")
		wantFaults(t, files, `vi-du/moi-kieu-cau-hoi.rad.md:3: the recording "hai.mp3" is not what its ending says; save it anew from the recorder`)
	})
	t.Run("a recording that is too long", func(t *testing.T) {
		files := incomplete(t, incompleteLesson)
		files["vi-du/hai.mp3"].Data = []byte("ID3" + strings.Repeat("a", 1<<20))
		wantFaults(t, files, `vi-du/moi-kieu-cau-hoi.rad.md:3: the recording "hai.mp3" is over 1 MiB; save it in mono at 32 kbit/s, or record less`)
	})
	t.Run("a recording that nobody plays", func(t *testing.T) {
		files := incomplete(t, incompleteLesson)
		files["vi-du/ba.mp3"] = &fstest.MapFile{Data: []byte("ID3")}
		wantFaults(t, files, `vi-du/ba.mp3:1: no lesson plays the recording; name it under audio: in the front matter of a lesson, or delete it`)
	})
}

func TestCoursePromisesFaults(t *testing.T) {
	t.Run("a module without the English that the title promises", func(t *testing.T) {
		files := example(t)
		delete(files, exampleEN)
		wantFaults(t, files, `vi-du/moi-kieu-cau-hoi.vi.md:1: the module is not translated into English; write vi-du/moi-kieu-cau-hoi.en.md, or delete en from the course's title`)
	})
	t.Run("a fourth starting question", func(t *testing.T) {
		files := fstest.MapFS{}
		for name, f := range example(t) {
			files[name] = f
		}
		for i, course := range []string{"a", "b", "c"} {
			for name, f := range example(t) {
				if rest, ok := strings.CutPrefix(name, "vi-du/"); ok {
					rest = strings.Replace(rest, "moi-kieu-cau-hoi", "bai-"+course, 1)
					text := strings.NewReplacer("order: 1", "order: "+string(rune('2'+i)), "moi-kieu-cau-hoi", "bai-"+course).Replace(string(f.Data))
					files[course+"/"+rest] = &fstest.MapFile{Data: []byte(text)}
				}
			}
		}
		wantFaults(t, files, `vi-du/course.yaml:5: more than 3 courses have a starting question; delete known`)
	})
}
