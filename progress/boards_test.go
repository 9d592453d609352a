package progress_test

import (
	"reflect"
	"testing"

	"hocso/progress"
	"hocso/progress/campaign"
)

// version is from which version of a campaign its rows follow; 0 where there are none.
func (w *world) version(id string) int {
	rows, _ := w.boards.Rows(w.t.Context(), id)
	return rows.Version
}

func TestRowsSayFromWhichVersionOfACampaignTheyFollow(t *testing.T) {
	w := newWorld(t)
	w.ref.Campaign.Version, w.ref.Campaign.PassMark = 1, 50
	w.insert(w.submission(w.resident(village1), "a", 4))
	r := w.rollup(w.stores())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(r.RebuildBoards(t.Context()))
	must(r.Sweep(t.Context()))

	next, fresh := w.ref.Campaign, campaign.Campaign{ID: "new", Version: 1, FirstDay: november.FirstDay, LastDay: november.LastDay, Modules: november.Modules}
	next.Version, next.PassMark = 2, 90
	w.ref.Campaign, w.ref.Campaigns = next, []campaign.Campaign{next, fresh}
	must(r.RebuildBoards(t.Context())) // as after a loss of Redis
	p := w.resident(village2)
	w.insert(w.submission(p, "a", 5))
	must(r.Sweep(t.Context()))
	if of, ofNew := w.version(next.ID), w.version(fresh.ID); of != 1 || ofNew != 0 {
		t.Errorf("before all is counted anew: version %d, and %d of the new campaign", of, ofNew)
	}
	must(r.Rebuild(t.Context()))
	if of, ofNew := w.version(next.ID), w.version(fresh.ID); of != 2 || ofNew != 1 {
		t.Errorf("after all was counted anew: version %d, and %d of the new campaign", of, ofNew)
	}
	if got := w.shown(next.ID, village1).Done + w.shown(next.ID, village2).Done; got != 1 {
		t.Errorf("%d participants by the new version, want 1", got)
	}
}

func TestTheRowsOfAFrozenCampaignLeaveRedis(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.redis.Keys()) != 2 {
		t.Fatalf("keys %v", w.redis.Keys())
	}
	w.ref.Campaigns, w.ref.Frozen = []campaign.Campaign{}, []campaign.Head{{Campaign: w.ref.Campaign}}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := w.redis.Keys(); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

// Every field of a campaign either changes what is counted or is one that boards and pages alone show.
func TestOnlyWhatIsCountedMakesTotalsBeCountedAnew(t *testing.T) {
	shown := map[string]bool{"Version": true, "Name": true, "OpenRegistration": true, "Measures": true, "Bands": true, "Targets": true, "MinRoll": true,
		"MinLearners": true, "ReviewDays": true, "Flags": true}
	fields := reflect.TypeFor[campaign.Campaign]()
	for i := range fields.NumField() {
		c := november
		field := reflect.ValueOf(&c).Elem().Field(i)
		switch field.Kind() {
		case reflect.String:
			field.SetString("other")
		case reflect.Bool:
			field.SetBool(!field.Bool())
		case reflect.Int:
			field.SetInt(99)
		case reflect.Slice:
			field.Set(reflect.MakeSlice(field.Type(), 1, 1))
		default:
			c.Targets.Completion, c.Flags.LastDayShare = 60, 40
		}
		name := fields.Field(i).Name
		if got := (progress.Reference{Campaign: c}).CountsAs(progress.Reference{Campaign: november}); got != shown[name] {
			t.Errorf("%s: counts as before: %v", name, got)
		}
	}
	c := november
	c.Flags.SecondsPerQuestion = 3
	if (progress.Reference{Campaign: c}).CountsAs(progress.Reference{Campaign: november}) {
		t.Error("seconds per question change what is counted")
	}
}

func TestAVersionThatCountsAlikeIsShownWithoutCountingAnew(t *testing.T) {
	w := newWorld(t)
	w.ref.Campaign.Version = 1
	r := w.rollup(w.stores())
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.ref.Campaign.Version, w.ref.Campaign.Name = 2, "tên mới"
	if err := r.ShowCampaigns(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.version(november.ID); got != 2 {
		t.Errorf("shown in version %d", got)
	}
}
