package main

import (
	"context"

	"hocso/courses"
	"hocso/progress"
)

// campaigns makes the service by which a server changes and settles campaigns.
func (s *server) campaigns() *progress.Campaigns {
	return progress.NewCampaigns(progress.CampaignConfig{Store: s.db, Settlements: s.db, People: s.people, Rollup: s.rollup, Now: s.now,
		Module: published(s.library),
		Reload: func(ctx context.Context) (progress.Reference, error) {
			fresh, err := s.reread(ctx)
			if err == nil {
				s.lookNow() // totals follow with the next look, see reloadOnce
			}
			return fresh, err
		}})
}

// published reports which modules a library has now.
func published(library *courses.Library) func(id string) bool {
	return func(id string) bool {
		_, err := library.Catalogue().Module(id)
		return err == nil
	}
}
