package people

import (
	"context"
	"slices"
	"time"
)

func (m *memory) DeleteCertificatesOf(ctx context.Context, person string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteCertificatesOf"); err != nil {
		return err
	}
	delete(m.certified, person)
	return nil
}

func (m *memory) AddRequest(ctx context.Context, r Request) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddRequest"); err != nil {
		return err
	}
	m.requests[r.ID] = r
	return nil
}

func (m *memory) Request(ctx context.Context, id string) (Request, error) {
	found, err := m.requestsThat(ctx, "Request", func(r Request) bool { return r.ID == id })
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Request{}, err
	}
	return found[0], nil
}

func (m *memory) UpdateRequest(ctx context.Context, r Request) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdateRequest"); err != nil {
		return err
	}
	if old, ok := m.requests[r.ID]; !ok || old.Revision != r.Revision {
		return ErrConflict
	}
	r.Revision++
	m.requests[r.ID] = r
	return nil
}

func (m *memory) RequestsOf(ctx context.Context, person string) ([]Request, error) {
	found, err := m.requestsThat(ctx, "RequestsOf", func(r Request) bool { return r.Person == person })
	return newestFirst(found), err
}

func (m *memory) RequestsIn(ctx context.Context, ward string) ([]Request, error) {
	found, err := m.requestsThat(ctx, "RequestsIn", func(r Request) bool { return r.Ward == ward })
	return newestFirst(found), err
}

func newestFirst(list []Request) []Request {
	slices.SortStableFunc(list, func(a, b Request) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return list
}

func (m *memory) FinishedRequests(ctx context.Context, before time.Time) ([]Request, error) {
	return m.requestsThat(ctx, "FinishedRequests", func(r Request) bool { return !r.FinishedAt.IsZero() && r.FinishedAt.Before(before) })
}

func (m *memory) requestsThat(ctx context.Context, method string, want func(Request) bool) ([]Request, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, method); err != nil {
		return nil, err
	}
	return selected(m.requests, want), nil
}

func (m *memory) DeleteRequest(ctx context.Context, id string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteRequest"); err != nil {
		return err
	}
	delete(m.requests, id)
	return nil
}

func (m *memory) AppendAudit(ctx context.Context, e AuditEntry) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AppendAudit"); err != nil {
		return err
	}
	at, taken := slices.BinarySearchFunc(m.audit, e.Seq, func(e AuditEntry, seq int64) int { return int(e.Seq - seq) })
	if taken {
		return ErrConflict
	}
	m.audit = slices.Insert(m.audit, at, e)
	return nil
}

func (m *memory) LastAudit(ctx context.Context) (AuditEntry, error) {
	page, err := m.AuditPage(ctx, "", 0, 1)
	if err == nil && len(page) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return AuditEntry{}, err
	}
	return page[0], nil
}

func (m *memory) AuditPage(ctx context.Context, ward string, before int64, limit int) ([]AuditEntry, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AuditPage"); err != nil {
		return nil, err
	}
	var page []AuditEntry
	for _, e := range slices.Backward(m.audit) {
		if len(page) < limit && (before == 0 || e.Seq < before) && (ward == "" || e.Ward == ward) {
			page = append(page, e)
		}
	}
	return page, nil
}

func (m *memory) AuditAbout(ctx context.Context, person string, before int64, limit int) ([]AuditEntry, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AuditAbout"); err != nil {
		return nil, err
	}
	var page []AuditEntry
	for _, e := range slices.Backward(m.audit) {
		if len(page) < limit && (before == 0 || e.Seq < before) && e.Person == person {
			page = append(page, e)
		}
	}
	return page, nil
}

func (m *memory) EachAudit(ctx context.Context, f func(AuditEntry) error) error {
	if err := m.enter(ctx, "EachAudit"); err != nil {
		m.mu.Unlock()
		return err
	}
	all := slices.Clone(m.audit)
	m.mu.Unlock()
	for _, e := range all {
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) DeleteAuditUntil(ctx context.Context, seq int64) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteAuditUntil"); err != nil {
		return err
	}
	m.audit = slices.DeleteFunc(m.audit, func(e AuditEntry) bool { return e.Seq <= seq })
	return nil
}

func (m *memory) AddErasure(ctx context.Context, e Erasure) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddErasure"); err != nil {
		return err
	}
	if _, ok := m.erasures[e.Person]; !ok {
		m.erasures[e.Person] = e
	}
	return nil
}

func (m *memory) ErasureOf(ctx context.Context, person string) (Erasure, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "ErasureOf"); err != nil {
		return Erasure{}, err
	}
	e, ok := m.erasures[person]
	if !ok {
		return Erasure{}, ErrNotFound
	}
	return e, nil
}

func (m *memory) Erasures(ctx context.Context) ([]Erasure, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Erasures"); err != nil {
		return nil, err
	}
	return selected(m.erasures, func(Erasure) bool { return true }), nil
}

func (m *memory) AddAlias(ctx context.Context, a Alias) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddAlias"); err != nil {
		return err
	}
	if _, taken := m.aliases[a.Dropped]; taken {
		return ErrConflict
	}
	m.aliases[a.Dropped] = a
	return nil
}

func (m *memory) Alias(ctx context.Context, dropped string) (Alias, error) {
	found, err := m.aliasesThat(ctx, "Alias", func(a Alias) bool { return a.Dropped == dropped })
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Alias{}, err
	}
	return found[0], nil
}

func (m *memory) AliasesOf(ctx context.Context, kept string) ([]Alias, error) {
	return m.aliasesThat(ctx, "AliasesOf", func(a Alias) bool { return a.Kept == kept })
}

func (m *memory) aliasesThat(ctx context.Context, method string, want func(Alias) bool) ([]Alias, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, method); err != nil {
		return nil, err
	}
	return selected(m.aliases, want), nil
}

func (m *memory) DeleteAlias(ctx context.Context, dropped string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteAlias"); err != nil {
		return err
	}
	delete(m.aliases, dropped)
	return nil
}

func (m *memory) EachAlias(ctx context.Context, f func(Alias) error) error {
	all, err := m.aliasesThat(ctx, "EachAlias", func(Alias) bool { return true })
	for _, a := range all {
		if err == nil {
			err = f(a)
		}
	}
	return err
}
