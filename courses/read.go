package courses

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
)

// Limits of what can be written.
const (
	maxFile      = 1 << 20 // bytes
	maxLesson    = 1 << 15 // bytes, five times a usual lesson; the time that Markdown takes grows with the square
	maxIDLength  = 64
	maxMinutes   = 30
	minSteps     = 4
	maxSteps     = 8
	maxWords     = 70 // of a step
	minQuestions = 3
	maxQuestions = 5
	maxKnown     = 3 // starting questions
	// Of the texts of a question.
	maxQuestionWords = 40
	maxOptionWords   = 25
	maxFeedbackWords = 50
	maxModule        = 15 << 10 // bytes of a ModuleView, compressed: what a phone loads for one lesson
)

// tables are the files that no course owns.
var tables = []string{"facts.yaml", "hotlines.yaml"}

// Content is everything that the content files say, ready to be published.
type Content struct {
	Courses  []Course // by Order, then ID
	Modules  []Module // as the courses list them; Version is 0
	Facts    []Fact
	Hotlines []Hotline
	// Recordings are those that lessons name.
	Recordings []Recording
}

// Read reads and checks the content files under dir; docs/authoring.md is their format. today decides which facts are due
// for a check; the empty day lets all pass, for content that was checked before. Content is empty where there is a fault: nothing half right can be published.
func Read(fsys fs.FS, dir string, today day.Day) (Content, Faults) {
	r := &reader{fsys: fsys, dir: dir, today: today, owners: map[string]string{}}
	entries, ok := r.list(".")
	if !ok {
		return Content{}, r.faults
	}
	r.readFacts()
	r.readHotlines()
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == picturesFolder && e.IsDir() }) {
		r.readPictures()
	}
	for _, entry := range entries {
		if entry.Name() == picturesFolder && entry.IsDir() {
			continue
		}
		if entry.IsDir() {
			r.readCourse(entry.Name())
		} else if !slices.Contains(tables, entry.Name()) {
			r.whole(entry.Name()).fault(1, "move it into the folder of a course, or delete it", "the file belongs to no course")
		}
	}
	r.checkCourseOrder()
	if len(r.faults) > 0 {
		return Content{}, r.faults.sorted()
	}
	slices.SortFunc(r.content.Courses, func(a, b Course) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	modules := make(map[string]Module, len(r.content.Modules))
	for _, m := range r.content.Modules {
		modules[m.ID] = m
	}
	r.content.Modules = r.content.Modules[:0]
	for _, c := range r.content.Courses {
		for _, id := range c.Modules {
			r.content.Modules = append(r.content.Modules, modules[id])
		}
	}
	return r.content, nil
}

// reader is one run of Read.
type reader struct {
	fsys  fs.FS
	dir   string
	today day.Day

	faults   Faults
	content  Content
	facts    map[string]Fact    // nil where facts.yaml cannot be read; then facts are not checked
	hotlines map[string]Hotline // nil where hotlines.yaml cannot be read
	numbers  []typedNumber      // of the hotlines
	owners   map[string]string  // course by module id
	orders   []courseOrder
	pictures map[string]string // drawings by file name
	played   []string          // recordings that lessons name, from the content folder
	known    int               // courses with a starting question
}

// whole returns a whole file, named from the content folder, as a piece.
func (r *reader) whole(name string) piece { return piece{r: r, file: path.Join(r.dir, name)} }

// list returns what a folder holds, by name, without the hidden files that desktops leave behind.
func (r *reader) list(folder string) ([]fs.DirEntry, bool) {
	name := path.Join(r.dir, folder)
	entries, err := fs.ReadDir(r.fsys, name)
	if err != nil {
		piece{r: r, file: name}.fault(1, "give the folder that holds facts.yaml and the courses", "the folder cannot be read")
		return nil, false
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") }), true
}

// load returns the text of a file, named from the content folder: NFC, lines ended by \n alone, no byte order mark.
func (r *reader) load(name, mendMissing string) (piece, string, bool) {
	p := r.whole(name)
	data, err := readUpTo(r.fsys, p.file, maxFile+1)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.fault(1, mendMissing, "the file is missing")
		return p, "", false
	case err != nil:
		p.fault(1, "save it as an ordinary text file", "the file cannot be read")
		return p, "", false
	case len(data) > maxFile:
		p.fault(1, "split it, or delete what is no lesson text", "the file is over 1 MiB")
		return p, "", false
	case !utf8.Valid(data):
		p.fault(1+bytes.Count(data[:validPrefix(data)], []byte("\n")), "save the file with the encoding UTF-8",
			"the file is not UTF-8 text")
		return p, "", false
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if at := strings.IndexFunc(text, isInvisible); at >= 0 {
		p.fault(1+strings.Count(text[:at], "\n"), "delete the line and type it again", "an invisible control character stands here")
		return p, "", false
	}
	return p, norm.NFC.String(text), true
}

func readUpTo(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, limit))
}

// validPrefix returns how many bytes are UTF-8.
func validPrefix(data []byte) int {
	n := 0
	for n < len(data) {
		r, size := utf8.DecodeRune(data[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// isInvisible also covers private characters, two of which stand for a hotline's key while a lesson is read.
func isInvisible(c rune) bool {
	return c != '\n' && c != '\t' && (unicode.IsControl(c) || unicode.Is(unicode.Co, c) || c == '\ufeff')
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// isID says whether s can be the id of a course, module, question or option.
func isID(s string) bool { return len(s) <= maxIDLength && idShape.MatchString(s) }

const mendID = "type lower-case letters, digits and single hyphens, at most 64: mat-khau-manh"
