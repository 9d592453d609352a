// Package leaderboard keeps the boards in Redis. They are a view of totals: every value is written absolutely, and all
// of them can be rebuilt at any time. Nothing about persons is in them.
package leaderboard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/progress/campaign"
)

var (
	// ErrNotBuilt says that Redis answers but does not hold the boards, as after a flush.
	ErrNotBuilt = errors.New("boards are not built")
	// ErrUnavailable says that the boards cannot be read and none was read before.
	ErrUnavailable = errors.New("boards unavailable")
)

// Board names one ranking of places.
type Board struct {
	Villages bool   // of villages, not of wards
	Ward     string // with Villages: only those of this ward
}

// The boards of the whole province.
var (
	Wards    = Board{}
	Villages = Board{Villages: true}
)

// VillagesOf is the board of one ward's villages.
func VillagesOf(ward string) Board { return Board{Villages: true, Ward: ward} }

// String is the board's name in addresses: "wards", "villages", "wards/24163/villages".
func (b Board) String() string {
	switch {
	case !b.Villages:
		return "wards"
	case b.Ward == "":
		return "villages"
	}
	return "wards/" + b.Ward + "/villages"
}

// Boards reads and writes the boards of the campaign that runs.
type Boards struct {
	client   redis.UniversalClient
	campaign func() string
}

// New makes boards over a Redis client; campaign returns the id of the campaign that runs.
func New(client redis.UniversalClient, campaign func() string) *Boards {
	return &Boards{client: client, campaign: campaign}
}

// All keys of a campaign share a hash tag, so that they lie on one node of a Redis Cluster and can change in one step.
func (b *Boards) key(parts string) string { return "hocso:{" + b.campaign() + "}:" + parts }

func (b *Boards) asOfKey() string { return b.key("as_of") }
func (b *Boards) rowsKey() string { return b.key("rows") }

// boardsKey is a set of the keys of all boards, so that Replace finds those that must go.
func (b *Boards) boardsKey() string { return b.key("boards") }
func (b *Boards) boardKey(board Board, m campaign.Measure) string {
	return b.key(board.String() + ":" + string(m))
}

// boardsOf lists the boards on which a row stands.
func boardsOf(row campaign.Row) []Board {
	if row.Ward == "" {
		return []Board{Wards}
	}
	return []Board{Villages, VillagesOf(row.Ward)}
}

// row is what is stored of a place, in the hash of rows.
type row struct {
	Ward   string `json:"ward,omitempty"`
	Done   int    `json:"done"`
	Roll   int    `json:"roll"`
	Points int    `json:"points"`
	AsOf   int64  `json:"as_of"` // milliseconds UTC
}

// Built implements progress.Boards.
func (b *Boards) Built(ctx context.Context) (bool, error) {
	n, err := b.client.Exists(ctx, b.asOfKey()).Result()
	return n == 1, err
}

// Update implements progress.Boards. It returns ErrNotBuilt, and writes nothing that is read, if the boards were lost.
func (b *Boards) Update(ctx context.Context, rows []campaign.Row, asOf time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	built, err := b.Built(ctx)
	if err != nil {
		return fmt.Errorf("update boards: %w", err)
	}
	if !built {
		return ErrNotBuilt
	}
	_, err = b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, r := range rows {
			for _, board := range boardsOf(r) {
				for _, m := range campaign.Measures {
					key := b.boardKey(board, m)
					p.SAdd(ctx, b.boardsKey(), key)
					if value, ok := r.Value(m); ok {
						p.ZAdd(ctx, key, redis.Z{Score: value, Member: r.ID})
					} else {
						p.ZRem(ctx, key, r.ID)
					}
				}
			}
		}
		if err := b.putRows(ctx, p, b.rowsKey(), rows); err != nil {
			return err
		}
		// XX: boards that vanished since Built was asked must not look built.
		p.SetXX(ctx, b.asOfKey(), asOf.UnixMilli(), redis.KeepTTL)
		return nil
	})
	if errors.Is(err, redis.Nil) {
		return ErrNotBuilt
	}
	if err != nil {
		return fmt.Errorf("update boards: %w", err)
	}
	return nil
}

func (b *Boards) putRows(ctx context.Context, p redis.Pipeliner, key string, rows []campaign.Row) error {
	fields := make([]any, 0, 2*len(rows))
	for _, r := range rows {
		raw, err := json.Marshal(row{r.Ward, r.Done, r.Roll, r.Points, r.AsOf.UnixMilli()})
		if err != nil {
			return err
		}
		fields = append(fields, r.ID, raw)
	}
	p.HSet(ctx, key, fields...)
	return nil
}

