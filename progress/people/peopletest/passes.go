package peopletest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"hocso/progress/people"
)

func pass(id string) people.Pass {
	return people.Pass{
		ID: id, Kind: people.CardPass, Village: "24175-007", Person: "p1", Digest: hash(id), Number: "85f32ffb80", By: "p98",
		CreatedAt: at(0), ExpiresAt: at(10), Uses: 2, MaxUses: 5, RevokedAt: at(20), Revision: 4,
	}
}

// TestPassStore checks a store; open gives an empty one each time.
func TestPassStore(t *testing.T, open func(t *testing.T) people.PassStore) {
	t.Run("a pass comes back with every field, by id and by digest", func(t *testing.T) {
		s := open(t)
		wantNoPass(t, s, "c1")
		p := pass("c1")
		filled(t, p)
		must(t, s.AddPass(t.Context(), p))
		wantPass(t, s, p)
		join := people.Pass{ID: "c2", Kind: people.JoinPass, Village: "24175-007", Digest: hash("c2"), By: "p98", CreatedAt: at(0)}
		must(t, s.AddPass(t.Context(), join))
		wantPass(t, s, join)
		for _, digest := range [][]byte{hash("c3"), hash("c1")[:9], nil, {}} {
			if p, err := s.PassByDigest(t.Context(), digest); !errors.Is(err, people.ErrNotFound) {
				t.Errorf("pass by digest %x: %+v, error %v, want ErrNotFound", digest, p, err)
			}
		}
	})

	t.Run("a digest in use is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPass(t.Context(), pass("c1")))
		p := pass("c2")
		p.Digest = hash("c1")
		if err := s.AddPass(t.Context(), p); !errors.Is(err, people.ErrConflict) {
			t.Errorf("error %v, want ErrConflict", err)
		}
		wantNoPass(t, s, "c2")
		again := pass("c1")
		again.Person, again.Digest = "p2", hash("another")
		if err := s.AddPass(t.Context(), again); err == nil {
			t.Error("an id in use: no error")
		}
		wantPass(t, s, pass("c1"))
		must(t, s.DeletePass(t.Context(), "c1"))
		must(t, s.AddPass(t.Context(), p)) // the digest is free again
		wantPass(t, s, p)
	})

	t.Run("of many who take one digest at once, one succeeds", func(t *testing.T) {
		s := open(t)
		var errs [8]error
		together(len(errs), func(i int) {
			p := pass(string(rune('a' + i)))
			p.Digest = hash("same")
			errs[i] = s.AddPass(t.Context(), p)
		})
		want := pass(string(rune('a' + onlyWinner(t, errs[:]))))
		want.Digest = hash("same")
		wantPass(t, s, want)
	})

	t.Run("updating replaces the pass and raises its revision", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPass(t.Context(), pass("c1")))
		must(t, s.AddPass(t.Context(), pass("c2")))
		p := people.Pass{ID: "c1", Kind: people.RecoveryPass, Village: "24175-008", Digest: hash("c1"), Revision: 4}
		for range 2 {
			must(t, s.UpdatePass(t.Context(), p))
			p.Revision++
			wantPass(t, s, p)
		}
		wantPass(t, s, pass("c2"))
	})

	t.Run("an update of another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPass(t.Context(), pass("c1")))
		for id, revisions := range map[string][]int{"c1": {0, 3, 5}, "gone": {0, 1}} {
			for _, revision := range revisions {
				p := pass(id)
				p.Uses, p.Revision = 9, revision
				if err := s.UpdatePass(t.Context(), p); !errors.Is(err, people.ErrConflict) {
					t.Errorf("%s, revision %d: error %v, want ErrConflict", id, revision, err)
				}
			}
		}
		wantPass(t, s, pass("c1"))
		wantNoPass(t, s, "gone")
	})

	t.Run("of many who use one pass at once, one succeeds", func(t *testing.T) {
		s := open(t)
		p := pass("c1")
		must(t, s.AddPass(t.Context(), p))
		for range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				mine := p
				mine.Uses = i
				errs[i] = s.UpdatePass(t.Context(), mine)
			})
			p.Uses = onlyWinner(t, errs[:])
			p.Revision++
			wantPass(t, s, p)
		}
	})
	testPassLists(t, open)

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPass(t.Context(), pass("c1")))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, oneErr := s.Pass(ctx, "c1")
		_, digestErr := s.PassByDigest(ctx, hash("c1"))
		_, villageErr := s.PassesOfVillage(ctx, "24175-007", people.CardPass)
		_, personErr := s.PassesOfPerson(ctx, "p1")
		_, endedErr := s.EndedPasses(ctx, at(9))
		for name, err := range map[string]error{
			"AddPass":         s.AddPass(ctx, pass("c2")),
			"Pass":            oneErr,
			"PassByDigest":    digestErr,
			"PassesOfVillage": villageErr,
			"PassesOfPerson":  personErr,
			"UpdatePass":      s.UpdatePass(ctx, pass("c1")),
			"DeletePassesOf":  s.DeletePassesOf(ctx, "p1"),
			"EndedPasses":     endedErr,
			"DeletePass":      s.DeletePass(ctx, "c1"),
		} {
			wantPlainError(t, name, err)
		}
	})
}

