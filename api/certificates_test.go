package api_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"hocso/api"
	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/certificates/openbadge"
	"hocso/progress/people"
)

// certificates are the parts that give certificates.
func (w *world) certificates(library *courses.Library, learnt *progress.Service, reference func() progress.Reference) (*certificates.Service, *openbadge.Issuer) {
	w.Helper()
	keys, err := w.keys.CertificateKeys()
	w.must(err)
	issuer, err := openbadge.NewIssuer([]openbadge.Key{{ID: keys[0].ID, Public: keys[0].Public, Private: ed25519.NewKeyFromSeed(keys[0].Seed)}})
	w.must(err)
	return certificates.NewService(certificates.Config{Store: w.db, Person: w.people.Person, Summary: learnt.Mine, Now: w.clock.now, Rand: rand.Reader,
		Campaigns: func() []campaign.Campaign { return reference().All() }, CheckName: people.CheckName,
		Title: func(module string) string {
			m, err := library.Catalogue().Module(module)
			w.must(err)
			return m.Texts[courses.Vietnamese].Title
		}}), issuer
}

type certificateReply struct {
	ID, Campaign, Title, Name, Shown, URL string
	PublicName                            string `json:"public_name"`
	CompletedOn                           string `json:"completed_on"`
	Signed                                bool
	Modules                               []struct{ ID, Title string }
}

type myCertificates struct {
	Items     []certificateReply
	Campaigns []struct {
		ID              string
		Modules, Passed int
		CompletedOn     *string `json:"completed_on"`
	}
}

// completes lets somebody pass all modules, and agree to certificates.
func (w *world) completes(name who) {
	w.Helper()
	for i := range w.modules {
		w.want(w.post(name, "/submissions", w.submission(i)), 201, "")
	}
	w.consents(name, true)
}

func (w *world) consents(name who, certificate bool) {
	w.Helper()
	w.want(w.do(call{method: "PATCH", path: "/me", as: name, body: fields{"consent": consentOf(true).with("certificate", certificate),
		"consent_version": people.ConsentVersion}}), 200, "")
}

func (w *world) certificate(name who, body fields) certificateReply {
	w.Helper()
	return decode[certificateReply](w, w.want(w.post(name, "/me/certificates", body), 201, ""))
}

// addressed is told the address that people see.
func addressed(c *api.Config) { c.PublicURL = "https://hoc.example.vn" }

func TestNothingIsSignedUnderANameThatARequestChose(t *testing.T) {
	w := newWorld(t)
	w.completes(residentA)
	made := w.certificate(residentA, someCertificate)
	for _, file := range []string{"/credential.json", "/badge.svg"} {
		w.want(w.get(nobody, "/certificates/"+made.ID+file), 404, "no_public_url")
	}
	w.want(w.get(nobody, "/certificates/"+made.ID), 200, "")

	b, err := w.db.Person(t.Context(), w.id(residentB))
	w.must(err)
	b.Sample = true
	w.must(w.db.UpdatePerson(t.Context(), b))
	w.completes(residentB)
	sample := w.certificate(residentB, someCertificate)
	for _, file := range []string{"/credential.json", "/badge.svg"} {
		w.want(w.get(nobody, "/certificates/"+sample.ID+file), 200, "")
	}
	if made.Signed || !sample.Signed {
		t.Errorf("signed %v, a sample %v", made.Signed, sample.Signed)
	}
}

var someCertificate = fields{"campaign": campaignID, "name": "Nguyễn Thị Ngọc Ánh", "shown": "initials"}

func TestWhoCompletedACampaignGetsOneCertificateThatOthersCanLookAt(t *testing.T) {
	w := newWorld(t, addressed)
	w.want(w.post(residentA, "/me/certificates", someCertificate.with("campaign", "khong-co")), 404, "not_found")
	w.consents(residentA, false)
	w.want(w.post(residentA, "/me/certificates", someCertificate), 409, "no_consent")
	w.consents(residentA, true)
	w.want(w.post(residentA, "/me/certificates", someCertificate), 409, "not_completed")
	w.completes(residentA)
	w.want(w.post(residentA, "/me/certificates", someCertificate.with("name", "<b>")), 422, "invalid_input")
	w.want(w.post(residentA, "/me/certificates", someCertificate.with("shown", "all")), 422, "invalid_input")

	made := w.certificate(residentA, someCertificate)
	again := decode[certificateReply](t, w.want(w.post(residentA, "/me/certificates", someCertificate.with("name", "Khác")), 200, ""))
	mine := decode[myCertificates](t, w.want(w.get(residentA, "/me/certificates"), 200, ""))
	if again.ID != made.ID || len(mine.Items) != 1 || mine.Items[0].ID != made.ID || made.Name != "Nguyễn Thị Ngọc Ánh" {
		t.Errorf("made %+v, again %+v, listed %+v", made, again, mine.Items)
	}
	if c := mine.Campaigns; len(c) != 1 || c[0].Passed != len(w.modules) || c[0].Modules != len(w.modules) || c[0].CompletedOn == nil {
		t.Errorf("campaigns %+v", c)
	}
	if made.URL != "https://hoc.example.vn/c/"+made.ID || !made.Signed {
		t.Errorf("is looked at on %s, signed %v", made.URL, made.Signed)
	}

	got := w.want(w.get(nobody, "/certificates/"+made.ID), 200, "")
	public := decode[map[string]any](t, got)
	if public["name"] != "N. T. N. Á." || public["title"] != "Thử" || len(public) != 7 {
		t.Errorf("others see %v", public)
	}
	for _, hidden := range []string{"Nguyễn", w.id(residentA), village1, "Buôn Một"} {
		if bytes.Contains(got.body, []byte(hidden)) {
			t.Errorf("others see %q in %s", hidden, got.body)
		}
	}
	for _, path := range []string{"", "/credential.json", "/badge.svg"} {
		got := w.get(nobody, "/certificates/"+made.ID+path)
		if have := got.header.Get("X-Robots-Tag"); !strings.Contains(have, "noindex") || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: robots %q, cache %q", path, have, got.header.Get("Cache-Control"))
		}
	}
}

