package courses

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing wrong in the content files, for the teacher who wrote them.
type Fault struct {
	File    string // path in the file system that was read
	Line    int    // from 1
	Problem string // what is wrong
	Mend    string // what to type instead
}

// String prints the fault on one line, as editors and terminals link it.
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d: %s; %s", f.File, f.Line, f.Problem, f.Mend)
}

// Faults are all faults of a folder, by file, then line.
type Faults []Fault

// String prints one fault a line.
func (fs Faults) String() string {
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(f.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// sorted brings faults into reading order and drops repetitions, so that the same files always print the same.
func (fs Faults) sorted() Faults {
	slices.SortFunc(fs, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Problem, b.Problem), cmp.Compare(a.Mend, b.Mend))
	})
	return slices.Compact(fs)
}

// piece is a part of a file that is read on its own: front matter, a question, or the whole file. Faults found in it
// count their lines from its start, and are reported with lines of the file.
type piece struct {
	r     *reader
	file  string
	above int // lines of the file before the piece
}

// fault records a fault at a line of the piece, from 1.
func (p piece) fault(line int, mend, problem string, args ...any) {
	p.r.faults = append(p.r.faults, Fault{
		File: p.file, Line: p.above + max(line, 1), Problem: fmt.Sprintf(problem, args...), Mend: mend,
	})
}

// below returns the piece that starts after the first n lines of p.
func (p piece) below(n int) piece { return piece{p.r, p.file, p.above + n} }

// quoted shows what an author typed, on one line and not too long to read.
func quoted(s string) string {
	s = markedKey.ReplaceAllString(s, "{hotline:$1}")
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
