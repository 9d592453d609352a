package bench

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Kind is a kind of request that learners make.
type Kind string

// The kinds. Renew is made when an access token is about to expire, Register and SignIn before the measuring; the others
// are what a mix is made of.
const (
	Courses       Kind = "courses"        // the catalogue
	Course        Kind = "course"         // one of it
	Module        Kind = "module"         // one of the three that the learner is at
	Submission    Kind = "submission"     // a quiz that was just finished
	Batch         Kind = "batch"          // up to fifty quizzes that were finished days ago without a network
	Progress      Kind = "progress"       // the learner's own
	BoardWards    Kind = "board-wards"    // of all wards
	BoardVillages Kind = "board-villages" // of all villages
	BoardWard     Kind = "board-ward"     // of the villages of the learner's ward
	Renew         Kind = "renew"          // of an access token
	Register      Kind = "register"
	SignIn        Kind = "sign-in"
)

// mixed are the kinds that a mix is made of, in the order of tables.
var mixed = []Kind{Courses, Course, Module, Submission, Batch, Progress, BoardWards, BoardVillages, BoardWard}

// Mix is how often each kind is asked for, as weights.
type Mix map[Kind]int

// DefaultMix is an evening: the app is opened, a lesson looked up and its quiz handed in, then one's own progress and a
// board; of a hundred requests two bring what was learnt without a network.
var DefaultMix = Mix{Courses: 12, Course: 12, Module: 16, Submission: 28, Batch: 2, Progress: 14, BoardWards: 6, BoardVillages: 4, BoardWard: 6}

// ErrBadMix says that a text is no mix.
var ErrBadMix = errors.New("not a mix")

// ParseMix reads weights such as "submission=3,board-wards=1"; what is not named is not asked for. Errors: ErrBadMix.
func ParseMix(text string) (Mix, error) {
	m := Mix{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		weight, err := strconv.Atoi(value)
		_, twice := m[Kind(name)]
		if err != nil || weight < 0 || weight > 1_000_000 || twice || !slices.Contains(mixed, Kind(name)) {
			return nil, fmt.Errorf("%w: %q; type kind=weight, of the kinds %s", ErrBadMix, part, kindNames())
		}
		m[Kind(name)] = weight
	}
	if m.total() == 0 {
		return nil, fmt.Errorf("%w: every weight is 0", ErrBadMix)
	}
	return m, nil
}

func kindNames() string {
	names := make([]string, len(mixed))
	for i, k := range mixed {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// String returns what ParseMix reads.
func (m Mix) String() string {
	var parts []string
	for _, k := range mixed {
		if m[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", k, m[k]))
		}
	}
	return strings.Join(parts, ",")
}

func (m Mix) total() int {
	total := 0
	for _, weight := range m {
		total += weight
	}
	return total
}

// sending is the part of requests that send answers.
func (m Mix) sending() float64 { return float64(m[Submission]+m[Batch]) / float64(m.total()) }

func (m Mix) pick(rng *rand.Rand) Kind {
	n := rng.IntN(m.total())
	for _, k := range mixed {
		if n -= m[k]; n < 0 {
			return k
		}
	}
	panic("bench: weights do not add up") // cannot be: n was below their sum
}
