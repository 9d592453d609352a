package places

// Directory is all places at one moment, made for reading. It is immutable and safe for concurrent use.
type Directory struct {
	wards    []Ward
	all      []Village // closed ones too
	villages []Village // open ones
	ward     map[string]int
	record   map[string]int // in all
	ofWard   map[string][]Village
	allOf    map[string][]Village
	names    []indexed
}

// NewDirectory indexes wards and villages, each ordered by key as Store returns them.
func NewDirectory(wards []Ward, villages []Village) *Directory {
	d := &Directory{
		wards: wards, all: villages,
		ward:   make(map[string]int, len(wards)),
		record: make(map[string]int, len(villages)),
		ofWard: make(map[string][]Village, len(wards)),
		allOf:  make(map[string][]Village, len(wards)),
	}
	for i, w := range wards {
		d.ward[w.Code] = i
		d.names = append(d.names, indexed{i, w.Title(), Fold(w.Name), false})
		for _, former := range w.FormerUnits {
			d.names = append(d.names, indexed{i, former, Fold(bareName(former)), true})
		}
	}
	for i, v := range villages {
		d.record[v.ID] = i
		d.allOf[v.Ward] = append(d.allOf[v.Ward], v)
		if !v.Closed() {
			d.villages = append(d.villages, v)
			d.ofWard[v.Ward] = append(d.ofWard[v.Ward], v)
		}
	}
	return d
}

// Wards returns all wards, ordered by code. The caller must not change the slice.
func (d *Directory) Wards() []Ward { return d.wards }

// Villages returns all open villages, ordered by id. The caller must not change the slice.
func (d *Directory) Villages() []Village { return d.villages }

// VillagesOf returns a ward's open villages, ordered by id. The caller must not change the slice.
func (d *Directory) VillagesOf(ward string) []Village { return d.ofWard[ward] }

// AllOf returns a ward's villages, closed ones too, ordered by id. A ward's totals are the sum of theirs, since somebody may
// still be moving out of a closed one. The caller must not change the slice.
func (d *Directory) AllOf(ward string) []Village { return d.allOf[ward] }

// Closed returns all closed villages, ordered by id.
func (d *Directory) Closed() []Village { return closedOf(d.all) }

// ClosedOf returns a ward's closed villages, ordered by id.
func (d *Directory) ClosedOf(ward string) []Village { return closedOf(d.allOf[ward]) }

func closedOf(villages []Village) []Village {
	var closed []Village
	for _, v := range villages {
		if v.Closed() {
			closed = append(closed, v)
		}
	}
	return closed
}

// Ward returns the ward with the given code, or ErrNotFound.
func (d *Directory) Ward(code string) (Ward, error) {
	if i, ok := d.ward[code]; ok {
		return d.wards[i], nil
	}
	return Ward{}, ErrNotFound
}

// Village returns the open village that an id means today: the one with the id, or the one that it was merged into, however
// often; or ErrNotFound, also if it was retired. What the caller goes on with is that village's own id.
func (d *Directory) Village(id string) (Village, error) {
	v, err := d.End(id)
	if err == nil && v.Retired {
		return Village{}, ErrNotFound
	}
	return v, err
}

// End returns the village to which mergers lead from an id, the one with the id if it was merged into none. It is open or retired.
// ErrNotFound.
func (d *Directory) End(id string) (Village, error) {
	for range d.all { // none is merged in a circle, but a damaged store must not hang the server
		v, err := d.Record(id)
		if err != nil || v.Retired || !v.Closed() {
			return v, err
		}
		id = v.MergedInto
	}
	return Village{}, ErrNotFound
}

// Record returns the village with the given id as it is stored, also if it is closed; or ErrNotFound.
func (d *Directory) Record(id string) (Village, error) {
	if i, ok := d.record[id]; ok {
		return d.all[i], nil
	}
	return Village{}, ErrNotFound
}

// LeadingTo returns the ids that mean an open village today: its own first, then those of closed ones that were merged into it.
func (d *Directory) LeadingTo(id string) []string {
	ids := []string{id}
	for _, v := range d.Closed() {
		if into, err := d.Village(v.ID); err == nil && into.ID == id {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

// Differing returns the ids of the villages that are open in one of two directories and not in the other, ordered.
func (d *Directory) Differing(o *Directory) []string {
	var ids []string
	open := func(d *Directory, id string) bool {
		v, err := d.Record(id)
		return err == nil && !v.Closed()
	}
	for _, v := range d.all {
		if open(d, v.ID) != open(o, v.ID) {
			ids = append(ids, v.ID)
		}
	}
	return ids
}
