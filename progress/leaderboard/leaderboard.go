// Package leaderboard keeps the rows of boards in Redis: what each place has reached, one hash a campaign. They are a view of
// totals: every value is written absolutely, and all of them can be rebuilt at any time. Ranking is campaign.Rank, in the
// process that answers. Nothing about persons is in them.
package leaderboard

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

var (
	// ErrNotBuilt says that Redis answers but does not hold the rows, as after a flush.
	ErrNotBuilt = errors.New("boards are not built")
	// ErrUnavailable says that the rows cannot be read and none were read before.
	ErrUnavailable = errors.New("boards unavailable")
)

// Boards reads and writes the rows of campaigns.
type Boards struct {
	client redis.UniversalClient
}

// New makes boards over a Redis client.
func New(client redis.UniversalClient) *Boards { return &Boards{client: client} }

// All keys of a campaign share a hash tag, so that they lie on one node of a Redis Cluster and can change in one step.
func key(campaign, part string) string { return "hocso:{" + campaign + "}:" + part }

// rowsKey is a hash: rows by village id and ward code.
func rowsKey(campaign string) string { return key(campaign, "rows") }

// stateKey is text: when the rows were last written and a token that no other writing has, "1764205200000 TOKEN".
func stateKey(campaign string) string { return key(campaign, "state") }

func newState(asOf time.Time) string {
	return strconv.FormatInt(asOf.UnixMilli(), 10) + " " + rand.Text()
}

// row is what is stored of a place.
type row struct {
	Ward        string         `json:"ward,omitempty"`
	Adults      int            `json:"adults,omitempty"`
	RollVersion int            `json:"roll,omitempty"`
	RollDay     day.Day        `json:"roll_day,omitempty"`
	Learners    int            `json:"learners,omitempty"`
	Counts      counts         `json:"counts"`
	Since       [3]int64       `json:"since"` // milliseconds UTC, of each count
	Day         day.Day        `json:"day,omitempty"`
	Recent      []counts       `json:"recent,omitempty"` // without the empty ones at the end
	State       campaign.State `json:"state,omitempty"`
	AsOf        int64          `json:"as_of"`
}

// counts is done, completed, points.
type counts [3]int

func newCounts(n campaign.Counts) counts { return counts{n.Done, n.Completed, n.Points} }

func (n counts) counts() campaign.Counts {
	return campaign.Counts{Done: n[0], Completed: n[1], Points: n[2]}
}

func encode(r campaign.Row) ([]byte, error) {
	stored := row{r.Ward, r.Roll.Adults, r.Roll.Version, r.Roll.Day, r.Learners, newCounts(r.Counts),
		[3]int64{millis(r.DoneAt), millis(r.CompletedAt), millis(r.PointsAt)}, r.Day, nil, r.State, millis(r.AsOf)}
	for i, n := range r.Recent {
		if n != (campaign.Counts{}) {
			for len(stored.Recent) <= i {
				stored.Recent = append(stored.Recent, counts{})
			}
			stored.Recent[i] = newCounts(n)
		}
	}
	return json.Marshal(stored)
}

func decode(id, raw string) (campaign.Row, error) {
	var s row
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		return campaign.Row{}, fmt.Errorf("row of %s: %w", id, err)
	}
	r := campaign.Row{ID: id, Ward: s.Ward, Roll: campaign.Roll{Adults: s.Adults, Version: s.RollVersion, Day: s.RollDay}, Learners: s.Learners,
		Counts: s.Counts.counts(), DoneAt: instant(s.Since[0]), CompletedAt: instant(s.Since[1]), PointsAt: instant(s.Since[2]),
		Day: s.Day, State: s.State, AsOf: instant(s.AsOf)}
	for i, n := range s.Recent[:min(len(s.Recent), campaign.RecentDays)] {
		r.Recent[i] = n.counts()
	}
	return r, nil
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Built implements progress.Boards.
func (b *Boards) Built(ctx context.Context, campaign string) (bool, error) {
	n, err := b.client.Exists(ctx, stateKey(campaign)).Result()
	return n == 1, err
}

// Update implements progress.Boards. It returns ErrNotBuilt, and writes nothing that is read, if the rows were lost.
func (b *Boards) Update(ctx context.Context, campaign string, rows []campaign.Row, asOf time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	built, err := b.Built(ctx, campaign)
	if err != nil {
		return fmt.Errorf("update boards: %w", err)
	}
	if !built {
		return ErrNotBuilt
	}
	_, err = b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		if err := putRows(ctx, p, rowsKey(campaign), rows); err != nil {
			return err
		}
		// XX: rows that vanished since Built was asked must not look built.
		p.SetXX(ctx, stateKey(campaign), newState(asOf), redis.KeepTTL)
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

func putRows(ctx context.Context, p redis.Pipeliner, key string, rows []campaign.Row) error {
	fields := make([]any, 0, 2*len(rows))
	for _, r := range rows {
		raw, err := encode(r)
		if err != nil {
			return err
		}
		fields = append(fields, r.ID, raw)
	}
	p.HSet(ctx, key, fields...)
	return nil
}

// Replace implements progress.Boards: it fills a temporary key and renames it, so that readers see the old rows or the new ones.
func (b *Boards) Replace(ctx context.Context, campaign string, rows []campaign.Row, asOf time.Time) error {
	fresh := rowsKey(campaign) + ":new"
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Del(ctx, fresh)
		if len(rows) > 0 {
			if err := putRows(ctx, p, fresh, rows); err != nil {
				return err
			}
			p.Rename(ctx, fresh, rowsKey(campaign))
		} else {
			p.Del(ctx, rowsKey(campaign))
		}
		p.Set(ctx, stateKey(campaign), newState(asOf), 0)
		return nil
	})
	if err != nil {
		return fmt.Errorf("replace boards: %w", err)
	}
	return nil
}

// Rows is all rows of a campaign as they were written last.
type Rows struct {
	Rows  []campaign.Row // in no order
	AsOf  time.Time
	State string // another one whenever something was written
}

// Rows returns the rows of a campaign, or ErrNotBuilt.
func (b *Boards) Rows(ctx context.Context, campaignID string) (Rows, error) {
	var state *redis.StringCmd
	var stored *redis.MapStringStringCmd
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		state = p.Get(ctx, stateKey(campaignID))
		stored = p.HGetAll(ctx, rowsKey(campaignID))
		return nil
	})
	if errors.Is(err, redis.Nil) {
		return Rows{}, ErrNotBuilt
	}
	if err != nil {
		return Rows{}, fmt.Errorf("read boards: %w", err)
	}
	text, _, _ := strings.Cut(state.Val(), " ")
	ms, err := strconv.ParseInt(text, 10, 64)
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
	return Rows{Rows: rows, AsOf: instant(ms), State: state.Val()}, nil
}

// State returns what Rows would return as State, or ErrNotBuilt.
func (b *Boards) State(ctx context.Context, campaign string) (string, error) {
	state, err := b.client.Get(ctx, stateKey(campaign)).Result()
	if errors.Is(err, redis.Nil) {
		return "", ErrNotBuilt
	}
	return state, err
}

// Shown implements progress.BoardReader.
func (b *Boards) Shown(ctx context.Context, campaign string) ([]campaign.Row, error) {
	rows, err := b.Rows(ctx, campaign)
	return rows.Rows, err
}
