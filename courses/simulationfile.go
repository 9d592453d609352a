package courses

import (
	"slices"
	"strings"
)

const (
	maxScreens   = 10
	maxParts     = 12
	maxTaps      = 30
	maxPartWords = 30
)

// partKeys are what each kind of part may have besides its own text. A spot comes with opens and feedback.
var partKeys = map[PartKind][]string{
	"icon": {"spot"}, "row": {"detail", "spot"}, "field": {"value", "spot"}, "switch": {"on", "spot"}, "button": {"main", "spot"},
	"piece": {"spot"}, "message": {"from", "spot"}, "qr": {"spot"}, keypad: {"feedback"},
}

// translatedPartKeys are those of partKeys that hold texts.
var translatedPartKeys = []string{"detail", "value", "from", "feedback"}

// drawn is where a screen and its parts stand in the file.
type drawn struct {
	line  int
	parts []int
}

// readSimulation reads the screens of a question and the path through them.
func (l *lesson) readSimulation(m mapping, q *question) {
	m.checkExplain(Simulation)
	if l.front.Mode == Assessment && !q.practice {
		m.fault(m.line, "write a question of another kind, or move it into a step as practice",
			"a simulation shows its answer, so an assessment cannot hold one")
	}
	before := len(m.r.faults)
	q.text.Screens, q.screens = m.readScreens(false)
	path := m.readPath()
	q.question.Key, q.question.Options = path, spotsOf(q.text.Screens)
	if len(m.r.faults) == before {
		m.checkWalk(q, path)
	}
}

// readPath reads the taps in order. A spot may be tapped twice.
func (m mapping) readPath() []string {
	const example = "path: [mo, tim, gui]"
	var path []string
	for _, item := range m.items("path", example) {
		if s, ok := m.scalar(item, example); ok {
			path = append(path, s)
		}
	}
	switch n := len(path); {
	case n == 0:
		m.fault(m.lineOf("path"), "type "+example, "the path has no taps")
	case n > maxTaps:
		m.fault(m.lineOf("path"), "make it shorter", "the path has %d taps, more than %d", n, maxTaps)
	}
	return path
}

// spotsOf returns all spots, each once, as they stand on the screens.
func spotsOf(screens []Screen) []string {
	var spots []string
	for _, s := range screens {
		for _, p := range s.Parts {
			for _, id := range p.spots() {
				if !slices.Contains(spots, id) {
					spots = append(spots, id)
				}
			}
		}
	}
	return spots
}

// readScreens reads the key of that name; a translation holds texts alone.
func (m mapping) readScreens(translation bool) ([]Screen, []drawn) {
	keys, elsewhere := []string{"id", "app", "dialog", "parts"}, []string{"size"}
	if !translation {
		keys, elsewhere = append(keys, elsewhere...), nil
	}
	var screens []Screen
	var places []drawn
	for _, item := range m.items("screens", "screens: and below it - id: dau with its parts") {
		inner, ok := m.mapping(item, keys, elsewhere)
		if !ok {
			continue
		}
		s := Screen{}
		if !translation || inner.has("id") {
			s.ID = inner.id("id: dau")
		}
		if slices.ContainsFunc(screens, func(other Screen) bool { return other.ID == s.ID && s.ID != "" }) {
			inner.fault(inner.lineOf("id"), "type another id", "another screen has the id %s", s.ID)
		}
		s.App, s.Dialog = inner.optionalText("app"), inner.optionalText("dialog")
		if inner.has("size") {
			s.Large = inner.plain("size", "size: large") == "large"
			if !s.Large {
				inner.fault(inner.lineOf("size"), "type size: large, or delete the key", "unknown size")
			}
		}
		place := drawn{line: inner.line}
		for _, part := range inner.items("parts", "parts: and below it - button: Gửi") {
			if p, ok := inner.readPart(part, translation); ok {
				s.Parts = append(s.Parts, p)
				place.parts = append(place.parts, part.line)
			}
		}
		if n := len(s.Parts); n > maxParts {
			inner.fault(inner.line, "make two screens", "the screen has %d parts, more than %d", n, maxParts)
		}
		screens, places = append(screens, s), append(places, place)
	}
	if n := len(screens); n > maxScreens {
		m.fault(m.lineOf("screens"), "make it shorter", "the simulation has %d screens, more than %d", n, maxScreens)
	}
	return screens, places
}

