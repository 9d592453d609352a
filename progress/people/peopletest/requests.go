package peopletest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"hocso/progress/people"
)

func request(id string, minute int) people.Request {
	return people.Request{
		ID: id, Person: "p1", Village: "24175-007", Ward: "24175", Kind: people.CorrectRequest, Text: "Tên tôi viết sai: “H'Hoa”",
		CreatedAt: at(minute), AnswerBy: at(30), FinishBy: at(40), AnsweredAt: at(20), FinishedAt: at(25), Note: "Đã sửa", Officer: "p98", Revision: 4,
	}
}

// TestRequestStore checks a store; open gives an empty one each time.
func TestRequestStore(t *testing.T, open func(t *testing.T) people.RequestStore) {
	t.Run("a request comes back with every field", func(t *testing.T) {
		s := open(t)
		wantNoRequest(t, s, "r1")
		r := request("r1", 1)
		filled(t, r)
		must(t, s.AddRequest(t.Context(), r))
		wantRequest(t, s, r)
		fresh := people.Request{ID: "r2", Person: "p1", Kind: people.AccessRequest, CreatedAt: at(1), AnswerBy: at(2), FinishBy: at(3)}
		must(t, s.AddRequest(t.Context(), fresh))
		wantRequest(t, s, fresh)
	})

	t.Run("adding a request that is there already changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddRequest(t.Context(), request("r1", 1)))
		again := request("r1", 2)
		again.Person = "p2"
		if err := s.AddRequest(t.Context(), again); err == nil {
			t.Error("no error")
		}
		wantRequest(t, s, request("r1", 1))
	})

	t.Run("updating replaces the request and raises its revision", func(t *testing.T) {
		s := open(t)
		must(t, s.AddRequest(t.Context(), request("r1", 1)))
		must(t, s.AddRequest(t.Context(), request("r2", 1)))
		r := people.Request{ID: "r1", Person: "p2", Ward: "24163", Kind: people.OtherRequest, CreatedAt: at(2), Revision: 4}
		for range 2 {
			must(t, s.UpdateRequest(t.Context(), r))
			r.Revision++
			wantRequest(t, s, r)
		}
		wantRequest(t, s, request("r2", 1))
	})

	t.Run("an update of another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddRequest(t.Context(), request("r1", 1)))
		for id, revisions := range map[string][]int{"r1": {0, 3, 5}, "gone": {0, 1}} {
			for _, revision := range revisions {
				r := request(id, 9)
				r.Revision = revision
				if err := s.UpdateRequest(t.Context(), r); !errors.Is(err, people.ErrConflict) {
					t.Errorf("%s, revision %d: error %v, want ErrConflict", id, revision, err)
				}
			}
		}
		wantRequest(t, s, request("r1", 1))
		wantNoRequest(t, s, "gone")
	})

	t.Run("of many who answer one request at once, one succeeds", func(t *testing.T) {
		s := open(t)
		r := request("r1", 1)
		must(t, s.AddRequest(t.Context(), r))
		for range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				mine := r
				mine.Note = fmt.Sprint(i)
				errs[i] = s.UpdateRequest(t.Context(), mine)
			})
			r.Note = fmt.Sprint(onlyWinner(t, errs[:]))
			r.Revision++
			wantRequest(t, s, r)
		}
	})
	testRequestLists(t, open)

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		must(t, s.AddRequest(t.Context(), request("r1", 1)))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, oneErr := s.Request(ctx, "r1")
		_, personErr := s.RequestsOf(ctx, "p1")
		_, wardErr := s.RequestsIn(ctx, "24175")
		_, finishedErr := s.FinishedRequests(ctx, at(50))
		for name, err := range map[string]error{
			"AddRequest":       s.AddRequest(ctx, request("r2", 1)),
			"Request":          oneErr,
			"UpdateRequest":    s.UpdateRequest(ctx, request("r1", 1)),
			"RequestsOf":       personErr,
			"RequestsIn":       wardErr,
			"FinishedRequests": finishedErr,
			"DeleteRequest":    s.DeleteRequest(ctx, "r1"),
		} {
			wantPlainError(t, name, err)
		}
	})
}

func testRequestLists(t *testing.T, open func(t *testing.T) people.RequestStore) {
	these := func(t *testing.T, what string, ids ...string) func([]people.Request, error) {
		t.Helper()
		return wantThese(t, what, func(r people.Request) string { return r.ID }, ids...)
	}

	t.Run("lists hold a person's and a ward's, newest first", func(t *testing.T) {
		s := open(t)
		other, elsewhere := request("r5", 5), request("r6", 6)
		other.Person, elsewhere.Ward = "p10", "241750"
		for _, r := range []people.Request{request("r2", 3), other, request("r1", 8), elsewhere, request("r3", 1)} {
			must(t, s.AddRequest(t.Context(), r))
		}
		these(t, "p1", "r1", "r6", "r2", "r3")(s.RequestsOf(t.Context(), "p1"))
		these(t, "p10", "r5")(s.RequestsOf(t.Context(), "p10"))
		these(t, "nobody")(s.RequestsOf(t.Context(), "p2"))
		these(t, "the ward", "r1", "r5", "r2", "r3")(s.RequestsIn(t.Context(), "24175"))
		these(t, "the other ward", "r6")(s.RequestsIn(t.Context(), "241750"))
		these(t, "no ward")(s.RequestsIn(t.Context(), "24163"))

		for range 2 { // the second time there is none
			must(t, s.DeleteRequest(t.Context(), "r1"))
		}
		wantNoRequest(t, s, "r1")
		these(t, "the ward, one less", "r5", "r2", "r3")(s.RequestsIn(t.Context(), "24175"))
		moved := request("r2", 7)
		moved.Person, moved.Ward = "p10", "241750"
		must(t, s.UpdateRequest(t.Context(), moved))
		these(t, "p10, one more", "r2", "r5")(s.RequestsOf(t.Context(), "p10"))
		these(t, "the other ward, one more", "r2", "r6")(s.RequestsIn(t.Context(), "241750"))
	})

	t.Run("finished are those finished before a time, ordered by id", func(t *testing.T) {
		s := open(t)
		for id, finished := range map[string]time.Time{"r3": at(5), "r1": at(6), "r2": {}, "r4": at(9)} {
			r := request(id, 1)
			r.FinishedAt = finished
			must(t, s.AddRequest(t.Context(), r))
			wantRequest(t, s, r)
		}
		these(t, "none before")(s.FinishedRequests(t.Context(), at(5)))
		these(t, "the first", "r3")(s.FinishedRequests(t.Context(), at(6)))
		these(t, "two", "r1", "r3")(s.FinishedRequests(t.Context(), at(9)))
		r := request("r2", 1)
		r.FinishedAt = at(5)
		must(t, s.UpdateRequest(t.Context(), r))
		these(t, "after an update", "r2", "r3")(s.FinishedRequests(t.Context(), at(6)))
	})
}

func wantRequest(t *testing.T, s people.RequestStore, want people.Request) {
	t.Helper()
	got, err := s.Request(t.Context(), want.ID)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("request:\n got %+v\nwant %+v", got, want)
	}
}

func wantNoRequest(t *testing.T, s people.RequestStore, id string) {
	t.Helper()
	if r, err := s.Request(t.Context(), id); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("request %s: %+v, error %v, want ErrNotFound", id, r, err)
	}
}
