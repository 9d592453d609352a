package courses_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"

	"hocso/courses"
)

// published returns a store in which the module has two versions, 1 with 7 minutes and 2 with 8.
func published(t *testing.T) *memory {
	t.Helper()
	store := &memory{}
	for _, minutes := range []string{"minutes: 7", "minutes: 8"} {
		if _, err := courses.Publish(t.Context(), store, content(t, edited(t, vi, "minutes: 7", minutes))); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func TestLibraryAnswersAnyVersion(t *testing.T) {
	store := published(t)
	l, err := courses.NewLibrary(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		latest, err := l.Version(t.Context(), "cuoc-goi-la", 2)
		if err != nil || latest.Minutes != 8 {
			t.Fatalf("%+v, %v", latest, err)
		}
		old, err := l.Version(t.Context(), "cuoc-goi-la", 1)
		if err != nil || old.Minutes != 7 {
			t.Fatalf("%+v, %v", old, err)
		}
	}
	if store.loads != 1 {
		t.Errorf("the store was asked %d times", store.loads)
	}
	for id, version := range map[string]int{"cuoc-goi-la": 3, "khong-co": 1} {
		if _, err := l.Version(t.Context(), id, version); !errors.Is(err, courses.ErrNotFound) {
			t.Errorf("%s %d: %v", id, version, err)
		}
	}
}

func TestLibraryFindsWhatAnotherServerPublished(t *testing.T) {
	store := published(t)
	l, err := courses.NewLibrary(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := courses.Publish(t.Context(), store, content(t, edited(t, vi, "minutes: 7", "minutes: 9"))); err != nil {
		t.Fatal(err)
	}
	if m, err := l.Catalogue().Module("cuoc-goi-la"); err != nil || m.Version != 2 {
		t.Errorf("before the reload: version %d, %v", m.Version, err)
	}
	if m, err := l.Version(t.Context(), "cuoc-goi-la", 3); err != nil || m.Minutes != 9 {
		t.Errorf("%+v, %v", m, err)
	}
	if err := l.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m, err := l.Catalogue().Module("cuoc-goi-la"); err != nil || m.Version != 3 {
		t.Errorf("after the reload: version %d, %v", m.Version, err)
	}
}

func TestLibraryKeepsItsCatalogueWhenTheStoreFails(t *testing.T) {
	store := published(t)
	l, err := courses.NewLibrary(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	store.fail = errors.New("no connection")
	if err := l.Reload(t.Context()); !errors.Is(err, store.fail) {
		t.Errorf("got %v", err)
	}
	if len(l.Catalogue().Courses()) != 1 {
		t.Error("the catalogue is gone")
	}
	if _, err := courses.NewLibrary(t.Context(), store); !errors.Is(err, store.fail) {
		t.Errorf("got %v", err)
	}
}

func TestTheCatalogueIsOnlyMadeAnewWhereSomethingWasPublished(t *testing.T) {
	l, err := courses.NewLibrary(t.Context(), published(t))
	if err != nil {
		t.Fatal(err)
	}
	before := l.Catalogue()
	if err := l.Reload(t.Context()); err != nil || l.Catalogue() != before {
		t.Errorf("another catalogue of the same courses, %v", err)
	}
}

func TestLibraryIsReadWhileItReloads(t *testing.T) {
	l, err := courses.NewLibrary(t.Context(), published(t))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if err := l.Reload(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for i := range 40 {
				if _, err := l.Catalogue().ModuleView("cuoc-goi-la", courses.English); err != nil {
					t.Error(err)
				}
				if _, err := l.Version(t.Context(), "cuoc-goi-la", 1+i%2); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestCatalogue(t *testing.T) {
	m := module(t, courses.Practice)
	withdrawn := courses.Module{ID: "cu", Version: 3}
	list := []courses.Course{
		{ID: "sau", Order: 2, Title: map[courses.Language]string{courses.Vietnamese: "Sau"}, Modules: []string{m.ID, "chua-dang"}},
		{ID: "b", Order: 1}, {ID: "a", Order: 1},
	}
	c := courses.NewCatalogue(list, []courses.Module{m, withdrawn})

	var ids []string
	for _, course := range c.Courses() {
		ids = append(ids, course.ID)
	}
	if !reflect.DeepEqual(ids, []string{"a", "b", "sau"}) || list[0].ID != "sau" {
		t.Errorf("courses %v", ids)
	}
	if v, err := c.CourseView("sau", courses.Vietnamese); err != nil || len(v.Modules) != 1 || v.Modules[0].ID != m.ID {
		t.Errorf("a module that is not published is listed: %+v, %v", v, err)
	}
	if got, err := c.Module("cu"); err != nil || got.Version != 3 {
		t.Errorf("a withdrawn module: %+v, %v", got, err)
	}
	_, courseErr := c.Course("x")
	_, moduleErr := c.Module("x")
	_, courseViewErr := c.CourseView("x", courses.Vietnamese)
	_, moduleViewErr := c.ModuleView("x", courses.Vietnamese)
	for _, err := range []error{courseErr, moduleErr, courseViewErr, moduleViewErr} {
		if !errors.Is(err, courses.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	if course, err := c.Course("b"); err != nil || course.Order != 1 {
		t.Errorf("%+v, %v", course, err)
	}
}
