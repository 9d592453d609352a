package api_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"hocso/courses"
	"hocso/internal/sqlite"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

// The places of every world. Ward 1 is phường Tân An, ward 2 xã Hòa Phú.
const (
	ward1     = "24163"
	ward2     = "24175"
	village1  = ward1 + "-001"
	sibling   = ward1 + "-002"
	noRoll    = ward1 + "-003" // has no approved roll
	elsewhere = ward2 + "-001"

	noWard    = "99999"
	noVillage = ward1 + "-999"

	campaignID    = "thu"
	pin           = "246810"
	staffPassword = "mat-khau-nhan-vien-2026"
)

// recording is in every world, though no lesson plays it.
var recording = courses.Recording{Name: strings.Repeat("0", 64) + ".mp3", Data: []byte("ID3 not much")}

// who names the people of every world.
type who string

const (
	nobody        who = "anonymous"
	residentA     who = "resident"   // of village 1; agreed to everything
	residentB     who = "resident B" // of village 1; did not agree to be listed
	siblingLives  who = "resident of the sibling village"
	farLives      who = "resident of ward 2"
	coordinator   who = "coordinator" // of village 1
	officer       who = "officer"     // of ward 1
	officer2      who = "officer of ward 2"
	manager       who = "manager"
	admin         who = "admin"
	revoked       who = "revoked" // a coordinator of village 1 whose login version was raised
	expired       who = "expired" // a coordinator of village 1 whose token is too old
	templateStart     = "2026-11-23T08:00:00Z"
)

// startOfTests is when every world begins: in the campaign.
var startOfTests = func() time.Time {
	t, err := time.Parse(time.RFC3339, templateStart)
	if err != nil {
		panic(err)
	}
	return t
}()

// account is somebody of the template, signed in.
type account struct {
	person people.Person
	phone  string
	secret string
	token  string
	cookie string // the refresh secret
}

// template is a store that all worlds start from a copy of: hashing secrets takes long, so people are made once.
type template struct {
	dir      string
	err      error
	keys     people.Keys
	modules  []courses.Module // the counted modules, in order
	accounts map[who]account
}

var theTemplate = sync.OnceValue(func() *template {
	t := &template{accounts: map[who]account{}}
	t.dir, t.err = os.MkdirTemp("", "hocso-api-test-")
	if t.err == nil {
		t.err = t.fill(context.Background())
	}
	return t
})

func removeTemplate() error {
	if t := theTemplate(); t.dir != "" {
		return os.RemoveAll(t.dir)
	}
	return nil
}

func (t *template) file() string { return filepath.Join(t.dir, sqlite.FileName) }

func (t *template) fill(ctx context.Context) error {
	db, err := sqlite.Open(ctx, t.dir)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	content, faults := courses.Read(seed.Courses(), ".", "")
	if len(faults) > 0 {
		return fmt.Errorf("courses: %s", faults)
	}
	if err := seed.Base(ctx, seed.Stores{Places: db, Courses: db}, content); err != nil {
		return err
	}
	var ids []string
	for _, c := range content.Courses {
		ids = append(ids, c.Modules...)
	}
	if err := db.PutRecording(ctx, recording); err != nil {
		return err
	}
	latest, err := db.LatestModules(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		at := slices.IndexFunc(latest, func(m courses.Module) bool { return m.ID == id })
		t.modules = append(t.modules, latest[at])
	}
	if err := db.PutCampaign(ctx, campaign.Campaign{ID: campaignID, Name: "Thử", FirstDay: "2026-11-01", LastDay: "2027-02-08", Modules: ids,
		OpenRegistration: true, CountUnconfirmed: true}); err != nil {
		return err
	}
	roll := &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}
	if err := db.PutVillages(ctx, []places.Village{
		{ID: village1, Ward: ward1, Name: "Buôn Một", Kind: places.Buon, Roll: roll},
		{ID: sibling, Ward: ward1, Name: "Thôn Hai", Kind: places.Thon, Roll: roll},
		{ID: noRoll, Ward: ward1, Name: "Tổ dân phố Ba", Kind: places.ToDanPho},
		{ID: elsewhere, Ward: ward2, Name: "Thôn Bốn", Kind: places.Thon, Roll: roll},
	}); err != nil {
		return err
	}
	return t.addPeople(ctx, db)
}

