package people

import (
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
// coordinators it tells what the team does alone. The cursor is the Seq of the last entry shown. ErrForbidden, places.ErrNotFound.
func (s *Service) History(ctx context.Context, actor Person, village, resident string, before int64, limit int) ([]AuditEntry, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return nil, err
	}
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	var shown []AuditEntry
	for len(shown) < limit {
		entries, err := s.stores.Audit.AuditAbout(ctx, p.ID, before, limit)
		if err != nil {
			return nil, fmt.Errorf("read the audit log about a person: %w", err)
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
