package courses

import "slices"

// compare says where a translation has other steps, questions or options than the Vietnamese file. Parts of either that
// have faults of their own are left out: those say enough, and comparing would mislead.
func (l *lesson) compare(leading *lesson) {
	if l.partial || leading.partial {
		return
	}
	if n, want := len(l.text.Steps), len(leading.text.Steps); n != want {
		l.fault(l.end, "translate the steps one to one", "the translation has %d steps, the Vietnamese file has %d", n, want)
	}
	for _, q := range l.questions {
		original, ok := leading.find(q.question.ID)
		switch {
		case !q.named:
		case !ok && leading.allNamed():
			l.fault(q.line, "type the id of a question in the Vietnamese file, or delete the block",
				"question %s is not in the Vietnamese file", quoted(q.question.ID))
		case ok && q.whole && original.whole:
			l.compareQuestion(q, original)
		}
	}
	for _, original := range leading.questions {
		id := original.question.ID
		if _, ok := l.find(id); !ok && original.named && l.allNamed() {
			l.fault(l.end, "write a block with id: "+id, "question %s is not translated", id)
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

func (l *lesson) compareQuestion(q, original question) {
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
	}
	switch explain, want := q.text.Explain != "", original.text.Explain != ""; {
	case want && !explain:
		l.fault(q.line, `type explain: "…"`, "the explain of question %s is not translated", q.question.ID)
	case explain && !want:
		l.fault(q.line, "delete explain here, or write it in the Vietnamese file too",
			"question %s has no explain in the Vietnamese file", q.question.ID)
	}
}
