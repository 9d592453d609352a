package campaign_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

var settled = func() campaign.Campaign {
	c := good()
	c.LastDay, c.MinRoll, c.MinLearners, c.Bands = today, drawn.MinRoll, drawn.MinLearners, drawn.Bands
	c.Measures = campaign.AllMeasures
	return c
}()

var frozenAt = time.Date(2026, 12, 9, 16, 30, 0, 123_456_789, day.Zone)

func namesOf(rows []campaign.Row) []campaign.Name {
	var names []campaign.Name
	for _, r := range rows {
		names = append(names, campaign.Name{ID: r.ID, Name: "Buôn <" + r.ID + "> & Cư M'gar", Ward: r.Ward})
	}
	return names
}

func TestASettlementIsTheSameForAnyOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		other := slices.Clone(rows)
		if len(rows) > 0 {
			other = append(other, rapid.SampledFrom(rows).Draw(t, "twice"))
		}
		other = rapid.Permutation(other).Draw(t, "order")
		a := campaign.Freeze(settled, rows, namesOf(rows), frozenAt)
		b := campaign.Freeze(settled, other, namesOf(other), frozenAt.UTC().Truncate(time.Millisecond))
		if !bytes.Equal(a.JSON(), b.JSON()) || a.Hash != b.Hash || a.Check() != nil {
			t.Fatal("another order made another settlement")
		}
		back, err := campaign.ReadSettlement(a.JSON())
		if err != nil || !reflect.DeepEqual(back, a) {
			t.Fatalf("it does not come back as it was: %v", err)
		}
	})
}

func TestASettlementOfAStoreThatKeepsEmptyListsIsTheSame(t *testing.T) {
	c := settled
	c.Targets, c.Modules = campaign.Targets{}, nil
	other := c
	other.Targets.Places, other.Modules = map[string]int{}, []string{}
	a, b := campaign.Freeze(c, nil, nil, frozenAt), campaign.Freeze(other, []campaign.Row{}, []campaign.Name{}, frozenAt)
	if a.Hash != b.Hash {
		t.Error("an empty list is not as none")
	}
}

func TestAFrozenBoardIsTheBoardOfTheLastDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		s := campaign.Freeze(settled, rows, namesOf(rows), frozenAt)
		board := rapid.SampledFrom([]string{"wards", "villages", "wards/24163/villages"}).Draw(t, "board")
		v := campaign.View{Measure: rapid.SampledFrom(campaign.AllMeasures).Draw(t, "measure"), Window: campaign.WholeCampaign}
		if board != "wards" {
			v.Band = rapid.SampledFrom([]string{"", "nho", "lon"}).Draw(t, "band")
		}
		of := slices.DeleteFunc(slices.Clone(rows), func(r campaign.Row) bool {
			return (r.Ward == "") != (board == "wards") || strings.HasPrefix(board, "wards/") && r.Ward != "24163"
		})
		got, err := s.Board(board, v.Measure, v.Band)
		if err != nil && (len(of) > 0 || !strings.HasPrefix(board, "wards/")) {
			t.Fatalf("%s: %v", board, err)
		}
		want := campaign.Rank(of, v, settled, today)
		if a, b := fmt.Sprint(ranks(want), apart(want)), fmt.Sprint(ranks(got), apart(got)); a != b {
			t.Fatalf("%s became %s", a, b)
		}
		for i, r := range got.Ranked {
			w := want.Ranked[i]
			if r.Num != w.Num || r.Den != w.Den || r.Roll != w.Roll || r.Ward != w.Ward || !r.DoneAt.Equal(w.DoneAt) && w.Done >= settled.MinLearners || r.Was != 0 || r.Missing != 0 {
				t.Fatalf("%+v became %+v", w, r)
			}
			if known := v.Measure != campaign.Points || w.People >= settled.MinLearners; known && r.People != w.People {
				t.Fatalf("%s: %d people became %d", v.Measure, w.People, r.People)
			}
		}
		for i, r := range got.Apart {
			w := want.Apart[i]
			if shown, was := settled.Shown(r.People), settled.Shown(w.People); v.Measure == campaign.Gain && shown != nil ||
				v.Measure != campaign.Gain && !reflect.DeepEqual(shown, was) {
				t.Fatalf("%s: %d people apart became %d", v.Measure, w.People, r.People)
			}
		}
		if _, err := s.Board(board, v.Measure, "rất lớn"); !errors.Is(err, campaign.ErrView) {
			t.Fatalf("a band that the campaign does not have: %v", err)
		}
	})
}

func TestASettlementShowsNoNumberOfTooFewPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		c := settled
		c.MinLearners = 5
		for _, r := range campaign.Freeze(c, rows, nil, frozenAt).Rows {
			for _, n := range []*int{r.Learners, r.Done, r.Completed} {
				if n != nil && *n < 5 {
					t.Fatalf("%s shows %d", r.ID, *n)
				}
			}
			if r.Learners == nil && r.Points != nil || r.Done == nil && !r.DoneAt.IsZero() {
				t.Fatalf("%s shows what hidden people did", r.ID)
			}
		}
	})
}

