package fieldwork_test

import (
	"testing"

	"hocso/progress/fieldwork"
)

func TestEncountersAreThoseOfOnePersonThatWereNotUndone(t *testing.T) {
	later := visit("4", fieldwork.Later, minute(20))
	wrong := visit("5", fieldwork.Declined, minute(30))
	events := []fieldwork.Event{event("1", fieldwork.Opened, 0), about("hoa", event("2", fieldwork.Joined, 1)), about("lan", event("3", fieldwork.Joined, 2)),
		later, visit("7", fieldwork.NotHome, minute(10)), wrong, undo("6", "5", 31), undo("8", "3", 31)}
	met := fieldwork.EncountersOf("hoa", events)
	if len(met.Sessions) != 1 || met.Sessions[0].Session.ID != tonight || !met.Sessions[0].Presence.JoinedAt.Equal(minute(1)) {
		t.Errorf("sessions %+v", met.Sessions)
	}
	if len(met.Visits) != 2 || met.Visits[0].Outcome != fieldwork.Later || met.Visits[1].Outcome != fieldwork.NotHome || met.Visits[0].By != "helper" {
		t.Errorf("visits %+v", met.Visits)
	}
	if lan := fieldwork.EncountersOf("lan", events); len(lan.Sessions) != 0 || len(lan.Visits) != 0 {
		t.Errorf("of who was noted in error: %+v", lan)
	}
}
