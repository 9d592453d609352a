package people

import (
	"context"
	"fmt"
)

// RecordCampaign writes a line of the audit log about a campaign of a ward, or of the province for none: before a version is
// stored, and after boards are settled. by is empty for the command line.
func (s *Service) RecordCampaign(ctx context.Context, action AuditAction, by, ward, detail string) error {
	return s.record(ctx, AuditEntry{Actor: by, Action: action, Ward: ward, Detail: detail})
}

// CampaignRecorded reports whether the audit log has such a line. It reads all of it.
func (s *Service) CampaignRecorded(ctx context.Context, action AuditAction, detail string) (bool, error) {
	found := false
	err := s.stores.Audit.EachAudit(ctx, func(e AuditEntry) error {
		found = found || e.Action == action && e.Detail == detail
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("read the audit log: %w", err)
	}
	return found, nil
}