// addPeople makes one person a role and signs them in a moment before the worlds begin.
func (t *template) addPeople(ctx context.Context, db *sqlite.Store) error {
	now := startOfTests.Add(-time.Hour)
	var err error
	if t.keys, err = people.NewKeys(rand.Reader); err != nil {
		return err
	}
	dir, err := readDirectory(ctx, db)
	if err != nil {
		return err
	}
	service, err := people.NewService(people.Config{Stores: peopleStores(db), Keys: t.keys, FreeDevices: true, PasswordAlone: true,
		OpenRegistration: func() bool { return true },
		Now:              func() time.Time { return now }, Places: func() *places.Directory { return dir }})
	if err != nil {
		return err
	}
	all := people.Consent{Account: true, VillageList: true, Statistics: true, Certificate: true}
	hidden := people.Consent{Account: true, Statistics: true}
	for i, r := range []struct {
		who     who
		village string
		consent people.Consent
	}{{residentA, village1, all}, {residentB, village1, hidden}, {siblingLives, sibling, all}, {farLives, elsewhere, all}} {
		phone := fmt.Sprintf("09010000%02d", i)
		login, err := service.Register(ctx, people.Registration{Name: residentNames[i], PIN: pin, Village: r.village, Phone: phone, Consent: r.consent}, people.Visit{})
		if err != nil {
			return err
		}
		t.accounts[r.who] = account{person: login.Person, phone: phone, secret: pin}
	}
	for i, s := range []struct {
		who           who
		role          people.Role
		village, ward string
	}{
		{expired, people.Coordinator, village1, ""}, {coordinator, people.Coordinator, village1, ""}, {officer, people.Officer, "", ward1},
		{officer2, people.Officer, "", ward2}, {manager, people.Manager, "", ""}, {admin, people.Admin, "", ""}, {revoked, people.Coordinator, village1, ""},
	} {
		phone := fmt.Sprintf("09020000%02d", i)
		p, secret, err := service.Add(ctx, people.NewPerson{Role: s.role, Name: "Nhân viên thử", Phone: phone, Village: s.village, Ward: s.ward, Secret: staffPassword})
		if err != nil {
			return err
		}
		t.accounts[s.who] = account{person: p, phone: phone, secret: secret}
		if s.who == expired {
			if err := t.signIn(ctx, service, s.who); err != nil {
				return err
			}
		}
	}
	now = startOfTests
	for name := range t.accounts {
		if name == expired {
			continue
		}
		if err := t.signIn(ctx, service, name); err != nil {
			return err
		}
	}
	return service.SignOutEverywhere(ctx, t.accounts[revoked].person.ID)
}

// residentNames are distinctive, so that a search for them in answers and logs finds nothing else.
var residentNames = []string{"H’Lan Niê Kdăm", "Y Bhơk Êñuôl", "Nguyễn Thị Quỳnh Trâm", "Đặng Văn Thuỵ"}

func (t *template) signIn(ctx context.Context, service *people.Service, name who) error {
	a := t.accounts[name]
	signIn := service.LoginPassword
	if a.person.Has(people.Resident) {
		signIn = service.LoginPIN
	}
	login, err := signIn(ctx, a.phone, a.secret, "", people.Visit{})
	if err != nil {
		return fmt.Errorf("sign in %s: %w", name, err)
	}
	a.person, a.token, a.cookie = login.Person, login.AccessToken, login.Refresh
	t.accounts[name] = a
	return nil
}

func peopleStores(db *sqlite.Store) people.Stores {
	return people.Stores{People: db, Credentials: db, Devices: db, Attempts: db, Passes: db, Factors: db, Requests: db, Audit: db, Erasures: db, Aliases: db,
		Certificates: db}
}

func readDirectory(ctx context.Context, db *sqlite.Store) (*places.Directory, error) {
	wards, err := db.Wards(ctx)
	if err != nil {
		return nil, err
	}
	villages, err := db.Villages(ctx)
	if err != nil {
		return nil, err
	}
	return places.NewDirectory(wards, villages), nil
}
