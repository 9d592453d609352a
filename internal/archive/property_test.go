package archive

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/longtest"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// TestWhateverIsStoredComesBack restores made-up records, in numbers that fill several batches now and then. Each try waits for the
// disk many times, so there are fewer than rapid.Check makes.
func TestWhateverIsStoredComesBack(t *testing.T) {
	from, into := inSQLite(t), inSQLite(t)
	made := rapid.Custom(drawn)
	for seed := range longtest.Figure(15, 2000) {
		must(t, from.Clear(t.Context()))
		made.Example(seed).store(t, from)
		want := held(t, from)
		must(t, restore(t, write(t, from), into, Restoring{Replace: true}))
		wantRestored(t, want, into)
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

// draw makes records of any values that the domain can hold.
type draw struct{ t *rapid.T }

func (d draw) text() string { return rapid.String().Draw(d.t, "text") }
func (d draw) flag() bool   { return rapid.Bool().Draw(d.t, "flag") }
func (d draw) number() int  { return rapid.IntRange(0, 1<<40).Draw(d.t, "number") }

// moment is a time as exact as stores keep it, or none.
func (d draw) moment() time.Time {
	ms := rapid.Int64Range(-1, 4_000_000_000_000).Draw(d.t, "moment")
	if ms <= 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func (d draw) bytes() []byte { return rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(d.t, "bytes") }

func (d draw) texts() []string { return rapid.SliceOfN(rapid.String(), 0, 3).Draw(d.t, "texts") }

func (d draw) day() day.Day {
	return day.Day(rapid.StringMatching(`20[0-9]{2}-1[0-2]-[0-2][0-9]`).Draw(d.t, "day"))
}

// list makes up to n of something; some are repeated until it is more than a batch.
func list[T any](d draw, n int, one func(key string) T) []T {
	length := rapid.IntRange(0, n).Draw(d.t, "length")
	if rapid.IntRange(0, 9).Draw(d.t, "long") == 0 {
		length = batchRecords + length
	}
	var made []T
	for i := range length {
		if i >= n { // many that differ in their key only
			made = append(made, one(fmt.Sprintf("%04d", i)))
			continue
		}
		made = append(made, one(fmt.Sprintf("%04d %s", i, d.text())))
	}
	return made
}

func drawn(t *rapid.T) records {
	d := draw{t}
	r := records{
		wards: list(d, 2, func(key string) places.Ward {
			return places.Ward{Code: key, Name: d.text(), FormerUnits: d.texts(), Population: d.number(), Lon: 108.25}
		}),
		villages: list(d, 2, func(key string) places.Village {
			return places.Village{ID: key, Name: d.text(), Roll: &places.Roll{Adults: d.number(), Day: d.day(), Version: 1}, Sample: d.flag()}
		}),
		campaigns: []campaign.Campaign{{ID: "c" + d.text(), Version: 1, Name: d.text(), FirstDay: d.day(), LastDay: d.day(), Modules: d.texts()}},
		modules: list(d, 2, func(key string) courses.Module {
			return courses.Module{ID: key, Version: 1, Hash: d.text(), Facts: d.texts(),
				Texts: map[courses.Language]courses.Text{courses.Vietnamese: {Title: d.text()}}}
		}),
		courses:     list(d, 2, func(key string) courses.Course { return courses.Course{ID: key, Order: 3, Modules: d.texts()} }),
		people:      list(d, 3, func(key string) people.Person { return d.person(key) }),
		submissions: list(d, 3, func(key string) progress.Submission { return d.submission(key) }),
	}
	for i, p := range r.people {
		hash := append([]byte(fmt.Sprint(i)), d.bytes()...)
		r.credentials = append(r.credentials, people.Credential{Person: p.ID, Phone: p.Phone, Hash: hash, Staff: d.flag()})
		r.devices = append(r.devices, people.Device{ID: p.ID, Person: p.ID, Browser: d.bytes(), Label: d.text(), Current: d.bytes(), CreatedAt: d.moment(), Revision: d.number()})
		r.passes = append(r.passes, people.Pass{ID: p.ID, Person: p.ID, Digest: hash, Uses: d.number(), ExpiresAt: d.moment(), Revision: d.number()})
		r.factors = append(r.factors, people.Factor{Person: p.ID, Secret: d.bytes(), LastStep: int64(d.number()), Recovery: [][]byte{d.bytes()}, Revision: d.number()})
		r.requests = append(r.requests, people.Request{ID: p.ID, Person: p.ID, Text: d.text(), Note: d.text(), FinishedAt: d.moment(), Revision: d.number()})
		r.audit = append(r.audit, people.AuditEntry{Seq: int64(i + 1), At: d.moment(), Person: p.ID, Detail: d.text(), Hash: d.bytes()})
	}
	return r
}

func (d draw) person(id string) people.Person {
	return people.Person{ID: id, Name: d.text(), Village: d.text(), Phone: d.text(), BirthBand: d.text(), Language: "vi", LoginVersion: d.number(),
		Appointments: []people.Appointment{{Role: people.Officer, Ward: d.text(), Until: d.moment()}},
		Consents:     []people.ConsentRecord{{Consent: people.Consent{Account: d.flag(), Statistics: d.flag()}, At: d.moment(), Helper: d.text()}},
		Unconfirmed:  d.flag(), CardPIN: d.flag(), CreatedAt: d.moment(), Revision: d.number()}
}

func (d draw) submission(id string) progress.Submission {
	resident, by := d.text(), d.text()
	return progress.Submission{Resident: resident, By: by, Hash: d.bytes(), StartedAt: d.moment(),
		Result: progress.Result{ID: id, Module: d.text(), Version: d.number(), Review: d.flag(), Score: d.number(), Max: d.number(), Passed: d.flag(),
			Assisted: by != resident, Seconds: d.number(), Device: uint32(d.number()), Pattern: uint32(d.number()), Language: d.text(), Village: d.text(),
			Right: d.texts(), FinishedAt: d.moment(), ReceivedAt: d.moment()},
		Answers: rapid.MapOfN(rapid.String(), rapid.SliceOfN(rapid.String(), 0, 3), 0, 3).Draw(d.t, "answers")}
}
