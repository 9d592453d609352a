// Package certificatestest checks that a store keeps what certificates.Store and certificates.Archive promise. Every store runs it.
package certificatestest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"hocso/progress/certificates"
)

// Store keeps certificates whole.
type Store interface {
	certificates.Store
	certificates.Archive
}

// Sample is a certificate with every field set.
func Sample(id, person, of string, minute int) certificates.Certificate {
	at := time.Date(2027, 1, 2, 3, minute, 5, 6e6, time.UTC)
	return certificates.Certificate{ID: id, Person: person, Campaign: of, Title: `Đợt "một" <b>; $set`, Name: "H'Hoa Niê – Ksơr", Shown: certificates.ShownName,
		Modules: []certificates.Module{{ID: "vneid-1", Title: "Mở VNeID"}, {ID: "a.b", Title: "Dịch vụ công"}}, CompletedAt: at.Add(-time.Hour), IssuedAt: at, Sample: true}
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) Store) {
	t.Run("an empty store has no certificate", func(t *testing.T) {
		s := open(t)
		wantNone(t, s, "a")
		wantOf(t, s, "p1")
		wantAll(t, s)
	})

	t.Run("certificates come back with every field, a person's newest first and all by id", func(t *testing.T) {
		s := open(t)
		v := reflect.ValueOf(Sample("a", "p1", "dot-1", 0))
		for i := range v.NumField() {
			if v.Field(i).IsZero() { // a store could lose it unnoticed
				t.Fatalf("the sample leaves %s empty", v.Type().Field(i).Name)
			}
		}
		early, late, same, other := Sample("a", "p1", "dot-1", 0), Sample("c", "p1", "dot-3", 9), Sample("b", "p1", "dot-2", 9), Sample("d", "p2", "dot-1", 5)
		for _, c := range []certificates.Certificate{early, late, same, other} {
			add(t, s, c, c)
		}
		if got, err := s.Certificate(t.Context(), "c"); err != nil || !reflect.DeepEqual(got, late) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, late)
		}
		wantOf(t, s, "p1", same, late, early)
		wantOf(t, s, "p2", other)
		wantAll(t, s, early, same, late, other)
	})

	t.Run("a person has one certificate of a campaign, also when several are asked for at once", func(t *testing.T) {
		s := open(t)
		answers := make(chan string)
		for i := range 8 {
			go func() {
				held, err := s.AddCertificate(t.Context(), Sample(fmt.Sprintf("id%d", i), "p1", "dot-1", i))
				if err != nil {
					t.Error(err)
				}
				answers <- held.ID
			}()
		}
		first := <-answers
		for range 7 {
			if id := <-answers; id != first {
				t.Errorf("got %q and %q", first, id)
			}
		}
		if list := of(t, s, "p1"); len(list) != 1 || list[0].ID != first {
			t.Errorf("stored %+v", list)
		}
	})

	t.Run("what is deleted is gone, and only that", func(t *testing.T) {
		s := open(t)
		a, b, c := Sample("a", "p1", "dot-1", 1), Sample("b", "p1", "dot-2", 2), Sample("c", "p2", "dot-1", 3)
		for _, one := range []certificates.Certificate{a, b, c} {
			add(t, s, one, one)
		}
		for range 2 {
			must(t, s.DeleteCertificate(t.Context(), "a"))
		}
		wantNone(t, s, "a")
		wantOf(t, s, "p1", b)
		again := Sample("e", "p1", "dot-1", 4)
		add(t, s, again, again)
		for range 2 {
			must(t, s.DeleteCertificatesOf(t.Context(), "p1"))
		}
		wantOf(t, s, "p1")
		wantAll(t, s, c)
	})

	testArchive(t, open)
	testCancelled(t, open)
}

func testArchive(t *testing.T, open func(t *testing.T) Store) {
	t.Run("certificates put in bulk come back, and those that are there stay as they are", func(t *testing.T) {
		s := open(t)
		var list []certificates.Certificate
		for i := range 120 {
			list = append(list, Sample(fmt.Sprintf("id%03d", i), fmt.Sprintf("p%d", i), "dot-1", i%60))
		}
		must(t, s.PutCertificates(t.Context(), list))
		changed := list[0]
		changed.Name = "khác"
		must(t, s.PutCertificates(t.Context(), []certificates.Certificate{changed}))
		must(t, s.PutCertificates(t.Context(), nil))
		wantAll(t, s, list...)
		add(t, s, Sample("new", "p7", "dot-1", 1), list[7])
	})

	t.Run("going through certificates ends with f's error", func(t *testing.T) {
		s := open(t)
		must(t, s.PutCertificates(t.Context(), []certificates.Certificate{Sample("a", "p1", "x", 1), Sample("b", "p2", "x", 1)}))
		stop, seen := errors.New("stop"), 0
		err := s.EachCertificate(t.Context(), func(certificates.Certificate) error {
			seen++
			return stop
		})
		if !errors.Is(err, stop) || seen != 1 {
			t.Errorf("saw %d, error %v", seen, err)
		}
	})
}

func testCancelled(t *testing.T, open func(t *testing.T) Store) {
	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, adding := s.AddCertificate(ctx, Sample("a", "p1", "x", 1))
		_, reading := s.Certificate(ctx, "a")
		_, listing := s.CertificatesOf(ctx, "p1")
		for name, err := range map[string]error{
			"AddCertificate": adding, "Certificate": reading, "CertificatesOf": listing,
			"DeleteCertificate": s.DeleteCertificate(ctx, "a"), "DeleteCertificatesOf": s.DeleteCertificatesOf(ctx, "p1"),
			"EachCertificate": s.EachCertificate(ctx, func(certificates.Certificate) error { return nil }),
			"PutCertificates": s.PutCertificates(ctx, []certificates.Certificate{Sample("a", "p1", "x", 1)}),
		} {
			if err == nil || errors.Is(err, certificates.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func add(t *testing.T, s Store, c, want certificates.Certificate) {
	t.Helper()
	if got, err := s.AddCertificate(t.Context(), c); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func of(t *testing.T, s Store, person string) []certificates.Certificate {
	t.Helper()
	list, err := s.CertificatesOf(t.Context(), person)
	must(t, err)
	return list
}

func wantOf(t *testing.T, s Store, person string, want ...certificates.Certificate) {
	t.Helper()
	wantList(t, of(t, s, person), want)
}

func wantAll(t *testing.T, s Store, want ...certificates.Certificate) {
	t.Helper()
	var got []certificates.Certificate
	must(t, s.EachCertificate(t.Context(), func(c certificates.Certificate) error {
		got = append(got, c)
		return nil
	}))
	wantList(t, got, want)
}

func wantList(t *testing.T, got, want []certificates.Certificate) {
	t.Helper()
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("certificates:\n got %+v\nwant %+v", got, want)
	}
}

func wantNone(t *testing.T, s Store, id string) {
	t.Helper()
	if got, err := s.Certificate(t.Context(), id); !errors.Is(err, certificates.ErrNotFound) {
		t.Errorf("%+v, %v", got, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
