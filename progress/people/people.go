// Package people holds who takes part: residents and staff, what they may see, their consents, and how they sign in.
// What they learnt is in package progress.
package people

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"hocso/progress/places"
)

var (
	// ErrNotFound says that no person or device has the given key.
	ErrNotFound = errors.New("person not found")
	// ErrCredentialTaken says that somebody with the same phone number already uses this PIN or password.
	ErrCredentialTaken = errors.New("secret already in use on this phone number")
	// ErrConflict says that a record was changed by somebody else since it was read.
	ErrConflict = errors.New("changed meanwhile")
	// ErrForbidden says that the actor may not do or see this.
	ErrForbidden = errors.New("not allowed")
)

// Role is what a person does in the campaign.
type Role string

// The roles, from the one with least scope to the one with most.
const (
	Resident    Role = "resident"
	Coordinator Role = "coordinator" // of a village
	Officer     Role = "officer"     // of a ward
	Manager     Role = "manager"     // of the province
	Admin       Role = "admin"       // of the installation
)

// Roles lists all roles, least scope first.
var Roles = []Role{Resident, Coordinator, Officer, Manager, Admin}

// Appointment gives a person a role other than resident, where, and for how long.
type Appointment struct {
	Role    Role
	Village string    // for a coordinator
	Ward    string    // for an officer
	From    time.Time // zero: since ever
	Until   time.Time // not included; zero: until it is ended
	By      string    // person id of who made it; empty for the command line
}

// Holds reports whether the appointment is in force.
func (a Appointment) Holds(now time.Time) bool {
	return !now.Before(a.From) && (a.Until.IsZero() || now.Before(a.Until))
}

// Same reports whether two appointments give the same role at the same place, whenever.
func (a Appointment) Same(o Appointment) bool {
	return a.Role == o.Role && a.Village == o.Village && a.Ward == o.Ward
}

// Consent is what a person agreed to, one switch a purpose, all off at first
// (Law 91/2025/QH15: free, informed, explicit, provable, per purpose).
type Consent struct {
	Account     bool // an account, needed to take part
	VillageList bool // the village's team may see name and progress
	Statistics  bool // counted in totals and boards
	Certificate bool // certificates may be checked publicly
}

// covers reports whether whoever agreed to c agreed to all of o.
func (c Consent) covers(o Consent) bool {
	return (c.Account || !o.Account) && (c.VillageList || !o.VillageList) && (c.Statistics || !o.Statistics) && (c.Certificate || !o.Certificate)
}

// ConsentVersion names the text that residents are shown now; it changes when the text does.
const ConsentVersion = "2026-12"

// formerText is a text of the consent that was shown before, and until when an enrolment may still come of it.
type formerText struct {
	version string
	until   time.Time
}

// formerTexts are those that a phone without network may have shown. Whoever changes ConsentVersion puts the former one here, until two
// weeks after the release.
var formerTexts []formerText

// ConsentRecord proves a consent: which text, when, and whether somebody else set the switches.
type ConsentRecord struct {
	Consent
	Version string
	At      time.Time
	Helper  string // person id of who set the switches for the person, with them present; empty: the person
}

// Person is a resident or a member of staff. Data law: nothing is collected beyond this.
type Person struct {
	ID           string // UUID
	Name         string // NFC
	Village      string // where they live, the key of a village; empty for staff who do not learn
	Phone        string // E.164; empty for people without one
	BirthBand    string // the decade of birth, such as "1950", see BirthBandAt; empty where it was not told
	Language     string // of the interface: "vi" or "en"
	Appointments []Appointment
	Consents     []ConsentRecord // oldest first; the last one holds
	LoginVersion int             // raised to make all access tokens void
	Unconfirmed  bool            // registered without anybody of the village vouching for them yet
	Guardian     string          // person id of the parent of a child under 16, who has no secret of their own
	CardPIN      bool            // the card signs in with the PIN only
	Subject      string          // of staff who sign in by OpenID Connect: issuer and subject, see OIDCSubject
	Sample       bool            // invented for the demo
	CreatedAt    time.Time
	Revision     int // rises with each change
}