func TestACertificateIsShownNoLongerThanItsOwnerWants(t *testing.T) {
	w := newWorld(t, addressed)
	w.completes(residentA)
	w.completes(residentB)
	made := w.certificate(residentA, someCertificate)
	look := func(status int, code string) {
		t.Helper()
		for _, path := range []string{"", "/credential.json", "/badge.svg"} {
			w.want(w.get(nobody, "/certificates/"+made.ID+path), status, code)
		}
	}
	look(200, "")
	w.want(w.do(call{method: "DELETE", path: "/me/certificates/" + made.ID, as: residentB}), 404, "not_found")
	w.consents(residentA, false)
	look(404, "not_found")
	w.consents(residentA, true)
	look(200, "")
	w.want(w.do(call{method: "DELETE", path: "/me/certificates/" + made.ID, as: residentA}), 204, "")
	look(404, "not_found")

	made = w.certificate(residentA, someCertificate)
	look(200, "")
	if !strings.Contains(w.dump(), made.Name) {
		t.Fatal("the dump does not show the name before")
	}
	if export := w.want(w.get(residentA, "/me/export?format=html"), 200, ""); !bytes.Contains(export.body, []byte(made.Name)) {
		t.Error("the export lacks the certificate")
	}
	w.want(w.do(call{method: "DELETE", path: "/me", as: residentA}), 204, "")
	look(404, "not_found")
	if tables := w.tables()["certificates"]; strings.Contains(tables, made.Name) || strings.Contains(tables, w.id(residentA)) {
		t.Errorf("left: %s", tables)
	}
}

func TestACredentialNamesThisInstallationWhoeverAsks(t *testing.T) {
	w := newWorld(t, addressed)
	w.completes(residentA)
	made := w.certificate(residentA, someCertificate)
	path := "/certificates/" + made.ID + "/credential.json"
	one := w.want(w.get(nobody, path), 200, "")
	other := w.do(call{method: "GET", path: path, header: map[string]string{"Origin": "https://kiem-tra.example"}})
	if !bytes.Equal(one.body, other.body) {
		t.Errorf("a page of others gets %s\nwant %s", other.body, one.body)
	}
	if kind := one.header.Get("Content-Type"); kind != "application/vc" {
		t.Errorf("content type %q", kind)
	}

	var signed struct {
		ID     string
		Issuer struct{ ID string }
		Proof  []struct{ VerificationMethod string }
	}
	w.must(json.Unmarshal(one.body, &signed))
	issuer := decode[openbadge.Document](t, w.get(nobody, "//.well-known/did.json"))
	if signed.ID != made.URL || signed.Issuer.ID != "did:web:hoc.example.vn" || issuer.ID != signed.Issuer.ID ||
		len(signed.Proof) != 1 || signed.Proof[0].VerificationMethod != issuer.AssertionMethod[0] {
		t.Errorf("signed %+v, issuer %+v", signed, issuer)
	}
}

func TestABadgeIsAPictureThatCarriesItsCredential(t *testing.T) {
	w := newWorld(t, addressed)
	w.completes(residentA)
	path := "/certificates/" + w.certificate(residentA, someCertificate).ID
	var picture struct {
		XMLName    xml.Name
		Credential string `xml:"https://purl.imsglobal.org/ob/v3p0 credential"`
		Texts      []struct {
			Text string `xml:",chardata"`
		} `xml:"text"`
	}
	got := w.want(w.get(nobody, path+"/badge.svg"), 200, "")
	w.must(xml.Unmarshal(got.body, &picture))
	if want := w.get(nobody, path+"/credential.json").body; strings.TrimSpace(picture.Credential) != string(want) || picture.XMLName.Local != "svg" {
		t.Errorf("it carries %s\nwant %s", picture.Credential, want)
	}
	var texts []string
	for _, one := range picture.Texts {
		texts = append(texts, one.Text)
	}
	if all := strings.Join(texts, "\n"); !strings.Contains(all, "N. T. N. Á.") || !strings.Contains(all, "Thử") || strings.Contains(all, "Ngọc") {
		t.Errorf("on it stands %q", all)
	}
	for _, never := range []string{"<script", "href=", "<image", "<foreignObject"} {
		if bytes.Contains(got.body, []byte(never)) {
			t.Errorf("it has %s", never)
		}
	}
}

func TestSearchEnginesAreToldToForgetThePageOfACertificate(t *testing.T) {
	w := newWorld(t, withFrontend)
	if have := w.page("/c/" + strings.Repeat("0", 32)).header.Get("X-Robots-Tag"); !strings.Contains(have, "noindex") {
		t.Errorf("robots %q", have)
	}
	if have := w.page("/boards").header.Values("X-Robots-Tag"); len(have) != 0 || http.StatusOK != w.page("/boards").status {
		t.Errorf("other pages: %q", have)
	}
}
