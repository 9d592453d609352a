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
		ID: id, Person: "p1", Browser: hash("browser"), Label: "android", Current: hash("current"), Previous: hash("previous"),
		Staff: true, CreatedAt: at(0), UsedAt: at(1), ProvedAt: at(2), Revision: 4,
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
		fresh := people.Device{ID: "d2", Person: "p1", Current: hash("x"), CreatedAt: at(3), UsedAt: at(3)} // no browser, no previous secret
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
		d.Person, d.Browser, d.Label, d.Current, d.Previous, d.Staff = "p2", hash("other"), "ios", hash("next"), nil, false
		d.CreatedAt, d.UsedAt, d.ProvedAt = at(8), at(9), at(10)
		must(t, s.UpdateDevice(t.Context(), d))
		d.Revision++
		wantDevice(t, s, d)
		d.Browser, d.Current = nil, nil // signed out
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

	t.Run("lists hold the devices of a person, of a browser and those not used, ordered by id", func(t *testing.T) {
		s := open(t)
		others, elsewhere, unknown := device("d2"), device("d1"), device("d4")
		others.Person, others.UsedAt = "p10", at(3)
		elsewhere.Browser, elsewhere.UsedAt, elsewhere.Current = hash("elsewhere"), at(2), nil
		unknown.Browser = nil
		for _, d := range []people.Device{unknown, device("d3"), others, elsewhere} {
			must(t, s.AddDevice(t.Context(), d))
		}
		these := func(what string, ids ...string) func([]people.Device, error) {
			return wantThese(t, what, func(d people.Device) string { return d.ID }, ids...)
		}
		these("p1", "d1", "d3", "d4")(s.DevicesOf(t.Context(), "p1"))
		these("p10", "d2")(s.DevicesOf(t.Context(), "p10"))
		these("nobody")(s.DevicesOf(t.Context(), "p2"))
		these("browser", "d2", "d3")(s.DevicesOfBrowser(t.Context(), hash("browser")))
		these("elsewhere", "d1")(s.DevicesOfBrowser(t.Context(), hash("elsewhere")))
		these("another browser")(s.DevicesOfBrowser(t.Context(), hash("browser")[:9]))
		these("no browser")(s.DevicesOfBrowser(t.Context(), nil)) // those not known are not one
		these("an empty browser")(s.DevicesOfBrowser(t.Context(), []byte{}))
		these("before all")(s.DevicesUnusedSince(t.Context(), at(1)))
		these("before the second", "d3", "d4")(s.DevicesUnusedSince(t.Context(), at(2)))
		these("after all", "d1", "d2", "d3", "d4")(s.DevicesUnusedSince(t.Context(), at(9)))
		list, err := s.DevicesOfBrowser(t.Context(), hash("elsewhere"))
		must(t, err)
		if !reflect.DeepEqual(list, []people.Device{elsewhere}) {
			t.Errorf("listed %+v, want %+v", list, elsewhere)
		}
		moved := device("d3")
		moved.Browser, moved.UsedAt = hash("elsewhere"), at(9)
		must(t, s.UpdateDevice(t.Context(), moved))
		these("elsewhere, later", "d1", "d3")(s.DevicesOfBrowser(t.Context(), hash("elsewhere")))
		these("unused, later", "d4")(s.DevicesUnusedSince(t.Context(), at(2)))
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
		_, ofErr := s.DevicesOf(ctx, "p1")
		wantPlainError(t, "DevicesOf", ofErr)
		_, browserErr := s.DevicesOfBrowser(ctx, hash("browser"))
		wantPlainError(t, "DevicesOfBrowser", browserErr)
		_, unusedErr := s.DevicesUnusedSince(ctx, at(9))
		wantPlainError(t, "DevicesUnusedSince", unusedErr)
		wantPlainError(t, "AddDevice", s.AddDevice(ctx, device("d2")))
		wantPlainError(t, "UpdateDevice", s.UpdateDevice(ctx, device("d1")))
		wantPlainError(t, "DeleteDevice", s.DeleteDevice(ctx, "d1"))
		wantPlainError(t, "DeleteDevicesOf", s.DeleteDevicesOf(ctx, "p1"))
	})
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
