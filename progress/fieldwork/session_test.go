package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
)

const village, today = "24163-001", day.Day("2026-12-01")

var tonight = fieldwork.SessionID(village, today, fieldwork.Evening)

// minute is a moment of an evening session.
func minute(n int) time.Time { return time.Date(2026, 12, 1, 12, n, 0, 0, time.UTC) }

// event is one of tonight's that was handed in a quarter of an hour later.
func event(id string, kind fieldwork.Kind, at int) fieldwork.Event {
	return fieldwork.Event{ID: id, Village: village, Kind: kind, Session: tonight, Day: today, Part: fieldwork.Evening,
		At: minute(at), ReceivedAt: minute(at + 15), By: "helper"}
}

func about(person string, e fieldwork.Event) fieldwork.Event {
	e.Person = person
	return e
}

func undo(id, of string, at int) fieldwork.Event {
	e := event(id, fieldwork.Undone, at)
	e.Of = of
	return e
}

func fold(t rapid.TB, events ...fieldwork.Event) fieldwork.Session {
	t.Helper()
	s, ok := fieldwork.FoldSession(events)
	if !ok {
		t.Fatalf("nothing is left of %v", events)
	}
	return s
}

// people are the people of a session, each with + while there and - after having left.
func people(s fieldwork.Session) []string {
	var list []string
	for _, p := range s.People {
		sign := "+"
		if !p.LeftAt.IsZero() {
			sign = "-"
		}
		list = append(list, p.Person+sign)
	}
	return list
}

func TestPhonesAndServerMakeTheSameSessionOfAMoment(t *testing.T) {
	raw, err := os.ReadFile("testdata/sessions.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Village, ID string
		At          time.Time
		Day         day.Day
		Part        fieldwork.Part
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		if on, part := day.Of(c.At), fieldwork.PartOf(c.At); on != c.Day || part != c.Part {
			t.Errorf("%v is in %s %s, want %s %s", c.At, on, part, c.Day, c.Part)
		}
		if id := fieldwork.SessionID(c.Village, c.Day, c.Part); id != c.ID {
			t.Errorf("%+v has id %s", c, id)
		}
	}
}

func TestASessionIsFoundForAWeekAndByNoOtherVillage(t *testing.T) {
	for days := -10; days <= 10; days++ {
		on, part, ok := fieldwork.FindSession(tonight, []string{"24163-002", village}, minute(0).AddDate(0, 0, days))
		if near := days >= -7 && days <= 7; ok != near || ok && (on != today || part != fieldwork.Evening) {
			t.Errorf("%d days away: found %v, %s %s", days, ok, on, part)
		}
	}
	if _, _, ok := fieldwork.FindSession(tonight, []string{"24163-002"}, minute(0)); ok {
		t.Error("found by another village's id")
	}
}

func TestASessionTellsWhoCameAndWhoLeft(t *testing.T) {
	opened := event("1", fieldwork.Opened, 0)
	opened.Module, opened.Place = "vneid-1", "Nhà cộng đồng"
	moved := event("7", fieldwork.Opened, 30)
	moved.Module, moved.Place = "vneid-2", "Trường học"
	s := fold(t, opened, about("hoa", event("2", fieldwork.Joined, 1)), about("lan", event("3", fieldwork.Joined, 2)),
		about("tam", event("4", fieldwork.Joined, 3)), about("lan", event("5", fieldwork.Left, 10)), about("hoa", event("6", fieldwork.Left, 11)),
		moved, about("hoa", event("8", fieldwork.Joined, 40)), about("hoa", event("9", fieldwork.Joined, 0)))
	if got, want := people(s), []string{"hoa+", "lan-", "tam+"}; !slices.Equal(got, want) {
		t.Errorf("people %v, want %v", got, want)
	}
	if s.Module != "vneid-2" || s.Place != "Trường học" || s.ID != tonight || s.Day != today || s.Part != fieldwork.Evening {
		t.Errorf("session %+v", s)
	}
	if !s.Open() || !s.OpenedAt.Equal(minute(0)) || !s.LastAt.Equal(minute(40)) || !s.People[0].JoinedAt.Equal(minute(0)) {
		t.Errorf("session %+v", s)
	}
}

func TestWhoLeftWithoutHavingComeIsNotThere(t *testing.T) {
	if s := fold(t, event("1", fieldwork.Opened, 0), about("hoa", event("2", fieldwork.Left, 1))); len(s.People) != 0 {
		t.Errorf("people %v", people(s))
	}
}

