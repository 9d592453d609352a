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
	return insertAll(ctx, s.devices, list, func(d people.Device) deviceDocument { return deviceDocument(d) })
}

// PutPasses implements people.Archive.
func (s *Store) PutPasses(ctx context.Context, list []people.Pass) error {
	return insertAll(ctx, s.passes, list, func(p people.Pass) passDocument { return passDocument(p) })
}

// PutFactors implements people.Archive.
func (s *Store) PutFactors(ctx context.Context, list []people.Factor) error {
	return insertAll(ctx, s.factors, list, func(f people.Factor) factorDocument { return factorDocument(f) })
}

// PutRequests implements people.Archive.
func (s *Store) PutRequests(ctx context.Context, list []people.Request) error {
	return insertAll(ctx, s.requests, list, func(r people.Request) requestDocument { return requestDocument(r) })
}

// PutAudit implements people.Archive.
func (s *Store) PutAudit(ctx context.Context, list []people.AuditEntry) error {
	return insertAll(ctx, s.audit, list, func(e people.AuditEntry) auditDocument { return auditDocument(e) })
}

// EachSubmission implements progress.SubmissionArchive.
func (s *Store) EachSubmission(ctx context.Context, f func(progress.Submission) error) error {
	return eachByID(ctx, s.submissions, func(d submissionDocument) error { return f(d.submission()) })
}

// PutSubmissions implements progress.SubmissionArchive.
func (s *Store) PutSubmissions(ctx context.Context, list []progress.Submission) error {
	call := bson.NewObjectID()
	return insertAll(ctx, s.submissions, list, func(sub progress.Submission) submissionDocument {
		d := newSubmissionDocument(sub, call)
		d.Unfolded = false
		return d
	})
}

func eachByID[D any](ctx context.Context, c *mongo.Collection, f func(D) error) error {
	if err := each(ctx, c, bson.M{}, options.Find().SetSort(ascending("_id")), f); err != nil {
		return fmt.Errorf("each of %s: %w", c.Name(), err)
	}
	return nil
}

// insertAll inserts new documents.
func insertAll[T, D any](ctx context.Context, c *mongo.Collection, items []T, document func(T) D) error {
	if len(items) == 0 {
		return nil
	}
	documents := make([]D, len(items))
	for i, item := range items {
		documents[i] = document(item)
	}
	if _, err := c.InsertMany(ctx, documents); err != nil {
		return fmt.Errorf("insert into %s: %w", c.Name(), err)
	}
	return nil
}
