// Package certificates holds what a resident may show to others: that they passed all modules of a campaign. A certificate is made
// when its owner asks for it, can be looked at by whoever knows its random id for as long as the owner agrees, and is deleted when
// they take it back.
package certificates

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

var (
	// ErrNotFound says that there is no such certificate, or none that may be shown.
	ErrNotFound = errors.New("certificate not found")
	// ErrNotCompleted says that modules of the campaign are not passed yet.
	ErrNotCompleted = errors.New("not all modules of the campaign are passed")
	// ErrNoConsent says that the person does not agree to certificates that others may look at.
	ErrNoConsent = errors.New("no consent to certificates")
	// ErrUnconfirmed says that nobody of the village has confirmed the person yet.
	ErrUnconfirmed = errors.New("not confirmed by the village yet")
)

// Shown is how the owner is called to whoever looks at a certificate by its id.
type Shown string

// What may be shown. The paper has the name in any case.
const (
	ShownName     Shown = "name"
	ShownInitials Shown = "initials"
)

// Module is a counted module as it was called when the certificate was made.
type Module struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Certificate says that a person passed all modules that a campaign counts. Nothing in it changes. The names in JSON are those of
// both stores and of archives.
type Certificate struct {
	ID          string    `json:"id"`       // 128 random bits, hex
	Person      string    `json:"person"`   // whose it is
	Campaign    string    `json:"campaign"` // id
	Title       string    `json:"title"`    // how the campaign was called
	Name        string    `json:"name"`     // as the person chose, NFC
	Shown       Shown     `json:"shown"`
	Modules     []Module  `json:"modules"`
	CompletedAt time.Time `json:"completed_at"` // when the last missing module was passed
	IssuedAt    time.Time `json:"issued_at"`
	Sample      bool      `json:"sample,omitempty"`
}

// PublicName is the owner's name as they agreed to show it.
func (c Certificate) PublicName() string {
	if c.Shown == ShownName {
		return c.Name
	}
	return Initials(c.Name)
}

// Initials shortens a name to the first letters of its words: "H'Hoa Niê" is "H. N.".
func Initials(name string) string {
	var short []string
	for word := range strings.FieldsSeq(name) {
		letters := []rune(word)
		first := slices.IndexFunc(letters, unicode.IsLetter)
		if first < 0 {
			continue
		}
		end := first + 1
		for end < len(letters) && unicode.IsMark(letters[end]) { // Ê̆ has no composed form
			end++
		}
		short = append(short, strings.ToUpper(string(letters[first:end]))+".")
	}
	return strings.Join(short, " ")
}

// Due returns when a person completed a campaign, if they may have its certificate now. ErrNoConsent, ErrUnconfirmed, ErrNotCompleted;
// people.ErrForbidden for children, of whom nothing is public, and for campaigns of another ward.
func Due(c campaign.Campaign, p people.Person, s progress.Summary) (time.Time, error) {
	switch {
	case p.Child(), !p.Has(people.Resident), !concerns(c, p):
		return time.Time{}, people.ErrForbidden
	case !p.Consent().Certificate:
		return time.Time{}, ErrNoConsent
	case p.Unconfirmed && !c.CountUnconfirmed:
		return time.Time{}, ErrUnconfirmed
	}
	done := s.Standing(c).CompletedAt
	if done.IsZero() {
		return time.Time{}, ErrNotCompleted
	}
	return done, nil
}

// concerns reports whether a campaign is one of the person's: the province's or their own ward's.
func concerns(c campaign.Campaign, p people.Person) bool {
	return c.Ward == "" || strings.HasPrefix(p.Village, c.Ward+"-")
}

// Public reports whether others may look at the certificates of a person now.
func Public(p people.Person) bool { return p.Consent().Certificate && !p.Child() }

// Store keeps certificates. Errors other than those named are a driver's, wrapped.
type Store interface {
	// AddCertificate stores a certificate unless its person has one of its campaign, and returns the one that is stored then.
	AddCertificate(ctx context.Context, c Certificate) (Certificate, error)
	// Certificate returns a certificate by its id, or ErrNotFound.
	Certificate(ctx context.Context, id string) (Certificate, error)
	// CertificatesOf returns a person's certificates, newest first, then by id.
	CertificatesOf(ctx context.Context, person string) ([]Certificate, error)
	// DeleteCertificate removes a certificate. Removing none is no error.
	DeleteCertificate(ctx context.Context, id string) error
	// DeleteCertificatesOf removes all certificates of a person.
	DeleteCertificatesOf(ctx context.Context, person string) error
}

// Archive reads and writes certificates whole.
type Archive interface {
	// EachCertificate calls f for every certificate, ordered by id, until f fails; it returns f's error.
	EachCertificate(ctx context.Context, f func(Certificate) error) error
	// PutCertificates stores certificates; those whose id is there stay as they are.
	PutCertificates(ctx context.Context, list []Certificate) error
}
