package courses

import (
	"context"
	"errors"
	"fmt"
)

// Publish stores what differs from the last published versions, under the next version number, and replaces the list of
// courses. It returns the modules it published, those before an error too; published twice, the same content changes
// nothing. Recordings come before the modules that play them, and modules before the courses that list them, so that nothing
// ever names what is not there.
func Publish(ctx context.Context, store Store, content Content) (published []Module, err error) {
	for _, r := range content.Recordings {
		if err := store.PutRecording(ctx, r); err != nil {
			return nil, fmt.Errorf("store a recording: %w", err)
		}
	}
	const tries = 5 // of which each but the last lost a race against another publisher
	for range tries {
		var added []Module
		added, err = publishModules(ctx, store, content.Modules)
		published = append(published, added...)
		if !errors.Is(err, ErrVersionTaken) {
			break
		}
	}
	if err != nil {
		return published, err
	}
	if err := store.PutCourses(ctx, content.Courses); err != nil {
		return published, fmt.Errorf("store the list of courses: %w", err)
	}
	return published, nil
}

func publishModules(ctx context.Context, store Store, modules []Module) (added []Module, err error) {
	stored, err := store.LatestModules(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the published modules: %w", err)
	}
	latest := make(map[string]Module, len(stored))
	for _, m := range stored {
		latest[m.ID] = m
	}
	for _, m := range modules {
		m.Hash = Hash(m)
		if m.Hash == latest[m.ID].Hash {
			continue
		}
		m.Version = latest[m.ID].Version + 1
		if err := store.AddModule(ctx, m); err != nil {
			return added, fmt.Errorf("publish module %s version %d: %w", m.ID, m.Version, err)
		}
		added = append(added, m)
	}
	return added, nil
}
