package progress_test

import (
	"maps"
	"testing"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

func TestWhoCameToAnEveningOrLearntHasBegun(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	came, learnt, neither := w.listed(village1), w.listed(village1), w.listed(village1)
	w.wantNoted(service, w.coordinator(village1), village1, []fieldwork.Event{w.inSession(village1, fieldwork.Joined, came.ID)}, []bool{false}, nil)
	w.insert(w.submission(learnt, "a", 5))
	ids := []string{}
	for _, p := range []people.Person{came, learnt, neither} {
		ids = append(ids, p.ID)
	}
	got, err := service.Begun(t.Context(), ids)
	maps.DeleteFunc(got, func(_ string, begun bool) bool { return !begun })
	if err != nil || !maps.Equal(got, map[string]bool{came.ID: true, learnt.ID: true}) {
		t.Errorf("%v, %v", got, err)
	}
}
