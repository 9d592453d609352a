package people

import "context"

// RecordCampaign writes a line of the audit log about a campaign of a ward, or of the province for none, before what it says is
// done. by is empty for the command line.
func (s *Service) RecordCampaign(ctx context.Context, action AuditAction, by, ward, detail string) error {
	return s.record(ctx, AuditEntry{Actor: by, Action: action, Ward: ward, Detail: detail})
}
