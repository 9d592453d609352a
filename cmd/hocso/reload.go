package main

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/places"
)

// reload takes over what other commands changed: places, campaigns, rulings and courses.
func (s *server) reload(ctx context.Context) {
	ticker := time.NewTicker(reloadInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-s.look:
		}
		if err := s.reloadOnce(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("following what changed of places, campaign and courses failed; it will be tried again", "error", err)
		}
	}
}

// followedBefore returns what the stored totals follow where a server starts: while none ran, another campaign may have become the
// main one.
func (s *server) followedBefore(ctx context.Context, now progress.Reference) (progress.Reference, error) {
	totals, err := s.db.Totals(ctx, []string{places.Province})
	if err != nil {
		return now, err
	}
	stored, ok := totals[places.Province]
	if !ok {
		return now, nil
	}
	return loadReference(ctx, s.db, day.Of(stored.AsOf))
}

// lookNow lets reload look at once instead of with its next tick.
func (s *server) lookNow() {
	select {
	case s.look <- struct{}{}:
	default: // it is told already
	}
}

func (s *server) reloadOnce(ctx context.Context) error {
	if err := s.library.Reload(ctx); err != nil {
		return err
	}
	fresh, err := s.reread(ctx)
	if err != nil {
		return err
	}
	old := *s.followed.Load()
	switch {
	case !fresh.CountsAs(old):
		err = s.rollup.Rebuild(ctx)
	case !reflect.DeepEqual(old.Directory, fresh.Directory):
		err = s.rollup.Reread(ctx, fresh.Directory.Differing(old.Directory))
	case !reflect.DeepEqual(old.Campaigns, fresh.Campaigns):
		err = s.rollup.ShowCampaigns(ctx)
	case !reflect.DeepEqual(old.Rulings, fresh.Rulings):
		err = s.rollup.ShowPlaces(ctx, fresh.RuledOtherwise(old))
	}
	if err != nil {
		return err
	}
	s.followed.Store(&fresh)
	for _, h := range fresh.Frozen {
		s.boards.Forget(h.Campaign.ID)
	}
	return s.settle(ctx, old.Directory.Closed())
}

// changed takes over rolls and rulings on villages at once, for who has just made them. Should it fail, reload finds them.
func (s *server) changed(ctx context.Context, villages []string) error {
	if _, err := s.reread(ctx); err != nil {
		return err
	}
	return s.rollup.ShowPlaces(ctx, villages)
}

// reread reads places, campaigns and rulings and serves by them, one reader after the other: none may put back what another has read
// since.
func (s *server) reread(ctx context.Context) (progress.Reference, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	fresh, err := loadReference(ctx, s.db, day.Of(s.now()))
	if err == nil {
		s.current.Store(&fresh)
	}
	return fresh, err
}

// rereadPlaces takes over places that this server changes, at once; what follows from them, reload carries on.
func (s *server) rereadPlaces(ctx context.Context) (*places.Directory, error) {
	fresh, err := s.reread(ctx)
	if err == nil {
		s.lookNow()
	}
	return fresh.Directory, err
}

// everyServerKnows waits until all servers that share the store have read the places again; of an embedded one there is no other.
func (f storeFlags) everyServerKnows(ctx context.Context) error {
	if f.embedded() {
		return nil
	}
	return waitKnown(ctx)
}

// settle sees once to each village that was closed when the places were read before: whom this server let in meanwhile,
// it now moves.
func (s *server) settle(ctx context.Context, closed []places.Village) error {
	maps.DeleteFunc(s.settled, func(id string, _ bool) bool { // one that was opened again may be closed again
		return !slices.ContainsFunc(closed, func(v places.Village) bool { return v.ID == id })
	})
	closed = slices.DeleteFunc(closed, func(v places.Village) bool { return s.settled[v.ID] })
	if len(closed) == 0 {
		return nil
	}
	var errs []error
	for _, v := range closed {
		err := s.villages.Settle(ctx, []places.Village{v}, s.reference().Directory)
		s.settled[v.ID] = err == nil
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
