package moodle

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"hocso/courses"
)

// WriteGIFT writes questions in GIFT. What GIFT has no kind for is in the notes.
func WriteGIFT(w io.Writer, questions []Question) ([]Note, error) {
	var b strings.Builder
	var notes []Note
	category := ""
	for _, q := range questions {
		answers, why := giftAnswers(q)
		if why != "" {
			notes = append(notes, q.dropped(why))
			continue
		}
		notes = append(notes, q.renamed()...)
		if q.Category != category {
			category = q.Category
			b.WriteString("$CATEGORY: " + giftEscape(category) + "\n\n")
		}
		b.WriteString(giftComment(q))
		b.WriteString("::" + giftEscape(q.label()) + "::[plain]" + giftEscape(q.Text.Text) + "{" + answers)
		if q.Text.Explain != "" {
			b.WriteString("\t####" + giftPart(q.Text.Explain) + "\n")
		}
		b.WriteString("}\n\n")
	}
	_, err := io.WriteString(w, b.String())
	return notes, err
}

// Why kinds are not exported.
const (
	noPhone   = "Moodle has no phone screen to tap on"
	noVerdict = "Moodle has no question that asks for a verdict and its reason"
	noGIFT    = "GIFT has no such kind of question; export with --format xml"
)

// giftAnswers returns what stands between the braces.
func giftAnswers(q Question) (answers, why string) {
	switch q.Kind {
	case courses.Single, courses.Several:
		return giftOptions(q), ""
	case courses.TrueFalse:
		return giftTruth(q), ""
	case courses.Match:
		return giftPairs(q), ""
	case courses.SafeOrScam:
		return "", noVerdict
	case courses.Simulation:
		return "", noPhone
	}
	return "", noGIFT
}

// giftComment keeps the id and the tags where Moodle looks for them.
func giftComment(q Question) string {
	var marks []string
	escape := strings.NewReplacer("]", `\]`)
	if id := q.idNumber(); id != "" {
		marks = append(marks, "[id:"+escape.Replace(id)+"]")
	}
	for _, tag := range q.tags() {
		marks = append(marks, "[tag:"+escape.Replace(tag)+"]")
	}
	return "// " + strings.Join(marks, " ") + "\n"
}

var giftEscapes = strings.NewReplacer(`\`, `\\`, "#", `\#`, "=", `\=`, "~", `\~`, "{", `\{`, "}", `\}`, ":", `\:`, "\n", `\n`)

func giftEscape(s string) string { return giftEscapes.Replace(s) }

// giftPart writes an option or feedback. A format in brackets would be taken off a text that begins like one.
func giftPart(s string) string {
	if strings.HasPrefix(s, "[") {
		return "[plain]" + giftEscape(s)
	}
	return giftEscape(s)
}

func giftOptions(q Question) string {
	var b strings.Builder
	b.WriteString("\n")
	weights := weights(q)
	for i, id := range q.Options {
		text := q.Text.Options[id]
		switch {
		case q.Kind == courses.Single && weights[i] == 100:
			b.WriteString("\t=")
		case weights[i] != 0 || strings.HasPrefix(text.Text, "%"): // "50% off" would be a weight
			b.WriteString("\t~%" + percent(weights[i]) + "%")
		default:
			b.WriteString("\t~")
		}
		b.WriteString(giftPart(text.Text))
		if text.Feedback != "" {
			b.WriteString("#" + giftPart(text.Feedback))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func giftTruth(q Question) string {
	word, right, wrong := "TRUE", "t", "f"
	if q.Key[0] == "f" {
		word, right, wrong = "FALSE", "f", "t"
	}
	forWrong, forRight := q.Text.Options[wrong].Feedback, q.Text.Options[right].Feedback
	answer := word
	if forWrong+forRight != "" {
		answer += "#" + giftPart(forWrong)
	}
	if forRight != "" {
		answer += "#" + giftPart(forRight)
	}
	return answer
}

// giftPairs writes the sides of a match. GIFT has no escape for ->, but HTML has.
func giftPairs(q Question) string {
	var b strings.Builder
	b.WriteString("\n")
	for _, item := range q.Key {
		slot, option, _ := strings.Cut(item, ":")
		left := giftPart(q.Text.Slots[slot])
		if strings.Contains(left, "->") {
			left = "[html]" + giftEscape(toHTML(q.Text.Slots[slot]))
		}
		b.WriteString("\t=" + left + " -> " + giftEscape(q.Text.Options[option].Text) + "\n")
	}
	return b.String()
}

// weights are what the options of a Single or Several earn, in percent. Moodle adds them up; a wrong option takes everything
// away, which is as near as Moodle comes to a question that is right or not.
func weights(q Question) []float64 {
	all := make([]float64, len(q.Options))
	for i, id := range q.Options {
		switch {
		case slices.Contains(q.Key, id):
			all[i] = 100 / float64(len(q.Key))
		case q.Kind == courses.Several:
			all[i] = -100
		}
	}
	return all
}

// percent writes a weight with the five decimals that Moodle knows it by.
func percent(weight float64) string {
	s := strconv.FormatFloat(weight, 'f', 5, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
