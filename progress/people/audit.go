package people

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
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
	Detail  string // a short fixed word or key of what exactly, or names of villages; never other free text, nor personal data
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
	// AuditAbout returns up to limit entries about a person, whose id is not empty, with a Seq below before (0: from the newest),
	// newest first.
	AuditAbout(ctx context.Context, person string, before int64, limit int) ([]AuditEntry, error)
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
	// ErasureOf returns the erasure of a person id, or ErrNotFound.
	ErasureOf(ctx context.Context, person string) (Erasure, error)
	// Erasures returns all erasures, ordered by person.
	Erasures(ctx context.Context) ([]Erasure, error)
}

// The actions.
const (
	ActionEnrolled         AuditAction = "enrolled"
	ActionConfirmed        AuditAction = "confirmed" // by code, or by the village's team
	ActionPINChanged       AuditAction = "pin_changed"
	ActionPINRecovered     AuditAction = "pin_recovered"
	ActionPasswordChanged  AuditAction = "password_changed"
	ActionCardIssued       AuditAction = "card_issued"
	ActionCardRevoked      AuditAction = "card_revoked"
	ActionCodeIssued       AuditAction = "code_issued" // of a kind
	ActionJoinCodeIssued   AuditAction = "join_code_issued"
	ActionJoinCodeRevoked  AuditAction = "join_code_revoked"
	ActionDeviceRemoved    AuditAction = "device_removed"
	ActionAppointed        AuditAction = "appointed" // as what
	ActionEnded            AuditAction = "appointment_ended"
	ActionStaffReset       AuditAction = "staff_reset"
	ActionLinked           AuditAction = "linked" // with an account of the OpenID Connect provider, or no longer
	ActionTOTPEnrolled     AuditAction = "totp_enrolled"
	ActionExported         AuditAction = "exported"          // in which format
	ActionRequestsExported AuditAction = "requests_exported" // in which format
	ActionStaffExported    AuditAction = "staff_exported"    // in which format
	ActionAuditExported    AuditAction = "audit_exported"    // in which format
	ActionErased           AuditAction = "erased"
	ActionChildAdded       AuditAction = "child_added"
	ActionRequestMade      AuditAction = "request_made" // of which kind
	ActionRequestAnswered  AuditAction = "request_answered"
	ActionRequestFinished  AuditAction = "request_finished"
	ActionEdited           AuditAction = "edited" // Detail: which fields, with commas between them
	ActionMerged           AuditAction = "merged" // Detail: the id of the account that was dropped
	ActionMoved            AuditAction = "moved"  // into Village; Detail: from which one
	// Of a list that was taken in, or is undone, the details of these three say more: see progress.VillageImport.
	ActionVillageAdded      AuditAction = "village_added"
	ActionVillageRenamed    AuditAction = "village_renamed"
	ActionVillageRetired    AuditAction = "village_retired"
	ActionVillageMerged     AuditAction = "village_merged"         // Detail: into which one
	ActionVillageSplit      AuditAction = "village_split"          // Detail: the new one
	ActionVillagesImported  AuditAction = "villages_imported"      // Detail: the id of the import
	ActionVillageListUndone AuditAction = "villages_import_undone" // Detail: the id of the import; what it did has lines of its own before
	ActionCampaignStored    AuditAction = "campaign_stored"        // Detail: its id and version
	ActionCampaignFrozen    AuditAction = "campaign_frozen"        // Detail: its id and the settlement's hash
	ActionRollDeclared      AuditAction = "roll_declared"          // Detail: the version; of a file, the import's id before it
	ActionRollApproved      AuditAction = "roll_approved"          // Detail: the version
	ActionRollWithdrawn     AuditAction = "roll_withdrawn"         // Detail: the import's id and the version
	ActionRollsImported     AuditAction = "rolls_imported"         // Detail: the id of the import
	ActionRollFileUndone    AuditAction = "rolls_import_undone"    // Detail: the id of the import; what it did has lines of its own before
	ActionPurged            AuditAction = "purged"
	ActionAuditCut          AuditAction = "audit_cut" // Detail: the last Seq that was removed and its hash
	ActionRestored          AuditAction = "restored"
)

