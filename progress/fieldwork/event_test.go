package fieldwork_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/progress/fieldwork"
)

// bare is an event as a phone hands it in.
func bare(kind fieldwork.Kind) fieldwork.Event {
	return fieldwork.Event{ID: "1", Village: village, Kind: kind, At: minute(0), ReceivedAt: minute(1), By: "helper"}
}

func with(e fieldwork.Event, change func(*fieldwork.Event)) fieldwork.Event {
	change(&e)
	return e
}

func TestEventsThatMakeSenseAreTaken(t *testing.T) {
	session := func(e *fieldwork.Event) { e.Session = tonight }
	person := func(e *fieldwork.Event) { e.Session, e.Person = tonight, "hoa" }
	for _, e := range []fieldwork.Event{
		with(bare(fieldwork.Opened), session), with(bare(fieldwork.Joined), person), with(bare(fieldwork.Left), person), with(bare(fieldwork.Closed), session),
		with(bare(fieldwork.Opened), func(e *fieldwork.Event) { e.Session, e.Module, e.Place = tonight, "vneid-1", "Nhà" }),
		with(bare(fieldwork.Undone), func(e *fieldwork.Event) { e.Of = "2" }),
		with(bare(fieldwork.Undone), func(e *fieldwork.Event) { e.Session, e.Of = tonight, "2" }),
		with(bare(fieldwork.Visited), func(e *fieldwork.Event) { e.Person, e.Outcome = "hoa", fieldwork.Moved }),
	} {
		got, err := e.Checked([]string{village})
		if err != nil {
			t.Errorf("%+v: %v", e, err)
		}
		if inSession := e.Session != ""; inSession != (got.Day == today && got.Part == fieldwork.Evening) {
			t.Errorf("%+v is in %q %q", e, got.Day, got.Part)
		}
	}
}

func TestEventsThatMakeNoSenseAreRefusedWithTheirFaults(t *testing.T) {
	for name, c := range map[string]struct {
		event fieldwork.Event
		want  []fieldwork.Fault
	}{
		"no kind":           {bare(""), []fieldwork.Fault{{"kind", "required"}}},
		"an unknown kind":   {bare("danced"), []fieldwork.Fault{{"kind", "unknown_value"}}},
		"no session":        {bare(fieldwork.Opened), []fieldwork.Fault{{"session", "required"}}},
		"nobody":            {bare(fieldwork.Joined), []fieldwork.Fault{{"session", "required"}, {"person", "required"}}},
		"nothing to undo":   {bare(fieldwork.Undone), []fieldwork.Fault{{"of", "required"}}},
		"nobody visited":    {bare(fieldwork.Visited), []fieldwork.Fault{{"person", "required"}, {"outcome", "required"}}},
		"a strange outcome": {with(bare(fieldwork.Visited), func(e *fieldwork.Event) { e.Person, e.Outcome = "hoa", "angry" }), []fieldwork.Fault{{"outcome", "unknown_value"}}},
		"fields of others": {with(bare(fieldwork.Closed), func(e *fieldwork.Event) {
			e.Session, e.Person, e.Module, e.Place, e.Outcome, e.Of = tonight, "hoa", "vneid-1", "Nhà", fieldwork.Helped, "2"
		}), []fieldwork.Fault{{"person", "unexpected"}, {"module", "unexpected"}, {"place", "unexpected"}, {"outcome", "unexpected"}, {"of", "unexpected"}}},
		"no time":       {with(bare(fieldwork.Opened), func(e *fieldwork.Event) { e.Session, e.At = tonight, time.Time{} }), []fieldwork.Fault{{"at", "required"}}},
		"a time of old": {with(bare(fieldwork.Opened), func(e *fieldwork.Event) { e.Session, e.At = tonight, time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC) }), []fieldwork.Fault{{"at", "bad_time"}}},
		"markup":        {with(bare(fieldwork.Opened), func(e *fieldwork.Event) { e.Session, e.Place = tonight, "<b>Nhà" }), []fieldwork.Fault{{"place", "bad_text"}}},
		"a long place":  {with(bare(fieldwork.Opened), func(e *fieldwork.Event) { e.Session, e.Place = tonight, strings.Repeat("n", 81) }), []fieldwork.Fault{{"place", "bad_text"}}},
	} {
		_, err := c.event.Checked([]string{village})
		var invalid *fieldwork.InvalidError
		if !errors.As(err, &invalid) || !slices.Equal(invalid.Faults, c.want) {
			t.Errorf("%s: %v %+v, want %v", name, err, invalid, c.want)
		}
	}
}