func TestUndoingTakesAnEffectAway(t *testing.T) {
	opened, joined := event("1", fieldwork.Opened, 0), about("hoa", event("2", fieldwork.Joined, 1))
	left, closed := about("hoa", event("3", fieldwork.Left, 2)), event("4", fieldwork.Closed, 3)
	for _, c := range []struct {
		undone string
		people []string
		open   bool
	}{{"2", nil, false}, {"3", []string{"hoa+"}, false}, {"4", []string{"hoa-"}, true}, {"1", []string{"hoa-"}, false}, {"9", []string{"hoa-"}, false}} {
		s := fold(t, undo("5", c.undone, 4), opened, joined, left, closed)
		if got := people(s); !slices.Equal(got, c.people) || s.Open() != c.open {
			t.Errorf("undone %s: %v, open %v", c.undone, got, s.Open())
		}
	}
	if _, ok := fieldwork.FoldSession([]fieldwork.Event{joined, undo("5", "2", 4)}); ok {
		t.Error("a session is left of what was undone")
	}
	if s := fold(t, opened, joined, undo("5", "2", 4), undo("6", "5", 5)); len(s.People) != 0 {
		t.Error("undoing an undoing brings somebody back")
	}
}

func TestUndoingAllByWhichSomebodyIsThereTakesThemOut(t *testing.T) {
	events := []fieldwork.Event{event("1", fieldwork.Opened, 0), about("hoa", event("2", fieldwork.Joined, 1)), about("lan", event("3", fieldwork.Joined, 2)),
		about("hoa", event("4", fieldwork.Left, 5)), about("hoa", event("5", fieldwork.Joined, 9)), about("lan", event("6", fieldwork.Joined, 9))}
	var joins [][]string
	for _, p := range fold(t, events...).People {
		joins = append(joins, p.Joins)
	}
	if want := [][]string{{"5"}, {"3", "6"}}; !reflect.DeepEqual(joins, want) {
		t.Errorf("joins %v, want %v", joins, want)
	}
	s := fold(t, append(events, undo("7", "5", 10), undo("8", "3", 10), undo("9", "6", 10))...)
	if got := people(s); !slices.Equal(got, []string{"hoa-"}) || len(s.People[0].Joins) != 0 {
		t.Errorf("people %v", s.People)
	}
}

func TestASessionIsOpenAgainWhenSomebodyOpensItAgain(t *testing.T) {
	opened, closed := event("1", fieldwork.Opened, 0), event("2", fieldwork.Closed, 60)
	if s := fold(t, opened, closed); s.Open() || !s.ClosedAt.Equal(minute(60)) {
		t.Errorf("session %+v", s)
	}
	if s := fold(t, closed, event("3", fieldwork.Opened, 61), opened); !s.Open() {
		t.Errorf("session %+v", s)
	}
}

func TestAClockThatRunsAheadOutdoesNothingThatComesLater(t *testing.T) {
	ahead := event("1", fieldwork.Opened, 0)
	ahead.At, ahead.Place = minute(0).AddDate(1, 0, 0), "Sai giờ"
	later := event("2", fieldwork.Opened, 20)
	later.Place = "Nhà cộng đồng"
	if s := fold(t, ahead, later); s.Place != later.Place || !s.OpenedAt.Equal(ahead.ReceivedAt) {
		t.Errorf("session %+v", s)
	}
}

func TestSessionsComeNewestFirst(t *testing.T) {
	later := event("2", fieldwork.Opened, 0)
	later.Session, later.Day, later.At = fieldwork.SessionID(village, today.Add(1), fieldwork.Morning), today.Add(1), minute(0).AddDate(0, 0, 1)
	later.ReceivedAt = later.At
	visit := fieldwork.Event{ID: "3", Village: village, Kind: fieldwork.Visited, Person: "hoa", Outcome: fieldwork.Helped, At: minute(3), ReceivedAt: minute(3)}
	sessions := fieldwork.Sessions([]fieldwork.Event{event("1", fieldwork.Opened, 0), visit, later})
	if len(sessions) != 2 || sessions[0].ID != later.Session || sessions[1].ID != tonight {
		t.Errorf("sessions %+v", sessions)
	}
}

