package people

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hocso/progress/places"
)

// teamActions are what a village's team may know of what was done about a resident: what the team itself does. What they ask the ward
// about their data, and what they do about their own signing in, is none of its business.
var teamActions = []AuditAction{
	ActionEnrolled, ActionConfirmed, ActionEdited, ActionMoved, ActionMerged, ActionCardIssued, ActionCardRevoked, ActionCodeIssued,
}

// unlistedActions are those of them that are left for who did not agree to be listed: how they got in.
var unlistedActions = []AuditAction{ActionConfirmed, ActionCardIssued, ActionCardRevoked}

// mayRead reports whether the actor may know that something was done about a resident of the village. The ward's officers may know all.
func (a AuditAction) mayRead(actor, p Person, v places.Village) bool {
	switch {
	case actor.AdministersWard(v.Ward):
		return true
	case p.ListedName() == "":
		return slices.Contains(unlistedActions, a)
	}
	return slices.Contains(teamActions, a)
}

// History returns a page of the audit log about a resident of the village, newest first, for who helps the village's residents; to
// coordinators it tells what the team does alone. What was done about accounts that were merged into theirs is a part of it. The cursor is the Seq of the last entry shown. ErrForbidden, places.ErrNotFound.
func (s *Service) History(ctx context.Context, actor Person, village, resident string, before int64, limit int) ([]AuditEntry, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return nil, err
	}
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	ids, err := s.mergedInto(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	var shown []AuditEntry
	for len(shown) < limit {
		entries, err := s.auditAboutAny(ctx, ids, before, limit)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if len(shown) < limit && e.Action.mayRead(actor, p, v) {
				shown = append(shown, e)
			}
		}
		if len(entries) < limit {
			break
		}
		before = entries[len(entries)-1].Seq
	}
	return shown, nil
}

// mergedInto returns an id and those that lead to it.
func (s *Service) mergedInto(ctx context.Context, kept string) ([]string, error) {
	ids := []string{kept}
	for i := 0; i < len(ids); i++ {
		aliases, err := s.stores.Aliases.AliasesOf(ctx, ids[i])
		if err != nil {
			return nil, fmt.Errorf("read whom somebody was merged with: %w", err)
		}
		for _, a := range aliases {
			if !slices.Contains(ids, a.Dropped) {
				ids = append(ids, a.Dropped)
			}
		}
	}
	return ids, nil
}

// auditAboutAny is AuditStore.AuditAbout for the few ids of one person.
func (s *Service) auditAboutAny(ctx context.Context, ids []string, before int64, limit int) ([]AuditEntry, error) {
	var all []AuditEntry
	for _, id := range ids {
		entries, err := s.stores.Audit.AuditAbout(ctx, id, before, limit)
		if err != nil {
			return nil, fmt.Errorf("read the audit log about a person: %w", err)
		}
		all = append(all, entries...)
	}
	slices.SortFunc(all, func(a, b AuditEntry) int { return cmp.Compare(b.Seq, a.Seq) })
	return all[:min(len(all), limit)], nil
}
