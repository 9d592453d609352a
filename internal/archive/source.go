package archive

import (
	"context"
	"errors"
	"maps"
	"slices"

	"hocso/courses"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// source is a store that reads one record after the other what its methods return as a list.
type source struct{ Store }

func eachOf[D any](list []D, err error, f func(D) error) error {
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := f(d); err != nil {
			return err
		}
	}
	return nil
}

func (s source) eachWard(ctx context.Context, f func(places.Ward) error) error {
	list, err := s.Wards(ctx)
	return eachOf(list, err, f)
}

func (s source) eachVillage(ctx context.Context, f func(places.Village) error) error {
	list, err := s.Villages(ctx)
	return eachOf(list, err, f)
}

func (s source) eachRoll(ctx context.Context, f func(places.RollVersion) error) error {
	return s.eachWard(ctx, func(w places.Ward) error {
		list, err := s.RollsOf(ctx, w.Code)
		return eachOf(list, err, f)
	})
}

// eachRuling is for those of all campaigns, also of such as are not stored yet.
func (s source) eachRuling(ctx context.Context, f func(campaign.Ruling) error) error {
	list, err := s.Rulings(ctx, "")
	return eachOf(list, err, f)
}

func (s source) eachSettlement(ctx context.Context, f func(campaign.Settlement) error) error {
	heads, err := s.Settled(ctx)
	return eachOf(heads, err, func(h campaign.Head) error {
		settled, err := s.Settlement(ctx, h.Campaign.ID)
		if err != nil {
			return err
		}
		return f(settled)
	})
}

// eachCampaign is for every version of every campaign.
func (s source) eachCampaign(ctx context.Context, f func(campaign.Campaign) error) error {
	newest, err := s.Campaigns(ctx)
	return eachOf(newest, err, func(c campaign.Campaign) error {
		versions, err := s.CampaignVersions(ctx, c.ID)
		return eachOf(versions, err, f)
	})
}

func (s source) eachCourse(ctx context.Context, f func(courses.Course) error) error {
	list, err := s.Courses(ctx)
	return eachOf(list, err, f)
}

// eachModule is for all versions, since submissions name them.
func (s source) eachModule(ctx context.Context, f func(courses.Module) error) error {
	latest, err := s.LatestModules(ctx)
	return eachOf(latest, err, func(last courses.Module) error {
		for version := 1; version < last.Version; version++ {
			m, err := s.Module(ctx, last.ID, version)
			if errors.Is(err, courses.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if err := f(m); err != nil {
				return err
			}
		}
		return f(last)
	})
}

// eachRecording is for those that any version of a module plays.
func (s source) eachRecording(ctx context.Context, f func(courses.Recording) error) error {
	seen := map[string]bool{}
	play := func(a *courses.Audio) error {
		if a == nil || seen[a.Name] {
			return nil
		}
		seen[a.Name] = true
		r, err := s.Recording(ctx, a.Name)
		if errors.Is(err, courses.ErrNotFound) {
			return nil // what was lost before must not be in the way of saving the rest
		}
		if err != nil {
			return err
		}
		return f(r)
	}
	return s.eachModule(ctx, func(m courses.Module) error {
		for _, language := range courses.Languages {
			text := m.Texts[language]
			for _, step := range text.Steps {
				if err := play(step.Audio); err != nil {
					return err
				}
			}
			for _, id := range slices.Sorted(maps.Keys(text.Questions)) {
				if err := play(text.Questions[id].Audio); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s source) eachErasure(ctx context.Context, f func(people.Erasure) error) error {
	list, err := s.Erasures(ctx)
	return eachOf(list, err, f)
}
