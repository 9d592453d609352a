package progress_test

import (
	"context"
	"errors"
	"testing"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/people"
)

// studyless is a store whose totals are read without their Study: it takes long, and few pages show it.
type studyless struct {
	progress.TotalsStore
	t *testing.T
}

func (s studyless) Totals(ctx context.Context, of []string) (map[string]progress.Totals, error) {
	s.t.Error("the whole totals were read")
	return s.TotalsStore.Totals(ctx, of)
}

func TestAWeekAndTheNextPlaceAreReadWithoutWhatIsHard(t *testing.T) {
	s := newSettlement(t)
	stores := s.stores()
	stores.Totals = studyless{s.store, t}
	service, stop := s.service(stores)
	defer stop()
	if _, err := service.Week(t.Context(), officerOfOne, "00001", day.Of(at(5))); err != nil {
		t.Error(err)
	}
	if calls, err := service.ToVisit(t.Context(), s.coordinator(village2), village2); err != nil || calls.ToNext == nil {
		t.Errorf("%+v, %v", calls, err)
	}
}

func TestAWeekTellsWhatItAddedToTheWeeksBefore(t *testing.T) {
	s := newSettlement(t)
	service, stop := s.service(s.stores())
	defer stop()
	in := day.Of(at(5))
	week, err := service.Week(t.Context(), officerOfOne, "00001", in)
	if err != nil {
		t.Fatal(err)
	}
	if week.From > in || week.To < in || week.From.Start().Weekday() != 1 || week.To.Since(week.From) != 6 {
		t.Errorf("the week of %s is from %s to %s", in, week.From, week.To)
	}
	if n := week.Sum; n.Before.Participants != 0 || n.End.Participants != 3 || n.Learners != 3 || n.Submissions < 3 || n.Roll != 20 || n.RollDone != 3 {
		t.Errorf("the ward's week: %+v", n)
	}
	if len(week.Below) != 2 || week.Below[0].End.Participants != 2 || week.Below[0].Roll != 10 {
		t.Errorf("the villages' weeks: %+v", week.Below)
	}
	later, err := service.Week(t.Context(), officerOfOne, "00001", week.To.Add(1))
	if err != nil {
		t.Fatal(err)
	}
	if n := later.Sum; n.Before != week.Sum.End || n.End != week.Sum.End || n.Learners != 0 || n.Submissions != 0 {
		t.Errorf("the next week begins where the first ended: %+v", n)
	}
	for _, actor := range []people.Person{manager, {ID: "o2", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}}} {
		if _, err := service.Week(t.Context(), actor, "00001", in); !errors.Is(err, progress.ErrForbidden) {
			t.Errorf("%s: %v", actor.ID, err)
		}
	}
}