func (p piece) readPart(item *node, translation bool) (Part, bool) {
	var kinds []string
	for _, k := range PartKinds {
		kinds = append(kinds, string(k))
	}
	kind := PartKind("")
	for _, entry := range item.pairs {
		if slices.Contains(kinds, entry.key.value) {
			kind = PartKind(entry.key.value)
			break
		}
	}
	if kind == "" {
		p.fault(item.line, "start it with one of "+strings.Join(kinds, ", "), "the part has no kind")
		return Part{}, false
	}
	keys, elsewhere := []string{string(kind)}, []string(nil)
	for _, key := range withSpotKeys(partKeys[kind]) {
		if translation && !slices.Contains(translatedPartKeys, key) {
			elsewhere = append(elsewhere, key)
		} else {
			keys = append(keys, key)
		}
	}
	m, ok := p.mapping(item, keys, elsewhere)
	if !ok {
		return Part{}, false
	}
	part := Part{Kind: kind, Text: m.sized(string(kind), maxPartWords), On: m.flag("on"), Main: m.flag("main")}
	for key, text := range map[string]*string{"detail": &part.Detail, "value": &part.Value, "from": &part.From} {
		*text = m.optionalText(key)
	}
	if m.has("feedback") {
		part.Feedback = m.sized("feedback", maxFeedbackWords)
	}
	if m.has("spot") {
		part.Spot = m.idOf("spot", "spot: gui")
	}
	if m.has("opens") {
		part.Opens = m.idOf("opens", "opens: xong")
	}
	return part, true
}

// withSpotKeys adds what a spot comes with.
func withSpotKeys(keys []string) []string {
	if slices.Contains(keys, "spot") {
		return slices.Concat(keys, []string{"opens", "feedback"})
	}
	return keys
}

// checkWalk says whether the path can be tapped, everything is shown on it, and every other spot explains itself.
func (m mapping) checkWalk(q *question, path []string) {
	screens := q.text.Screens
	if len(screens) == 0 {
		m.fault(m.lineOf("screens"), "write a screen", "the simulation has no screens")
		return
	}
	shown, stuck := walk(screens, path)
	if stuck >= 0 {
		m.fault(m.lineOf("path"), "list the spots in the order in which the screens offer them",
			"the screen %s does not offer the tap %s", shown[len(shown)-1], quoted(path[stuck]))
		return
	}
	seen := map[string]bool{}
	for i, s := range screens {
		if !slices.Contains(shown, s.ID) {
			m.fault(q.screens[i].line, "open it from a spot of the path, or delete it", "the screen %s is never shown", s.ID)
		}
		for j, p := range s.Parts {
			m.checkSpot(q.screens[i].parts[j], p, screens, path)
			if p.Spot != "" && seen[p.Spot] {
				m.fault(q.screens[i].parts[j], "type another id", "another spot has the id %s", p.Spot)
			}
			seen[p.Spot] = true
		}
	}
}

func (m mapping) checkSpot(line int, p Part, screens []Screen, path []string) {
	onPath := slices.ContainsFunc(p.spots(), func(id string) bool { return slices.Contains(path, id) })
	switch {
	case p.Kind == keypad && p.Feedback == "":
		m.fault(line, `type feedback: "…" for wrong keys`, "the keypad has no feedback")
	case p.Spot == "" && (p.Opens != "" || p.Feedback != "" && p.Kind != keypad):
		m.fault(line, "type spot: with an id, or delete opens and feedback", "the part cannot be tapped")
	case p.Spot != "" && slices.Contains(keypadKeys, p.Spot):
		m.fault(line, "type another id", "the spot %s has the id of a key", p.Spot)
	case p.Spot != "" && !onPath && p.Feedback == "":
		m.fault(line, `type feedback: "…", why it is not the right tap`, "the spot %s has no feedback", p.Spot)
	case p.Opens != "" && !onPath:
		m.fault(line, "delete opens, or put the spot into path", "the spot %s opens a screen and is not on the path", p.Spot)
	case p.Opens != "" && screenOf(screens, p.Opens) == nil:
		m.fault(line, "type the id of a screen", "no screen has the id %s", p.Opens)
	}
}
