package courses

import "slices"

// Screen is one state of the phone that a Simulation draws. Its JSON is what phones get.
type Screen struct {
	ID     string `json:"id"`
	App    string `json:"app,omitempty"`    // the bar on top; without it the screen is a home screen
	Dialog string `json:"dialog,omitempty"` // title of the box that the parts stand in
	Large  bool   `json:"large,omitempty"`
	Parts  []Part `json:"parts"`
}

// PartKind is what a part of a screen is drawn as.
type PartKind string

// PartKinds lists all kinds of part.
var PartKinds = []PartKind{"title", "text", "note", "icon", "row", "field", "switch", "button", "piece", "message", "qr", keypad}

const keypad PartKind = "keypad"

// keypadKeys are the spots of a keypad, from 0 to 9.
var keypadKeys = []string{"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"}

// Part is one thing on a screen.
type Part struct {
	Kind     PartKind `json:"kind"`
	Text     string   `json:"text"`
	Detail   string   `json:"detail,omitempty"`
	Value    string   `json:"value,omitempty"`
	From     string   `json:"from,omitempty"`
	On       bool     `json:"on,omitempty"`
	Main     bool     `json:"main,omitempty"`
	Spot     string   `json:"spot,omitempty"`     // it can be tapped
	Opens    string   `json:"opens,omitempty"`    // id of the screen that the right tap opens
	Feedback string   `json:"feedback,omitempty"` // why this tap is not the right one now
}

// spots returns what of a part can be tapped.
func (p Part) spots() []string {
	switch {
	case p.Kind == keypad:
		return keypadKeys
	case p.Spot != "":
		return []string{p.Spot}
	}
	return nil
}

// screenOf returns the screen with an id, or nil.
func screenOf(screens []Screen, id string) *Screen {
	for i := range screens {
		if screens[i].ID == id {
			return &screens[i]
		}
	}
	return nil
}

// part returns the part of a screen that a spot belongs to, or nil.
func (s *Screen) part(spot string) *Part {
	for i, p := range s.Parts {
		if slices.Contains(p.spots(), spot) {
			return &s.Parts[i]
		}
	}
	return nil
}

// walk taps along a path from the first screen. It returns the ids of the screens shown, and the index of the first tap that
// its screen does not offer, or -1.
func walk(screens []Screen, path []string) (shown []string, stuck int) {
	if len(screens) == 0 {
		return nil, 0
	}
	at := &screens[0]
	shown = append(shown, at.ID)
	for i, spot := range path {
		p := at.part(spot)
		if p == nil {
			return shown, i
		}
		if next := screenOf(screens, p.Opens); next != nil {
			at = next
			shown = append(shown, at.ID)
		}
	}
	return shown, -1
}
