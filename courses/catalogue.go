package courses

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// Catalogue is all published content at one moment, in memory, with the views of every language made once. It never
// changes, so that any number of goroutines read it; what its methods return is shared and must not be changed either.
type Catalogue struct {
	courses []Course
	modules map[string]Module // latest versions
	views   map[Language]viewsOf
}

// viewsOf holds the views of one language.
type viewsOf struct {
	courses []CourseView
	modules map[string]ModuleView
	sizes   map[string]int // of modules, compressed
}

// NewCatalogue makes a catalogue from what Store.Courses and Store.LatestModules return.
func NewCatalogue(courses []Course, modules []Module) *Catalogue {
	c := &Catalogue{
		courses: inOrder(courses),
		modules: make(map[string]Module, len(modules)),
		views:   make(map[Language]viewsOf, len(Languages)),
	}
	for _, m := range modules {
		c.modules[m.ID] = m
	}
	for _, l := range Languages {
		if l == Vietnamese || l == English || spoken(modules, l) {
			c.views[l] = viewAll(c.courses, modules, l)
		}
	}
	return c
}

// madeOf reports whether a catalogue of these would be the same: a published version of a module never changes.
func (c *Catalogue) madeOf(courses []Course, modules []Module) bool {
	return len(modules) == len(c.modules) && reflect.DeepEqual(c.courses, inOrder(courses)) &&
		!slices.ContainsFunc(modules, func(m Module) bool {
			known, ok := c.modules[m.ID]
			return !ok || known.Version != m.Version
		})
}

func inOrder(courses []Course) []Course {
	return slices.SortedFunc(slices.Values(courses), func(a, b Course) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
}

// spoken says whether any module has texts in a language. The views of one that none has would be the Vietnamese ones.
func spoken(modules []Module, l Language) bool {
	return slices.ContainsFunc(modules, func(m Module) bool {
		_, ok := m.Texts[l]
		return ok
	})
}

func viewAll(courses []Course, modules []Module, language Language) viewsOf {
	v := viewsOf{
		courses: make([]CourseView, 0, len(courses)),
		modules: make(map[string]ModuleView, len(modules)),
		sizes:   make(map[string]int, len(modules)),
	}
	for _, m := range modules {
		v.modules[m.ID] = ViewModule(m, language)
		v.sizes[m.ID] = compressedSize(v.modules[m.ID])
	}
	for _, course := range courses {
		v.courses = append(v.courses, viewCourse(course, language, func(id string) (ModuleView, int, bool) {
			m, ok := v.modules[id]
			return m, v.sizes[id], ok
		}))
	}
	return v
}

// Courses returns all courses by Order, then ID.
func (c *Catalogue) Courses() []Course { return c.courses }

// Course returns a course, or ErrNotFound.
func (c *Catalogue) Course(id string) (Course, error) {
	i := slices.IndexFunc(c.courses, func(course Course) bool { return course.ID == id })
	if i < 0 {
		return Course{}, fmt.Errorf("course %q: %w", id, ErrNotFound)
	}
	return c.courses[i], nil
}

// Module returns the latest version of a module, also of one that no course lists any more, or ErrNotFound.
func (c *Catalogue) Module(id string) (Module, error) {
	m, ok := c.modules[id]
	if !ok {
		return Module{}, fmt.Errorf("module %q: %w", id, ErrNotFound)
	}
	return m, nil
}

// CourseViews returns all courses in a language, each in Vietnamese where it is not translated.
func (c *Catalogue) CourseViews(language Language) []CourseView { return c.in(language).courses }

// CourseView returns a course in a language, or ErrNotFound.
func (c *Catalogue) CourseView(id string, language Language) (CourseView, error) {
	views := c.in(language).courses
	i := slices.IndexFunc(views, func(v CourseView) bool { return v.ID == id })
	if i < 0 {
		return CourseView{}, fmt.Errorf("course %q: %w", id, ErrNotFound)
	}
	return views[i], nil
}

// ModuleView returns the latest version of a module in a language, or ErrNotFound.
func (c *Catalogue) ModuleView(id string, language Language) (ModuleView, error) {
	v, ok := c.in(language).modules[id]
	if !ok {
		return ModuleView{}, fmt.Errorf("module %q: %w", id, ErrNotFound)
	}
	return v, nil
}

// in returns the views of a language; of one that is not known, those of the leading one.
func (c *Catalogue) in(language Language) viewsOf {
	if v, ok := c.views[language]; ok {
		return v
	}
	return c.views[Vietnamese]
}
