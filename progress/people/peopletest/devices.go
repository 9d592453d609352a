package peopletest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"hocso/progress/people"
)

func device(id string) people.Device {
	return people.Device{
		ID: id, Person: "p1", Current: hash("current"), Previous: hash("previous"),
		Staff: true, CreatedAt: at(0), UsedAt: at(1), Revision: 4,
	}
}

// TestDeviceStore checks a store; open gives an empty one each time.
func TestDeviceStore(t *testing.T, open func(t *testing.T) people.DeviceStore) {
	t.Run("a device comes back with every field", func(t *testing.T) {
		s := open(t)
		wantNoDevice(t, s, "d1")
		d := device("d1")
		filled(t, d)
		must(t, s.AddDevice(t.Context(), d))
		wantDevice(t, s, d)
		fresh := people.Device{ID: "d2", Person: "p1", Current: hash("x"), CreatedAt: at(3), UsedAt: at(3)} // no previous secret
		must(t, s.AddDevice(t.Context(), fresh))
		wantDevice(t, s, fresh)
	})

	t.Run("adding a device that is there already changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddDevice(t.Context(), device("d1")))
		again := device("d1")
		again.Person = "p2"
		if err := s.AddDevice(t.Context(), again); err == nil {
			t.Error("no error")
		}
		wantDevice(t, s, device("d1"))
	})

	t.Run("updating replaces the device and raises its revision", func(t *testing.T) {
		s := open(t)
		must(t, s.AddDevice(t.Context(), device("d1")))
		must(t, s.AddDevice(t.Context(), device("d2")))
		d := device("d1")
		d.Current, d.Previous, d.Staff, d.UsedAt = hash("next"), nil, false, at(9)
		must(t, s.UpdateDevice(t.Context(), d))
		d.Revision++
		wantDevice(t, s, d)
		must(t, s.UpdateDevice(t.Context(), d))
		d.Revision++
		wantDevice(t, s, d)
		wantDevice(t, s, device("d2"))
	})

	t.Run("an update of another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		must(t, s.AddDevice(t.Context(), device("d1")))
		for _, revision := range []int{0, 3, 5} {
			d := device("d1")
			d.Current, d.Revision = hash("stale"), revision
			if err := s.UpdateDevice(t.Context(), d); !errors.Is(err, people.ErrConflict) {
				t.Errorf("revision %d: error %v, want ErrConflict", revision, err)
			}
		}
		wantDevice(t, s, device("d1"))
		for _, revision := range []int{0, 1} {
			d := device("gone")
			d.Revision = revision
			if err := s.UpdateDevice(t.Context(), d); !errors.Is(err, people.ErrConflict) {
				t.Errorf("a device that is not there, revision %d: error %v, want ErrConflict", revision, err)
			}
		}
		wantNoDevice(t, s, "gone")
	})

	t.Run("of many who change one revision at once, one succeeds", func(t *testing.T) {
		s := open(t)
		d := device("d1")
		must(t, s.AddDevice(t.Context(), d))
		for range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				mine := d
				mine.Current = []byte{byte(i)}
				errs[i] = s.UpdateDevice(t.Context(), mine)
			})
			d.Current = []byte{byte(onlyWinner(t, errs[:]))}
			d.Revision++
			wantDevice(t, s, d)
		}
	})

	t.Run("devices are removed one by one or all of a person", func(t *testing.T) {
		s := open(t)
		other := device("d4")
		other.Person = "p10"
		for _, d := range []people.Device{device("d1"), device("d2"), device("d3"), other} {
			must(t, s.AddDevice(t.Context(), d))
		}
		must(t, s.DeleteDevice(t.Context(), "d1"))
		wantNoDevice(t, s, "d1")
		wantDevice(t, s, device("d2"))
		must(t, s.DeleteDevicesOf(t.Context(), "p1"))
		wantNoDevice(t, s, "d2")
		wantNoDevice(t, s, "d3")
		wantDevice(t, s, other)
	})

	t.Run("removing none is no error", func(t *testing.T) {
		s := open(t)
		must(t, s.DeleteDevice(t.Context(), "d1"))
		must(t, s.DeleteDevicesOf(t.Context(), "p1"))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		must(t, s.AddDevice(t.Context(), device("d1")))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Device(ctx, "d1")
		wantPlainError(t, "Device", err)
		wantPlainError(t, "AddDevice", s.AddDevice(ctx, device("d2")))
		wantPlainError(t, "UpdateDevice", s.UpdateDevice(ctx, device("d1")))
		wantPlainError(t, "DeleteDevice", s.DeleteDevice(ctx, "d1"))
		wantPlainError(t, "DeleteDevicesOf", s.DeleteDevicesOf(ctx, "p1"))
	})
}

