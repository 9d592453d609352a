package people

import (
	"bytes"
	"context"
	"slices"
	"time"
)

func (m *memory) AddPass(ctx context.Context, p Pass) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddPass"); err != nil {
		return err
	}
	for _, old := range m.passes {
		if old.ID == p.ID || bytes.Equal(old.Digest, p.Digest) {
			return ErrConflict
		}
	}
	m.passes[p.ID] = p
	return nil
}

func (m *memory) Pass(ctx context.Context, id string) (Pass, error) {
	return onlyPass(m.passesThat(ctx, "Pass", func(p Pass) bool { return p.ID == id }))
}

func (m *memory) PassByDigest(ctx context.Context, digest []byte) (Pass, error) {
	return onlyPass(m.passesThat(ctx, "PassByDigest", func(p Pass) bool { return bytes.Equal(p.Digest, digest) }))
}

func onlyPass(found []Pass, err error) (Pass, error) {
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Pass{}, err
	}
	return found[0], nil
}

func (m *memory) PassesOfVillage(ctx context.Context, village string, kind PassKind) ([]Pass, error) {
	return m.passesThat(ctx, "PassesOfVillage", func(p Pass) bool { return p.Village == village && p.Kind == kind })
}

func (m *memory) PassesOfPerson(ctx context.Context, person string) ([]Pass, error) {
	return m.passesThat(ctx, "PassesOfPerson", func(p Pass) bool { return p.Person == person && person != "" })
}

func (m *memory) EndedPasses(ctx context.Context, before time.Time) ([]Pass, error) {
	ended := func(t time.Time) bool { return !t.IsZero() && t.Before(before) }
	return m.passesThat(ctx, "EndedPasses", func(p Pass) bool { return ended(p.ExpiresAt) || ended(p.RevokedAt) })
}

func (m *memory) passesThat(ctx context.Context, method string, want func(Pass) bool) ([]Pass, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, method); err != nil {
		return nil, err
	}
	return selected(m.passes, want), nil
}

func (m *memory) UpdatePass(ctx context.Context, p Pass) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdatePass"); err != nil {
		return err
	}
	if old, ok := m.passes[p.ID]; !ok || old.Revision != p.Revision {
		return ErrConflict
	}
	p.Revision++
	m.passes[p.ID] = p
	return nil
}

func (m *memory) DeletePassesOf(ctx context.Context, person string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeletePassesOf"); err != nil {
		return err
	}
	for id, p := range m.passes {
		if p.Person == person && person != "" {
			delete(m.passes, id)
		}
	}
	return nil
}

func (m *memory) DeletePass(ctx context.Context, id string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeletePass"); err != nil {
		return err
	}
	delete(m.passes, id)
	return nil
}

func (m *memory) Factor(ctx context.Context, person string) (Factor, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Factor"); err != nil {
		return Factor{}, err
	}
	f, ok := m.factors[person]
	if !ok {
		return Factor{Person: person}, nil
	}
	f.Recovery = slices.Clone(f.Recovery)
	return f, nil
}

func (m *memory) PutFactor(ctx context.Context, f Factor) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "PutFactor"); err != nil {
		return err
	}
	if m.factors[f.Person].Revision != f.Revision {
		return ErrConflict
	}
	f.Revision++
	f.Recovery = slices.Clone(f.Recovery)
	m.factors[f.Person] = f
	return nil
}

func (m *memory) DeleteFactor(ctx context.Context, person string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteFactor"); err != nil {
		return err
	}
	delete(m.factors, person)
	return nil
}
