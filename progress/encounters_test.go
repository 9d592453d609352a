package progress_test

import (
	"errors"
	"testing"

	"hocso/progress"
	"hocso/progress/fieldwork"
)

func TestHelpersSeeWhatWasNotedOfAResidentOfTheirsWhoAgreedToBeListed(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	helper, hoa, hidden, elsewhere := w.coordinator(village1), w.listed(village1), w.resident(village1), w.listed(village2)
	visit := func(person string) fieldwork.Event {
		e := w.inSession(village1, fieldwork.Visited, person)
		e.Session, e.Outcome = "", fieldwork.Later
		return e
	}
	w.wantNoted(service, helper, village1, []fieldwork.Event{w.inSession(village1, fieldwork.Joined, hoa.ID), visit(hoa.ID), visit(hidden.ID)},
		[]bool{false, false, false}, nil, nil, nil)
	met, err := service.Encounters(t.Context(), helper, village1, hoa.ID)
	if err != nil || len(met.Sessions) != 1 || len(met.Visits) != 1 || met.Visits[0].Outcome != fieldwork.Later || met.Visits[0].ByName != helper.Name {
		t.Errorf("%+v, %v", met, err)
	}
	if met, err := service.Encounters(t.Context(), helper, village1, hidden.ID); err != nil || len(met.Sessions)+len(met.Visits) != 0 {
		t.Errorf("of who is not listed: %+v, %v", met, err)
	}
	for _, id := range []string{elsewhere.ID, helper.ID, "f0e1d2c3-0000-4000-8000-000000000000"} {
		if _, err := service.Encounters(t.Context(), helper, village1, id); !errors.Is(err, progress.ErrForbidden) {
			t.Errorf("of %s: %v", id, err)
		}
	}
}
