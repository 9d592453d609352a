package peopletest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"hocso/progress/people"
)

func entry(seq int64, ward string) people.AuditEntry {
	return people.AuditEntry{
		Seq: seq, At: at(int(seq % 60)), Actor: "p98", Action: "pass.issue", Person: "p1", Village: "24175-007", Ward: ward,
		Detail: "card", Prev: hash("before"), Hash: hash("now"),
	}
}

// TestAuditStore checks a store; open gives an empty one each time.
func TestAuditStore(t *testing.T, open func(t *testing.T) people.AuditStore) {
	t.Run("an empty log has no last entry", func(t *testing.T) {
		s := open(t)
		if e, err := s.LastAudit(t.Context()); !errors.Is(err, people.ErrNotFound) {
			t.Errorf("entry %+v, error %v, want ErrNotFound", e, err)
		}
		wantLog(t, s)
		wantEntries(t, "page")(s.AuditPage(t.Context(), "", 0, 10))
	})

	t.Run("entries come back with every field, ordered by number", func(t *testing.T) {
		s := open(t)
		first := people.AuditEntry{Seq: 1, At: at(0), Action: "person.erase", Hash: hash("first")} // from the command line
		second, late := entry(2, "24175"), entry(1<<40, "24175")
		filled(t, second)
		for _, e := range []people.AuditEntry{second, late, first} {
			must(t, s.AppendAudit(t.Context(), e))
		}
		wantLog(t, s, first, second, late)
		last, err := s.LastAudit(t.Context())
		must(t, err)
		if !reflect.DeepEqual(last, late) {
			t.Errorf("last %+v, want %+v", last, late)
		}
	})

	t.Run("a number that is taken is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AppendAudit(t.Context(), entry(1, "24175")))
		if err := s.AppendAudit(t.Context(), people.AuditEntry{Seq: 1, At: at(9)}); !errors.Is(err, people.ErrConflict) {
			t.Errorf("error %v, want ErrConflict", err)
		}
		wantLog(t, s, entry(1, "24175"))
	})

	t.Run("of many who append at once, one succeeds", func(t *testing.T) {
		s := open(t)
		var want []people.AuditEntry
		for seq := range int64(5) {
			var errs [8]error
			of := func(i int) people.AuditEntry {
				e := entry(seq+1, "24175")
				e.Hash = []byte{byte(i)}
				return e
			}
			together(len(errs), func(i int) { errs[i] = s.AppendAudit(t.Context(), of(i)) })
			want = append(want, of(onlyWinner(t, errs[:])))
			wantLog(t, s, want...)
		}
	})
	testAuditPages(t, open)
	testAuditAbout(t, open)

	t.Run("going through the log ends with f's error", func(t *testing.T) {
		s := open(t)
		for seq := range int64(3) {
			must(t, s.AppendAudit(t.Context(), entry(seq+1, "")))
		}
		stop := errors.New("stop")
		seen := 0
		err := s.EachAudit(t.Context(), func(e people.AuditEntry) error {
			if seen++; e.Seq == 2 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || seen != 2 {
			t.Errorf("saw %d, error %v", seen, err)
		}
		must(t, s.AppendAudit(t.Context(), entry(4, ""))) // the store still answers
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		must(t, s.AppendAudit(t.Context(), entry(1, "24175")))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, lastErr := s.LastAudit(ctx)
		_, pageErr := s.AuditPage(ctx, "", 0, 10)
		_, aboutErr := s.AuditAbout(ctx, "p1", 0, 10)
		for name, err := range map[string]error{
			"AppendAudit":      s.AppendAudit(ctx, entry(2, "24175")),
			"LastAudit":        lastErr,
			"AuditPage":        pageErr,
			"AuditAbout":       aboutErr,
			"EachAudit":        s.EachAudit(ctx, func(people.AuditEntry) error { return nil }),
			"DeleteAuditUntil": s.DeleteAuditUntil(ctx, 1),
		} {
			wantPlainError(t, name, err)
		}
	})
}

func testAuditPages(t *testing.T, open func(t *testing.T) people.AuditStore) {
	fill := func(t *testing.T) (s people.AuditStore, here, there func(int64) people.AuditEntry) {
		t.Helper()
		s = open(t)
		here = func(seq int64) people.AuditEntry { return entry(seq, "24175") }
		there = func(seq int64) people.AuditEntry { return entry(seq, "") }
		for seq := range int64(12) {
			if seq%2 == 0 {
				must(t, s.AppendAudit(t.Context(), here(seq+1)))
			} else {
				must(t, s.AppendAudit(t.Context(), there(seq+1)))
			}
		}
		return s, here, there
	}

	t.Run("pages go from the newest to the oldest, of all or of one ward", func(t *testing.T) {
		s, here, there := fill(t)
		wantEntries(t, "the newest", there(12), here(11), there(10))(s.AuditPage(t.Context(), "", 0, 3))
		wantEntries(t, "the next", here(9), there(8), here(7))(s.AuditPage(t.Context(), "", 10, 3))
		wantEntries(t, "the oldest", there(2), here(1))(s.AuditPage(t.Context(), "", 3, 3))
		wantEntries(t, "none before the first")(s.AuditPage(t.Context(), "", 1, 3))
		wantEntries(t, "the ward's newest", here(11), here(9))(s.AuditPage(t.Context(), "24175", 0, 2))
		wantEntries(t, "the ward's next", here(7), here(5))(s.AuditPage(t.Context(), "24175", 9, 2))
		wantEntries(t, "another ward")(s.AuditPage(t.Context(), "2417", 0, 2))
		wantEntries(t, "a page of none")(s.AuditPage(t.Context(), "", 0, 0))
	})

	t.Run("purging removes the oldest only", func(t *testing.T) {
		s, here, there := fill(t)
		for range 2 { // the second time there is nothing to remove
			must(t, s.DeleteAuditUntil(t.Context(), 9))
			wantLog(t, s, there(10), here(11), there(12))
		}
		must(t, s.DeleteAuditUntil(t.Context(), 0))
		wantLog(t, s, there(10), here(11), there(12))
	})
}

func testAuditAbout(t *testing.T, open func(t *testing.T) people.AuditStore) {
	t.Run("the log about one person comes in pages, whatever the ward", func(t *testing.T) {
		s := open(t)
		about := func(seq int64, person string) people.AuditEntry {
			e := entry(seq, []string{"24175", "24176", ""}[seq%3])
			e.Person = person
			return e
		}
		for seq := range int64(9) {
			must(t, s.AppendAudit(t.Context(), about(seq+1, []string{"p1", "p2", ""}[seq%3])))
		}
		wantEntries(t, "the newest", about(7, "p1"), about(4, "p1"))(s.AuditAbout(t.Context(), "p1", 0, 2))
		wantEntries(t, "the next", about(1, "p1"))(s.AuditAbout(t.Context(), "p1", 4, 2))
		wantEntries(t, "none before the first")(s.AuditAbout(t.Context(), "p1", 1, 2))
		wantEntries(t, "another person", about(8, "p2"), about(5, "p2"), about(2, "p2"))(s.AuditAbout(t.Context(), "p2", 0, 9))
		wantEntries(t, "a part of an id")(s.AuditAbout(t.Context(), "p", 0, 9))
		wantEntries(t, "a page of none")(s.AuditAbout(t.Context(), "p1", 0, 0))
	})
}

func wantLog(t *testing.T, s people.AuditStore, want ...people.AuditEntry) {
	t.Helper()
	var got []people.AuditEntry
	err := s.EachAudit(t.Context(), func(e people.AuditEntry) error {
		got = append(got, e)
		return nil
	})
	wantEntries(t, "log", want...)(got, err)
}

func wantEntries(t *testing.T, what string, want ...people.AuditEntry) func([]people.AuditEntry, error) {
	t.Helper()
	return func(got []people.AuditEntry, err error) {
		t.Helper()
		must(t, err)
		if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
		}
	}
}
