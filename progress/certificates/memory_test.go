package certificates_test

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"hocso/progress/certificates"
)

// memory is a store for tests of the service.
type memory struct {
	mu   sync.Mutex
	list []certificates.Certificate
	// adding is called before a certificate is added, to let something happen first.
	adding func()
}

func (m *memory) AddCertificate(_ context.Context, c certificates.Certificate) (certificates.Certificate, error) {
	if m.adding != nil {
		m.adding()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, held := range m.list {
		if held.Person == c.Person && held.Campaign == c.Campaign {
			return held, nil
		}
	}
	m.list = append(m.list, c)
	return c, nil
}

func (m *memory) Certificate(_ context.Context, id string) (certificates.Certificate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.list {
		if c.ID == id {
			return c, nil
		}
	}
	return certificates.Certificate{}, certificates.ErrNotFound
}

func (m *memory) CertificatesOf(_ context.Context, person string) ([]certificates.Certificate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	own := slices.DeleteFunc(slices.Clone(m.list), func(c certificates.Certificate) bool { return c.Person != person })
	slices.SortFunc(own, func(a, b certificates.Certificate) int {
		return cmp.Or(b.IssuedAt.Compare(a.IssuedAt), cmp.Compare(a.ID, b.ID))
	})
	return own, nil
}

func (m *memory) DeleteCertificate(_ context.Context, id string) error {
	return m.drop(func(c certificates.Certificate) bool { return c.ID == id })
}

func (m *memory) DeleteCertificatesOf(_ context.Context, person string) error {
	return m.drop(func(c certificates.Certificate) bool { return c.Person == person })
}

func (m *memory) drop(gone func(certificates.Certificate) bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = slices.DeleteFunc(m.list, gone)
	return nil
}
