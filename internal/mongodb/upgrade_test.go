package mongodb_test

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/mongodb/mongotest"
	"hocso/progress/people"
)

// former stores people and devices as hocso did before people had subjects and devices had browsers.
func former(t *testing.T, uri string, residents int, at time.Time) {
	t.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Disconnect(t.Context()) }()
	address, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	db := client.Database(strings.TrimPrefix(address.Path, "/"))
	person := func(id string, appointments bson.A) bson.M {
		return bson.M{"_id": id, "name": "H'Hoa", "village": "24175-007", "phone": "", "language": "vi", "appointments": appointments,
			"consents": nil, "login_version": 3, "sample": false, "created_at": at, "credential": id + "/", "staff": false}
	}
	old := []any{person("officer", bson.A{bson.M{"role": "officer", "village": "", "ward": "24175"}})}
	for i := range residents {
		old = append(old, person(fmt.Sprintf("r%03d", i), nil))
	}
	if _, err := db.Collection("people").InsertMany(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	device := bson.M{"_id": "d1", "person": "officer", "current": []byte{1}, "previous": []byte{2}, "staff": true,
		"created_at": at, "used_at": at.Add(time.Hour), "revision": 2}
	if _, err := db.Collection("devices").InsertOne(t.Context(), device); err != nil {
		t.Fatal(err)
	}
}

func TestOpenUpgradesFormerPeopleAndDevices(t *testing.T) {
	uri := mongotest.Start(t)
	at := time.Date(2026, 11, 2, 12, 30, 0, 0, time.UTC)
	const residents = 120 // more than go into one bulk write
	former(t, uri, residents, at)
	store := open(t, uri)

	officer := people.Person{ID: "officer", Name: "H'Hoa", Village: "24175-007", Language: "vi", LoginVersion: 3, CreatedAt: at,
		Appointments: []people.Appointment{{Role: people.Officer, Ward: "24175"}}}
	if staff, err := store.Staff(t.Context()); err != nil || !reflect.DeepEqual(staff, []people.Person{officer}) {
		t.Errorf("staff %+v, error %v", staff, err)
	}
	officer.Subject = "https://dinh-danh.example#1"
	if err := store.UpdatePerson(t.Context(), officer); err != nil {
		t.Fatal(err)
	}
	if err := store.UpdatePerson(t.Context(), officer); !errors.Is(err, people.ErrConflict) {
		t.Errorf("an update of the former revision: error %v, want ErrConflict", err)
	}
	seen := 0
	err := store.EachPerson(t.Context(), func(p people.Person) error {
		if seen++; p.ID == "officer" {
			return nil
		}
		if p.Subject != "" || p.Guardian != "" || p.Revision != 0 {
			t.Errorf("upgraded to %+v", p)
		}
		return store.UpdatePerson(t.Context(), p)
	})
	if err != nil || seen != residents+1 {
		t.Errorf("saw %d people, error %v", seen, err)
	}

	want := people.Device{ID: "d1", Person: "officer", Current: []byte{1}, Previous: []byte{2}, Staff: true, CreatedAt: at, UsedAt: at.Add(time.Hour),
		ProvedAt: at, Revision: 2}
	if d, err := store.Device(t.Context(), "d1"); err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("device %+v, error %v", d, err)
	}
	if found, err := store.DevicesOfBrowser(t.Context(), nil); err != nil || len(found) != 0 {
		t.Errorf("devices of no browser %+v, error %v", found, err)
	}

	again, err := open(t, uri).Person(t.Context(), "officer") // what is upgraded is left alone
	officer.Revision++
	if err != nil || !reflect.DeepEqual(again, officer) {
		t.Errorf("officer %+v, error %v", again, err)
	}
}
