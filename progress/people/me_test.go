package people

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

func TestPeopleChangeTheirOwnData(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	name, language := "  Y  Bhăm ", "en"
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	p, err := w.Update(t.Context(), l.Person, Changes{Name: &name, Language: &language, Consent: &Consent{Account: true, Certificate: true}})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := w.Person(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []Person{p, stored} {
		if got.Name != "Y Bhăm" || got.Language != "en" || len(got.Consents) != 2 || got.Phone != l.Person.Phone {
			t.Errorf("got %+v", got)
		}
		if want := (ConsentRecord{Consent{Account: true, Certificate: true}, ConsentVersion, w.time(), ""}); got.Consents[1] != want {
			t.Errorf("consent %+v", got.Consents[1])
		}
	}
	// It is seen at once, without waiting for the cache.
	if got, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || got.Name != "Y Bhăm" {
		t.Errorf("shown as %q, %v", got.Name, err)
	}
}

func TestUpdateOfNothingStoresNothing(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	_ = w.fail("UpdatePerson")
	for _, c := range []Changes{{}, {Name: &p.Name}, {Language: &p.Language}, {Consent: &Consent{Account: true}}} {
		got, err := w.Update(t.Context(), p, c)
		if err != nil || len(got.Consents) != 1 {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestTheSameConsentUnderANewTextIsANewOne(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	p.Consents[0].Version = "2025-01"
	if err := w.memory.UpdatePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got, err := w.Update(t.Context(), p, Changes{Consent: &Consent{Account: true}})
	if err != nil || len(got.Consents) != 2 || got.Consents[0].Version != "2025-01" || got.Consents[1].Version != ConsentVersion {
		t.Errorf("%+v, %v", got.Consents, err)
	}
}

func TestFaultyChangesAreRefused(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	empty, french, tag := "", "fr", "<b>"
	_, err := w.Update(t.Context(), p, Changes{Name: &empty, Language: &empty, Consent: &Consent{}})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"language", "required"}, FieldError{"consent.account", "consent_required"})
	_, err = w.Update(t.Context(), p, Changes{Name: &tag, Language: &french})
	wantFaults(t, err, FieldError{"name", "bad_name"}, FieldError{"language", "unknown_language"})
	name := "An"
	_, err = w.Update(t.Context(), Person{ID: "nobody"}, Changes{Name: &name})
	w.wantErr(err, ErrNotFound)
}

func TestChangesOfOnePersonAtOnceAllHold(t *testing.T) {
	w := newWorld(t)
	p := w.register(nil).Person
	name, language := "An", "en"
	var done sync.WaitGroup
	for _, c := range []Changes{{Name: &name}, {Language: &language}, {Consent: &Consent{Account: true, VillageList: true}}} {
		done.Go(func() {
			if _, err := w.Update(context.Background(), p, c); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	got, err := w.Person(t.Context(), p.ID)
	if err != nil || got.Name != name || got.Language != language || !got.Consent().VillageList {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestErasingLeavesNothing(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.memory.people)+len(w.memory.creds)+len(w.memory.devices) != 0 {
		t.Error("something is left")
	}
	_, err := w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
	w.wantSignedOut(l.Refresh)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantErr(err, ErrWrongCredentials)
	_, err = w.Person(t.Context(), l.Person.ID)
	w.wantErr(err, ErrNotFound)
	w.register(nil) // the phone and the PIN are free again
}

func TestSigningOutEverywhereVoidsAllTokens(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	if err := w.SignOutEverywhere(t.Context(), l.Person.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
	w.wantSignedOut(l.Refresh)
	again, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Authenticate(t.Context(), again.AccessToken); err != nil {
		t.Error(err)
	}
	w.wantErr(w.SignOutEverywhere(t.Context(), "nobody"), ErrNotFound)
}

func TestADemotionWorksWithinAMinute(t *testing.T) {
	w := newWorld(t)
	_, password := w.add(NewPerson{Role: Officer, Name: "Cán bộ", Phone: phone, Ward: ward})
	l, err := w.LoginPassword(t.Context(), phone, password, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || !p.AdministersWard(ward) {
		t.Fatalf("officer: %v", err)
	}
	demoted := l.Person
	demoted.Appointments = nil
	if err := w.memory.UpdatePerson(t.Context(), demoted); err != nil { // by another process
		t.Fatal(err)
	}
	reads := w.memory.reads
	w.pass(cacheLife - time.Second)
	if p, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || !p.AdministersWard(ward) || w.memory.reads != reads {
		t.Errorf("the cache does not serve: %v", err)
	}
	w.pass(time.Second)
	if p, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || p.AdministersWard(ward) {
		t.Errorf("still an officer after %v: %v", cacheLife, err)
	}
	// One made in this process works at once.
	demoted.LoginVersion++
	demoted.Revision++
	if err := w.memory.UpdatePerson(t.Context(), demoted); err != nil {
		t.Fatal(err)
	}
	w.Forget(demoted.ID)
	_, err = w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
}

func TestATokenOfALaterLoginVersionIsNotJudgedByTheCache(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil {
		t.Fatal(err)
	}
	other := w.another()
	if err := other.SignOutEverywhere(t.Context(), l.Person.ID); err != nil {
		t.Fatal(err)
	}
	again, err := other.LoginPIN(t.Context(), phone, pin, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Authenticate(t.Context(), again.AccessToken); err != nil {
		t.Errorf("a new login is refused: %v", err)
	}
}

func TestAClockThatWasAheadDoesNotKeepTheCache(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	w.pass(10 * time.Minute)
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil {
		t.Fatal(err)
	}
	w.pass(-10 * time.Minute)
	reads := w.memory.reads
	if _, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || w.memory.reads == reads {
		t.Errorf("served from a future: %v", err)
	}
}

func TestAFailingStoreIsNoBadToken(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	broken := w.fail("Person")
	_, err := w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, broken)
	if errors.Is(err, ErrBadToken) {
		t.Errorf("the token is blamed: %v", err)
	}
}
