package mongodb

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress"
	"hocso/progress/people"
)

// Clear removes all that an archive brings, and what follows from it. Erasures stay, since they must outlive any backup, and
// so do failed logins. It may be repeated where it fails.
func (s *Store) Clear(ctx context.Context) error {
	// A campaign's submissions are not deleted in the time that one operation gets otherwise.
	ctx, cancel := context.WithTimeout(ctx, indexTimeout)
	defer cancel()
	for name, c := range s.collections() {
		if *c == s.erasures || *c == s.attempts {
			continue
		}
		if _, err := (*c).DeleteMany(ctx, bson.M{}); err != nil {
			return fmt.Errorf("clear %s: %w", name, err)
		}
	}
	return nil
}

// EachCredential implements people.Archive.
func (s *Store) EachCredential(ctx context.Context, f func(people.Credential) error) error {
	only := options.Find().SetSort(ascending("_id")).SetProjection(bson.M{"credential": 1, "staff": 1})
	err := each(ctx, s.people, bson.M{}, only, func(d personDocument) error {
		c, err := d.credential()
		if errors.Is(err, people.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return f(c)
	})
	if err != nil {
		return fmt.Errorf("each credential: %w", err)
	}
	return nil
}

// EachDevice implements people.Archive.
func (s *Store) EachDevice(ctx context.Context, f func(people.Device) error) error {
	return eachByID(ctx, s.devices, func(d deviceDocument) error { return f(d.device()) })
}

// EachPass implements people.Archive.
func (s *Store) EachPass(ctx context.Context, f func(people.Pass) error) error {
	return eachByID(ctx, s.passes, func(d passDocument) error { return f(d.pass()) })
}

// EachFactor implements people.Archive.
func (s *Store) EachFactor(ctx context.Context, f func(people.Factor) error) error {
	return eachByID(ctx, s.factors, func(d factorDocument) error { return f(people.Factor(d)) })
}

// EachRequest implements people.Archive.
func (s *Store) EachRequest(ctx context.Context, f func(people.Request) error) error {
	return eachByID(ctx, s.requests, func(d requestDocument) error { return f(d.request()) })
}

// EachAttempts implements people.Archive.
func (s *Store) EachAttempts(ctx context.Context, f func(people.Attempts) error) error {
	return eachByID(ctx, s.attempts, func(d attemptsDocument) error { return f(people.Attempts(d)) })
}

// PutPeople implements people.Archive.
func (s *Store) PutPeople(ctx context.Context, list []people.Person) error {
	return insertAll(ctx, s.people, list, func(p people.Person) (any, personDocument) {
		return p.ID, personDocument{p.ID, newPersonFields(p), credentialKey(p.ID, "", nil), false}
	})
}

// PutCredentials implements people.Archive. What cannot be stored in bulk is tried one by one, as FerretDB does not say which
// of many stood in the way.
func (s *Store) PutCredentials(ctx context.Context, list []people.Credential) error {
	for part := range slices.Chunk(list, chunk) {
		err := setEach(ctx, s.people, part, func(c people.Credential) (string, any) {
			return c.Person, bson.M{"credential": credentialKey(c.Person, c.Phone, c.Hash), "staff": c.Staff}
		})
		if err == nil {
			continue
		}
		for _, c := range part {
			err := s.SetCredential(ctx, c)
			if err != nil && !errors.Is(err, people.ErrNotFound) && !errors.Is(err, people.ErrCredentialTaken) {
				return err
			}
		}
	}
	return nil
}

// PutDevices implements people.Archive.
func (s *Store) PutDevices(ctx context.Context, list []people.Device) error {
	return insertAll(ctx, s.devices, list, func(d people.Device) (any, deviceDocument) { return d.ID, deviceDocument(d) })
}

// PutPasses implements people.Archive.
func (s *Store) PutPasses(ctx context.Context, list []people.Pass) error {
	return insertAll(ctx, s.passes, list, func(p people.Pass) (any, passDocument) { return p.ID, passDocument(p) })
}

// PutFactors implements people.Archive.
func (s *Store) PutFactors(ctx context.Context, list []people.Factor) error {
	return insertAll(ctx, s.factors, list, func(f people.Factor) (any, factorDocument) { return f.Person, factorDocument(f) })
}

// PutRequests implements people.Archive.
func (s *Store) PutRequests(ctx context.Context, list []people.Request) error {
	return insertAll(ctx, s.requests, list, func(r people.Request) (any, requestDocument) { return r.ID, requestDocument(r) })
}

// PutAudit implements people.Archive.
func (s *Store) PutAudit(ctx context.Context, list []people.AuditEntry) error {
	return insertAll(ctx, s.audit, list, func(e people.AuditEntry) (any, auditDocument) { return e.Seq, auditDocument(e) })
}

// PutAllAttempts implements people.Archive.
func (s *Store) PutAllAttempts(ctx context.Context, list []people.Attempts) error {
	return insertAll(ctx, s.attempts, list, func(a people.Attempts) (any, attemptsDocument) { return a.Key, attemptsDocument(a) })
}

// EachSubmission implements progress.SubmissionArchive.
func (s *Store) EachSubmission(ctx context.Context, f func(progress.Submission) error) error {
	return eachByID(ctx, s.submissions, func(d submissionDocument) error { return f(d.submission()) })
}

// PutSubmissions implements progress.SubmissionArchive.
func (s *Store) PutSubmissions(ctx context.Context, list []progress.Submission) error {
	call := bson.NewObjectID()
	return insertAll(ctx, s.submissions, list, func(sub progress.Submission) (any, submissionDocument) {
		d := newSubmissionDocument(sub, call)
		d.Unfolded = false
		return d.Key, d
	})
}

func eachByID[D any](ctx context.Context, c *mongo.Collection, f func(D) error) error {
	// The server would otherwise send 16 MiB at once.
	if err := each(ctx, c, bson.M{}, options.Find().SetSort(ascending("_id")).SetBatchSize(200), f); err != nil {
		return fmt.Errorf("each of %s: %w", c.Name(), err)
	}
	return nil
}

// insertAll inserts documents in bulk; those whose ids are there stay as they are. Which ones stood in the way is asked and not
// taken from the error, which FerretDB gets wrong.
func insertAll[T, D any](ctx context.Context, c *mongo.Collection, items []T, document func(T) (id any, d D)) error {
	if len(items) == 0 {
		return nil
	}
	ids, documents := make([]any, len(items)), make([]D, len(items))
	for i, item := range items {
		ids[i], documents[i] = document(item)
	}
	_, err := c.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	if onlyDuplicates(err) {
		there, counting := c.CountDocuments(ctx, bson.M{"_id": bson.M{"$in": ids}})
		if counting == nil && there == int64(len(ids)) {
			return nil
		}
		err = errors.Join(err, counting)
	}
	if err != nil {
		return fmt.Errorf("insert into %s: %w", c.Name(), err)
	}
	return nil
}
