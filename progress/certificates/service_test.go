package certificates_test

import (
	"context"
	"crypto/rand"
	"errors"
	"reflect"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/people"
)

var now = day.Day("2026-11-20").Start().Add(9 * time.Hour)

// world is the service with one resident who passed everything.
type world struct {
	*testing.T
	*certificates.Service
	store     memory
	people    map[string]people.Person
	summary   progress.Summary
	campaigns []campaign.Campaign
	titles    string // put after each title
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, people: map[string]people.Person{"p1": resident()}, campaigns: []campaign.Campaign{push},
		summary: passed(day.Day("2026-11-05").Start(), "vneid-1", "vneid-2")}
	w.Service = certificates.NewService(certificates.Config{
		Store: &w.store,
		Person: func(_ context.Context, id string) (people.Person, error) {
			p, ok := w.people[id]
			if !ok {
				return p, people.ErrNotFound
			}
			return p, nil
		},
		Summary:   func(context.Context, people.Person) (progress.Summary, error) { return w.summary, nil },
		Campaigns: func() []campaign.Campaign { return w.campaigns },
		Title:     func(module string) string { return "Bài " + module + w.titles },
		CheckName: people.CheckName,
		Now:       func() time.Time { return now },
		Rand:      rand.Reader,
	})
	return w
}

func (w *world) issue(name string) certificates.Certificate {
	w.Helper()
	c, _, err := w.Issue(w.Context(), w.people["p1"], push.ID, name, certificates.ShownInitials)
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func (w *world) wantHidden(id string) {
	w.Helper()
	if c, err := w.Look(w.Context(), id); !errors.Is(err, certificates.ErrNotFound) {
		w.Errorf("%+v, %v", c, err)
	}
}

func TestACertificateIsMadeOnceOfACampaignAndStaysAsItWas(t *testing.T) {
	w := newWorld(t)
	c, fresh, err := w.Issue(t.Context(), w.people["p1"], push.ID, "  Niê  H'Hoa ", certificates.ShownName)
	if err != nil || !fresh {
		t.Fatalf("%+v, new %v, %v", c, fresh, err)
	}
	want := certificates.Certificate{ID: c.ID, Person: "p1", Campaign: push.ID, Title: push.Name, Name: "Niê H'Hoa", Shown: certificates.ShownName,
		Modules:     []certificates.Module{{ID: "vneid-1", Title: "Bài vneid-1"}, {ID: "vneid-2", Title: "Bài vneid-2"}},
		CompletedAt: day.Day("2026-11-05").Start().Add(time.Hour).UTC(), IssuedAt: now.UTC()}
	if !reflect.DeepEqual(c, want) || len(c.ID) != 32 {
		t.Errorf("got %+v\nwant %+v", c, want)
	}
	w.campaigns[0].Name, w.titles = "Tên khác", " (mới)"
	again, fresh, err := w.Issue(t.Context(), w.people["p1"], push.ID, "Khác", certificates.ShownInitials)
	if err != nil || fresh || !reflect.DeepEqual(again, want) {
		t.Errorf("again: %+v, new %v, %v", again, fresh, err)
	}
	if shown, err := w.Look(t.Context(), c.ID); err != nil || !reflect.DeepEqual(shown, want) {
		t.Errorf("shown: %+v, %v", shown, err)
	}
	if plain := newWorld(t).issue(""); plain.Name != "H'Hoa Niê" {
		t.Errorf("without a name it has %q", plain.Name)
	}
}

func TestNoCertificateIsMadeThatIsNotDue(t *testing.T) {
	w := newWorld(t)
	if _, _, err := w.Issue(t.Context(), w.people["p1"], "dot-9", "", certificates.ShownName); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("an unknown campaign: %v", err)
	}
	var invalid *people.InvalidError
	if _, _, err := w.Issue(t.Context(), w.people["p1"], push.ID, "<b>", certificates.ShownName); !errors.As(err, &invalid) {
		t.Errorf("a bad name: %v", err)
	}
	// Who called may be remembered from before their consent was taken back.
	remembered := w.people["p1"]
	w.people["p1"] = resident(func(p *people.Person) { p.Consents = nil })
	if _, _, err := w.Issue(t.Context(), remembered, push.ID, "", certificates.ShownName); !errors.Is(err, certificates.ErrNoConsent) {
		t.Errorf("consent taken back: %v", err)
	}
	if len(w.store.list) != 0 {
		t.Errorf("stored %+v", w.store.list)
	}
}

