// Package day holds the calendar day of the province, the unit in which a campaign counts.
package day

import (
	"fmt"
	"time"
)

// Zone is Asia/Ho_Chi_Minh. Việt Nam keeps no summer time, so a fixed offset is exact and needs no zone files.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Day is a calendar day as "2006-01-02"; it sorts and compares as text.
type Day string

// Of returns the day on which t falls in the province.
func Of(t time.Time) Day { return Day(t.In(Zone).Format(time.DateOnly)) }

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