func testPassLists(t *testing.T, open func(t *testing.T) people.PassStore) {
	these := func(t *testing.T, what string, ids ...string) func([]people.Pass, error) {
		t.Helper()
		return wantThese(t, what, func(p people.Pass) string { return p.ID }, ids...)
	}

	t.Run("lists hold a village's of one kind, and a person's, ordered by id; deleting leaves the others", func(t *testing.T) {
		s := open(t)
		recovery, elsewhere, join, other := pass("c4"), pass("c5"), pass("c6"), pass("c7")
		recovery.Kind, elsewhere.Village, other.Person = people.RecoveryPass, "24175-0071", "p10"
		join.Kind, join.Person = people.JoinPass, ""
		for _, p := range []people.Pass{pass("c3"), join, other, recovery, elsewhere, pass("c10"), pass("c2")} {
			must(t, s.AddPass(t.Context(), p))
		}
		these(t, "cards", "c10", "c2", "c3", "c7")(s.PassesOfVillage(t.Context(), "24175-007", people.CardPass))
		these(t, "join codes", "c6")(s.PassesOfVillage(t.Context(), "24175-007", people.JoinPass))
		these(t, "device codes")(s.PassesOfVillage(t.Context(), "24175-007", people.DevicePass))
		these(t, "no village")(s.PassesOfVillage(t.Context(), "24175-009", people.CardPass))
		these(t, "p1", "c10", "c2", "c3", "c4", "c5")(s.PassesOfPerson(t.Context(), "p1"))
		these(t, "nobody")(s.PassesOfPerson(t.Context(), "p2"))
		these(t, "join codes are nobody's")(s.PassesOfPerson(t.Context(), ""))

		must(t, s.DeletePass(t.Context(), "c2"))
		must(t, s.DeletePass(t.Context(), "c2"))
		these(t, "p1, one less", "c10", "c3", "c4", "c5")(s.PassesOfPerson(t.Context(), "p1"))
		must(t, s.DeletePassesOf(t.Context(), "p1"))
		must(t, s.DeletePassesOf(t.Context(), "p1"))
		must(t, s.DeletePassesOf(t.Context(), ""))
		these(t, "p1, none")(s.PassesOfPerson(t.Context(), "p1"))
		wantNoPass(t, s, "c10")
		wantPass(t, s, join)
		wantPass(t, s, other)
	})

	t.Run("passes end when they expire or are revoked, whichever comes first", func(t *testing.T) {
		s := open(t)
		for id, ends := range map[string][2]time.Time{
			"c1": {at(5), {}}, "c2": {{}, at(5)}, "c3": {at(9), at(5)}, "c4": {at(5), at(9)}, "c5": {}, "c6": {at(9), {}}, "c7": {{}, at(9)},
		} {
			p := pass(id)
			p.ExpiresAt, p.RevokedAt = ends[0], ends[1]
			must(t, s.AddPass(t.Context(), p))
			wantPass(t, s, p)
		}
		these(t, "none before")(s.EndedPasses(t.Context(), at(5)))
		these(t, "then", "c1", "c2", "c3", "c4")(s.EndedPasses(t.Context(), at(6)))
		these(t, "at last", "c1", "c2", "c3", "c4", "c6", "c7")(s.EndedPasses(t.Context(), at(10)))
		p := pass("c5")
		p.ExpiresAt, p.RevokedAt = time.Time{}, at(5)
		must(t, s.UpdatePass(t.Context(), p))
		these(t, "after an update", "c1", "c2", "c3", "c4", "c5")(s.EndedPasses(t.Context(), at(6)))
	})
}

func wantPass(t *testing.T, s people.PassStore, want people.Pass) {
	t.Helper()
	got, err := s.Pass(t.Context(), want.ID)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pass:\n got %+v\nwant %+v", got, want)
	}
	got, err = s.PassByDigest(t.Context(), want.Digest)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pass by digest:\n got %+v\nwant %+v", got, want)
	}
}

func wantNoPass(t *testing.T, s people.PassStore, id string) {
	t.Helper()
	if p, err := s.Pass(t.Context(), id); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("pass %s: %+v, error %v, want ErrNotFound", id, p, err)
	}
}
