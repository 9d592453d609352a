package courses

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pairText is what an option of a Match question belongs to, as written.
type pairText struct{ option, text string }

func (q *question) with(option, text string) { q.withs = append(q.withs, pairText{option, text}) }

// makePairs turns the options of a Match question, as written, into slots and numbered right-hand sides. The numbers come
// from a hash of the ids, so that they are the same in every language and say nothing about what belongs together.
func (q *question) makePairs() {
	q.question.Slots, q.question.Options, q.question.Key = q.options, nil, nil
	mixed := byHash(q.question.ID, q.options)
	for _, id := range q.options {
		q.question.Key = append(q.question.Key, id+":"+strconv.Itoa(1+slices.Index(mixed, id)))
	}
	for i := range mixed {
		q.question.Options = append(q.question.Options, strconv.Itoa(1+i))
	}
	q.splitPairs(q.question.Key)
}

// splitPairs turns the texts of a Match question's options into those of its slots and right-hand sides.
func (q *question) splitPairs(key []string) {
	q.text.Slots = make(map[string]string, len(key))
	options := make(map[string]OptionText, len(key))
	for _, item := range key {
		slot, number, _ := strings.Cut(item, ":")
		q.text.Slots[slot] = q.text.Options[slot].Text
		for _, w := range q.withs {
			if w.option == slot {
				options[number] = OptionText{Text: w.text}
			}
		}
	}
	q.text.Options = options
}

var gap = regexp.MustCompile(`\[\[([^\[\]]*)\]\]`)

// readGaps reads the sentence of a Fill question, whose gaps hold the ids of their words.
func (m mapping) readGaps(q *question) {
	sentence := m.sized("sentence", maxQuestionWords)
	line := m.lineOf("sentence")
	q.question.Key, q.question.Slots = nil, nil
	used := map[string]bool{}
	for i, parts := range gap.FindAllStringSubmatch(sentence, -1) {
		word, slot := parts[1], strconv.Itoa(1+i)
		switch {
		case !slices.Contains(q.options, word):
			m.fault(line, "type the id of an option between [[ and ]]", "the gap %s names no option", quoted(word))
		case used[word]:
			m.fault(line, "give each gap a word of its own", "two gaps have the word %s", word)
		}
		used[word] = true
		q.question.Slots = append(q.question.Slots, slot)
		q.question.Key = append(q.question.Key, slot+":"+word)
	}
	if len(q.question.Slots) == 0 {
		m.fault(line, "put [[id]] where a word is missing", "the sentence has no gap")
	}
	q.text.Sentence = numberGaps(sentence, q.question.Key)
}

// numberGaps replaces the words' ids in the gaps of a sentence by the slots that the key gives them.
func numberGaps(sentence string, key []string) string {
	return gap.ReplaceAllStringFunc(sentence, func(found string) string {
		word := found[2 : len(found)-2]
		for _, item := range key {
			if slot, id, _ := strings.Cut(item, ":"); id == word {
				return "[[" + slot + "]]"
			}
		}
		return found
	})
}

// readVerdict reads the message of a SafeOrScam question and whether it is one or the other.
func (m mapping) readVerdict(q *question) {
	verdict := m.plain("right", "right: safe or right: scam")
	if verdict != "" && verdict != Safe && verdict != Scam {
		m.fault(m.lineOf("right"), "type right: safe or right: scam", "right is %s", quoted(verdict))
	}
	for _, id := range q.options {
		if id == Safe || id == Scam {
			m.fault(m.lineOf("options"), "type another id", "a reason has the id %s, which is a verdict", id)
		}
	}
	q.question.Key = append([]string{verdict}, q.question.Key...)
	q.text.Message = m.readMessage([]string{"channel", "from", "text"}, nil)
}

// readMessage reads the key of that name; a translation leaves the channel to the Vietnamese file.
func (m mapping) readMessage(keys, elsewhere []string) *Message {
	const maxMessageWords = 50
	inner, ok := m.mapping(m.values["message"], keys, elsewhere)
	if !ok {
		return nil
	}
	message := &Message{From: inner.sized("from", maxOptionWords), Text: inner.sized("text", maxMessageWords)}
	if elsewhere != nil {
		return message
	}
	example := "channel: " + strings.Join(Channels, ", ")
	message.Channel = inner.plain("channel", example)
	if message.Channel != "" && !slices.Contains(Channels, message.Channel) {
		inner.fault(inner.lineOf("channel"), "type "+example, "unknown channel %s", quoted(message.Channel))
	}
	return message
}

// readTranslated reads what only some kinds have. A translation does not say the kind; what belongs to another one is found
// when it is compared with the Vietnamese file.
func (m mapping) readTranslated(q *question) {
	if m.has("sentence") {
		q.text.Sentence = m.sized("sentence", maxQuestionWords)
	}
	if m.has("message") {
		q.text.Message = m.readMessage([]string{"from", "text"}, []string{"channel"})
	}
	if m.has("screens") {
		q.text.Screens, q.screens = m.readScreens(true)
	}
}