// Replace implements progress.Boards: it fills temporary keys and renames them all in one transaction, so that readers
// see the old boards or the new ones.
func (b *Boards) Replace(ctx context.Context, rows []campaign.Row, asOf time.Time) error {
	const fresh = ":new"
	sets := map[string][]redis.Z{} // by key; a board that was there and has nothing to rank any more has an empty set
	for _, r := range rows {
		for _, board := range boardsOf(r) {
			for _, m := range campaign.Measures {
				key := b.boardKey(board, m)
				value, ok := r.Value(m)
				if !ok {
					continue
				}
				sets[key] = append(sets[key], redis.Z{Score: value, Member: r.ID})
			}
		}
	}
	before, err := b.client.SMembers(ctx, b.boardsKey()).Result()
	if err != nil {
		return fmt.Errorf("replace boards: %w", err)
	}
	for _, key := range before {
		sets[key] = append(sets[key], nil...)
	}
	_, err = b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Del(ctx, b.rowsKey()+fresh)
		if len(rows) > 0 {
			if err := b.putRows(ctx, p, b.rowsKey()+fresh, rows); err != nil {
				return err
			}
			p.Rename(ctx, b.rowsKey()+fresh, b.rowsKey())
		} else {
			p.Del(ctx, b.rowsKey())
		}
		for key, set := range sets {
			if len(set) == 0 {
				p.Del(ctx, key)
				continue
			}
			p.SAdd(ctx, b.boardsKey(), key)
			p.Del(ctx, key+fresh)
			p.ZAdd(ctx, key+fresh, set...)
			p.Rename(ctx, key+fresh, key)
		}
		p.Set(ctx, b.asOfKey(), asOf.UnixMilli(), 0)
		return nil
	})
	if err != nil {
		return fmt.Errorf("replace boards: %w", err)
	}
	return nil
}

// Snapshot is one board at one moment.
type Snapshot struct {
	Board   Board
	Measure campaign.Measure
	Rows    []campaign.Ranked
	AsOf    time.Time
	Stale   bool // it could not be read anew just now
}

// Read returns a board as Redis holds it, or ErrNotBuilt.
func (b *Boards) Read(ctx context.Context, board Board, m campaign.Measure) (Snapshot, error) {
	var asOf *redis.StringCmd
	var order *redis.ZSliceCmd
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		asOf = p.Get(ctx, b.asOfKey())
		order = p.ZRevRangeWithScores(ctx, b.boardKey(board, m), 0, -1)
		return nil
	})
	if errors.Is(err, redis.Nil) {
		return Snapshot{}, ErrNotBuilt
	}
	if err != nil {
		return Snapshot{}, fmt.Errorf("read board %s: %w", board, err)
	}
	ms, err := strconv.ParseInt(asOf.Val(), 10, 64)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read board %s: %w", board, err)
	}
	rows, err := b.rows(ctx, order.Val())
	if err != nil {
		return Snapshot{}, fmt.Errorf("read board %s: %w", board, err)
	}
	return Snapshot{Board: board, Measure: m, Rows: campaign.Rank(rows, m), AsOf: time.UnixMilli(ms).UTC()}, nil
}

func (b *Boards) rows(ctx context.Context, members []redis.Z) ([]campaign.Row, error) {
	if len(members) == 0 {
		return nil, nil
	}
	ids := make([]string, len(members))
	for i, z := range members {
		id, ok := z.Member.(string)
		if !ok {
			return nil, fmt.Errorf("member %v is no id", z.Member)
		}
		ids[i] = id
	}
	stored, err := b.client.HMGet(ctx, b.rowsKey(), ids...).Result()
	if err != nil {
		return nil, err
	}
	rows := make([]campaign.Row, len(ids))
	for i, raw := range stored {
		text, ok := raw.(string)
		if !ok {
			return nil, ErrNotBuilt // flushed between the two reads
		}
		var r row
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return nil, err
		}
		rows[i] = campaign.Row{ID: ids[i], Ward: r.Ward, Done: r.Done, Roll: r.Roll, Points: r.Points, AsOf: time.UnixMilli(r.AsOf).UTC()}
	}
	return rows, nil
}

// Standings implements progress.BoardReader.
func (b *Boards) Standings(ctx context.Context, wards []string) (map[string][]campaign.Ranked, error) {
	boards := []Board{Wards, Villages}
	for _, w := range wards {
		boards = append(boards, VillagesOf(w))
	}
	all := make(map[string][]campaign.Ranked, len(boards)*len(campaign.Measures))
	for _, board := range boards {
		for _, m := range campaign.Measures {
			snapshot, err := b.Read(ctx, board, m)
			if err != nil {
				return nil, err
			}
			all[board.String()+" "+string(m)] = snapshot.Rows
		}
	}
	return all, nil
}