// Sum returns the hash of an entry: SHA-256 over each of its fields with its length before it.
func (e AuditEntry) Sum() []byte {
	h := sha256.New()
	number := func(n int64) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	text := func(s string) {
		number(int64(len(s)))
		h.Write([]byte(s))
	}
	number(e.Seq)
	number(e.At.UnixMilli())
	for _, s := range []string{e.Actor, string(e.Action), e.Person, e.Village, e.Ward, e.Detail, string(e.Prev)} {
		text(s)
	}
	return h.Sum(nil)
}

// AuditChain checks entries one after the other, in the order of their Seq. The zero value begins a log. It finds an entry
// that was changed, added or taken out; that the last ones were taken off is seen only by comparing Head with an earlier one.
type AuditChain struct {
	Entries int
	Head    AuditEntry // the last one checked

	first    AuditEntry
	cuts     map[string]bool // "seq hash" of what a purge says it removed up to
	problems []string
}

// Add checks the next entry.
func (c *AuditChain) Add(e AuditEntry) {
	if c.Entries == 0 {
		c.first = e
	} else if e.Seq != c.Head.Seq+1 || !bytes.Equal(e.Prev, c.Head.Hash) {
		c.problems = append(c.problems, fmt.Sprintf("audit entry %d does not follow entry %d", e.Seq, c.Head.Seq))
	}
	if !bytes.Equal(e.Hash, e.Sum()) {
		c.problems = append(c.problems, fmt.Sprintf("audit entry %d was changed after it was written", e.Seq))
	}
	if e.Action == ActionAuditCut {
		if c.cuts == nil {
			c.cuts = map[string]bool{}
		}
		c.cuts[e.Detail] = true
	}
	c.Entries++
	c.Head = e
}

// Problems lists what does not hold, once all entries were added.
func (c *AuditChain) Problems() []string {
	problems := c.problems
	if c.Entries > 0 && c.first.Seq > 1 && !c.cuts[cutDetail(c.first.Seq-1, c.first.Prev)] {
		problems = append(problems, fmt.Sprintf("audit entries before %d are missing, and no purge has removed them", c.first.Seq))
	}
	if c.Entries > 0 && c.first.Seq == 1 && len(c.first.Prev) > 0 {
		problems = append(problems, "audit entry 1 names one before it")
	}
	return problems
}

func cutDetail(seq int64, hash []byte) string { return fmt.Sprintf("%d %x", seq, hash) }

// VerifyAudit checks the whole log.
func VerifyAudit(ctx context.Context, store AuditStore) (*AuditChain, error) {
	var c AuditChain
	err := store.EachAudit(ctx, func(e AuditEntry) error {
		c.Add(e)
		return nil
	})
	return &c, err
}

const auditTurn = "audit"

// record writes a line of the audit log. It is called before what it says is done, so that nothing is ever done without its
// line; where the doing fails, the line is about something that did not happen.
func (s *Service) record(ctx context.Context, e AuditEntry) error {
	end, err := s.logging.take(ctx, auditTurn)
	if err != nil {
		return err
	}
	defer end()
	return AppendAudit(ctx, s.stores.Audit, e, s.now())
}

// AppendAudit writes an entry as the next one, at the given time. ErrBusy if others write all the time.
func AppendAudit(ctx context.Context, store AuditStore, e AuditEntry, at time.Time) error {
	for range maxConflicts {
		last, err := store.LastAudit(ctx)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("read the audit log: %w", err)
		}
		e.Seq, e.Prev, e.At = last.Seq+1, last.Hash, at.UTC().Truncate(time.Millisecond)
		e.Hash = e.Sum()
		if err = store.AppendAudit(ctx, e); err == nil || !errors.Is(err, ErrConflict) {
			return err
		}
	}
	return ErrBusy
}

// AuditLog returns a page of the log, newest first, of one of the actor's wards; admins may leave the ward out. The cursor is
// the Seq of the last entry shown. ErrForbidden.
func (s *Service) AuditLog(ctx context.Context, actor Person, ward string, before int64, limit int) ([]AuditEntry, error) {
	if !actor.mayReadLog(ward) {
		return nil, ErrForbidden
	}
	entries, err := s.stores.Audit.AuditPage(ctx, ward, before, limit)
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return entries, nil
}

// mayReadLog reports whether the person may read the log of a ward, or all of it for none.
func (p Person) mayReadLog(ward string) bool {
	return p.Has(Admin) || ward != "" && p.AdministersWard(ward)
}
