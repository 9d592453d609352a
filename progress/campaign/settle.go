package campaign

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ErrAltered says that a settlement is not what was frozen.
var ErrAltered = errors.New("the settlement does not match its hash")

// Freeze settles a campaign: it ranks rows, once for all, as they stand on the last day. The rows must be of that day, or of at
// most seven days after it: what the last week brought is in them. Neither the order of rows and names nor their repetition
// matters.
func Freeze(c Campaign, rows []Row, names []Name, at time.Time) Settlement {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.ID, b.ID) })
	rows = slices.CompactFunc(rows, func(a, b Row) bool { return a.ID == b.ID })
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.ID, b.ID) })
	s := Settlement{Campaign: c, Rules: RulesVersion, Day: c.LastDay, At: at, Names: slices.Compact(names)}
	var wards, villages []Row
	of := map[string][]Row{}
	for _, r := range rows {
		s.Rows = append(s.Rows, c.settle(r))
		if r.Ward == "" {
			wards = append(wards, r)
			if _, ok := of[r.ID]; !ok {
				of[r.ID] = nil // one without villages has an empty board, as a living one
			}
		} else {
			villages = append(villages, r)
			of[r.Ward] = append(of[r.Ward], r)
		}
	}
	s.freeze("wards", wards, nil)
	s.freeze("villages", villages, c.Bands)
	for _, ward := range slices.Sorted(maps.Keys(of)) {
		s.freeze("wards/"+ward+"/villages", of[ward], c.Bands)
	}
	s = s.canonical()
	s.Hash = s.hash()
	return s
}

// freeze adds a board in each measure, of all sizes and of each band.
func (s *Settlement) freeze(board string, rows []Row, bands []Band) {
	for _, m := range s.Campaign.Ranked() {
		for _, b := range append([]Band{{}}, bands...) {
			v := View{Measure: m, Window: WholeCampaign, Band: b.ID}
			frozen := FrozenBoard{Board: board, Measure: m, Band: b.ID}
			standing := Rank(rows, v, s.Campaign, s.Day)
			for _, r := range standing.Ranked {
				frozen.Ranked = append(frozen.Ranked, FrozenPlace{r.ID, r.Rank, r.Num, r.Den})
			}
			for _, r := range standing.Apart {
				frozen.Apart = append(frozen.Apart, FrozenReason{r.ID, r.Reason, r.Hidden})
			}
			s.Boards = append(s.Boards, frozen)
		}
	}
}

// settle returns a row as everybody may read it.
func (c Campaign) settle(r Row) SettledRow {
	s := SettledRow{ID: r.ID, Ward: r.Ward, Adults: r.Roll.Adults, RollVersion: r.Roll.Version, RollDay: r.Roll.Day,
		Learners: c.Shown(r.Learners), Done: c.Shown(r.Done), Completed: c.Shown(r.Completed), State: r.State}
	if s.Learners != nil {
		s.Points = &r.Points
	}
	if s.Done != nil {
		s.DoneAt = r.DoneAt
	}
	return s
}

// canonical returns a settlement as any store gives it back: instants in UTC and to the millisecond, lists that are there.
func (s Settlement) canonical() Settlement {
	s.At = instant(s.At)
	s.Campaign = s.Campaign.copied()
	s.Names, s.Rows, s.Boards = list(s.Names), list(s.Rows), list(s.Boards)
	for i := range s.Rows {
		s.Rows[i].DoneAt = instant(s.Rows[i].DoneAt)
	}
	for i, b := range s.Boards {
		s.Boards[i].Ranked, s.Boards[i].Apart = list(b.Ranked), list(b.Apart)
	}
	return s
}

// copied returns a campaign that shares nothing with the one it was made of, so that nobody changes a settlement by changing that.
func (c Campaign) copied() Campaign {
	c.Modules = list(c.Modules)
	c.Measures, c.Bands = append([]Measure(nil), c.Measures...), append([]Band(nil), c.Bands...)
	if c.Targets.Places = maps.Clone(c.Targets.Places); len(c.Targets.Places) == 0 {
		c.Targets.Places = nil
	}
	return c
}

func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// list returns a copy that is empty, not nil, without elements.
func list[T any](l []T) []T { return append([]T{}, l...) }

// JSON returns the settlement's only text: fields in their order, no blanks, instants in UTC.
func (s Settlement) JSON() []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s.canonical()); err != nil {
		panic(err) // only for years beyond 9999; everything else in it can be written
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}

func (s Settlement) hash() string {
	s.Hash = ""
	sum := sha256.Sum256(s.JSON())
	return hex.EncodeToString(sum[:])
}

// Check computes the hash anew. ErrAltered.
func (s Settlement) Check() error {
	if got := s.hash(); got != s.Hash {
		return fmt.Errorf("%w: it says %q and has %s", ErrAltered, s.Hash, got)
	}
	return nil
}

// ReadSettlement reads a settlement's text and takes no other than JSON writes, to the byte. ErrAltered.
func ReadSettlement(raw []byte) (Settlement, error) {
	var s Settlement
	if err := json.Unmarshal(raw, &s); err != nil {
		return Settlement{}, fmt.Errorf("%w: %w", ErrAltered, err)
	}
	if err := s.Check(); err != nil {
		return Settlement{}, err
	}
	if !bytes.Equal(raw, s.JSON()) {
		return Settlement{}, fmt.Errorf("%w: it is written otherwise", ErrAltered)
	}
	return s, nil
}

// Board returns a frozen board, by its name in addresses, as Rank gives a living one: hidden numbers are 0, and since nothing can
// come any more, nothing is missing or has moved. Only the whole campaign is frozen. ErrView without such a board.
func (s Settlement) Board(board string, m Measure, band string) (Standing, error) {
	i := slices.IndexFunc(s.Boards, func(b FrozenBoard) bool { return b.Board == board && b.Measure == m && b.Band == band })
	if i < 0 {
		return Standing{}, fmt.Errorf("%w: frozen %s %s %s", ErrView, board, m, band)
	}
	frozen := s.Boards[i]
	standing := Standing{Ranked: make([]Ranked, 0, len(frozen.Ranked)), Apart: make([]Apart, 0, len(frozen.Apart))}
	v := View{Measure: m, Window: WholeCampaign, Band: band}
	for _, p := range frozen.Ranked {
		r := s.row(p.ID)
		people := p.Num
		if !v.people() {
			people = v.peopleOf(r.Counts)
		}
		standing.Ranked = append(standing.Ranked, Ranked{Row: r, Rank: p.Rank, Num: p.Num, Den: p.Den, People: people})
	}
	for _, p := range frozen.Apart {
		r := s.row(p.ID)
		people := v.peopleOf(r.Counts)
		if m == Gain { // rows are of the whole campaign
			people = -1
		}
		standing.Apart = append(standing.Apart, Apart{r, p.Reason, people, p.Hidden})
	}
	return standing, nil
}

// row returns a settled row as a board shows it; rows are ordered by id.
func (s Settlement) row(id string) Row {
	i, ok := slices.BinarySearchFunc(s.Rows, id, func(r SettledRow, id string) int { return cmp.Compare(r.ID, id) })
	if !ok {
		return Row{ID: id, AsOf: s.At}
	}
	r := s.Rows[i]
	number := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	return Row{ID: r.ID, Ward: r.Ward, Roll: Roll{r.Adults, r.RollVersion, r.RollDay}, Learners: number(r.Learners),
		Counts: Counts{number(r.Done), number(r.Completed), number(r.Points)}, DoneAt: r.DoneAt, State: r.State, AsOf: s.At}
}
