package campaign

import "hocso/internal/day"

// number returns a day as a count of days, and false if it is not written as 2006-01-02. Ranking 3,000 rows asks for it many
// thousand times, so it does not go the long way through a layout.
func number(d day.Day) (int, bool) {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, false
	}
	year, okYear := digits(string(d[:4]))
	month, okMonth := digits(string(d[5:7]))
	date, okDate := digits(string(d[8:]))
	if !okYear || !okMonth || !okDate || month < 1 || month > 12 || date < 1 || date > 31 {
		return 0, false
	}
	// A year that begins in March has its leap day at the end, and its months' lengths repeat every five.
	if month < 3 {
		year, month = year-1, month+12
	}
	return 365*year + floor(year, 4) - floor(year, 100) + floor(year, 400) + (153*(month-3)+2)/5 + date, true
}

func digits(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// floor divides, also what is below zero: the year before 0000.
func floor(n, by int) int {
	if n < 0 {
		return (n - by + 1) / by
	}
	return n / by
}

// weekday returns how many days after a Monday a day is.
func weekday(number int) int { return (number + mondayShift) % 7 }

// mondayShift is such that the number of 2026-11-23, a Monday, is taken as one.
const mondayShift = 1
