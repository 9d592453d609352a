// Package openbadge makes of a certificate what other programs can check by themselves: an Open Badges 3.0 credential, which is a
// Verifiable Credential 2.0 with a Data Integrity proof (eddsa-rdfc-2022), alone or in a picture.
//
// The proof is over the credential's RDF. It is written down here, since a credential always has the same shape; that a program
// which reads JSON-LD finds the same in it is tested with one.
package openbadge

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"hocso/internal/multikey"
	"hocso/progress/certificates"
)

// Contexts of a credential, in their order.
var contexts = []string{"https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}

// Key is a key of the installation.
type Key struct {
	ID      string // names it in the issuer's document; letters, digits, dashes and underscores
	Public  ed25519.PublicKey
	Private ed25519.PrivateKey // nil for one that signs no more
}

// Issuer signs credentials. Where it is found, and so how it is called, follows from the address of the installation.
type Issuer struct{ keys []Key }

// NewIssuer makes an issuer; the first key signs, all are published.
func NewIssuer(keys []Key) (*Issuer, error) {
	if len(keys) == 0 || keys[0].Private == nil {
		return nil, errors.New("no key to sign certificates with")
	}
	return &Issuer{keys}, nil
}

// DID is how the issuer at an address is called: did:web.
func DID(base string) (string, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("the address %q has no host", base)
	}
	return "did:web:" + strings.ReplaceAll(strings.ToLower(u.Host), ":", "%3A"), nil
}

// Document is the issuer's own, from which its keys are known (https://www.w3.org/TR/cid-1.0/).
type Document struct {
	Context            []string `json:"@context"`
	ID                 string   `json:"id"`
	VerificationMethod []Method `json:"verificationMethod"`
	AssertionMethod    []string `json:"assertionMethod"`
}

// Method is a public key.
type Method struct {
	ID                 string `json:"id"`
	Type               string `json:"type"`
	Controller         string `json:"controller"`
	PublicKeyMultibase string `json:"publicKeyMultibase"`
}

// Document returns the issuer's document at an address: /.well-known/did.json.
func (i *Issuer) Document(base string) (Document, error) {
	did, err := DID(base)
	if err != nil {
		return Document{}, err
	}
	d := Document{Context: []string{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"}, ID: did}
	for _, k := range i.keys {
		id := did + "#" + k.ID
		d.VerificationMethod = append(d.VerificationMethod, Method{id, "Multikey", did, multikey.Public(k.Public)})
		d.AssertionMethod = append(d.AssertionMethod, id)
	}
	return d, nil
}

type credential struct {
	Context   []string `json:"@context"`
	ID        string   `json:"id"`
	Type      []string `json:"type"`
	Name      string   `json:"name"`
	Issuer    profile  `json:"issuer"`
	ValidFrom string   `json:"validFrom"`
	Subject   subject  `json:"credentialSubject"`
	Proof     []proof  `json:"proof,omitempty"`
}

type profile struct {
	ID   string   `json:"id"`
	Type []string `json:"type"`
	Name string   `json:"name"`
	URL  string   `json:"url"`
}

type subject struct {
	ID          string      `json:"id"`
	Type        []string    `json:"type"`
	Identifier  []identity  `json:"identifier"`
	Achievement achievement `json:"achievement"`
}

type identity struct {
	Type         string `json:"type"`
	Hashed       bool   `json:"hashed"`
	Hash         string `json:"identityHash"`
	IdentityType string `json:"identityType"`
}

type achievement struct {
	ID          string   `json:"id"`
	Type        []string `json:"type"`
	Kind        string   `json:"achievementType"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Language    string   `json:"inLanguage"`
	Criteria    criteria `json:"criteria"`
}

type criteria struct {
	ID        string `json:"id"`
	Narrative string `json:"narrative"`
}

type proof struct {
	Type               string `json:"type"`
	Cryptosuite        string `json:"cryptosuite"`
	Created            string `json:"created"`
	VerificationMethod string `json:"verificationMethod"`
	ProofPurpose       string `json:"proofPurpose"`
	ProofValue         string `json:"proofValue,omitempty"`
}

// PagePath is where whoever has a certificate's id can look at it.
const PagePath = "/c/"

// Credential returns a certificate as a signed credential, in JSON. The same certificate at the same address and with the same key is the
// same to the byte.
func (i *Issuer) Credential(base string, c certificates.Certificate) ([]byte, error) {
	did, err := DID(base)
	if err != nil {
		return nil, err
	}
	made := newCredential(base, did, c)
	p := proof{Type: "DataIntegrityProof", Cryptosuite: "eddsa-rdfc-2022", Created: made.ValidFrom,
		VerificationMethod: did + "#" + i.keys[0].ID, ProofPurpose: "assertionMethod"}
	settings, content := sha256.Sum256([]byte(p.statements().canonical())), sha256.Sum256([]byte(made.statements().canonical()))
	p.ProofValue = multikey.Encode(ed25519.Sign(i.keys[0].Private, append(settings[:], content[:]...)))
	made.Proof = []proof{p}
	return json.MarshalIndent(made, "", "  ")
}

func newCredential(base, did string, c certificates.Certificate) credential {
	page, about := base+PagePath+c.ID, base+"/api/v1/campaigns/"+url.PathEscape(c.Campaign)
	titles := make([]string, len(c.Modules))
	for i, m := range c.Modules {
		titles[i] = clean(m.Title)
	}
	name := "Đã học xong: " + clean(c.Title)
	if c.Sample {
		name = "Dữ liệu mẫu. " + name
	}
	return credential{
		Context: contexts, ID: page, Type: []string{"VerifiableCredential", "OpenBadgeCredential"}, Name: name,
		Issuer:    profile{did, []string{"Profile"}, "Học số " + strings.TrimPrefix(did, "did:web:"), base},
		ValidFrom: c.IssuedAt.UTC().Format(time.RFC3339),
		Subject: subject{
			ID: page + "#nguoi-hoc", Type: []string{"AchievementSubject"},
			Identifier: []identity{{"IdentityObject", false, clean(c.PublicName()), "name"}},
			Achievement: achievement{
				ID: about, Type: []string{"Achievement"}, Kind: "CertificateOfCompletion", Name: clean(c.Title), Language: "vi",
				Description: "Các bài đã đạt: " + strings.Join(titles, "; ") + ". Đây không phải là xác nhận trên VNeID.",
				Criteria:    criteria{about + "#dieu-kien", fmt.Sprintf("Đạt bài kiểm tra ngắn của cả %d bài học trong đợt.", len(titles))},
			},
		},
	}
}

// clean replaces what programs write down differently in RDF, control characters, by spaces.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}
