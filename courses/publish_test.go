package courses_test

import (
	"errors"
	"reflect"
	"testing"

	"hocso/courses"
)

func TestPublishOnlyWhatChanged(t *testing.T) {
	store := &memory{}
	first := content(t, sound())
	got, err := courses.Publish(t.Context(), store, first)
	if err != nil || len(got) != 1 || got[0].Version != 1 || got[0].Hash != first.Modules[0].Hash {
		t.Fatalf("first: %+v, %v", got, err)
	}
	if got, err = courses.Publish(t.Context(), store, first); err != nil || len(got) != 0 {
		t.Fatalf("again: %+v, %v", got, err)
	}
	changed := content(t, edited(t, vi, "minutes: 7", "minutes: 8"))
	if got, err = courses.Publish(t.Context(), store, changed); err != nil || len(got) != 1 || got[0].Version != 2 {
		t.Fatalf("changed: %+v, %v", got, err)
	}
	if store.modules["cuoc-goi-la"][0].Minutes != 7 {
		t.Error("the first version changed")
	}
	// Back to the old text is a new version: versions only rise.
	if got, err = courses.Publish(t.Context(), store, first); err != nil || len(got) != 1 || got[0].Version != 3 {
		t.Fatalf("back: %+v, %v", got, err)
	}
	if !reflect.DeepEqual(store.courses, first.Courses) {
		t.Errorf("courses %+v", store.courses)
	}
}

func TestPublishRetriesWhenAnotherWasFirst(t *testing.T) {
	mine, other := content(t, edited(t, vi, "minutes: 7", "minutes: 8")), content(t, sound()).Modules[0]
	other.Version = 1
	store := &memory{}
	store.beforeAdd = func(s *memory) {
		s.beforeAdd = nil
		s.modules = map[string][]courses.Module{other.ID: {other}}
	}
	got, err := courses.Publish(t.Context(), store, mine)
	if err != nil || len(got) != 1 || got[0].Version != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestPublishLeavesAloneWhatAnotherPublishedMeanwhile(t *testing.T) {
	mine := content(t, sound())
	same := mine.Modules[0]
	same.Version = 1
	store := &memory{}
	store.beforeAdd = func(s *memory) {
		s.beforeAdd = nil
		s.modules = map[string][]courses.Module{same.ID: {same}}
	}
	if got, err := courses.Publish(t.Context(), store, mine); err != nil || len(got) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestPublishGivesUpAgainstAnEndlessRace(t *testing.T) {
	mine := content(t, sound())
	store := &memory{}
	store.beforeAdd = func(s *memory) {
		m := mine.Modules[0]
		m.Version = len(s.modules[m.ID]) + 1
		m.Hash = "another"
		if s.modules == nil {
			s.modules = map[string][]courses.Module{}
		}
		s.modules[m.ID] = append(s.modules[m.ID], m)
	}
	if got, err := courses.Publish(t.Context(), store, mine); !errors.Is(err, courses.ErrVersionTaken) || len(got) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if store.courses != nil {
		t.Error("courses were stored before their modules")
	}
}

func TestPublishPassesOnTheStoresError(t *testing.T) {
	broken := errors.New("disk full")
	if _, err := courses.Publish(t.Context(), &memory{fail: broken}, content(t, sound())); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
