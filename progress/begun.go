package progress

import "context"

// Begun returns of which of some people anything was handed in, or noted by their village's team.
func (s *Service) Begun(ctx context.Context, ids []string) (map[string]bool, error) {
	results, err := s.stores.Submissions.Results(ctx, ids)
	if err != nil {
		return nil, err
	}
	begun := make(map[string]bool, len(ids))
	for id, list := range results {
		begun[id] = len(list) > 0
	}
	if s.stores.Fieldwork == nil {
		return begun, nil
	}
	for _, id := range ids {
		if begun[id] {
			continue
		}
		events, err := s.stores.Fieldwork.EventsAbout(ctx, id)
		if err != nil {
			return nil, err
		}
		begun[id] = len(events) > 0
	}
	return begun, nil
}
