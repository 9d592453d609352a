package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"hocso/courses"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// part is one kind of records.
type part struct {
	name string
	// each calls emit with every record of a store.
	each func(ctx context.Context, from Store, emit func(record any) error) error
	// check says whether a line is a record.
	check func(line []byte) error
	// put stores the records of some lines.
	put func(ctx context.Context, into Store, lines [][]byte) error
	// whole is for records that are stored by one call or replace each other.
	whole bool
	// since is the schema of archives that first had the part; 0 for those that all have.
	since int
}

const (
	campaignsPart = "campaigns"
	devicesPart   = "devices"
	erasuresPart  = "erasures"
)

// parts lists all parts in the order of the file. Submissions come last, so that whoever handed one in before a backup of a
// database that is written meanwhile began is in it too; and modules come after the courses that list them.
var parts = []part{
	newPart("wards", source.eachWard, func(w places.Ward) wardRecord { return wardRecord(w) },
		func(r wardRecord) places.Ward { return places.Ward(r) }, Store.PutWards),
	newPart("villages", source.eachVillage, newVillageRecord, villageRecord.village, Store.PutVillages),
	newPart("rolls", source.eachRoll, same[places.RollVersion], same[places.RollVersion], Store.PutRolls).from(2),
	newPart(campaignsPart, source.eachCampaign, same[campaign.Campaign], same[campaign.Campaign], oneByOne(Store.PutCampaign)),
	newPart("rulings", source.eachRuling, same[campaign.Ruling], same[campaign.Ruling], oneByOne(Store.AddRuling)).from(2),
	newPart("settlements", source.eachSettlement, same[campaign.Settlement], same[campaign.Settlement],
		oneByOne(func(s Store, ctx context.Context, settled campaign.Settlement) error {
			if err := s.AddSettlement(ctx, settled); err != nil && !errors.Is(err, campaign.ErrSettled) {
				return err
			}
			return nil // one that is there stays as it is
		})).from(2),
	wholePart(newPart("courses", source.eachCourse, same[courses.Course], same[courses.Course], Store.PutCourses)),
	newPart("modules", source.eachModule, same[courses.Module], same[courses.Module], oneByOne(func(s Store, ctx context.Context, m courses.Module) error {
		if err := s.AddModule(ctx, m); err != nil && !errors.Is(err, courses.ErrVersionTaken) {
			return err
		}
		return nil // a version that is there stays as it is
	})),
	newPart("recordings", source.eachRecording, func(r courses.Recording) recordingRecord { return recordingRecord(r) },
		func(r recordingRecord) courses.Recording { return courses.Recording(r) }, oneByOne(Store.PutRecording)),
	newPart("people", source.EachPerson, newPersonRecord, personRecord.person, Store.PutPeople),
	newPart("credentials", source.EachCredential, func(c people.Credential) credentialRecord { return credentialRecord(c) },
		func(r credentialRecord) people.Credential { return people.Credential(r) }, Store.PutCredentials),
	newPart(devicesPart, source.EachDevice, func(d people.Device) deviceRecord { return deviceRecord(d) }, deviceRecord.signedOut, Store.PutDevices),
	newPart("passes", source.EachPass, func(p people.Pass) passRecord { return passRecord(p) },
		func(r passRecord) people.Pass { return people.Pass(r) }, Store.PutPasses),
	newPart("factors", source.EachFactor, func(f people.Factor) factorRecord { return factorRecord(f) },
		func(r factorRecord) people.Factor { return people.Factor(r) }, Store.PutFactors),
	newPart("requests", source.EachRequest, func(r people.Request) requestRecord { return requestRecord(r) },
		func(r requestRecord) people.Request { return people.Request(r) }, Store.PutRequests),
	newPart("audit", source.EachAudit, func(e people.AuditEntry) auditRecord { return auditRecord(e) },
		func(r auditRecord) people.AuditEntry { return people.AuditEntry(r) }, Store.PutAudit),
	newPart("certificates", source.EachCertificate, same[certificates.Certificate], same[certificates.Certificate], Store.PutCertificates).from(3),
	newPart(erasuresPart, source.eachErasure, func(e people.Erasure) erasureRecord { return erasureRecord(e) },
		erasureRecord.erasure, oneByOne(Store.AddErasure)),
	newPart("fieldwork", source.EachEvent, func(e fieldwork.Event) eventRecord { return eventRecord(e) },
		func(r eventRecord) fieldwork.Event { return fieldwork.Event(r) }, Store.PutEvents).from(3),
	newPart("aliases", source.EachAlias, func(a people.Alias) aliasRecord { return aliasRecord(a) },
		func(r aliasRecord) people.Alias { return people.Alias(r) },
		oneByOne(func(s Store, ctx context.Context, a people.Alias) error {
			if err := s.AddAlias(ctx, a); err != nil && !errors.Is(err, people.ErrConflict) {
				return err
			}
			return nil // one that is there stays as it is
		})).from(3),
	newPart("submissions", source.EachSubmission, newSubmissionRecord, submissionRecord.submission, Store.PutSubmissions),
}