// At returns the person with just the appointments that hold now. Everything that authorises works on such a person.
func (p Person) At(now time.Time) Person {
	for i, a := range p.Appointments {
		if a.Holds(now) {
			continue
		}
		held := slices.Clone(p.Appointments[:i])
		for _, b := range p.Appointments[i+1:] {
			if b.Holds(now) {
				held = append(held, b)
			}
		}
		p.Appointments = held
		break
	}
	return p
}

// Child reports whether the person is a child under a parent's account.
func (p Person) Child() bool { return p.Guardian != "" }

// Counted reports whether the person is counted in totals and boards: adults who agreed, and whom somebody of the
// village knows unless the campaign counts everybody.
func (p Person) Counted(countUnconfirmed bool) bool {
	return p.Consent().Statistics && !p.Child() && (countUnconfirmed || !p.Unconfirmed)
}

// Consent returns the consent that holds.
func (p Person) Consent() Consent {
	if len(p.Consents) == 0 {
		return Consent{}
	}
	return p.Consents[len(p.Consents)-1].Consent
}

// Role returns the role with the most scope that the person has.
func (p Person) Role() Role {
	best := 0
	for _, a := range p.Appointments {
		for i, r := range Roles {
			if a.Role == r && i > best {
				best = i
			}
		}
	}
	return Roles[best]
}

// Has reports whether the person has the role, wherever.
func (p Person) Has(role Role) bool {
	if role == Resident {
		return p.Village != ""
	}
	for _, a := range p.Appointments {
		if a.Role == role {
			return true
		}
	}
	return false
}

// Coordinates reports whether the person is a coordinator of the village.
func (p Person) Coordinates(village string) bool {
	for _, a := range p.Appointments {
		if a.Role == Coordinator && a.Village == village {
			return true
		}
	}
	return false
}

// AdministersWard reports whether the person is an officer of the ward.
func (p Person) AdministersWard(ward string) bool {
	for _, a := range p.Appointments {
		if a.Role == Officer && a.Ward == ward {
			return true
		}
	}
	return false
}

// SeesResidentsOf reports whether the person may see names and progress of the village's residents.
func (p Person) SeesResidentsOf(v places.Village) bool {
	return p.Coordinates(v.ID) || p.AdministersWard(v.Ward)
}

// SeesCountsOf reports whether the person may see the village's counts.
func (p Person) SeesCountsOf(v places.Village) bool {
	return p.SeesResidentsOf(v) || p.Has(Manager)
}

// Credential is a secret that signs a person in: a PIN or a password, hashed.
type Credential struct {
	Person string // person id
	Phone  string // E.164; empty for people without one, who sign in with it on a known device only
	Hash   []byte // argon2id of the secret; equal secrets on one phone number have equal hashes
	Staff  bool   // a password of staff, not a resident's PIN
}

// Device is one person's place in one browser: known from the first time they signed in there, signed in or out.
type Device struct {
	ID        string // 128 random bits, hex
	Person    string
	Browser   []byte // SHA-256 of the secret that the browser carries; equal for all people of one browser
	Label     string // what kind of device it is, for the person to recognise: a value of DeviceLabels
	Current   []byte // SHA-256 of the refresh secret handed out last, which was not used yet; nil when signed out
	Previous  []byte // of the one used last, for which Current was handed out; nil before the first use
	Staff     bool
	CreatedAt time.Time // of this login
	UsedAt    time.Time
	ProvedAt  time.Time // when a secret was last given
	Revision  int       // rises with each change
}

// number tells devices apart without naming them: 32 bits of a hash, the same for all people of one browser, 0 without one.
func (d Device) number() uint32 {
	if len(d.Browser) == 0 {
		return 0
	}
	return binary.BigEndian.Uint32(digest(d.Browser))
}

// SignedIn reports whether the device still holds a login that may be refreshed.
func (d Device) SignedIn(now time.Time) bool { return d.Current != nil && now.Before(d.expiresAt()) }

// Attempts counts failed logins on one phone number, or failures forgiven on it.
type Attempts struct {
	Key      string // keyed hash of the phone number, so that numbers of strangers are not stored
	Failures int    // in a row; attempts that are being judged count too
	At       time.Time
	Revision int // rises with each change; 0 for one not stored yet
}