func sampleSettlement(t testing.TB) campaign.Settlement {
	t.Helper()
	rows := []campaign.Row{village("24163-001", 90, 120), village("24163-002", 30, 60), village("24163-003", 1, 60), {ID: "24163", Counts: campaign.Counts{Done: 121},
		Learners: 130, Roll: campaign.Roll{Adults: 240, Version: 3, Day: "2026-10-01"}}}
	rows[0].State, rows[0].DoneAt = campaign.Flagged, frozenAt
	return campaign.Freeze(settled, rows, namesOf(rows), frozenAt)
}

func TestEveryChangedByteOfASettlementIsFound(t *testing.T) {
	text := sampleSettlement(t).JSON()
	if _, err := campaign.ReadSettlement(text); err != nil {
		t.Fatal(err)
	}
	for i := range text {
		for _, to := range []byte{text[i] ^ 1, text[i] ^ 0x20, ' '} { // another digit or letter, the other case, a blank
			if to == text[i] {
				continue
			}
			changed := bytes.Clone(text)
			changed[i] = to
			if _, err := campaign.ReadSettlement(changed); !errors.Is(err, campaign.ErrAltered) {
				t.Fatalf("byte %d, %q for %q in %q: %v", i, to, text[i], text[max(0, i-20):min(len(text), i+20)], err)
			}
		}
	}
	for _, changed := range [][]byte{nil, append(bytes.Clone(text), '\n'), text[:len(text)-1], bytes.Replace(text, []byte(`{"campaign"`), []byte(`{"new":1,"campaign"`), 1)} {
		if _, err := campaign.ReadSettlement(changed); !errors.Is(err, campaign.ErrAltered) {
			t.Errorf("%.40q: %v", changed, err)
		}
	}
}

// Every number, text and list of a settlement is under its hash, whichever fields it is given later.
func TestEveryChangedValueOfASettlementIsFound(t *testing.T) {
	s := sampleSettlement(t)
	var walk func(v any, change func(any))
	n := 0
	var whole any
	check := func() {
		raw, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		var changed campaign.Settlement
		if json.Unmarshal(raw, &changed) == nil && changed.Check() == nil {
			t.Errorf("not found: %s", raw)
		}
		n++
	}
	walk = func(v any, change func(any)) {
		var other any
		switch v := v.(type) {
		case map[string]any:
			for k, e := range v {
				walk(e, func(to any) { v[k] = to })
			}
			return
		case []any:
			for i, e := range v {
				walk(e, func(to any) { v[i] = to })
			}
			other = append(slices.Clone(v), v...)
			if len(v) == 0 {
				return
			}
		case float64:
			other = v + 1
		case string:
			other = v + "x"
			if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
				other = at.Add(time.Millisecond)
			}
		case bool:
			other = !v
		}
		change(other)
		check()
		change(v)
	}
	if err := json.Unmarshal(s.JSON(), &whole); err != nil {
		t.Fatal(err)
	}
	walk(whole, func(any) {})
	if n < 200 {
		t.Errorf("only %d values were changed", n)
	}
}

func TestAWardWithoutVillagesHasAnEmptyFrozenBoard(t *testing.T) {
	s := campaign.Freeze(settled, []campaign.Row{{ID: "24175"}}, nil, frozenAt)
	for _, band := range []string{"", "nho"} {
		if got, err := s.Board("wards/24175/villages", campaign.Rate, band); err != nil || len(got.Ranked)+len(got.Apart) > 0 {
			t.Errorf("band %q: %+v, %v", band, got, err)
		}
	}
}

// Whatever comes in later, whoever still holds what a settlement was made of: it stays.
func TestAFrozenBoardStaysWhateverComesLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := settled
		c.Modules, c.Measures, c.Bands = slices.Clone(c.Modules), slices.Clone(c.Measures), slices.Clone(c.Bands)
		c.Targets.Places = map[string]int{"24163": 50}
		rows := anyRows().Draw(t, "rows")
		names := namesOf(rows)
		s := campaign.Freeze(c, rows, names, frozenAt)
		before := s.JSON()
		for i := range rows {
			rows[i].Add(anyRow().Draw(t, "later"))
			rows[i].State, names[i].Name = campaign.Excluded, "another"
		}
		c.Modules[0], c.Measures[0], c.Bands[0].To, c.Targets.Places["24163"] = "x", "speed", 3, 1
		if !bytes.Equal(s.JSON(), before) || s.Check() != nil {
			t.Fatal("the settlement changed")
		}
	})
}

// The file was written by the first release that froze boards. What is frozen once must check for ever: a field that is added
// later has to be left out of the text where it is empty.
func TestASettlementOfTheFirstReleaseStillChecks(t *testing.T) {
	raw, err := os.ReadFile("testdata/settlement-1.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := campaign.ReadSettlement(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Board("villages", campaign.Rate, ""); err != nil || !slices.Equal(ranks(got), []string{"24163-0021"}) || s.Rules != 1 {
		t.Errorf("rules %d: %v, %v", s.Rules, ranks(got), err)
	}
}