func TestOthersSeeACertificateAsLongAsItsOwnerAgrees(t *testing.T) {
	w := newWorld(t)
	c := w.issue("")
	w.people["p1"] = resident(func(p *people.Person) { p.Consents = nil })
	w.wantHidden(c.ID)
	w.people["p1"] = resident(func(p *people.Person) { p.Guardian = "p2" })
	w.wantHidden(c.ID)
	w.people["p1"] = resident()
	if _, err := w.Look(t.Context(), c.ID); err != nil {
		t.Errorf("agreed again: %v", err)
	}
	delete(w.people, "p1")
	w.wantHidden(c.ID)
	w.wantHidden("no-such")
}

func TestACertificateIsTakenBackByItsOwnerAlone(t *testing.T) {
	w := newWorld(t)
	c := w.issue("")
	if err := w.Revoke(t.Context(), people.Person{ID: "p2"}, c.ID); !errors.Is(err, certificates.ErrNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := w.Look(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.Revoke(t.Context(), w.people["p1"], c.ID); err != nil {
		t.Fatal(err)
	}
	w.wantHidden(c.ID)
	if err := w.Revoke(t.Context(), w.people["p1"], c.ID); !errors.Is(err, certificates.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
	if next := w.issue(""); next.ID == c.ID {
		t.Error("the next one has the id of the one that was taken back")
	}
}

func TestACertificateMadeWhileItsOwnerIsErasedDoesNotStay(t *testing.T) {
	w := newWorld(t)
	actor := w.people["p1"]
	w.store.adding = func() { delete(w.people, "p1") }
	if _, _, err := w.Issue(t.Context(), actor, push.ID, "", certificates.ShownName); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("error %v", err)
	}
	if len(w.store.list) != 0 {
		t.Errorf("left: %+v", w.store.list)
	}
}

func TestOneSeesOwnCertificatesAndHowFarOneIs(t *testing.T) {
	w := newWorld(t)
	later, ahead, elsewhere, mine := push, push, push, push
	later.ID, later.FirstDay, later.Modules = "dot-2", "2026-11-10", []string{"vneid-1", "x"}
	ahead.ID, ahead.FirstDay = "dot-3", "2026-12-01"
	elsewhere.ID, elsewhere.Ward = "dot-4", "24176"
	mine.ID, mine.Ward, mine.FirstDay = "dot-5", ward, "2026-11-03"
	w.campaigns = []campaign.Campaign{push, later, ahead, elsewhere, mine}
	c := w.issue("")
	list, err := w.Of(t.Context(), w.people["p1"])
	if err != nil || !reflect.DeepEqual(list, []certificates.Certificate{c}) {
		t.Errorf("%+v, %v", list, err)
	}
	far, err := w.Progress(t.Context(), w.people["p1"])
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, p := range far {
		if seen = append(seen, p.Campaign.ID); p.CompletedAt.IsZero() == (p.Passed == len(p.Campaign.Modules)) {
			t.Errorf("%s: passed %d, completed at %v", p.Campaign.ID, p.Passed, p.CompletedAt)
		}
	}
	if want := []string{"dot-2", "dot-5", "dot-1"}; !reflect.DeepEqual(seen, want) {
		t.Errorf("campaigns %v, want %v", seen, want)
	}
	if _, err := w.Progress(t.Context(), resident(func(p *people.Person) { p.Guardian = "p2" })); !errors.Is(err, people.ErrForbidden) {
		t.Errorf("a child: %v", err)
	}
}
