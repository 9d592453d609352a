package people

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestWhoSawAnOlderTextAgreesToNothingNewUnderIt(t *testing.T) {
	w := newWorld(t)
	r := registration()
	r.ConsentVersion = "2026-01"
	_, err := w.Register(t.Context(), r, Visit{})
	w.wantErr(err, ErrConsentOutdated)
	l := w.register(nil)
	// Taking back works at once, whatever text an old app shows.
	p, err := w.Update(t.Context(), l.Person, Changes{Consent: &Consent{Account: true}, ConsentVersion: "2026-01"})
	if err != nil || p.Consent() != (Consent{Account: true}) {
		t.Errorf("taking back: %+v, %v", p.Consent(), err)
	}
	p, err = w.Update(t.Context(), p, Changes{Consent: &Consent{Account: true, Certificate: true}, ConsentVersion: ConsentVersion})
	if err != nil || !p.Consent().Certificate {
		t.Errorf("agreeing to the text that holds: %+v, %v", p.Consent(), err)
	}
	_, err = w.Update(t.Context(), p, Changes{Consent: &Consent{Account: true, Certificate: true, Statistics: true}, ConsentVersion: "2026-01"})
	w.wantErr(err, ErrConsentOutdated)
}

func TestWhatSomebodyHeardIsRecordedThoughTheTextHasChangedSince(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	w.formerTexts = []formerText{{"2026-01", w.time().Add(time.Hour)}}
	r := enrolment(chosen)
	r.ConsentVersion = "2026-01"
	if _, _, err := w.EnrolOnce(t.Context(), coordinator, r); err != nil {
		t.Fatal(err)
	}
	if p := w.stored(chosen); p.Consents[0].Version != "2026-01" {
		t.Errorf("recorded %+v", p.Consents)
	}
	online := r
	online.ID = ""
	_, _, err := w.EnrolOnce(t.Context(), coordinator, online)
	w.wantErr(err, ErrConsentOutdated)
	w.pass(time.Hour)
	r.ID = chosen2
	_, _, err = w.EnrolOnce(t.Context(), coordinator, r)
	w.wantErr(err, ErrConsentOutdated)
}

func TestTheAppAndTheNoticeNameTheTextThatIsRecorded(t *testing.T) {
	for file, want := range map[string]string{
		"../../frontend/src/learn/account/purposes.ts": "consentVersion = '" + ConsentVersion + "'",
		"../../docs/privacy.vi.md":                     "**" + ConsentVersion + "**",
	} {
		raw, err := os.ReadFile(file) //nolint:gosec // A file of this project.
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s does not say %s", file, want)
		}
	}
}
