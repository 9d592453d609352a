package moodle

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"hocso/courses"
)

// fill sets a question's kind, options and key. It returns why the question cannot be carried.
func (it *item) fill(q *Question) (why string) {
	switch it.kind {
	case typeChoice:
		return it.choice(q)
	case typeTrueFalse:
		return it.trueFalse(q)
	case typeMatch:
		return it.match(q)
	case typeOrder:
		return it.order(q)
	case typeGaps:
		return it.gaps(q)
	}
	return cmp.Or(notCarried[it.kind], "hocso has no such kind of question")
}

const lostCredit = "partial credit was dropped: only 100 % counts"

// choice reads the weights. Only what earns the full mark is right, since there are no half points.
func (it *item) choice(q *Question) (why string) {
	var full, some []string
	sum, partial := 0.0, false
	for i, a := range it.answers {
		id := optionID(i)
		q.Options = append(q.Options, id)
		q.Text.Options[id] = courses.OptionText{Text: a.text, Feedback: a.feedback}
		if a.weight > 0 {
			some = append(some, id)
			sum += a.weight
		}
		if a.weight > 99.9 {
			full = append(full, id)
		}
		partial = partial || a.weight < 0 || a.weight > 0 && a.weight <= 99.9
	}
	// Weights are rounded: three times 33 is meant as everything.
	const rounding = 1.5
	switch {
	case len(it.answers) < 2:
		return "it has fewer than two options"
	case it.single && len(full) == 0:
		return "none of its options earns the full mark"
	case len(some) == 0:
		return "none of its options is right"
	case it.single:
		q.Kind, q.Key = courses.Single, full
		if partial {
			it.lost.add(lostCredit)
		}
		if len(full) > 1 {
			it.lost.add(fmt.Sprintf("%d options earn the full mark each; leave right: true at one", len(full)))
		}
	case len(some) == 1:
		q.Kind, q.Key = courses.Single, some
		it.lost.add("several options could be picked and one is right, so that it became a single question")
	default:
		q.Kind, q.Key = courses.Several, some
		if math.Abs(sum-100) > rounding {
			it.lost.add(lostCredit + " (its right options add up to " + strconv.FormatFloat(sum, 'f', -1, 64) + " %)")
		}
	}
	return ""
}

// trueFalse takes the answer for true, then the one for false. Moodle shows words of its own for them; ours are Vietnamese,
// since questions are written in the Vietnamese lesson.
func (it *item) trueFalse(q *Question) (why string) {
	if len(it.answers) != 2 {
		return "it does not have an answer for true and one for false"
	}
	q.Kind, q.Options, q.Key = courses.TrueFalse, []string{"t", "f"}, []string{"f"}
	if it.answers[0].weight > it.answers[1].weight {
		q.Key = []string{"t"}
	}
	q.Text.Options["t"] = courses.OptionText{Text: "Đúng", Feedback: it.answers[0].feedback}
	q.Text.Options["f"] = courses.OptionText{Text: "Sai", Feedback: it.answers[1].feedback}
	return ""
}

func (it *item) match(q *Question) (why string) {
	q.Kind, q.Text.Slots = courses.Match, map[string]string{}
	seen := map[string]bool{}
	for _, p := range it.pairs {
		switch {
		case p.left == "" && p.right != "":
			it.lost.add("a right-hand side that belongs to nothing was left out: " + shorten(p.right))
		case p.left == "" || p.right == "":
			it.lost.add("a pair that lacks a side was left out: " + shorten(p.left))
		default:
			if seen[p.right] {
				it.lost.add("two pairs have the same right-hand side; write another text: " + shorten(p.right))
			}
			seen[p.right] = true
			slot, number := optionID(len(q.Slots)), strconv.Itoa(1+len(q.Slots))
			q.Slots, q.Options, q.Key = append(q.Slots, slot), append(q.Options, number), append(q.Key, slot+":"+number)
			q.Text.Slots[slot] = p.left
			q.Text.Options[number] = courses.OptionText{Text: p.right}
		}
	}
	if len(q.Slots) < 2 {
		return "it has fewer than two pairs"
	}
	return ""
}

// checkSubset says where Moodle asks for some of the options alone.
func (it *item) checkSubset(selection string) {
	if strings.Contains(selection, "RANDOM") || strings.Contains(selection, "CONTIG") {
		it.lost.add("Moodle asks for a few of its options each time; here it asks for all")
	}
}

// order gives the options ids that say nothing about their order.
func (it *item) order(q *Question) (why string) {
	if len(it.answers) < 2 {
		return "it has fewer than two options"
	}
	mixed := make([]int, len(it.answers))
	for i := range mixed {
		mixed[i] = i
	}
	sum := func(i int) uint32 {
		h := fnv.New32a()
		_, _ = h.Write([]byte(it.answers[i].text))
		return h.Sum32()
	}
	slices.SortStableFunc(mixed, func(i, j int) int { return cmp.Compare(sum(i), sum(j)) })
	if slices.IsSorted(mixed) {
		slices.Reverse(mixed)
	}
	q.Kind = courses.Order
	for i, a := range it.answers {
		id := optionID(slices.Index(mixed, i))
		q.Options = append(q.Options, id)
		q.Text.Options[id] = courses.OptionText{Text: a.text}
		if a.feedback != "" {
			it.lost.add("the feedback of an option was left out, since this kind explains once: " + shorten(a.feedback))
		}
	}
	q.Key = slices.Clone(q.Options)
	return ""
}

// gaps numbers the gaps of a sentence, each of which names its word.
func (it *item) gaps(q *Question) (why string) {
	q.Kind = courses.Fill
	for i, a := range it.answers {
		id := optionID(i)
		q.Options = append(q.Options, id)
		q.Text.Options[id] = courses.OptionText{Text: a.text}
	}
	used := map[int]bool{}
	var sentence strings.Builder
	rest := strings.ReplaceAll(it.sentence, "[[", "[ [") // would be read as a gap
	for {
		before, after, found := strings.Cut(rest, string(gapStart))
		sentence.WriteString(before)
		if !found {
			break
		}
		number, after, _ := strings.Cut(after, string(gapEnd))
		n, err := strconv.Atoi(number)
		switch {
		case err != nil || n < 1 || n > len(it.answers):
			return "the gap [[" + number + "]] has no word"
		case used[n]:
			return "two of its gaps have the same word"
		}
		used[n] = true
		slot := strconv.Itoa(1 + len(q.Slots))
		q.Slots = append(q.Slots, slot)
		q.Key = append(q.Key, slot+":"+optionID(n-1))
		sentence.WriteString("[[" + slot + "]]")
		rest = after
	}
	if len(q.Slots) == 0 {
		return "its sentence has no gap"
	}
	q.Text.Sentence = sentence.String()
	return ""
}

// optionID names the options of a question a to z, then o27 and so on.
func optionID(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return "o" + strconv.Itoa(i+1)
}