func TestWhatUndoesAnEventNeedNotNameItsSession(t *testing.T) {
	opened, joined, bare := event("1", fieldwork.Opened, 0), about("hoa", event("2", fieldwork.Joined, 1)), undo("5", "2", 4)
	bare.Session, bare.Day, bare.Part = "", "", ""
	if sessions := fieldwork.Sessions([]fieldwork.Event{bare, opened, joined}); len(sessions) != 1 || len(sessions[0].People) != 0 {
		t.Errorf("sessions %+v", sessions)
	}
	if s := fold(t, joined, opened, bare); len(s.People) != 0 || s.ID != tonight {
		t.Errorf("session %+v", s)
	}
}

// someEvents draws what a few phones note of one evening, with ids of their own.
func someEvents(t *rapid.T) []fieldwork.Event {
	n := rapid.IntRange(1, 40).Draw(t, "events")
	events := make([]fieldwork.Event, n)
	for i := range events {
		kind := rapid.SampledFrom([]fieldwork.Kind{fieldwork.Opened, fieldwork.Joined, fieldwork.Joined, fieldwork.Left, fieldwork.Undone, fieldwork.Closed}).Draw(t, "kind")
		e := event(fmt.Sprintf("e%02d", i), kind, rapid.IntRange(0, 59).Draw(t, "minute"))
		e.ReceivedAt = minute(rapid.IntRange(0, 90).Draw(t, "received"))
		switch kind {
		case fieldwork.Opened:
			e.Place = rapid.SampledFrom([]string{"", "Nhà cộng đồng", "Trường học"}).Draw(t, "place")
		case fieldwork.Joined, fieldwork.Left:
			e.Person = rapid.SampledFrom([]string{"hoa", "lan", "tam"}).Draw(t, "person")
		case fieldwork.Undone:
			e.Of = fmt.Sprintf("e%02d", rapid.IntRange(0, n-1).Draw(t, "of"))
		case fieldwork.Closed, fieldwork.Visited:
		}
		events[i] = e
	}
	return events
}

func TestASessionDoesNotDependOnTheOrderOrOnRepeats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		want, wantOK := fieldwork.FoldSession(events)
		mixed := rapid.Permutation(append(slices.Clone(events), events[:rapid.IntRange(0, len(events)).Draw(t, "repeats")]...)).Draw(t, "order")
		got, ok := fieldwork.FoldSession(mixed)
		if ok != wantOK || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v %+v\nwant %v %+v", ok, got, wantOK, want)
		}
	})
}

// TestTwoPhonesOfOneSessionMerge holds what comes of two phones' logs, whoever is first and whatever they have in common, against a
// plain retelling: who was noted as come and not undone is there once, from the first time, unless the last that was noted is leaving.
func TestTwoPhonesOfOneSessionMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someEvents(t)
		var one, other []fieldwork.Event
		for _, e := range all {
			switch rapid.IntRange(0, 2).Draw(t, "phone") {
			case 0:
				one = append(one, e)
			case 1:
				other = append(other, e)
			default:
				one, other = append(one, e), append(other, e)
			}
		}
		merged, _ := fieldwork.FoldSession(slices.Concat(one, other))
		turned, _ := fieldwork.FoldSession(slices.Concat(other, one))
		if !reflect.DeepEqual(merged, turned) {
			t.Fatalf("one first: %+v\nother first: %+v", merged, turned)
		}
		got := people(merged)
		slices.Sort(got)
		if want := retold(all); !slices.Equal(got, want) {
			t.Fatalf("people %v, want %v", got, want)
		}
	})
}

// retold returns who is there by looking at each person alone.
func retold(all []fieldwork.Event) []string {
	var list []string
	for _, person := range []string{"hoa", "lan", "tam"} {
		came, gone := time.Time{}, time.Time{} // the first and the last time
		last := time.Time{}
		for _, e := range all {
			undone := slices.ContainsFunc(all, func(u fieldwork.Event) bool { return u.Kind == fieldwork.Undone && u.Of == e.ID })
			if e.Person != person || undone {
				continue
			}
			at := e.At
			if at.After(e.ReceivedAt) {
				at = e.ReceivedAt
			}
			switch {
			case e.Kind == fieldwork.Joined:
				if came.IsZero() || at.Before(came) {
					came = at
				}
				if at.After(last) {
					last = at
				}
			case at.After(gone):
				gone = at
			}
		}
		switch {
		case came.IsZero():
		case !gone.Before(last) && !gone.IsZero():
			list = append(list, person+"-")
		default:
			list = append(list, person+"+")
		}
	}
	return list
}
