package mongodb

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

type aliasDocument struct {
	Dropped string    `bson:"_id"`
	Kept    string    `bson:"kept"`
	At      time.Time `bson:"at"`
	By      string    `bson:"by"`
}

func (d aliasDocument) alias() people.Alias { return people.Alias(d) }

// AddAlias implements people.AliasStore.
func (s *Store) AddAlias(ctx context.Context, a people.Alias) error {
	if err := insertNew(ctx, s.aliases, aliasDocument(a)); err != nil {
		return fmt.Errorf("add alias: %w", err)
	}
	return nil
}

// Alias implements people.AliasStore.
func (s *Store) Alias(ctx context.Context, dropped string) (people.Alias, error) {
	d, err := findOne[aliasDocument](ctx, s.aliases, byID(dropped), people.ErrNotFound)
	if err != nil {
		return people.Alias{}, fmt.Errorf("find alias: %w", err)
	}
	return d.alias(), nil
}

// AliasesOf implements people.AliasStore.
func (s *Store) AliasesOf(ctx context.Context, kept string) ([]people.Alias, error) {
	aliases, err := list(ctx, s.aliases, bson.M{"kept": kept}, options.Find().SetSort(ascending("_id")), aliasDocument.alias)
	if err != nil {
		return nil, fmt.Errorf("list aliases: %w", err)
	}
	return aliases, nil
}

// DeleteAlias implements people.AliasStore.
func (s *Store) DeleteAlias(ctx context.Context, dropped string) error {
	if _, err := s.aliases.DeleteOne(ctx, byID(dropped)); err != nil {
		return fmt.Errorf("delete alias: %w", err)
	}
	return nil
}

// EachAlias implements people.AliasStore.
func (s *Store) EachAlias(ctx context.Context, f func(people.Alias) error) error {
	return eachByID(ctx, s.aliases, func(d aliasDocument) error { return f(d.alias()) })
}
