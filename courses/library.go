package courses

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Library gives every goroutine the current catalogue, and older versions of modules for submissions made with them.
type Library struct {
	store   Store
	current atomic.Pointer[Catalogue]
	reload  sync.Mutex                        // so that a slow reload never replaces a newer catalogue by an older one
	older   *lru.Cache[moduleVersion, Module] // a published version never changes, so nothing in it goes stale
}

type moduleVersion struct {
	id      string
	version int
}

// olderVersions is how many old versions are kept in memory: a phone that comes back after weeks brings a few modules.
const olderVersions = 64

// NewLibrary loads the catalogue from the store.
func NewLibrary(ctx context.Context, store Store) (*Library, error) {
	older, err := lru.New[moduleVersion, Module](olderVersions)
	if err != nil {
		return nil, fmt.Errorf("make room for older versions: %w", err)
	}
	l := &Library{store: store, older: older}
	if err := l.Reload(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

// Catalogue returns what is published, as of the last reload.
func (l *Library) Catalogue() *Catalogue { return l.current.Load() }

// Reload takes over what was published since. The old catalogue stays where it fails.
func (l *Library) Reload(ctx context.Context) error {
	l.reload.Lock()
	defer l.reload.Unlock()
	// Courses first: a publisher stores modules before the courses that list them.
	courses, err := l.store.Courses(ctx)
	if err != nil {
		return fmt.Errorf("load the courses: %w", err)
	}
	modules, err := l.store.LatestModules(ctx)
	if err != nil {
		return fmt.Errorf("load the modules: %w", err)
	}
	// Making a catalogue compresses every module, which nobody should feel who asks for something just then.
	if current := l.current.Load(); current == nil || !current.madeOf(courses, modules) {
		l.current.Store(NewCatalogue(courses, modules))
	}
	return nil
}

// Recording returns a recording by name, or ErrNotFound.
func (l *Library) Recording(ctx context.Context, name string) (Recording, error) {
	r, err := l.store.Recording(ctx, name)
	if err != nil {
		return Recording{}, fmt.Errorf("load recording %q: %w", name, err)
	}
	return r, nil
}

// Version returns one version of a module, or ErrNotFound. Versions newer than the catalogue's are found as well: another
// server may have published meanwhile.
func (l *Library) Version(ctx context.Context, id string, version int) (Module, error) {
	if m, err := l.Catalogue().Module(id); err == nil && m.Version == version {
		return m, nil
	}
	key := moduleVersion{id, version}
	if m, ok := l.older.Get(key); ok {
		return m, nil
	}
	m, err := l.store.Module(ctx, id, version)
	if err != nil {
		return Module{}, fmt.Errorf("load module %q version %d: %w", id, version, err)
	}
	l.older.Add(key, m)
	return m, nil
}
