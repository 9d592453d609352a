package people

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
)

// memory is the stores in maps.
type memory struct {
	mu       sync.Mutex
	people   map[string]Person
	creds    map[string]Credential // by person
	devices  map[string]Device
	attempts map[string]Attempts
	passes   map[string]Pass
	factors  map[string]Factor // by person
	requests map[string]Request
	audit    []AuditEntry // ordered by Seq
	erasures map[string]Erasure
	aliases  map[string]Alias // by Dropped
	// certified is what package certificates keeps of people, as far as it matters here.
	certified map[string]bool
	reads     int                // of one person
	fail      func(string) error // a driver's error for a method, if set
	// beforeUpdate is called with the id of a person about to be updated, if set: it may be another process.
	beforeUpdate func(string)
}

func newMemory() *memory {
	return &memory{
		people: map[string]Person{}, creds: map[string]Credential{},
		devices: map[string]Device{}, attempts: map[string]Attempts{}, passes: map[string]Pass{},
		factors: map[string]Factor{}, requests: map[string]Request{}, erasures: map[string]Erasure{}, aliases: map[string]Alias{}, certified: map[string]bool{},
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
	if m.taken(c) {
		return ErrCredentialTaken
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
		if _, there := m.people[p.ID]; there {
			return errors.New("the id is in use")
		}
		m.people[p.ID] = copyOf(p)
	}
	return nil
}

func (m *memory) UpdatePerson(ctx context.Context, p Person) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdatePerson"); err != nil {
		return err
	}
	if m.beforeUpdate != nil {
		m.beforeUpdate(p.ID)
	}
	old, ok := m.people[p.ID]
	if !ok {
		return ErrNotFound
	}
	if old.Revision != p.Revision {
		return ErrConflict
	}
	p.Revision++
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
	delete(m.factors, id)
	maps.DeleteFunc(m.devices, func(_ string, d Device) bool { return d.Person == id })
	maps.DeleteFunc(m.passes, func(_ string, p Pass) bool { return p.Person == id && id != "" })
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

func (m *memory) PersonBySubject(ctx context.Context, subject string) (Person, error) {
	found, err := m.those(ctx, "PersonBySubject", func(p Person) bool { return p.Subject == subject && subject != "" })
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Person{}, err
	}
	return found[0], nil
}

func (m *memory) PeopleOf(ctx context.Context, village string) ([]Person, error) {
	return m.those(ctx, "PeopleOf", func(p Person) bool { return p.Village == village && village != "" })
}

func (m *memory) ChildrenOf(ctx context.Context, guardian string) ([]Person, error) {
	return m.those(ctx, "ChildrenOf", func(p Person) bool { return p.Guardian == guardian && guardian != "" })
}

func (m *memory) Staff(ctx context.Context) ([]Person, error) {
	return m.those(ctx, "Staff", func(p Person) bool { return len(p.Appointments) > 0 })
}

// those returns whom a condition selects.
func (m *memory) those(ctx context.Context, method string, want func(Person) bool) ([]Person, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, method); err != nil {
		return nil, err
	}
	found := selected(m.people, want)
	for i, p := range found {
		found[i] = copyOf(p)
	}
	return found, nil
}

// selected returns the values that a condition selects, ordered by key.
func selected[T any](of map[string]T, want func(T) bool) []T {
	var found []T
	for _, key := range slices.Sorted(maps.Keys(of)) {
		if want(of[key]) {
			found = append(found, of[key])
		}
	}
	return found
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
		if p.Village != "" && !p.Child() {
			n[p.Village]++
		}
		return nil
	})
	return n, err
}

// taken reports whether somebody else signs in with the credential.
func (m *memory) taken(c Credential) bool {
	for person, old := range m.creds {
		if person != c.Person && c.Phone != "" && old.Phone == c.Phone && bytes.Equal(old.Hash, c.Hash) {
			return true
		}
	}
	return false
}

func (m *memory) CredentialOf(ctx context.Context, person string) (Credential, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "CredentialOf"); err != nil {
		return Credential{}, err
	}
	c, ok := m.creds[person]
	if !ok {
		return Credential{}, ErrNotFound
	}
	return c, nil
}

func (m *memory) WithCredential(ctx context.Context, ids []string) (map[string]bool, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "WithCredential"); err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, id := range ids {
		if _, ok := m.creds[id]; ok {
			found[id] = true
		}
	}
	return found, nil
}

func (m *memory) SetCredential(ctx context.Context, c Credential) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "SetCredential"); err != nil {
		return err
	}
	if _, ok := m.people[c.Person]; !ok {
		return ErrNotFound
	}
	if m.taken(c) {
		return ErrCredentialTaken
	}
	m.creds[c.Person] = c
	return nil
}

// stores is the memory as all that people are kept in.
func (m *memory) stores() Stores {
	return Stores{
		People: m, Credentials: m, Devices: m, Attempts: m, Passes: m, Factors: m, Requests: m, Audit: m, Erasures: m, Aliases: m, Certificates: m,
	}
}
