// Package leaderboard keeps the rows of boards in Redis: what each place has reached, one hash a campaign. They are a view of
// totals: every value is written absolutely, and all of them can be rebuilt at any time. Ranking is campaign.Rank, in the
// process that answers. Nothing about persons is in them.
package leaderboard

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/progress/campaign"
)

var (
	// ErrNotBuilt says that Redis answers but does not hold the rows, as after a flush, or only older ones than it held before,
	// as after a failover to a replica that was behind.
	ErrNotBuilt = errors.New("boards are not built")
	// ErrUnavailable says that the rows cannot be read and none were read before.
	ErrUnavailable = errors.New("boards unavailable")
)

// maxTries is how often a writing is tried again because another server wrote in between.
const maxTries = 20

// Boards reads and writes the rows of campaigns. It is safe for concurrent use.
type Boards struct {
	client redis.UniversalClient
	writer string // the field of this process in states

	mu        sync.Mutex
	campaigns map[string]*known
}

// known is what this process has seen of a campaign.
type known struct {
	writing sync.Mutex // of this process, one writing at a time
	written int64      // the number of the last one that was begun
	tidy    bool       // nothing of the former layout is left

	mu   sync.Mutex
	seen state // the newest there was; it may be there no longer
}

// New makes boards over a Redis client.
func New(client redis.UniversalClient) *Boards {
	return &Boards{client: client, writer: writerPrefix + rand.Text(), campaigns: map[string]*known{}}
}

// All keys of a campaign share a hash tag, so that they lie on one node of a Redis Cluster and can change in one step.
func key(campaign, part string) string { return "hocso:{" + campaign + "}:" + part }

// rowsKey is a hash: rows by village id and ward code.
func rowsKey(campaign string) string { return key(campaign, "rows") }

// stateKey is a hash: see state.
func stateKey(campaign string) string { return key(campaign, "state") }

// channel is where the token of a new state is published.
func channel(campaign string) string { return key(campaign, "changed") }

func (b *Boards) of(campaign string) *known {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.campaigns[campaign]
	if k == nil {
		k = &known{}
		b.campaigns[campaign] = k
	}
	return k
}

// Built implements progress.Boards. Rows that are older than some that this process knows of are not the whole ones.
func (b *Boards) Built(ctx context.Context, campaign string, version int) (bool, error) {
	now, err := b.look(ctx, campaign)
	if errors.Is(err, ErrNotBuilt) {
		return false, nil
	}
	return err == nil && now.version >= version, err
}

// Update implements progress.Boards. It returns ErrNotBuilt, and writes nothing, if the rows were lost or what this process
// wrote last is not among them. Rows of which some follow from an earlier version than others are of the earlier one.
func (b *Boards) Update(ctx context.Context, campaign string, version int, rows []campaign.Row, asOf time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	k := b.of(campaign)
	k.writing.Lock()
	defer k.writing.Unlock()
	fields := fieldsOf(rows)
	for range maxTries {
		seen := k.last()
		k.written++
		next := seen.with(b.writer, k.written, asOf)
		said, err := b.run(ctx, update, campaign, nil, append([]any{b.writer, seen.epoch, seen.own(b.writer), k.written, next.asOf, next.token, channel(campaign), version}, fields...)...)
		switch {
		case err != nil:
			return fmt.Errorf("update boards: %w", err)
		case said == saidDone:
			k.note(next)
			return nil
		case said == saidLost:
			return ErrNotBuilt
		}
		// Another server has written all rows anew: what this process wrote before is in them.
		if _, err := b.State(ctx, campaign); err != nil {
			return fmt.Errorf("update boards: %w", err)
		}
	}
	return fmt.Errorf("update boards: replaced by others in each of %d tries", maxTries)
}

// Replace implements progress.Boards: it fills a temporary key and renames it, so that readers see the old rows or the new ones.
func (b *Boards) Replace(ctx context.Context, campaign string, version int, rows []campaign.Row, asOf time.Time) error {
	k := b.of(campaign)
	k.writing.Lock()
	defer k.writing.Unlock()
	if !k.tidy {
		if err := b.dropFormer(ctx, campaign); err != nil {
			return fmt.Errorf("replace boards: %w", err)
		}
		k.tidy = true
	}
	fields := fieldsOf(rows)
	for range maxTries {
		stored, err := b.stored(ctx, campaign)
		if err != nil && !errors.Is(err, ErrNotBuilt) {
			return fmt.Errorf("replace boards: %w", err)
		}
		k.written++
		next := state{epoch: max(stored.epoch, k.last().epoch) + 1}.with(b.writer, k.written, asOf)
		fresh := rowsKey(campaign) + ":" + next.token
		if err := b.fill(ctx, fresh, fields); err != nil {
			return fmt.Errorf("replace boards: %w", err)
		}
		said, err := b.run(ctx, replace, campaign, []string{fresh}, b.writer, stored.token, len(rows), next.epoch, k.written, next.asOf, next.token, channel(campaign), version)
		switch {
		case err != nil:
			return fmt.Errorf("replace boards: %w", err)
		case said == saidDone:
			k.note(next)
			return nil
		case said == saidLost:
			return fmt.Errorf("replace boards: %w", ErrNotBuilt) // Redis lost some of the new rows before they were all there
		}
	}
	return fmt.Errorf("replace boards: others wrote in each of %d tries", maxTries)
}

