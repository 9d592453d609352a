package courses

import (
	"container/list"
	"sync"
)

// recent keeps the module versions that were asked for last. A published version never changes, so nothing in it goes
// stale.
type recent struct {
	most int

	mu    sync.Mutex
	order *list.List // of recentEntry, the last asked for in front
	byKey map[moduleVersion]*list.Element
}

type moduleVersion struct {
	id      string
	version int
}

type recentEntry struct {
	key    moduleVersion
	module Module
}

func newRecent(most int) *recent {
	return &recent{most: most, order: list.New(), byKey: map[moduleVersion]*list.Element{}}
}

func (r *recent) get(key moduleVersion) (Module, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.byKey[key]
	if !ok {
		return Module{}, false
	}
	r.order.MoveToFront(e)
	return e.Value.(recentEntry).module, true
}

func (r *recent) put(key moduleVersion, m Module) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.byKey[key]; ok {
		r.order.MoveToFront(e)
		return
	}
	r.byKey[key] = r.order.PushFront(recentEntry{key, m})
	if r.order.Len() > r.most {
		oldest := r.order.Back()
		r.order.Remove(oldest)
		delete(r.byKey, oldest.Value.(recentEntry).key)
	}
}