// copied lists the parts of a copy: those of an archive, with devices as they are, since phones go on with the secrets that they
// have, and with failed logins, since moving must not open a lock.
var copied = func() []part {
	list := slices.Clone(parts)
	i := slices.IndexFunc(list, func(p part) bool { return p.name == devicesPart })
	list[i] = newPart(devicesPart, source.EachDevice, func(d people.Device) deviceRecord { return deviceRecord(d) },
		func(r deviceRecord) people.Device { return people.Device(r) }, Store.PutDevices)
	return append(list, newPart("attempts", source.EachAttempts, func(a people.Attempts) attemptsRecord { return attemptsRecord(a) },
		func(r attemptsRecord) people.Attempts { return people.Attempts(r) }, Store.PutAllAttempts))
}()

// newPart makes a part of a record R for each D of the domain.
func newPart[D, R any](name string, each func(source, context.Context, func(D) error) error, record func(D) R, domain func(R) D,
	put func(Store, context.Context, []D) error) part {
	return part{
		name: name,
		each: func(ctx context.Context, from Store, emit func(any) error) error {
			return each(source{from}, ctx, func(d D) error { return emit(record(d)) })
		},
		check: func(line []byte) error {
			_, err := parse[R](line)
			return err
		},
		put: func(ctx context.Context, into Store, lines [][]byte) error {
			items := make([]D, len(lines))
			for i, line := range lines {
				r, err := parse[R](line)
				if err != nil {
					return err
				}
				items[i] = domain(r)
			}
			return put(into, ctx, items)
		},
	}
}

func (p part) from(schema int) part {
	p.since = schema
	return p
}

// nameIn is what archives of a schema call the part.
func (p part) nameIn(schema int) string {
	if p.name == campaignsPart && schema == 1 {
		return "campaign"
	}
	return p.name
}

func wholePart(p part) part {
	p.whole = true
	return p
}

func same[T any](t T) T { return t }

// signedOut is the device as it is restored: known, so that its people need no code of their team, and signed out. Phones have
// rotated their secrets since, and one that is taken for a copy would not even be known any more.
func (r deviceRecord) signedOut() people.Device {
	r.Current, r.Previous = nil, nil
	return people.Device(r)
}

func (r erasureRecord) erasure() people.Erasure { return people.Erasure(r) }

func oneByOne[D any](put func(Store, context.Context, D) error) func(Store, context.Context, []D) error {
	return func(s Store, ctx context.Context, items []D) error {
		for _, item := range items {
			if err := put(s, ctx, item); err != nil {
				return err
			}
		}
		return nil
	}
}

// parse reads a record and nothing else.
func parse[R any](line []byte) (R, error) {
	var r R
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return r, errors.New("more than one record in a line")
	}
	return r, nil
}
