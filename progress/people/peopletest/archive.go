package peopletest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"hocso/progress/people"
)

// ArchiveStore keeps people whole.
type ArchiveStore interface {
	people.Archive
	people.Store
	people.CredentialStore
	people.DeviceStore
	people.AttemptStore
	people.PassStore
	people.FactorStore
	people.RequestStore
	people.AuditStore
}

// TestArchive checks a store; open gives an empty one each time.
func TestArchive(t *testing.T, open func(t *testing.T) ArchiveStore) {
	t.Run("records come back with every field and their revisions, ordered by key", func(t *testing.T) {
		s := open(t)
		wantRecords(t, "devices", s.EachDevice, nil)
		devices := []people.Device{device("d1"), {ID: "d10", Person: "p1", CreatedAt: at(1), UsedAt: at(2), ProvedAt: at(3)}, device("d2")}
		must(t, s.PutDevices(t.Context(), []people.Device{devices[2], devices[0], devices[1]}))
		wantRecords(t, "devices", s.EachDevice, devices)
		passes := []people.Pass{pass("c1"), {ID: "c2", Kind: people.JoinPass, Village: "24175-007", Digest: hash("c2"), CreatedAt: at(1)}}
		must(t, s.PutPasses(t.Context(), []people.Pass{passes[1], passes[0]}))
		wantRecords(t, "passes", s.EachPass, passes)
		enrolled := factor("p1")
		enrolled.Revision = 7
		factors := []people.Factor{enrolled, {Person: "p2", Secret: hash("new"), Revision: 1}}
		must(t, s.PutFactors(t.Context(), []people.Factor{factors[1], factors[0]}))
		wantRecords(t, "factors", s.EachFactor, factors)
		requests := []people.Request{request("r1", 2), request("r2", 1)}
		must(t, s.PutRequests(t.Context(), []people.Request{requests[1], requests[0]}))
		wantRecords(t, "requests", s.EachRequest, requests)
		must(t, s.PutAudit(t.Context(), []people.AuditEntry{entry(2, "24175"), entry(1, "")}))
		wantRecords(t, "audit", s.EachAudit, []people.AuditEntry{entry(1, ""), entry(2, "24175")})
		attempts := []people.Attempts{{Key: "k1", Failures: 11, At: at(1), Revision: 7}, {Key: "k2", Revision: 1}}
		filled(t, attempts[0])
		must(t, s.PutAllAttempts(t.Context(), []people.Attempts{attempts[1], attempts[0]}))
		wantRecords(t, "attempts", s.EachAttempts, attempts)
		folk := []people.Person{person("p1"), plain("p2", "24175-007")}
		must(t, s.PutPeople(t.Context(), []people.Person{folk[1], folk[0]}))
		wantRecords(t, "people", s.EachPerson, folk)
	})

	testPutAgain(t, open)

	t.Run("records put in bulk are those that single ones are looked up among", func(t *testing.T) {
		s := open(t)
		must(t, s.PutDevices(t.Context(), []people.Device{device("d1")}))
		must(t, s.PutPasses(t.Context(), []people.Pass{pass("c1")}))
		must(t, s.PutRequests(t.Context(), []people.Request{request("r1", 1)}))
		f := factor("p1")
		f.Revision = 7
		must(t, s.PutFactors(t.Context(), []people.Factor{f}))
		must(t, s.UpdateDevice(t.Context(), device("d1")))
		must(t, s.UpdatePass(t.Context(), pass("c1")))
		must(t, s.UpdateRequest(t.Context(), request("r1", 1)))
		must(t, s.PutFactor(t.Context(), f))
		must(t, s.PutAllAttempts(t.Context(), []people.Attempts{{Key: "k1", Failures: 11, At: at(1), Revision: 7}}))
		must(t, s.PutAttempts(t.Context(), people.Attempts{Key: "k1", Failures: 12, At: at(2), Revision: 7}))
		wantAttempts(t, s, people.Attempts{Key: "k1", Failures: 12, At: at(2), Revision: 8})
		wantThese(t, "devices", func(d people.Device) string { return d.ID }, "d1")(s.DevicesOfBrowser(t.Context(), hash("browser")))
		wantThese(t, "ended passes", func(p people.Pass) string { return p.ID }, "c1")(s.EndedPasses(t.Context(), at(59)))
		wantThese(t, "finished requests", func(r people.Request) string { return r.ID }, "r1")(s.FinishedRequests(t.Context(), at(59)))
	})

	testArchivedCredentials(t, open)

	t.Run("hundreds of each come back", func(t *testing.T) {
		s := open(t)
		var persons []people.Person
		var credentials []people.Credential
		var devices []people.Device
		for i := range 230 {
			p := person(fmt.Sprintf("p%03d", i))
			persons, credentials = append(persons, p), append(credentials, credential(p, p.ID))
			devices = append(devices, device(fmt.Sprintf("d%03d", i)))
		}
		must(t, s.AddPeople(t.Context(), persons))
		must(t, s.PutCredentials(t.Context(), credentials))
		wantRecords(t, "credentials", s.EachCredential, credentials)
		must(t, s.PutDevices(t.Context(), devices))
		wantRecords(t, "devices", s.EachDevice, devices)
		must(t, s.PutDevices(t.Context(), nil))
	})

	t.Run("going through records ends with f's error", func(t *testing.T) {
		s := open(t)
		must(t, s.PutDevices(t.Context(), []people.Device{device("d1"), device("d2")}))
		stop, seen := errors.New("stop"), 0
		err := s.EachDevice(t.Context(), func(people.Device) error {
			seen++
			return stop
		})
		if !errors.Is(err, stop) || seen != 1 {
			t.Errorf("saw %d, error %v", seen, err)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for name, err := range map[string]error{
			"EachCredential": s.EachCredential(ctx, func(people.Credential) error { return nil }),
			"EachDevice":     s.EachDevice(ctx, func(people.Device) error { return nil }),
			"EachPass":       s.EachPass(ctx, func(people.Pass) error { return nil }),
			"EachFactor":     s.EachFactor(ctx, func(people.Factor) error { return nil }),
			"EachRequest":    s.EachRequest(ctx, func(people.Request) error { return nil }),
			"PutCredentials": s.PutCredentials(ctx, []people.Credential{{Person: "p1", Hash: hash("1")}}),
			"PutDevices":     s.PutDevices(ctx, []people.Device{device("d1")}),
			"PutPasses":      s.PutPasses(ctx, []people.Pass{pass("c1")}),
			"PutFactors":     s.PutFactors(ctx, []people.Factor{factor("p1")}),
			"PutRequests":    s.PutRequests(ctx, []people.Request{request("r1", 1)}),
			"EachAttempts":   s.EachAttempts(ctx, func(people.Attempts) error { return nil }),
			"PutPeople":      s.PutPeople(ctx, []people.Person{person("p1")}),
			"PutAllAttempts": s.PutAllAttempts(ctx, []people.Attempts{{Key: "k1"}}),
			"PutAudit":       s.PutAudit(ctx, []people.AuditEntry{entry(1, "")}),
		} {
			wantPlainError(t, name, err)
		}
	})
}

// testPutAgain is what lets a copy that was killed put its last records once more.
func testPutAgain(t *testing.T, open func(t *testing.T) ArchiveStore) {
	t.Run("records whose keys are there stay as they are, and the others are put", func(t *testing.T) {
		s := open(t)
		folk := []people.Person{person("p1"), plain("p2", "24175-007"), plain("p3", "24175-007")}
		must(t, s.PutPeople(t.Context(), folk[1:2]))
		must(t, s.PutCredentials(t.Context(), []people.Credential{credential(folk[1], "1234")}))
		changed := plain("p2", "24175-008")
		must(t, s.PutPeople(t.Context(), []people.Person{folk[0], changed, folk[2]}))
		wantRecords(t, "people", s.EachPerson, folk)
		wantRecords(t, "credentials", s.EachCredential, []people.Credential{credential(folk[1], "1234")})

		again := device("d1")
		again.Label, again.Revision = "another", 99
		must(t, s.PutDevices(t.Context(), []people.Device{device("d1")}))
		must(t, s.PutDevices(t.Context(), []people.Device{again, device("d2")}))
		wantRecords(t, "devices", s.EachDevice, []people.Device{device("d1"), device("d2")})
		must(t, s.PutPasses(t.Context(), []people.Pass{pass("c1")}))
		must(t, s.PutPasses(t.Context(), []people.Pass{pass("c1"), pass("c2")}))
		wantRecords(t, "passes", s.EachPass, []people.Pass{pass("c1"), pass("c2")})
		must(t, s.PutFactors(t.Context(), []people.Factor{{Person: "p1", Secret: hash("1"), Revision: 1}}))
		must(t, s.PutFactors(t.Context(), []people.Factor{{Person: "p1", Secret: hash("2"), Revision: 2}}))
		wantRecords(t, "factors", s.EachFactor, []people.Factor{{Person: "p1", Secret: hash("1"), Revision: 1}})
		must(t, s.PutRequests(t.Context(), []people.Request{request("r1", 1)}))
		must(t, s.PutRequests(t.Context(), []people.Request{request("r1", 2), request("r2", 2)}))
		wantRecords(t, "requests", s.EachRequest, []people.Request{request("r1", 1), request("r2", 2)})
		must(t, s.PutAudit(t.Context(), []people.AuditEntry{entry(1, "")}))
		must(t, s.PutAudit(t.Context(), []people.AuditEntry{entry(1, "24175"), entry(2, "")}))
		wantRecords(t, "audit", s.EachAudit, []people.AuditEntry{entry(1, ""), entry(2, "")})
		must(t, s.PutAllAttempts(t.Context(), []people.Attempts{{Key: "k1", Revision: 1}}))
		must(t, s.PutAllAttempts(t.Context(), []people.Attempts{{Key: "k1", Revision: 2}, {Key: "k2", Revision: 1}}))
		wantRecords(t, "attempts", s.EachAttempts, []people.Attempts{{Key: "k1", Revision: 1}, {Key: "k2", Revision: 1}})
	})

	t.Run("a digest or a subject that another one has is an error and not left out unseen", func(t *testing.T) {
		s := open(t)
		taken := pass("c2")
		taken.Digest = pass("c1").Digest
		must(t, s.PutPasses(t.Context(), []people.Pass{pass("c1")}))
		wantPlainError(t, "PutPasses", s.PutPasses(t.Context(), []people.Pass{pass("c1"), taken}))
		other := plain("p2", "24175-007")
		other.Subject = person("p1").Subject
		must(t, s.PutPeople(t.Context(), []people.Person{person("p1")}))
		wantPlainError(t, "PutPeople", s.PutPeople(t.Context(), []people.Person{person("p1"), other}))
	})
}

func testArchivedCredentials(t *testing.T, open func(t *testing.T) ArchiveStore) {
	t.Run("credentials come back, with a phone number or without, and sign in", func(t *testing.T) {
		s := open(t)
		p, q, none := person("p1"), plain("p2", "24175-007"), plain("p3", "24175-007")
		must(t, s.AddPeople(t.Context(), []people.Person{p, q, none}))
		wantRecords(t, "credentials", s.EachCredential, nil)
		staff := credential(p, "a password")
		staff.Staff = true
		want := []people.Credential{staff, credential(q, "1234")}
		must(t, s.PutCredentials(t.Context(), []people.Credential{want[1], want[0]}))
		wantRecords(t, "credentials", s.EachCredential, want)
		wantLogin(t, s, phone, hash("a password"), "p1", true)
		must(t, s.PutCredentials(t.Context(), []people.Credential{credential(p, "1234")}))
		wantLogin(t, s, phone, hash("a password"), "", false)
		wantLogin(t, s, phone, hash("1234"), "p1", false)
	})

	t.Run("credentials of nobody and those that are taken are left out, and no others", func(t *testing.T) {
		s := open(t)
		p, q, r := person("p1"), person("p2"), person("p3")
		must(t, s.AddPeople(t.Context(), []people.Person{p, q, r}))
		must(t, s.PutCredentials(t.Context(), []people.Credential{
			credential(p, "1234"), credential(person("p0"), "nobody"), credential(q, "1234"), credential(r, "5678"),
		}))
		wantRecords(t, "credentials", s.EachCredential, []people.Credential{credential(p, "1234"), credential(r, "5678")})
		wantNobody(t, s, "p0")
		wantPerson(t, s, q)
	})
}

// wantRecords checks that exactly these records come, in order.
func wantRecords[T any](t *testing.T, what string, each func(context.Context, func(T) error) error, want []T) {
	t.Helper()
	var got []T
	must(t, each(t.Context(), func(one T) error {
		got = append(got, one)
		return nil
	}))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