func TestASessionOfAnotherVillageOrOfLongAgoIsRefused(t *testing.T) {
	for name, e := range map[string]fieldwork.Event{
		"no such session": with(bare(fieldwork.Closed), func(e *fieldwork.Event) { e.Session = "20e3c3c6-8ccb-586f-9fa2-953893b7c336" }),
		"another village": with(bare(fieldwork.Closed), func(e *fieldwork.Event) { e.Session = fieldwork.SessionID("24163-002", today, fieldwork.Evening) }),
		"long ago":        with(bare(fieldwork.Closed), func(e *fieldwork.Event) { e.Session, e.At = tonight, minute(0).AddDate(0, 0, 8) }),
	} {
		if _, err := e.Checked([]string{village}); !errors.Is(err, fieldwork.ErrSession) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARepeatIsToldFromAChange(t *testing.T) {
	first := about("hoa", event("1", fieldwork.Joined, 0))
	again := with(first, func(e *fieldwork.Event) {
		e.ReceivedAt, e.By, e.At = minute(50), "another", e.At.In(time.FixedZone("", 3600))
	})
	if !first.Same(again) || !again.Same(first) {
		t.Error("a repeat is taken for a change")
	}
	for name, change := range map[string]func(*fieldwork.Event){
		"kind": func(e *fieldwork.Event) { e.Kind = fieldwork.Left }, "person": func(e *fieldwork.Event) { e.Person = "lan" },
		"time": func(e *fieldwork.Event) { e.At = minute(1) }, "session": func(e *fieldwork.Event) { e.Session = "x" },
		"place": func(e *fieldwork.Event) { e.Place = "x" }, "of": func(e *fieldwork.Event) { e.Of = "x" },
	} {
		if first.Same(with(first, change)) {
			t.Errorf("another %s is taken for a repeat", name)
		}
	}
}

// FuzzChecked hands in whatever a phone may send: it is refused, or it can be folded and takes its place in its own session.
func FuzzChecked(f *testing.F) {
	f.Add("joined", tonight, "hoa", "", "", "", "", int64(1796126400000))
	f.Add("opened", tonight, "", "vneid-1", "Nhà cộng đồng", "", "", int64(1796126400000))
	f.Add("visited", "", "hoa", "", "", "moved", "", int64(-1))
	f.Fuzz(func(t *testing.T, kind, session, person, module, place, outcome, of string, at int64) {
		e, err := fieldwork.Event{ID: "1", Village: village, Kind: fieldwork.Kind(kind), Session: session, Person: person, Module: module, Place: place,
			Outcome: fieldwork.Outcome(outcome), Of: of, At: time.UnixMilli(at), ReceivedAt: minute(0)}.Checked([]string{village})
		if err != nil {
			return
		}
		again, err := e.Checked([]string{village})
		if err != nil || !again.Same(e) {
			t.Fatalf("%+v is another one when it is checked again: %+v, %v", e, again, err)
		}
		for _, s := range fieldwork.Sessions([]fieldwork.Event{e}) {
			if s.ID != session || fieldwork.SessionID(village, s.Day, s.Part) != session {
				t.Fatalf("%+v is in %+v", e, s)
			}
		}
		fieldwork.Visits([]fieldwork.Event{e})
	})
}
