package certificates_test

import (
	"errors"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/people"
)

const village, ward = "24175-007", "24175"

var push = campaign.Campaign{ID: "dot-1", Name: "Bình dân học vụ số", FirstDay: "2026-11-02", LastDay: "2027-02-12", Modules: []string{"vneid-1", "vneid-2"}}

func resident(changes ...func(*people.Person)) people.Person {
	p := people.Person{ID: "p1", Name: "H'Hoa Niê", Village: village,
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Certificate: true}}}}
	for _, change := range changes {
		change(&p)
	}
	return p
}

// passed is the summary of who passed modules one after the other, an hour apart, from an instant on.
func passed(from time.Time, modules ...string) progress.Summary {
	var results []progress.Result
	for i, m := range modules {
		at := from.Add(time.Duration(i) * time.Hour)
		results = append(results, progress.Result{ID: m, Module: m, Version: 1, Score: 5, Max: 5, Passed: true, FinishedAt: at, ReceivedAt: at})
	}
	return progress.Fold("p1", progress.Home{Village: village}, results)
}

func TestACertificateIsDueWhenAllCountedModulesArePassedAndItsOwnerAgrees(t *testing.T) {
	first := day.Day("2026-11-05").Start().Add(19 * time.Hour)
	all := passed(first, "vneid-1", "vneid-2")
	own, other, strict := push, push, push
	own.Ward, other.Ward, strict.PassMark = ward, "24176", 101
	everybody := push
	everybody.CountUnconfirmed = true
	noConsent := func(p *people.Person) { p.Consents = nil }
	unconfirmed := func(p *people.Person) { p.Unconfirmed = true }
	for _, c := range []struct {
		name string
		of   campaign.Campaign
		who  people.Person
		done progress.Summary
		want error
	}{
		{"all passed", push, resident(), all, nil},
		{"all passed and one more", push, resident(), passed(first, "vneid-1", "vneid-2", "x"), nil},
		{"own ward", own, resident(), all, nil},
		{"another ward", other, resident(), all, people.ErrForbidden},
		{"one is missing", push, resident(), passed(first, "vneid-1"), certificates.ErrNotCompleted},
		{"before the campaign", push, resident(), passed(day.Day("2026-10-01").Start(), "vneid-1", "vneid-2"), certificates.ErrNotCompleted},
		{"by a mark that nobody reaches", strict, resident(), all, certificates.ErrNotCompleted},
		{"no consent", push, resident(noConsent), all, certificates.ErrNoConsent},
		{"consent taken back", push, resident(func(p *people.Person) { p.Consents = append(p.Consents, people.ConsentRecord{}) }), all, certificates.ErrNoConsent},
		{"unconfirmed", push, resident(unconfirmed), all, certificates.ErrUnconfirmed},
		{"unconfirmed where all count", everybody, resident(unconfirmed), all, nil},
		{"a child", push, resident(func(p *people.Person) { p.Guardian = "p2" }), all, people.ErrForbidden},
		{"staff who do not learn", push, resident(func(p *people.Person) { p.Village = "" }), all, people.ErrForbidden},
	} {
		done, err := certificates.Due(c.of, c.who, c.done)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
		if want := first.Add(time.Hour); c.want == nil && !done.Equal(want) {
			t.Errorf("%s: completed at %v, want %v", c.name, done, want)
		}
	}
}

func TestInitialsAreTheFirstLettersOfAllWords(t *testing.T) {
	for name, want := range map[string]string{
		"Nguyễn Thị Hoa": "N. T. H.", "H'Hoa Niê": "H. N.", "đặng văn ấm": "Đ. V. Ấ.", "Y Bhăm – “Ksơr”": "Y. B. K.", "An": "A.",
		norm.NFC.String("Ê\u0306ban Ma"): norm.NFC.String("Ê\u0306. M."), "  ": "", "12 B": "B.",
	} {
		if got := certificates.Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	c := certificates.Certificate{Name: "Y Bhăm"}
	for shown, want := range map[certificates.Shown]string{certificates.ShownName: "Y Bhăm", certificates.ShownInitials: "Y. B.", "": "Y. B."} {
		c.Shown = shown
		if got := c.PublicName(); got != want {
			t.Errorf("%q shows %q, want %q", shown, got, want)
		}
	}
}
