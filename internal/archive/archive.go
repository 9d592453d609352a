// Package archive keeps all that an installation must not lose in one compressed file, neutral between the stores, and brings
// it back. What can be recomputed is not in it, nor are failed logins, nor the keys, which belong elsewhere.
//
// A file is a Zstandard frame and, in a skippable frame, the SHA-256 of all bytes before it; any Zstandard tool unpacks it. In it
// are lines of JSON: a first one that says what it is, then for each part a line that names it and a line for each record, and
// last the manifest. Everything is read and written as a stream.
package archive

import (
	"context"
	"errors"
	"time"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	// format is the version of the file's layout, and schema that of the records in it. Later ones are refused.
	format = 1
	schema = 5

	// maxLine bounds a record: the largest are recordings, of a mebibyte before they are written as text.
	maxLine = 16 << 20
)

var (
	// ErrDamaged says that a file is not whole, was changed, or is no archive.
	ErrDamaged = errors.New("the archive is damaged or is none; nothing was changed")
	// ErrLater says that a later hocso wrote the archive.
	ErrLater = errors.New("a later hocso wrote this archive: restore it with that one; nothing was changed")
	// ErrNotEmpty says that a store to restore into holds something.
	ErrNotEmpty = errors.New("this store is not empty; nothing was changed: name an empty one, or replace all that it holds with --replace")
)

// Store is what is archived and restored.
type Store interface {
	places.Store
	places.RollStore
	campaign.Store
	campaign.RulingStore
	campaign.SettlementStore
	courses.Store
	people.Archive
	people.Store
	people.DeviceStore
	people.AttemptStore
	people.PassStore
	people.FactorStore
	people.RequestStore
	people.AuditStore
	people.ErasureStore
	fieldwork.Archive
	fieldwork.Store
	certificates.Archive
	certificates.Store
	people.AliasStore
	progress.SubmissionArchive
	progress.SubmissionStore
	// Clear removes all that an archive brings, and what follows from it. Erasures and failed logins stay.
	Clear(ctx context.Context) error
	// CopyMark returns what marks a store that is being copied into, as SetCopyMark was given it; nil if it has none.
	CopyMark(ctx context.Context) ([]byte, error)
	// SetCopyMark marks a store that is being copied into; nil takes the mark off. It is durable when it returns.
	SetCopyMark(ctx context.Context, mark []byte) error
}

// Manifest says what an archive holds.
type Manifest struct {
	MadeAt time.Time
	Parts  []PartSum // in the order of the file
}

// PartSum is one part of an archive.
type PartSum struct {
	Name    string
	Records int
	SHA256  []byte // of its lines
}

// Records returns how many records a part has.
func (m Manifest) Records(part string) int {
	for _, p := range m.Parts {
		if p.Name == part {
			return p.Records
		}
	}
	return 0
}

// Total returns how many records all parts have.
func (m Manifest) Total() int64 {
	var n int64
	for _, p := range m.Parts {
		n += int64(p.Records)
	}
	return n
}

// Progress is told how many more records have been read or written.
type Progress func(records int)

// Empty reports whether a store holds nothing that an archive would bring, erasures aside.
func Empty(ctx context.Context, s Store) (bool, error) {
	found := errors.New("found")
	for _, p := range parts {
		if p.name == erasuresPart {
			continue
		}
		err := p.each(ctx, s, func(any) error { return found })
		if errors.Is(err, found) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}
