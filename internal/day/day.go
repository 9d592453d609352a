// Package day holds the calendar day of the province, the unit in which a campaign counts.
package day

import (
	"fmt"
	"time"
)

// Zone is Asia/Ho_Chi_Minh. Since 1975 it has had this one offset and no summer time, so it is exact and needs no zone files.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", offset)

// offset is how many seconds the province's clocks are ahead of UTC.
const offset = 7 * 60 * 60

// Day is a calendar day as "2006-01-02"; it sorts and compares as text.
type Day string

// Of returns the day on which t falls in the province. Folding asks for it several times a submission, so it does not go the
// long way through a layout.
func Of(t time.Time) Day {
	year, month, date := t.In(Zone).Date()
	if year < 0 || year > 9999 {
		return Day(t.In(Zone).Format(time.DateOnly))
	}
	digit := func(n int) byte { return byte('0' + n%10) } //nolint:gosec // It is one digit.
	return Day([]byte{digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
		digit(int(month) / 10), digit(int(month)), '-', digit(date / 10), digit(date)})
}

// Same reports whether both moments fall on one day in the province; it costs a hundredth of comparing what Of returns.
func Same(a, b time.Time) bool { return number(a) == number(b) }

// number counts the days of the province from that of 1970-01-01.
func number(t time.Time) int64 {
	const length = 24 * 60 * 60
	seconds := t.Unix() + offset
	if seconds < 0 {
		seconds -= length - 1 // division rounds towards zero
	}
	return seconds / length
}

// Parse reads "2006-01-02" and refuses anything else.
func Parse(s string) (Day, error) {
	if _, err := time.ParseInLocation(time.DateOnly, s, Zone); err != nil {
		return "", fmt.Errorf("%q is not a day written as 2006-01-02", s)
	}
	return Day(s), nil
}

// Start returns the first instant of the day, or the zero time if d was not made by Of or Parse.
func (d Day) Start() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Add returns the day n days later.
func (d Day) Add(n int) Day { return Of(d.Start().AddDate(0, 0, n)) }

// Since returns how many days after another day this one is; 0 if either was not made by Of or Parse.
func (d Day) Since(o Day) int {
	from, to := o.Start(), d.Start()
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return int(to.Sub(from) / (24 * time.Hour))
}
