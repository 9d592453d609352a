package sheet

import (
	"strconv"
	"strings"
	"time"

	"hocso/internal/day"
)

type cellKind int

const (
	isNothing cellKind = iota
	isText
	isCount
	isShare
	isDay
	isMoment
)

// Cell is one cell of a table. The zero value is empty.
type Cell struct {
	kind   cellKind
	text   string
	number float64
	at     time.Time
}

// Text is a cell of text, whatever it looks like.
func Text(s string) Cell { return Cell{kind: isText, text: s} }

// Count is a cell with a whole number.
func Count(n int) Cell { return Cell{kind: isCount, number: float64(n)} }

// Share is a cell with a part of a whole: 0.305 shows as 30,5 %.
func Share(part float64) Cell { return Cell{kind: isShare, number: part} }

// Day is a cell with a day, empty for none.
func Day(d day.Day) Cell {
	at := d.Start()
	if at.IsZero() {
		return Cell{}
	}
	return Cell{kind: isDay, at: at}
}

// Moment is a cell with a time to the minute in the province, empty for the zero time.
func Moment(at time.Time) Cell {
	if at.IsZero() {
		return Cell{}
	}
	return Cell{kind: isMoment, at: at.In(day.Zone)}
}

// plain is how a cell is written in CSV, which has no types. Days are written in the one way that every spreadsheet program reads as
// the same day. A share is written as the pages write it: 30.5 would be a date to a program with Vietnamese settings.
func (c Cell) plain() string {
	switch c.kind {
	case isText:
		return disarm(c.text)
	case isCount:
		return strconv.FormatFloat(c.number, 'f', 0, 64)
	case isShare:
		return strings.Replace(strconv.FormatFloat(100*c.number, 'f', 1, 64), ".", ",", 1) + " %"
	case isDay:
		return c.at.Format(time.DateOnly)
	case isMoment:
		return c.at.Format("2006-01-02 15:04")
	}
	return ""
}

// excelEpoch is the day 0 of spreadsheet programs for all days since March 1900.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// value is what XLSX holds of a cell: a text, a number, or nil. Times are days since excelEpoch, by the clock on the wall.
func (c Cell) value() any {
	switch c.kind {
	case isText:
		return c.text
	case isCount, isShare:
		return c.number
	case isDay, isMoment:
		wall := time.Date(c.at.Year(), c.at.Month(), c.at.Day(), c.at.Hour(), c.at.Minute(), 0, 0, time.UTC)
		return wall.Sub(excelEpoch).Hours() / 24
	}
	return nil
}
