package progress

import (
	"context"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// Encounters is what a village's team noted of one resident, newest first.
type Encounters struct {
	Sessions []fieldwork.Attended
	Visits   []VisitMade
}

// VisitMade is a visit with its visitor's name, which is empty for who is gone.
type VisitMade struct {
	fieldwork.Visit
	ByName string
}

// mostEncounters are shown of each kind: what was longer ago helps nobody to see how somebody is getting on.
const mostEncounters = 50

// Encounters returns the sessions that a resident came to and the visits to them, for who helps the village; of who did not agree to be
// listed nothing. Errors: places.ErrNotFound, ErrForbidden also for who is no resident of the village, so that ids tell nothing.
func (s *Service) Encounters(ctx context.Context, actor people.Person, village, resident string) (Encounters, error) {
	v, err := s.helped(ctx, actor, village)
	if err != nil {
		return Encounters{}, err
	}
	p, err := s.people.Person(ctx, resident)
	if isNotFound(err) || err == nil && (!s.livesIn(p, v) || len(p.Appointments) > 0) {
		return Encounters{}, ErrForbidden
	}
	if err != nil || p.ListedName() == "" {
		return Encounters{}, err
	}
	events, err := s.stores.Fieldwork.EventsOf(ctx, s.originsOf(v))
	if err != nil {
		return Encounters{}, err
	}
	met := fieldwork.EncountersOf(p.ID, events)
	shown := Encounters{Sessions: met.Sessions[:min(len(met.Sessions), mostEncounters)]}
	names := visitors{s, map[string]string{}}
	for _, visit := range met.Visits[:min(len(met.Visits), mostEncounters)] {
		name, err := names.of(ctx, visit.By)
		if err != nil {
			return Encounters{}, err
		}
		shown.Visits = append(shown.Visits, VisitMade{visit, name})
	}
	return shown, nil
}
