package people

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

const (
	// UndoTime is how long an import can be undone.
	UndoTime = 24 * time.Hour
	// undoChunk is how many people are looked at together, right before they are erased.
	undoChunk = 100
	// undoAtOnce is how many of them are erased together, so that the store commits them together.
	undoAtOnce = 20
)

// ErrTooLate says that the time in which something can be undone is over.
var ErrTooLate = errors.New("too late to undo this")

// Learning is what undoing an import must know of what people learnt, and of what a village's team noted of them.
type Learning struct {
	// Begun returns of which of some people anything was handed in or noted.
	Begun func(ctx context.Context, ids []string) (map[string]bool, error)
	// Erase removes all that a person learnt, and what was noted of them.
	Erase func(ctx context.Context, p Person) error
}

// UndoImport erases whom an import added and who are in the ward as they came. Who has signed in, got a card, learnt something, came to
// an evening, was visited, merged or changed since stays; how many these are is returned too. Done again, it finishes what was broken
// off. ErrForbidden, ErrTooLate for an import that is older than UndoTime or none of the ward's, places.ErrNotFound; places.ErrChanged
// while another server imports into the ward.
func (s *Service) UndoImport(ctx context.Context, actor Person, ward string, id uuid.UUID, l Learning, done func(n, of int)) (erased, kept int, err error) {
	if _, _, err := s.importWard(actor, ward); err != nil {
		return 0, 0, err
	}
	turn, err := s.TakeImportTurn(ctx, ward) // an import that still runs would add more
	if err != nil {
		return 0, 0, err
	}
	defer turn.End()
	made, added, err := s.beginUndo(ctx, actor, ward, id)
	if err != nil {
		return 0, 0, err
	}
	for chunk := range slices.Chunk(added, undoChunk) {
		if err := turn.Hold(ctx); err != nil {
			return erased, kept, err
		}
		gone, err := s.eraseUntouched(ctx, chunk, l)
		erased += len(gone)
		if err != nil {
			return erased, kept, err
		}
		kept += len(chunk) - len(gone)
		done(erased+kept, len(added))
	}
	if !made.Undone { // written last, so that what is broken off is offered again
		err = s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionImportUndone, Ward: ward, Detail: id.String()})
	}
	return erased, kept, err
}

// beginUndo notes that somebody begins to undo an import, and returns it and whom it added and who live in the ward.
func (s *Service) beginUndo(ctx context.Context, actor Person, ward string, id uuid.UUID) (Import, []Person, error) {
	list, err := s.Imports(ctx, actor, ward)
	if err != nil {
		return Import{}, nil, err
	}
	i := slices.IndexFunc(list, func(one Import) bool { return one.ID == id })
	if i < 0 {
		return Import{}, nil, ErrTooLate
	}
	ids := make(map[string]bool, list[i].LastRow)
	for row := range list[i].LastRow + 1 {
		ids[ImportedID(id, row)] = true
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionImportUndoBegun, Ward: ward, Detail: id.String()}); err != nil {
		return Import{}, nil, err
	}
	residents, err := s.residentsOf(ctx, s.places(), ward)
	if err != nil {
		return Import{}, nil, err
	}
	return list[i], slices.DeleteFunc(residents, func(p Person) bool { return !ids[p.ID] }), nil
}

// eraseUntouched erases those of some people with whom nothing was done since they were added, and returns them.
func (s *Service) eraseUntouched(ctx context.Context, chunk []Person, l Learning) (gone []Person, err error) {
	begun, err := l.Begun(ctx, idsOf(chunk))
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var running sync.WaitGroup
	var errs []error
	atOnce := make(chan struct{}, undoAtOnce)
	for _, p := range chunk {
		if begun[p.ID] {
			continue
		}
		atOnce <- struct{}{}
		running.Go(func() {
			defer func() { <-atOnce }()
			erased, err := calmly(func() (bool, error) { return s.eraseImported(ctx, p.ID) })
			mu.Lock()
			defer mu.Unlock()
			if erased {
				gone = append(gone, p)
			}
			errs = append(errs, err)
		})
	}
	running.Wait()
	return gone, errors.Join(append(errs, dropLate(ctx, gone, l))...)
}

// calmly makes an error of a panic, which in a goroutine of its own would end the server.
func calmly(f func() (bool, error)) (did bool, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			did, err = false, fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return f()
}

// dropLate removes what was handed in or noted of people while they were being erased: it was let in before they were gone.
func dropLate(ctx context.Context, gone []Person, l Learning) error {
	if len(gone) == 0 {
		return nil
	}
	late, err := l.Begun(ctx, idsOf(gone))
	if err != nil {
		return err
	}
	for _, p := range gone {
		if late[p.ID] {
			if err := l.Erase(ctx, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func idsOf(list []Person) []string {
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}

// eraseImported erases somebody whom an import added, under the line of the audit log that beginUndo wrote, and reports whether it did.
// Who was changed, has signed in or was merged with somebody stays; nothing of that begins while they are looked at in this process.
func (s *Service) eraseImported(ctx context.Context, id string) (bool, error) {
	end, err := s.personTurns.take(ctx, id)
	if err != nil {
		return false, err
	}
	defer end()
	untouched, err := s.untouched(ctx, id)
	if err != nil || !untouched {
		return false, err
	}
	defer s.Forget(id)
	if err := s.stores.Erasures.AddErasure(ctx, Erasure{Person: id, At: s.now()}); err != nil {
		return false, fmt.Errorf("note an erasure: %w", err)
	}
	if err := EraseRecords(ctx, s.stores, id); err != nil {
		return false, err
	}
	return true, s.eraseAliases(ctx, id) // of a merger that began on another server meanwhile
}

// untouched reports whether somebody is still as they were added, and nothing hangs on their account.
func (s *Service) untouched(ctx context.Context, id string) (bool, error) {
	p, err := s.people.Person(ctx, id)
	if errors.Is(err, ErrNotFound) { // erased or merged since
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read a person: %w", err)
	}
	if p.Revision > 0 {
		return false, nil
	}
	if _, err := s.stores.Credentials.CredentialOf(ctx, id); !errors.Is(err, ErrNotFound) {
		return false, err
	}
	passes, err := s.stores.Passes.PassesOfPerson(ctx, id)
	if err != nil || len(passes) > 0 {
		return false, err
	}
	devices, err := s.devices.DevicesOf(ctx, id)
	if err != nil || len(devices) > 0 {
		return false, err
	}
	aliases, err := s.stores.Aliases.AliasesOf(ctx, id)
	return len(aliases) == 0, err
}