// chunk is how many rows are sent in one command, so that none holds up Redis for long.
const chunk = 1000

// fill writes rows under a key that goes away by itself if nothing is made of it.
func (b *Boards) fill(ctx context.Context, key string, fields []any) error {
	if len(fields) == 0 {
		return nil
	}
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for i := 0; i < len(fields); i += 2 * chunk {
			p.HSet(ctx, key, fields[i:min(i+2*chunk, len(fields))]...)
		}
		p.Expire(ctx, key, time.Minute)
		return nil
	})
	return err
}

func fieldsOf(rows []campaign.Row) []any {
	fields := make([]any, 0, 2*len(rows))
	for _, r := range rows {
		fields = append(fields, r.ID, encode(r))
	}
	return fields
}

// Drop implements progress.Boards.
func (b *Boards) Drop(ctx context.Context, campaign string) error {
	k := b.of(campaign)
	k.writing.Lock()
	defer k.writing.Unlock()
	err := b.client.Del(ctx, stateKey(campaign), rowsKey(campaign)).Err()
	if err == nil {
		err = b.dropFormer(ctx, campaign)
	}
	if err != nil {
		return fmt.Errorf("drop boards: %w", err)
	}
	return nil
}

// dropFormer deletes what releases before states left: a sorted set for each board, a set that names them, and when they were written.
func (b *Boards) dropFormer(ctx context.Context, campaign string) error {
	names, asOf := key(campaign, "boards"), key(campaign, "as_of")
	boards, err := b.client.SMembers(ctx, names).Result()
	if err != nil {
		return err
	}
	return b.client.Del(ctx, append(boards, names, asOf)...).Err()
}

// Rows is all rows of a campaign as they were written last.
type Rows struct {
	Rows    []campaign.Row // in no order
	Version int            // of the campaign, from which all of them follow at least
	AsOf    time.Time
	State   string // another one whenever something was written
}

// Rows returns the rows of a campaign, or ErrNotBuilt.
func (b *Boards) Rows(ctx context.Context, campaignID string) (Rows, error) {
	k := b.of(campaignID)
	before := k.last()
	var fields, stored *redis.MapStringStringCmd
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		fields = p.HGetAll(ctx, stateKey(campaignID))
		stored = p.HGetAll(ctx, rowsKey(campaignID))
		return nil
	})
	if err != nil {
		return Rows{}, fmt.Errorf("read boards: %w", err)
	}
	now, err := k.look(before, fields.Val())
	if err != nil {
		return Rows{}, fmt.Errorf("read boards: %w", err)
	}
	rows := make([]campaign.Row, 0, len(stored.Val()))
	for id, raw := range stored.Val() {
		r, err := decode(id, raw)
		if err != nil {
			return Rows{}, fmt.Errorf("read boards: %w", err)
		}
		rows = append(rows, r)
	}
	return Rows{Rows: rows, Version: now.version, AsOf: now.at(), State: now.token}, nil
}

// State returns what Rows would return as State, or ErrNotBuilt.
func (b *Boards) State(ctx context.Context, campaign string) (string, error) {
	now, err := b.look(ctx, campaign)
	return now.token, err
}

// look returns the state that is there, or ErrNotBuilt, also for one that lacks what was seen before.
func (b *Boards) look(ctx context.Context, campaign string) (state, error) {
	k := b.of(campaign)
	before := k.last()
	fields, err := b.client.HGetAll(ctx, stateKey(campaign)).Result()
	if err != nil {
		return state{}, err
	}
	return k.look(before, fields)
}

// stored returns the state that is there, older or not, or ErrNotBuilt.
func (b *Boards) stored(ctx context.Context, campaign string) (state, error) {
	fields, err := b.client.HGetAll(ctx, stateKey(campaign)).Result()
	if err != nil {
		return state{}, err
	}
	return parseState(fields)
}

// Shown implements progress.BoardReader.
func (b *Boards) Shown(ctx context.Context, campaign string) ([]campaign.Row, error) {
	rows, err := b.Rows(ctx, campaign)
	return rows.Rows, err
}

// Follow calls changed with the id of a campaign whenever rows of it were written by whomever, until the context ends. It
// connects again by itself; what was written while it was not connected it does not tell.
func (b *Boards) Follow(ctx context.Context, changed func(campaign string)) {
	sub := b.client.PSubscribe(ctx, channel("*"))
	defer func() { _ = sub.Close() }()
	messages := sub.Channel()
	for {
		select {
		case <-ctx.Done():
			return
		case m, ok := <-messages:
			if !ok {
				return
			}
			if id, ok := strings.CutPrefix(m.Channel, "hocso:{"); ok {
				id, _, _ = strings.Cut(id, "}")
				changed(id)
			}
		}
	}
}
