package people

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
)

// memory is the three stores in maps.
type memory struct {
	mu       sync.Mutex
	people   map[string]Person
	creds    map[string]Credential // by person
	devices  map[string]Device
	attempts map[string]Attempts
	reads    int                // of one person
	fail     func(string) error // a driver's error for a method, if set
}

func newMemory() *memory {
	return &memory{
		people: map[string]Person{}, creds: map[string]Credential{},
		devices: map[string]Device{}, attempts: map[string]Attempts{},
	}
}

func (m *memory) enter(ctx context.Context, method string) error {
	m.mu.Lock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.fail != nil {
		return m.fail(method)
	}
	return nil
}

func copyOf(p Person) Person {
	p.Appointments, p.Consents = slices.Clone(p.Appointments), slices.Clone(p.Consents)
	return p
}

func (m *memory) AddPerson(ctx context.Context, p Person, c Credential) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddPerson"); err != nil {
		return err
	}
	for _, old := range m.creds {
		if old.Phone == c.Phone && bytes.Equal(old.Hash, c.Hash) {
			return ErrCredentialTaken
		}
	}
	m.people[p.ID], m.creds[p.ID] = copyOf(p), c
	return nil
}

func (m *memory) AddPeople(ctx context.Context, people []Person) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddPeople"); err != nil {
		return err
	}
	for _, p := range people {
		m.people[p.ID] = copyOf(p)
	}
	return nil
}

func (m *memory) UpdatePerson(ctx context.Context, p Person) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdatePerson"); err != nil {
		return err
	}
	if _, ok := m.people[p.ID]; !ok {
		return ErrNotFound
	}
	m.people[p.ID] = copyOf(p)
	return nil
}

func (m *memory) DeletePerson(ctx context.Context, id string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeletePerson"); err != nil {
		return err
	}
	delete(m.people, id)
	delete(m.creds, id)
	return nil
}

func (m *memory) Person(ctx context.Context, id string) (Person, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Person"); err != nil {
		return Person{}, err
	}
	m.reads++
	p, ok := m.people[id]
	if !ok {
		return Person{}, ErrNotFound
	}
	return copyOf(p), nil
}

func (m *memory) PersonByCredential(ctx context.Context, phone string, hash []byte) (Person, bool, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "PersonByCredential"); err != nil {
		return Person{}, false, err
	}
	for id, c := range m.creds {
		if phone != "" && c.Phone == phone && bytes.Equal(c.Hash, hash) {
			return copyOf(m.people[id]), c.Staff, nil
		}
	}
	return Person{}, false, ErrNotFound
}

func (m *memory) PeopleOf(ctx context.Context, village string) ([]Person, error) {
	var found []Person
	err := m.EachPerson(ctx, func(p Person) error {
		if p.Village == village {
			found = append(found, p)
		}
		return nil
	})
	return found, err
}

func (m *memory) EachPerson(_ context.Context, f func(Person) error) error {
	m.mu.Lock()
	all := make([]Person, 0, len(m.people))
	for _, p := range m.people {
		all = append(all, copyOf(p))
	}
	m.mu.Unlock()
	slices.SortFunc(all, func(a, b Person) int { return strings.Compare(a.ID, b.ID) })
	for _, p := range all {
		if err := f(p); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) CountByVillage(ctx context.Context) (map[string]int, error) {
	n := map[string]int{}
	err := m.EachPerson(ctx, func(p Person) error {
		if p.Village != "" {
			n[p.Village]++
		}
		return nil
	})
	return n, err
}

func (m *memory) AddDevice(ctx context.Context, d Device) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddDevice"); err != nil {
		return err
	}
	m.devices[d.ID] = d
	return nil
}

func (m *memory) Device(ctx context.Context, id string) (Device, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Device"); err != nil {
		return Device{}, err
	}
	d, ok := m.devices[id]
	if !ok {
		return Device{}, ErrNotFound
	}
	return d, nil
}

func (m *memory) UpdateDevice(ctx context.Context, d Device) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdateDevice"); err != nil {
		return err
	}
	if old, ok := m.devices[d.ID]; !ok || old.Revision != d.Revision {
		return ErrConflict
	}
	d.Revision++
	m.devices[d.ID] = d
	return nil
}

func (m *memory) DeleteDevice(ctx context.Context, id string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteDevice"); err != nil {
		return err
	}
	delete(m.devices, id)
	return nil
}

func (m *memory) DeleteDevicesOf(ctx context.Context, person string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteDevicesOf"); err != nil {
		return err
	}
	for id, d := range m.devices {
		if d.Person == person {
			delete(m.devices, id)
		}
	}
	return nil
}

func (m *memory) Attempts(ctx context.Context, key string) (Attempts, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Attempts"); err != nil {
		return Attempts{}, err
	}
	if a, ok := m.attempts[key]; ok {
		return a, nil
	}
	return Attempts{Key: key}, nil
}

func (m *memory) PutAttempts(ctx context.Context, a Attempts) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "PutAttempts"); err != nil {
		return err
	}
	if m.attempts[a.Key].Revision != a.Revision {
		return ErrConflict
	}
	a.Revision++
	m.attempts[a.Key] = a
	return nil
}
