package people

import (
	"context"
	"time"
)

// AuditAction is what was done.
type AuditAction string

// AuditEntry is one line of the log of what people with power over others did, and of what they did about their own
// rights. Entries are never changed; each holds the hash of the one before it. It names people by id only, so that
// erasing a person leaves nothing of them here.
type AuditEntry struct {
	Seq     int64 // from 1, without gaps
	At      time.Time
	Actor   string // person id; empty for the command line
	Action  AuditAction
	Person  string // person id of whom it is about; may be empty
	Village string // may be empty
	Ward    string // may be empty
	Detail  string // a short fixed word or key of what exactly, never free text or personal data
	Prev    []byte // Hash of the entry before; of the first one nil
	Hash    []byte // SHA-256 over all of the above
}

// AuditStore keeps the audit log. Errors other than those named are a driver's, wrapped.
type AuditStore interface {
	// AppendAudit stores an entry, or ErrConflict if its Seq is taken.
	AppendAudit(ctx context.Context, e AuditEntry) error
	// LastAudit returns the entry with the highest Seq, or ErrNotFound.
	LastAudit(ctx context.Context) (AuditEntry, error)
	// AuditPage returns up to limit entries with a Seq below before (0: from the newest), newest first; of one ward unless
	// ward is empty.
	AuditPage(ctx context.Context, ward string, before int64, limit int) ([]AuditEntry, error)
	// EachAudit calls f for every entry, ordered by Seq, until f fails; it returns f's error.
	EachAudit(ctx context.Context, f func(AuditEntry) error) error
	// DeleteAuditUntil removes the entries up to and with a Seq. Only purging calls it.
	DeleteAuditUntil(ctx context.Context, seq int64) error
}

// Erasure says that a person was erased, so that a backup made before does not bring them back.
type Erasure struct {
	Person string // person id
	At     time.Time
}

// ErasureStore keeps erasures. Errors other than those named are a driver's, wrapped.
type ErasureStore interface {
	// AddErasure stores an erasure; one that is there already stays.
	AddErasure(ctx context.Context, e Erasure) error
	// Erasures returns all erasures, ordered by person.
	Erasures(ctx context.Context) ([]Erasure, error)
}
