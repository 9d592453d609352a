package people

import (
	"context"

	"hocso/progress/places"
)

// The actions of rulings; their detail is the campaign. What was noted is kept with the ruling, not in the log.
const (
	ActionVillageCleared  AuditAction = "village_cleared"
	ActionVillageExcluded AuditAction = "village_excluded"
)

// RecordRuling writes a line of the audit log about what an officer or a manager decides about a village, before it is stored.
func (s *Service) RecordRuling(ctx context.Context, actor Person, v places.Village, excluded bool, campaign string) error {
	action := ActionVillageCleared
	if excluded {
		action = ActionVillageExcluded
	}
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: action, Village: v.ID, Ward: v.Ward, Detail: campaign})
}

// Note returns a note that a member of staff must write, normalized, or *InvalidError.
func Note(s string) (string, error) {
	var wrong faults
	if s = wrong.text("note", s); s == "" {
		wrong.add("note", codeRequired)
	}
	return s, wrong.err()
}
