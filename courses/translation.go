package courses

import (
	"maps"
	"slices"
	"strings"
)

// compare says where a translation has other steps, questions or options than the Vietnamese file, and takes from that file
// what a translation leaves to it. Parts of either that have faults of their own are left out: those say enough, and comparing
// would mislead.
func (l *lesson) compare(leading *lesson) {
	if l.partial || leading.partial {
		return
	}
	n, want := len(l.text.Steps), len(leading.text.Steps)
	if n > want || n < want && !l.mayLack {
		l.fault(l.end, "translate the steps one to one", "the translation has %d steps, the Vietnamese file has %d", n, want)
	}
	for len(l.text.Steps) < want && l.mayLack {
		l.text.Steps = append(l.text.Steps, Step{})
	}
	sameSteps := n == want && !l.mayLack
	if sameSteps {
		l.comparePictures(leading)
	}
	for i := range l.questions {
		q := &l.questions[i]
		original, ok := leading.find(q.question.ID)
		switch {
		case !q.named:
		case !ok && leading.allNamed():
			l.fault(q.line, "type the id of a question in the Vietnamese file, or delete the block",
				"question %s is not in the Vietnamese file", quoted(q.question.ID))
		case ok && q.whole && original.whole:
			if q.practice != original.practice || sameSteps && q.practice && q.step != original.step {
				l.fault(q.line, "put it where the Vietnamese file has it, with the same mark", "question %s stands elsewhere in the Vietnamese file", q.question.ID)
			}
			l.compareQuestion(q, original)
			q.text.Audio = l.text.Questions[q.question.ID].Audio
			l.text.Questions[q.question.ID] = q.text
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.text.Questions)) {
		if _, ok := leading.find(id); !ok && l.text.Questions[id].Audio != nil {
			l.fault(1, "type the id of a question in the Vietnamese file", "the recording of %s belongs to no question", quoted(id))
		}
	}
	for _, original := range leading.questions {
		id := original.question.ID
		if _, ok := l.find(id); !ok && original.named && l.allNamed() && !l.mayLack {
			l.fault(l.end, "write a block with id: "+id, "question %s is not translated", id)
		}
	}
}

func (l *lesson) comparePictures(leading *lesson) {
	for i, step := range l.text.Steps {
		original := leading.text.Steps[i].Picture
		switch {
		case step.Picture == nil && original != nil:
			l.fault(l.end, "repeat the line of the picture with what it shows in this language", "step %d has no picture, in the Vietnamese file it has", i+1)
		case step.Picture != nil && (original == nil || original.SVG != "" && original.SVG != step.Picture.SVG):
			l.fault(l.end, "show the picture that the Vietnamese file shows", "step %d has another picture than in the Vietnamese file", i+1)
		}
	}
}

func (l *lesson) find(id string) (question, bool) {
	i := slices.IndexFunc(l.questions, func(q question) bool { return q.question.ID == id })
	if i < 0 {
		return question{}, false
	}
	return l.questions[i], true
}

// allNamed says whether every question's id can be told; if not, one that seems to be missing may be there.
func (l *lesson) allNamed() bool {
	return !slices.ContainsFunc(l.questions, func(q question) bool { return !q.named })
}

func (l *lesson) compareQuestion(q *question, original question) {
	before := len(l.r.faults)
	l.compareOptions(q, original)
	l.compareKind(q, original)
	if len(l.r.faults) == before {
		q.adopt(original)
	}
	switch explain, want := q.text.Explain != "", original.text.Explain != ""; {
	case want && !explain:
		l.fault(q.line, `type explain: "…"`, "the explain of question %s is not translated", q.question.ID)
	case explain && !want:
		l.fault(q.line, "delete explain here, or write it in the Vietnamese file too",
			"question %s has no explain in the Vietnamese file", q.question.ID)
	}
}

// compareOptions holds the options of a translation against the Vietnamese ones, by id.
func (l *lesson) compareOptions(q *question, original question) {
	for _, id := range q.options {
		if !slices.Contains(original.options, id) {
			l.fault(q.line, "type the id that the Vietnamese file has, or delete the option",
				"option %s is not in the Vietnamese file", quoted(id))
		}
	}
	for _, id := range original.options {
		switch feedback, want := q.text.Options[id].Feedback != "", original.text.Options[id].Feedback != ""; {
		case !slices.Contains(q.options, id):
			l.fault(q.line, "write an option with id: "+id, "option %s is not translated", id)
		case want && !feedback:
			l.fault(q.line, `type feedback: "…" at option `+id, "the feedback of option %s is not translated", id)
		case feedback && !want:
			l.fault(q.line, "delete the feedback of option "+id, "option %s has no feedback in the Vietnamese file", id)
		}
		if original.question.Kind == Match && !slices.ContainsFunc(q.withs, func(w pairText) bool { return w.option == id }) {
			l.fault(q.line, `type with: "…" at option `+id, "the with of option %s is not translated", id)
		}
	}
	if original.question.Kind != Match && len(q.withs) > 0 {
		l.fault(q.line, "delete with", "question %s has no with in the Vietnamese file", q.question.ID)
	}
}

