// Package mongodb keeps everything in MongoDB: the campaign's database. It implements the Store interfaces of the
// domain packages.
//
// Tests may have no MongoDB and run this package on FerretDB, so it uses only what is right on both: single-document
// writes, plain filters and $group with one accumulator. What must be atomic is one document; nothing needs a transaction.
// Documents are typed structs, and maps whose keys are data are stored as lists: text of clients never becomes an operator
// or a field name.
package mongodb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"hocso/progress"
)

// DefaultDatabase is used when the address names no database.
const DefaultDatabase = "hocso"

// timeout bounds the wait for a server and, unless the address has a timeoutMS, each operation whose context has no
// deadline of its own.
const timeout = 5 * time.Second

// indexTimeout bounds the making of indexes, which reads all that is stored when a new release declares another one.
const indexTimeout = 30 * time.Minute

// chunk is how many changes go into one bulk write: FerretDB hangs at a hundred.
const chunk = 50

// Store is one database. It is safe for concurrent use, and other processes may use the same database at the same time.
type Store struct {
	client *mongo.Client
	db     *mongo.Database
	logger *slog.Logger

	wards, villages, rolls, settings, courses, modules, recordings *mongo.Collection
	campaigns, rulings, settlements                                *mongo.Collection
	people, devices, attempts, passes, factors, requests           *mongo.Collection
	audit, erasures, submissions, summaries, totals, leases        *mongo.Collection
	fieldwork                                                      *mongo.Collection
	certificates                                                   *mongo.Collection
	aliases                                                        *mongo.Collection
}

// Option changes how a store is opened.
type Option func(*Store)

// WithLogger tells where Open says what the server cannot do. Without it nothing is logged.
func WithLogger(l *slog.Logger) Option { return func(s *Store) { s.logger = l } }

// Open connects to a server and declares the indexes. It gives up after five seconds without a server. Its errors name
// the server's hosts but never the password in the address.
func Open(ctx context.Context, uri string, opts ...Option) (*Store, error) {
	settings, database, err := parse(uri)
	if err != nil {
		return nil, err
	}
	hosts := strings.Join(settings.Hosts, ",")
	client, err := mongo.Connect(settings)
	if err != nil {
		return nil, fmt.Errorf("connect to MongoDB at %s: %w", hosts, err)
	}
	s := &Store{client: client, db: client.Database(database), logger: slog.New(slog.DiscardHandler)}
	for _, opt := range opts {
		opt(s)
	}
	for name, c := range s.collections() {
		*c = s.db.Collection(name)
	}
	if err := s.answers(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("connect to MongoDB at %s: %w", hosts, err)
	}
	if err := s.upgrade(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("upgrade what MongoDB at %s holds: %w", hosts, err)
	}
	if err := s.createIndexes(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("connect to MongoDB at %s: %w", hosts, err)
	}
	return s, nil
}

func (s *Store) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return s.Ping(ctx)
}

// collections names every collection and says where the store holds it.
func (s *Store) collections() map[string]**mongo.Collection {
	return map[string]**mongo.Collection{
		"wards":       &s.wards,
		"villages":    &s.villages,
		"rolls":       &s.rolls,
		"settings":    &s.settings,
		"campaigns":   &s.campaigns,
		"rulings":     &s.rulings,
		"settlements": &s.settlements,
		"courses":     &s.courses,
		"modules":     &s.modules,
		"recordings":  &s.recordings,
		"people":      &s.people,
		"devices":     &s.devices,
		"attempts":    &s.attempts,
		"passes":      &s.passes,
		"factors":     &s.factors,
		"requests":    &s.requests,
		"audit":       &s.audit,
		"fieldwork":   &s.fieldwork,
		"erasures":    &s.erasures,
		"aliases":     &s.aliases,
		"submissions": &s.submissions,
		"summaries":   &s.summaries,
		"totals":      &s.totals,
		"leases":      &s.leases,

		"certificates": &s.certificates,
	}
}

