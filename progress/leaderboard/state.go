package leaderboard

import (
	"crypto/rand"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"
)

// state is which writings are in the rows of a campaign. A replica that takes over for a Redis that died may hold an older one.
//
// It is stored as a hash: "epoch", how often all rows were written anew; "token", another one after each writing; "as_of", when
// that was; "version", the earliest of the campaign's from which any row follows; and for each process that wrote since the epoch began a field with the number of its last writing. So it grows
// by one field a server, until rows are written anew.
type state struct {
	epoch   int64
	token   string
	asOf    int64 // milliseconds UTC
	version int
	writers map[string]int64
}

const writerPrefix = "writer:"

func parseState(fields map[string]string) (state, error) {
	if fields["epoch"] == "" {
		return state{}, ErrNotBuilt
	}
	s := state{token: fields["token"], writers: map[string]int64{}}
	var err error
	number := func(name string) int64 {
		n, e := strconv.ParseInt(fields[name], 10, 64)
		if e != nil && err == nil {
			err = fmt.Errorf("state of boards: %s: %w", name, e)
		}
		return n
	}
	s.epoch, s.asOf = number("epoch"), number("as_of")
	s.version, _ = strconv.Atoi(fields["version"]) // 0, which no version is, where a release before it wrote
	for name := range fields {
		if strings.HasPrefix(name, writerPrefix) {
			s.writers[name] = number(name)
		}
	}
	return s, err
}

func (s state) at() time.Time { return time.UnixMilli(s.asOf).UTC() }

// own returns the number of a writer's last writing as it is stored; nothing without one.
func (s state) own(writer string) string {
	if n := s.writers[writer]; n != 0 {
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// with is the state after one more writing.
func (s state) with(writer string, n int64, asOf time.Time) state {
	next := state{epoch: s.epoch, token: rand.Text(), asOf: asOf.UnixMilli(), writers: map[string]int64{}}
	maps.Copy(next.writers, s.writers)
	next.writers[writer] = n
	return next
}

// lacks reports whether a writing that is in an earlier state is not in this one. All rows written anew have what was written
// before in them.
func (s state) lacks(earlier state) bool {
	if s.epoch != earlier.epoch {
		return s.epoch < earlier.epoch
	}
	for writer, n := range earlier.writers {
		if s.writers[writer] < n {
			return true
		}
	}
	return false
}

func (k *known) last() state {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.seen
}

// note remembers what a state has in it, beside what is known of its epoch already.
func (k *known) note(s state) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case s.epoch < k.seen.epoch:
		return
	case s.epoch == k.seen.epoch:
		writers := maps.Clone(s.writers) // states that were handed out do not change
		for writer, n := range k.seen.writers {
			writers[writer] = max(writers[writer], n)
		}
		s.writers = writers
	}
	k.seen = s
}

// look reads the state that was found by somebody who knew an earlier one before asking. ErrNotBuilt if the found one lacks
// anything of that.
func (k *known) look(before state, fields map[string]string) (state, error) {
	found, err := parseState(fields)
	if err != nil {
		return state{}, err
	}
	if found.lacks(before) {
		return state{}, fmt.Errorf("%w: what was written last is gone", ErrNotBuilt)
	}
	k.note(found)
	return found, nil
}
