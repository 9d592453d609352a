package mongodb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/certificates"
)

// certificateDocument is one certificate, in the one JSON that package certificates gives it.
type certificateDocument struct {
	ID       string    `bson:"_id"`
	Person   string    `bson:"person"`
	Campaign string    `bson:"campaign"`
	IssuedAt time.Time `bson:"issued_at"`
	Document string    `bson:"document"`
}

func newCertificateDocument(c certificates.Certificate) (certificateDocument, error) {
	raw, err := json.Marshal(c)
	return certificateDocument{c.ID, c.Person, c.Campaign, millis(c.IssuedAt), string(raw)}, err
}

func (d certificateDocument) certificate() (certificates.Certificate, error) {
	var c certificates.Certificate
	if err := json.Unmarshal([]byte(d.Document), &c); err != nil {
		return c, fmt.Errorf("stored certificate: %w", err)
	}
	return c, nil
}

// AddCertificate implements certificates.Store. Who is taken back at the same moment as they are asked for again gets an error, and
// may ask once more.
func (s *Store) AddCertificate(ctx context.Context, c certificates.Certificate) (certificates.Certificate, error) {
	d, err := newCertificateDocument(c)
	if err == nil {
		_, err = s.certificates.InsertOne(ctx, d)
	}
	if mongo.IsDuplicateKeyError(err) {
		d, err = findOne[certificateDocument](ctx, s.certificates, bson.M{"person": c.Person, "campaign": c.Campaign}, certificates.ErrNotFound)
	}
	if err != nil {
		return certificates.Certificate{}, fmt.Errorf("add certificate: %w", err)
	}
	return d.certificate()
}

// Certificate implements certificates.Store.
func (s *Store) Certificate(ctx context.Context, id string) (certificates.Certificate, error) {
	d, err := findOne[certificateDocument](ctx, s.certificates, byID(id), certificates.ErrNotFound)
	if err != nil {
		return certificates.Certificate{}, fmt.Errorf("find certificate: %w", err)
	}
	return d.certificate()
}

// CertificatesOf implements certificates.Store.
func (s *Store) CertificatesOf(ctx context.Context, person string) ([]certificates.Certificate, error) {
	var all []certificates.Certificate
	newest := options.Find().SetSort(bson.D{{Key: "issued_at", Value: -1}, {Key: "_id", Value: 1}})
	err := each(ctx, s.certificates, bson.M{"person": person}, newest, func(d certificateDocument) error {
		c, err := d.certificate()
		all = append(all, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list certificates of a person: %w", err)
	}
	return all, nil
}

// DeleteCertificate implements certificates.Store.
func (s *Store) DeleteCertificate(ctx context.Context, id string) error {
	if _, err := s.certificates.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete certificate: %w", err)
	}
	return nil
}

// DeleteCertificatesOf implements certificates.Store.
func (s *Store) DeleteCertificatesOf(ctx context.Context, person string) error {
	if _, err := s.certificates.DeleteMany(ctx, bson.M{"person": person}); err != nil {
		return fmt.Errorf("delete certificates of a person: %w", err)
	}
	return nil
}

// EachCertificate implements certificates.Archive.
func (s *Store) EachCertificate(ctx context.Context, f func(certificates.Certificate) error) error {
	return eachByID(ctx, s.certificates, func(d certificateDocument) error {
		c, err := d.certificate()
		if err != nil {
			return err
		}
		return f(c)
	})
}

// PutCertificates implements certificates.Archive.
func (s *Store) PutCertificates(ctx context.Context, list []certificates.Certificate) error {
	for _, c := range list { // a JSON that cannot be made would be stored empty
		if _, err := newCertificateDocument(c); err != nil {
			return fmt.Errorf("put certificates: %w", err)
		}
	}
	return insertAll(ctx, s.certificates, list, func(c certificates.Certificate) (any, certificateDocument) {
		d, _ := newCertificateDocument(c)
		return c.ID, d
	})
}
