package moodle_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hocso/courses/moodle"
)

// TestBrokenFilesAreToldByLine gives the fault that a teacher reads; nothing of a broken file is returned.
func TestBrokenFilesAreToldByLine(t *testing.T) {
	const sound = "Một?{=Hai ~Ba}\n\n"
	xml := func(inner string) string { return "<?xml version=\"1.0\"?>\n<quiz>\n" + inner + "\n</quiz>\n" }
	for name, c := range map[string]struct {
		text, want string
	}{
		"no closing brace":    {sound + "// lời ghi\nHai?{=Một\n~Hai\n\nBa?{T}\n", "quiz:4: the { has no }"},
		"blank line within":   {"Một?{\n=Hai\n\n~Ba\n}\n", "quiz:1: the { has no }"},
		"and its end":         {"Một?{\n=Hai\n\n~Ba\n}\n", "quiz:5: a } stands here without a {"},
		"no opening brace":    {sound + "Hai\n=Một}\n", "quiz:4: a } stands here"},
		"braces turned":       {"}Một{\n", "quiz:1: a } stands here"},
		"brace within":        {"Một?{\n=Hai\n~{Ba}\n}\n", "quiz:3: a second { stands within"},
		"two answers":         {"Một {=a ~b}\nvà {=c ~d}.\n", "quiz:2: another brace stands behind"},
		"title without end":   {sound + "::Tên Một?{T}\n", "quiz:3: the title has no end"},
		"text before options": {"Một?{\nHai\n~Ba =Bốn}\n", "quiz:2: text stands before the first option"},
		"text before pairs":   {"Một?{ a\n=Ba -> Bốn =Năm -> Sáu}\n", "quiz:1: text stands before the first pair"},
		"pair without arrow":  {"Một?{\n=Hai -> Ba\n=Bốn\n}\n", "quiz:3: a pair has no ->"},
		"empty option":        {"Một?{\n=Hai\n~\n~Ba}\n", "quiz:3: an option has no text"},
		"weight with a comma": {"Một?{\n~%33,3%Hai\n~%66.7%Ba}\n", "quiz:2: the weight has a comma"},
		"weight too large":    {"Một?{\n~Hai\n~%5000%Ba}\n", "quiz:3: the weight \"%5000%\" is none"},
		"weight of two signs": {"Một?{~Hai ~%--5%Ba}\n", "quiz:1: the weight \"%--5%\" is none"},
		"not UTF-8":           {sound + "Hai \xff?{T}\n", "quiz:3: the file is not UTF-8 text"},
		"category and fault":  {"$CATEGORY: a\nMột?{=Hai\n", "quiz:2: the { has no }"},

		"XML cut off":          {"<?xml version=\"1.0\"?>\n<quiz>\n<question type=\"truefalse\">\n<name>", "quiz:4: not readable as XML"},
		"XML turned":           {xml("<question type=\"truefalse\"><name></question></name>"), "quiz:3: not readable as XML"},
		"XML entity":           {xml("<question type=\"truefalse\"><name><text>&nbsp;</text></name></question>"), "quiz:3: not readable as XML: invalid character entity"},
		"XML of another kind":  {"<?xml version=\"1.0\"?>\n<html></html>", "quiz:2: the file has no <quiz>"},
		"XML with nothing":     {"<?xml version=\"1.0\"?>\n", "quiz:1: the file has no <quiz>"},
		"XML with a doctype":   {"<?xml version=\"1.0\"?>\n<!DOCTYPE quiz [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<quiz>&a;</quiz>", "quiz:2: a document type stands"},
		"XML fraction":         {xml("<question type=\"multichoice\">\n<answer fraction=\"viel\"><text>a</text></answer></question>"), "quiz:4: the fraction \"viel\""},
		"XML fraction NaN":     {xml("<question type=\"multichoice\">\n<answer fraction=\"NaN\"><text>a</text></answer></question>"), "quiz:4: the fraction \"NaN\""},
		"XML fraction too big": {xml("<question type=\"multichoice\">\n<answer fraction=\"1e300\"><text>a</text></answer></question>"), "quiz:4: the fraction \"1e300\""},
		"XML too deep":         {xml(strings.Repeat("<question>", 500)), "elements within elements without end"},
		"XML too wide":         {xml("<question>" + strings.Repeat("<a/>", 10_000) + "</question>"), "elements within elements without end"},
	} {
		t.Run(name, func(t *testing.T) {
			read, faults := moodle.Read("quiz", []byte(c.text), moodle.Guess([]byte(c.text)))
			if !strings.Contains(faults.String(), c.want) {
				t.Errorf("faults:\n%s\nare without %s", faults, c.want)
			}
			if len(read.Questions)+len(read.Notes) > 0 {
				t.Errorf("something was read: %v", read)
			}
			for _, f := range faults {
				if f.Mend == "" || strings.Contains(f.String(), "\n") {
					t.Errorf("fault %q", f)
				}
			}
		})
	}
}

// TestEndlessFilesEnd gives files that a program broke: each is refused or read at once. Were the time to grow with the square
// of the size, none would be.
func TestEndlessFilesEnd(t *testing.T) {
	const size = moodle.MaxFile / 32
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"braces":     fill("{"),
		"questions":  fill("a{}\n\n"),
		"faults":     fill("}\n\n"),
		"options":    "a{" + fill("~b") + "}",
		"empty":      "a{" + fill("~") + "}",
		"pairs":      "a{" + fill("=b->c") + "}",
		"tags":       "// " + fill("[tag:a]") + "\na{T}",
		"backslash":  "a" + fill(`\`) + "{T}",
		"open tags":  "a" + fill("<b") + "{T}",
		"pictures":   "[html]" + fill("<img>") + "{T}",
		"categories": "$CATEGORY: " + fill("a") + "\n\n" + "b{T}",
		"lines":      fill("a\n") + "{T}",
		"comments":   fill("//\n") + "a{T}",
		"hashes":     "a{T" + fill("#") + "}",
		"colons":     fill(":"),
		"XML":        "<quiz>" + fill("<question type='a'/>") + "</quiz>",
		"XML text":   "<quiz><question type='truefalse'><questiontext><text>" + fill("&lt;p&gt;") + "</text></questiontext></question></quiz>",
		"XML answer": "<quiz>" + fill("<question type='truefalse'>"+strings.Repeat("<answer/>", 400)+"</question>") + "</quiz>",
		"XML gaps":   "<quiz><question type='gapselect'><questiontext><text>" + fill("[[1]]") + "</text></questiontext></question></quiz>",
		"XML open":   fill("<quiz>"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			read, faults := moodle.Read("quiz", []byte(text), moodle.Guess([]byte(text)))
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if len(faults) == 0 && len(read.Questions)+len(read.Notes) == 0 || len(faults) > 100 {
				t.Errorf("%d faults and nothing read", len(faults))
			}
			if len(read.Notes) > 20_000 {
				t.Errorf("%d notes", len(read.Notes))
			}
		})
	}
	if _, faults := moodle.Read("quiz", make([]byte, moodle.MaxFile+1), moodle.GIFT); len(faults) != 1 || faults[0].String() !=
		fmt.Sprintf("quiz:1: the file is over %d MiB; split it, or export it without pictures", moodle.MaxFile>>20) {
		t.Errorf("too large: %s", faults)
	}
}
