package progress_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// previewed is a world in which six of ten people in one village were nearly all right, and five of ten in another all right.
func previewed(t *testing.T) (*world, campaign.Campaign) {
	t.Helper()
	w := newWorld(t)
	c := w.ended()
	for village, score := range map[string]int{village1: 4, village2: 5} {
		for range 10 - score {
			w.insert(w.submission(w.resident(village), "a", score))
		}
	}
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w, c
}

func TestAPreviewIsWhatTheBoardsAreOnceTheChangeIsStored(t *testing.T) {
	w, c := previewed(t)
	strict := c
	strict.PassMark = 90
	boards, err := w.campaigns(w.store, alone).Preview(t.Context(), manager, strict)
	if err != nil || len(boards) != 2 {
		t.Fatalf("%+v, %v", boards, err)
	}
	want := progress.Preview{Villages: true, Measure: campaign.Rate, Before: 2, After: 1, Moved: 2,
		Top: []progress.Moved{{ID: village2, Was: 2, Rank: 1}}, Movers: []progress.Moved{{ID: village1, Was: 1}, {ID: village2, Was: 2, Rank: 1}}}
	if !reflect.DeepEqual(boards[0], want) {
		t.Errorf("villages %+v, want %+v", boards[0], want)
	}
	if boards[1].Villages || boards[1].After != 1 || boards[1].Moved != 0 {
		t.Errorf("wards %+v", boards[1])
	}
	if versions, err := w.store.CampaignVersions(t.Context(), c.ID); err != nil || len(versions) != 1 {
		t.Errorf("a preview stored %+v, %v", versions, err)
	}

	strict.Version = 2
	w.ref.Campaign = strict
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := w.boards.Shown(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	rows = slices.DeleteFunc(rows, func(r campaign.Row) bool { return r.Ward == "" })
	stored := campaign.Rank(rows, campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}, strict, day.Of(at(2400))).Ranked
	if len(stored) != 1 || stored[0].ID != want.Top[0].ID || stored[0].Rank != want.Top[0].Rank {
		t.Errorf("once stored the board has %+v", stored)
	}
}

func TestAChangeThatCountsAlikeIsTriedOnWhatIsCounted(t *testing.T) {
	w, c := previewed(t)
	c.MinRoll = 11 // no village is so large
	boards, err := w.campaigns(w.store, alone).Preview(t.Context(), manager, c)
	if err != nil || boards[0].Before != 2 || boards[0].After != 0 || len(boards[0].Top) != 0 || boards[0].Moved != 2 {
		t.Errorf("%+v, %v", boards, err)
	}
}

func TestAPreviewWaitsForAnotherOneAsLongAsItsCallerDoes(t *testing.T) {
	w, c := previewed(t)
	ctx, leave := context.WithCancel(t.Context())
	var s *progress.Campaigns
	var second error
	looks := 0
	s = w.campaignsReloading(w.store, alone, func() {
		switch looks++; looks {
		case 2: // the first one has its turn by now
			_, second = s.Preview(ctx, manager, c)
		case 3: // the second one is about to ask for it
			leave()
		}
	})
	if _, err := s.Preview(t.Context(), manager, c); err != nil {
		t.Error(err)
	}
	if !errors.Is(second, progress.ErrPreviewing) {
		t.Errorf("the second one got %v", second)
	}
	if _, err := s.Preview(t.Context(), manager, c); err != nil {
		t.Errorf("once the first one is over: %v", err)
	}
}

func TestOnlyWhoMayChangeACampaignMayTryIt(t *testing.T) {
	w, c := previewed(t)
	officer := people.Person{ID: "o", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}
	if _, err := w.campaigns(w.store, alone).Preview(t.Context(), officer, c); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("an officer got %v", err)
	}
	c.PassMark = 101
	var faults progress.CampaignFaults
	if _, err := w.campaigns(w.store, alone).Preview(t.Context(), manager, c); !errors.As(err, &faults) {
		t.Errorf("a campaign with faults got %v", err)
	}
}
