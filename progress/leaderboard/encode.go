package leaderboard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// rowFormat is the first byte of a stored row. Another order of fields needs another number: rows are written anew at each start,
// and a server that meets a format that it does not know shows its last boards as stale meanwhile.
const rowFormat = 1

var errRow = errors.New("not a row of boards")

// encode makes some 70 bytes of a row, so that thousands are read and written in milliseconds: texts with their lengths before
// them, and numbers as varints.
func encode(r campaign.Row) []byte {
	b := make([]byte, 1, 128)
	b[0] = rowFormat
	for _, text := range []string{r.Ward, string(r.Roll.Day), string(r.Day), string(r.State)} {
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(b, text...)
	}
	for _, n := range []int{r.Roll.Adults, r.Roll.Version, r.Learners} {
		b = binary.AppendVarint(b, int64(n))
	}
	b = appendCounts(b, r.Counts)
	for _, t := range []time.Time{r.DoneAt, r.CompletedAt, r.PointsAt, r.AsOf} {
		b = binary.AppendVarint(b, nanos(t))
	}
	days := 0 // without the empty ones at the end
	for i, n := range r.Recent {
		if n != (campaign.Counts{}) {
			days = i + 1
		}
	}
	b = binary.AppendVarint(b, int64(days))
	for _, n := range r.Recent[:days] {
		b = appendCounts(b, n)
	}
	return b
}

func appendCounts(b []byte, n campaign.Counts) []byte {
	for _, v := range []int{n.Done, n.Completed, n.Points} {
		b = binary.AppendVarint(b, int64(v))
	}
	return b
}

func decode(id, raw string) (campaign.Row, error) {
	r := campaign.Row{ID: id}
	if raw == "" || raw[0] != rowFormat {
		return r, fmt.Errorf("%w: %s", errRow, id)
	}
	d := decoder{rest: raw[1:]}
	r.Ward, r.Roll.Day, r.Day, r.State = d.text(), day.Day(d.text()), day.Day(d.text()), campaign.State(d.text())
	r.Roll.Adults, r.Roll.Version, r.Learners = d.number(), d.number(), d.number()
	r.Counts = d.counts()
	r.DoneAt, r.CompletedAt, r.PointsAt, r.AsOf = d.instant(), d.instant(), d.instant(), d.instant()
	days := d.number()
	if days < 0 || days > campaign.RecentDays {
		return r, fmt.Errorf("%w: %s", errRow, id)
	}
	for i := range days {
		r.Recent[i] = d.counts()
	}
	if d.short || d.rest != "" {
		return r, fmt.Errorf("%w: %s", errRow, id)
	}
	return r, nil
}

// decoder reads from a string, of which the texts stay parts. What is missing reads as zero and sets short.
type decoder struct {
	rest  string
	short bool
}

func (d *decoder) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		c := d.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.rest, d.short = "", true
	return 0
}

func (d *decoder) varint() int64 {
	n := d.uvarint()
	v := int64(n >> 1) //nolint:gosec // The other half of what AppendVarint does.
	if n&1 != 0 {
		v = ^v
	}
	return v
}

func (d *decoder) number() int { return int(d.varint()) }

func (d *decoder) text() string {
	n := d.uvarint()
	if n > uint64(len(d.rest)) {
		d.rest, d.short = "", true
		return ""
	}
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

func (d *decoder) counts() campaign.Counts {
	return campaign.Counts{Done: d.number(), Completed: d.number(), Points: d.number()}
}

func (d *decoder) instant() time.Time {
	if ns := d.varint(); ns != 0 {
		return time.Unix(0, ns).UTC()
	}
	return time.Time{}
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}