// compareKind holds what only some kinds have against the Vietnamese file.
func (l *lesson) compareKind(q *question, original question) {
	id := q.question.ID
	for name, has := range map[string][2]bool{
		"sentence": {q.text.Sentence != "", original.text.Sentence != ""},
		"message":  {q.text.Message != nil, original.text.Message != nil},
		"screens":  {q.text.Screens != nil, original.text.Screens != nil},
	} {
		switch {
		case has[1] && !has[0]:
			l.fault(q.line, "write "+name+" in this language", "the %s of question %s is not translated", name, id)
		case has[0] && !has[1]:
			l.fault(q.line, "delete "+name, "question %s has no %s in the Vietnamese file", id, name)
		}
	}
	if q.text.Sentence != "" && original.text.Sentence != "" {
		l.compareGaps(q, original)
	}
	if q.text.Screens != nil && original.text.Screens != nil {
		l.compareScreens(q, original)
	}
}

// compareGaps says whether a sentence has each gap of the Vietnamese one; another language may need another order.
func (l *lesson) compareGaps(q *question, original question) {
	found := gap.FindAllString(q.text.Sentence, -1)
	for _, item := range original.question.Key {
		_, word, _ := strings.Cut(item, ":")
		if n := strings.Count(q.text.Sentence, "[["+word+"]]"); n != 1 {
			l.fault(q.line, "put [["+word+"]] once where the word is missing", "the sentence has the gap %s %d times", word, n)
		}
	}
	if len(found) != len(original.question.Key) {
		l.fault(q.line, "leave the gaps that the Vietnamese sentence has", "the sentence has %d gaps, the Vietnamese one has %d",
			len(found), len(original.question.Key))
	}
}

// compareScreens holds a translated simulation against the Vietnamese one, part by part.
func (l *lesson) compareScreens(q *question, original question) {
	const mend = "translate the screens one to one, in order"
	want := original.text.Screens
	if len(q.text.Screens) != len(want) {
		l.fault(q.line, mend, "the simulation has %d screens, the Vietnamese one has %d", len(q.text.Screens), len(want))
		return
	}
	for i, s := range q.text.Screens {
		p := l.at(q.line + q.screens[i].line)
		if s.ID != "" && s.ID != want[i].ID {
			p.fault(1, mend, "the screen %s is %s in the Vietnamese file", s.ID, want[i].ID)
		}
		if len(s.Parts) != len(want[i].Parts) {
			p.fault(1, mend, "the screen %s has %d parts, the Vietnamese one has %d", want[i].ID, len(s.Parts), len(want[i].Parts))
			continue
		}
		p.compareText("app", s.App, want[i].App)
		p.compareText("dialog", s.Dialog, want[i].Dialog)
		for j, part := range s.Parts {
			p := l.at(q.line + q.screens[i].parts[j])
			if part.Kind != want[i].Parts[j].Kind {
				p.fault(1, mend, "the part is a %s, in the Vietnamese file a %s", part.Kind, want[i].Parts[j].Kind)
				continue
			}
			p.compareText("detail", part.Detail, want[i].Parts[j].Detail)
			p.compareText("value", part.Value, want[i].Parts[j].Value)
			p.compareText("from", part.From, want[i].Parts[j].From)
			p.compareText("feedback", part.Feedback, want[i].Parts[j].Feedback)
		}
	}
}

// at returns the piece whose first line is a line of the file.
func (l *lesson) at(line int) piece { return piece{l.r, l.file, line - 1} }

func (p piece) compareText(key, text, original string) {
	switch {
	case original != "" && text == "":
		p.fault(1, `type `+key+`: "…"`, "%s is not translated", key)
	case original == "" && text != "":
		p.fault(1, "delete "+key+" here, or write it in the Vietnamese file too", "%s is not in the Vietnamese file", key)
	}
}

// adopt takes from the Vietnamese question what a translation leaves to it.
func (q *question) adopt(original question) {
	switch original.question.Kind {
	case Match:
		q.splitPairs(original.question.Key)
	case Fill:
		q.text.Sentence = numberGaps(q.text.Sentence, original.question.Key)
	case SafeOrScam:
		q.text.Message.Channel = original.text.Message.Channel
	case Simulation:
		for i, s := range original.text.Screens {
			own := &q.text.Screens[i]
			own.ID, own.Large = s.ID, s.Large
			for j, p := range s.Parts {
				part := &own.Parts[j]
				part.On, part.Main, part.Spot, part.Opens = p.On, p.Main, p.Spot, p.Opens
			}
		}
	}
}
