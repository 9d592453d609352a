package people

import "context"

// Archive reads and writes records whole, for backups and copies: ids, revisions and hashes stay as they are. People themselves
// are read by Store.EachPerson.
//
// Each method calls f for every record, ordered by its key, until f fails, and returns f's error. The Put methods store new
// records in bulk. One whose key is there stays as it is, so that what was broken off may be put again; what else must be
// unique, such as a pass's digest, and is taken, is an error. Errors are a driver's, wrapped.
type Archive interface {
	EachCredential(ctx context.Context, f func(Credential) error) error
	EachDevice(ctx context.Context, f func(Device) error) error
	EachPass(ctx context.Context, f func(Pass) error) error
	EachFactor(ctx context.Context, f func(Factor) error) error
	EachRequest(ctx context.Context, f func(Request) error) error
	EachAttempts(ctx context.Context, f func(Attempts) error) error

	PutPeople(ctx context.Context, list []Person) error
	// PutCredentials stores or replaces credentials of people who are stored. Those of nobody are left out, and so is one whose
	// phone and hash are in use together: a backup of a database that is written meanwhile may hold such ones.
	PutCredentials(ctx context.Context, list []Credential) error
	PutDevices(ctx context.Context, list []Device) error
	PutPasses(ctx context.Context, list []Pass) error
	PutFactors(ctx context.Context, list []Factor) error
	PutRequests(ctx context.Context, list []Request) error
	PutAudit(ctx context.Context, list []AuditEntry) error
	PutAllAttempts(ctx context.Context, list []Attempts) error
}