// TestAttemptStore checks a store; open gives an empty one each time.
func TestAttemptStore(t *testing.T, open func(t *testing.T) people.AttemptStore) {
	t.Run("a key without attempts has none", func(t *testing.T) {
		wantAttempts(t, open(t), people.Attempts{Key: "k1"})
	})

	t.Run("attempts come back with every field, their revision raised", func(t *testing.T) {
		s := open(t)
		a := people.Attempts{Key: "k1", Failures: 3, At: at(1)}
		must(t, s.PutAttempts(t.Context(), a))
		a.Revision = 1
		filled(t, a)
		wantAttempts(t, s, a)
		must(t, s.PutAttempts(t.Context(), people.Attempts{Key: "k1", Revision: 1})) // a login that succeeded
		wantAttempts(t, s, people.Attempts{Key: "k1", Revision: 2})
		wantAttempts(t, s, people.Attempts{Key: "k2"})
	})

	t.Run("another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		stored := people.Attempts{Key: "k1", Failures: 1, At: at(1)}
		must(t, s.PutAttempts(t.Context(), stored))
		stored.Revision = 1
		for _, a := range []people.Attempts{
			{Key: "k1", Failures: 9, At: at(2)},
			{Key: "k1", Failures: 9, At: at(2), Revision: 2},
			{Key: "k2", Failures: 9, At: at(2), Revision: 1}, // of a key that has none
		} {
			if err := s.PutAttempts(t.Context(), a); !errors.Is(err, people.ErrConflict) {
				t.Errorf("%+v: error %v, want ErrConflict", a, err)
			}
		}
		wantAttempts(t, s, stored)
		wantAttempts(t, s, people.Attempts{Key: "k2"})
	})

	t.Run("of many who count at once, one succeeds", func(t *testing.T) {
		s := open(t)
		for revision := range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				errs[i] = s.PutAttempts(t.Context(), people.Attempts{Key: "k1", Failures: i + 1, At: at(i), Revision: revision})
			})
			winner := onlyWinner(t, errs[:])
			wantAttempts(t, s, people.Attempts{Key: "k1", Failures: winner + 1, At: at(winner), Revision: revision + 1})
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Attempts(ctx, "k1")
		wantPlainError(t, "Attempts", err)
		wantPlainError(t, "PutAttempts", s.PutAttempts(ctx, people.Attempts{Key: "k1"}))
	})
}

// onlyWinner returns the index of the one call that succeeded; all others must have met a conflict.
func onlyWinner(t *testing.T, errs []error) int {
	t.Helper()
	winner := -1
	for i, err := range errs {
		switch {
		case err == nil && winner >= 0:
			t.Fatalf("both %d and %d changed the same revision", winner, i)
		case err == nil:
			winner = i
		case !errors.Is(err, people.ErrConflict):
			t.Fatalf("error %v, want ErrConflict", err)
		}
	}
	if winner < 0 {
		t.Fatal("nobody could change the revision")
	}
	return winner
}

func wantDevice(t *testing.T, s people.DeviceStore, want people.Device) {
	t.Helper()
	got, err := s.Device(t.Context(), want.ID)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("device:\n got %+v\nwant %+v", got, want)
	}
}

func wantNoDevice(t *testing.T, s people.DeviceStore, id string) {
	t.Helper()
	if d, err := s.Device(t.Context(), id); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("device %s: %+v, error %v, want ErrNotFound", id, d, err)
	}
}

func wantAttempts(t *testing.T, s people.AttemptStore, want people.Attempts) {
	t.Helper()
	got, err := s.Attempts(t.Context(), want.Key)
	must(t, err)
	if got != want {
		t.Errorf("attempts: got %+v, want %+v", got, want)
	}
}
