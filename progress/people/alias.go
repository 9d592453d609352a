package people

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Alias says that two accounts were one person's, and which of them goes on: what still comes for the one that was dropped is for the
// one that was kept.
type Alias struct {
	Dropped string // person id; nobody's once the merger is finished
	Kept    string // person id
	At      time.Time
	By      string // person id of who merged them
}

// AliasStore keeps aliases. Errors other than those named are a driver's, wrapped.
type AliasStore interface {
	// AddAlias stores an alias, or returns ErrConflict if Dropped has one.
	AddAlias(ctx context.Context, a Alias) error
	// Alias returns the alias of a dropped id, or ErrNotFound.
	Alias(ctx context.Context, dropped string) (Alias, error)
	// AliasesOf returns the aliases that lead to an id, ordered by Dropped.
	AliasesOf(ctx context.Context, kept string) ([]Alias, error)
	// DeleteAlias removes the alias of a dropped id. Removing none is no error.
	DeleteAlias(ctx context.Context, dropped string) error
	// EachAlias calls f for every alias, ordered by Dropped, until f fails; it returns f's error.
	EachAlias(ctx context.Context, f func(Alias) error) error
}

// Kept returns the id that a dropped one leads to now, or ErrNotFound for an id without an alias. Where a damaged store leads in a circle
// nobody is left, and it is ErrNotFound too: that must not keep a server from going on with everybody else.
func Kept(ctx context.Context, store AliasStore, dropped string) (string, error) {
	id, seen := dropped, map[string]bool{}
	for {
		a, err := store.Alias(ctx, id)
		if errors.Is(err, ErrNotFound) && id != dropped {
			return id, nil
		}
		if err != nil {
			return "", fmt.Errorf("look up an alias: %w", err)
		}
		if seen[id] = true; seen[a.Kept] {
			return "", fmt.Errorf("the aliases of %s have no end: %w", dropped, ErrNotFound)
		}
		id = a.Kept
	}
}

// callMergerOff removes the alias of somebody who is still there: a merger that should have dropped them was broken off.
func (s *Service) callMergerOff(ctx context.Context, id string) error {
	_, err := s.people.Person(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read a person: %w", err)
	}
	if err := s.stores.Aliases.DeleteAlias(ctx, id); err != nil {
		return fmt.Errorf("delete an alias: %w", err)
	}
	return nil
}

// eraseAliases notes for backups that those are erased too who were merged into a person, and forgets them: a backup may hold them as
// they were before.
func (s *Service) eraseAliases(ctx context.Context, kept string) error {
	return s.eraseAliasesBut(ctx, kept, map[string]bool{kept: true})
}

// eraseAliasesBut leaves out who was seen already, as in a damaged store that leads in a circle.
func (s *Service) eraseAliasesBut(ctx context.Context, kept string, seen map[string]bool) error {
	aliases, err := s.stores.Aliases.AliasesOf(ctx, kept)
	if err != nil {
		return fmt.Errorf("read whom somebody was merged with: %w", err)
	}
	for _, a := range aliases {
		if seen[a.Dropped] {
			continue
		}
		seen[a.Dropped] = true
		if err := s.eraseAliasesBut(ctx, a.Dropped, seen); err != nil {
			return err
		}
		if err := s.stores.Erasures.AddErasure(ctx, Erasure{Person: a.Dropped, At: s.now()}); err != nil {
			return fmt.Errorf("note an erasure: %w", err)
		}
		if err := s.stores.Aliases.DeleteAlias(ctx, a.Dropped); err != nil {
			return fmt.Errorf("delete an alias: %w", err)
		}
	}
	return nil
}
