package people

import (
	"context"
	"slices"
)

// What staff take away as a file is noted before it is read. Each file has what its page shows, and is for who may open that page.

// RequestsFile returns a ward's requests as RequestsBelow orders them, for a file that an officer of it takes away; format is noted in
// the audit log. ErrForbidden.
func (s *Service) RequestsFile(ctx context.Context, actor Person, ward string, finished bool, format string) ([]RequestLine, error) {
	if !actor.AdministersWard(ward) {
		return nil, ErrForbidden
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionRequestsExported, Ward: ward, Detail: format}); err != nil {
		return nil, err
	}
	lines, err := s.requestLines(ctx, ward, finished)
	if err != nil {
		return nil, err
	}
	sortRequests(lines, finished)
	return lines, nil
}

// StaffFile returns those of StaffBelow who have a role, for a file that the actor takes away; format is noted in the audit log. They are
// of one ward, which only other roles than a coordinator's may leave out. ErrForbidden.
func (s *Service) StaffFile(ctx context.Context, actor Person, role Role, ward, format string) ([]StaffMember, error) {
	allowed := actor.MayAppoint(Appointment{Role: role, Ward: ward}, nil)
	if role == Coordinator {
		allowed = actor.AdministersWard(ward)
	}
	if !allowed {
		return nil, ErrForbidden
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionStaffExported, Ward: ward, Detail: format}); err != nil {
		return nil, err
	}
	members, err := s.StaffBelow(ctx, actor)
	return slices.DeleteFunc(members, func(m StaffMember) bool {
		return m.Appointment.Role != role || ward != "" && s.wardOf(m.Appointment) != ward
	}), err
}

// wardOf is the ward in which an appointment is; empty for the whole province.
func (s *Service) wardOf(a Appointment) string {
	if a.Role != Coordinator {
		return a.Ward
	}
	v, _ := s.village(a.Village)
	return v.Ward
}

// RecordAuditFile writes a line of the audit log about somebody who takes away what AuditLog shows them. ErrForbidden.
func (s *Service) RecordAuditFile(ctx context.Context, actor Person, ward, format string) error {
	if !actor.mayReadLog(ward) {
		return ErrForbidden
	}
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionAuditExported, Ward: ward, Detail: format})
}