// parse reads an address. Durability is not up to the address: an acknowledged write survives the loss of a server, and
// a read sees only such writes.
func parse(uri string) (*options.ClientOptions, string, error) {
	settings := options.Client().ApplyURI(uri)
	if err := settings.Validate(); err != nil {
		if unknown := (*net.DNSError)(nil); errors.As(err, &unknown) {
			return nil, "", fmt.Errorf("find MongoDB: %w", unknown)
		}
		// The driver's words may quote the address and so the password.
		return nil, "", errors.New("the address of MongoDB is not valid: write it like mongodb://user:password@host:27017/hocso, with % escapes in user and password")
	}
	journal := true
	settings.SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal}).
		SetReadConcern(readconcern.Majority()).
		SetReadPreference(readpref.Primary()).
		SetRetryWrites(true).
		SetServerSelectionTimeout(timeout)
	if settings.Timeout == nil {
		settings.SetTimeout(timeout)
	}
	return settings, database(uri), nil
}

// database returns the name between the hosts and the parameters of a valid address.
func database(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	rest, _, _ = strings.Cut(rest, "?")
	if _, name, _ := strings.Cut(rest, "/"); name != "" {
		return name
	}
	return DefaultDatabase
}

// Close ends all connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return s.client.Disconnect(ctx)
}

// Ping reports whether the primary answers.
func (s *Store) Ping(ctx context.Context) error { return s.client.Ping(ctx, readpref.Primary()) }

// findOne reads one document; missing is returned if there is none.
func findOne[D any](ctx context.Context, c *mongo.Collection, filter bson.M, missing error) (D, error) {
	var d D
	err := c.FindOne(ctx, filter).Decode(&d)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return d, missing
	}
	return d, err
}

// each calls f for every document that a filter selects, until f fails. The cursor is closed in any case.
func each[D any](ctx context.Context, c *mongo.Collection, filter bson.M, opts *options.FindOptionsBuilder, f func(D) error) error {
	cursor, err := c.Find(ctx, filter, opts)
	if err != nil {
		return err
	}
	return drain(ctx, cursor, f)
}

func drain[D any](ctx context.Context, cursor *mongo.Cursor, f func(D) error) error {
	defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
	for cursor.Next(ctx) {
		var d D
		if err := cursor.Decode(&d); err != nil {
			return err
		}
		if err := f(d); err != nil {
			return err
		}
	}
	return cursor.Err()
}

// list returns what convert makes of every document that a filter selects.
func list[D, T any](ctx context.Context, c *mongo.Collection, filter bson.M, opts *options.FindOptionsBuilder, convert func(D) T) ([]T, error) {
	var items []T
	err := each(ctx, c, filter, opts, func(d D) error {
		items = append(items, convert(d))
		return nil
	})
	return items, err
}

// putEach inserts or replaces documents by their ids, in no order.
func putEach[T any](ctx context.Context, c *mongo.Collection, items []T, document func(T) (id string, d any)) error {
	for part := range slices.Chunk(items, chunk) {
		models := make([]mongo.WriteModel, len(part))
		for i, item := range part {
			id, d := document(item)
			models[i] = mongo.NewReplaceOneModel().SetFilter(byID(id)).SetReplacement(d).SetUpsert(true)
		}
		if _, err := c.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false)); err != nil {
			return err
		}
	}
	return nil
}

func byID(id string) bson.M { return bson.M{"_id": id} }

func byIDs(ids []string) bson.M { return bson.M{"_id": bson.M{"$in": ids}} }

// inSpan selects by an id. Strings are compared by their bytes where no collation is asked for.
func inSpan(within progress.Span) bson.M {
	filter := bson.M{"$gt": within.After}
	if within.UpTo != "" {
		filter["$lte"] = within.UpTo
	}
	return filter
}

// ascending is an order, and the keys of an index, by the named fields.
func ascending(fields ...string) bson.D {
	var d bson.D
	for _, field := range fields {
		d = append(d, bson.E{Key: field, Value: 1})
	}
	return d
}

// millis cuts a time to what the database keeps, so that what was stored equals what is read back.
func millis(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