// Store keeps people and their credentials. Errors other than those named are a driver's, wrapped.
type Store interface {
	// AddPerson stores a new person with a credential. ErrCredentialTaken if its phone and hash are in use together; then
	// nothing is stored.
	AddPerson(ctx context.Context, p Person, c Credential) error
	// AddPeople stores people without credentials, in bulk. An id that is in use is an error and stays whose it is.
	AddPeople(ctx context.Context, people []Person) error
	// UpdatePerson replaces a person whose stored Revision is p.Revision, and raises it; ErrConflict if it is another one,
	// ErrNotFound if there is none. The credential stays.
	UpdatePerson(ctx context.Context, p Person) error
	// DeletePerson removes a person with credential, devices, passes and factor. Removing nobody is no error.
	DeletePerson(ctx context.Context, id string) error
	// Person returns one person, or ErrNotFound.
	Person(ctx context.Context, id string) (Person, error)
	// PersonByCredential returns whom a phone and a hash sign in, and whether as staff; or ErrNotFound.
	PersonByCredential(ctx context.Context, phone string, hash []byte) (Person, bool, error)
	// PersonBySubject returns the member of staff with the given Subject, which is not empty; or ErrNotFound.
	PersonBySubject(ctx context.Context, subject string) (Person, error)
	// PeopleOf returns the residents of a village, ordered by id.
	PeopleOf(ctx context.Context, village string) ([]Person, error)
	// EachPerson calls f for everybody, ordered by id, until f fails; it returns f's error.
	EachPerson(ctx context.Context, f func(Person) error) error
	// CountByVillage returns how many residents each village has, without children; villages without any may be left out.
	CountByVillage(ctx context.Context) (map[string]int, error)
	// ChildrenOf returns the children under a parent's account, ordered by id.
	ChildrenOf(ctx context.Context, guardian string) ([]Person, error)
	// Staff returns everybody who has an appointment, in force or not, ordered by id.
	Staff(ctx context.Context) ([]Person, error)
}

// CredentialStore keeps the one secret that a person may have. Persons are added with theirs by Store.AddPerson.
type CredentialStore interface {
	// CredentialOf returns a person's credential, or ErrNotFound if they have none.
	CredentialOf(ctx context.Context, person string) (Credential, error)
	// WithCredential returns those of the ids whose people have a credential.
	WithCredential(ctx context.Context, ids []string) (map[string]bool, error)
	// SetCredential stores or replaces the credential of an existing person. ErrCredentialTaken if its phone and hash are in
	// use together by somebody else; ErrNotFound if there is no such person.
	SetCredential(ctx context.Context, c Credential) error
}

// DeviceStore keeps devices.
type DeviceStore interface {
	// AddDevice stores a new device.
	AddDevice(ctx context.Context, d Device) error
	// Device returns one device, or ErrNotFound.
	Device(ctx context.Context, id string) (Device, error)
	// UpdateDevice replaces a device whose stored Revision is d.Revision, and raises it; else ErrConflict.
	UpdateDevice(ctx context.Context, d Device) error
	// DeleteDevice removes a device. Removing none is no error.
	DeleteDevice(ctx context.Context, id string) error
	// DeleteDevicesOf removes all devices of a person.
	DeleteDevicesOf(ctx context.Context, person string) error
	// DevicesOf returns a person's devices, ordered by id.
	DevicesOf(ctx context.Context, person string) ([]Device, error)
	// DevicesOfBrowser returns the devices with the given Browser, ordered by id; none for an empty one.
	DevicesOfBrowser(ctx context.Context, browser []byte) ([]Device, error)
	// DevicesUnusedSince returns the devices whose UsedAt is before the given time, ordered by id.
	DevicesUnusedSince(ctx context.Context, before time.Time) ([]Device, error)
}

// AttemptStore keeps failed logins.
type AttemptStore interface {
	// Attempts returns the count for a key; one with Revision 0 if none is stored.
	Attempts(ctx context.Context, key string) (Attempts, error)
	// PutAttempts stores a count if the stored Revision still is a.Revision (0: none stored), and raises it; else ErrConflict.
	PutAttempts(ctx context.Context, a Attempts) error
}
