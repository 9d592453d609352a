package places

import (
	"slices"
	"strings"
)

// The fields of a VillageEntry, as faults name them.
const (
	VillageFieldID   = "id"
	VillageFieldName = "name"
	VillageFieldKind = "kind"
)

// VillageFields lists all fields.
var VillageFields = []string{VillageFieldID, VillageFieldName, VillageFieldKind}

// The codes of faults of a list of villages beside those of declarations: of FaultUnknownVillage, FaultOtherWard, FaultTwice and
// FaultClosed.
const (
	FaultRequired    = "required"
	FaultNameTaken   = "village_name_taken" // by a village that the list leaves as it is
	FaultBadName     = "bad_village_name"
	FaultUnknownKind = "unknown_kind" // neither the column nor the name says what kind of village it is
	FaultOtherKind   = "other_kind"   // than the village is, which no list changes
	FaultFull        = "too_many_villages"
)

// VillageEntry is a row of a list of a ward's villages, as it was written.
type VillageEntry struct {
	Row  int
	ID   string // of a village that is there; empty to find it by its name, or for a new one
	Name string // as people say it, the word for its kind too
	Kind string // as people write it; empty to see it from the name
}

// VillageFault is what is wrong with a list, or with a row of it.
type VillageFault struct {
	Row   int    // 0 for the whole
	Field string // empty for the whole row
	Code  string
}

// Renaming is a village that gets another name.
type Renaming struct{ Before, After Village }

// VillagePlan is what a list would do.
type VillagePlan struct {
	Add    []Village // with the ids that come next
	Rename []Renaming
	Known  int // rows about villages that are there under this name
	Faults []VillageFault
}

// CheckVillages looks at a list of a ward's villages as a whole. A row with an id is about that village, one without about the open one
// that has its name, as the search understands it; what is in neither way there is new. Villages that are left out stay as they are, so
// that nothing is closed by a list, and so does the kind of those that are there. The name of a closed village is a fault: the list may
// be older than what closed it. Of those that undoing a list has dropped, undone, it is not: the list may be the mended one.
func (d *Directory) CheckVillages(ward Ward, entries []VillageEntry, undone map[string]bool) VillagePlan {
	c := villageCheck{dir: d, ward: ward, undone: undone, seen: map[string]bool{}}
	for _, e := range entries {
		c.look(e)
	}
	c.compareNames()
	if d.LastNumber(ward.Code)+len(c.plan.Add) > maxVillages {
		c.fault(0, "", FaultFull)
	}
	return c.plan
}

type villageCheck struct {
	dir    *Directory
	ward   Ward
	undone map[string]bool // closed villages whose names are free again
	seen   map[string]bool // villages about which a row was
	named  []namedRow
	plan   VillagePlan
}

// namedRow is a row that gives a village its name.
type namedRow struct {
	row  int
	name string
}

func (c *villageCheck) fault(row int, field, code string) {
	c.plan.Faults = append(c.plan.Faults, VillageFault{row, field, code})
}

func (c *villageCheck) look(e VillageEntry) {
	kind, told := readKind(e.Kind)
	if e.Kind != "" && !told {
		c.fault(e.Row, VillageFieldKind, FaultUnknownKind)
		return
	}
	if e.ID == "" && e.Name == "" {
		c.fault(e.Row, VillageFieldName, FaultRequired)
		return
	}
	field := VillageFieldID
	if e.ID == "" {
		field = VillageFieldName
	}
	v, there, code := c.find(e, kind)
	switch {
	case code != "":
		c.fault(e.Row, field, code)
	case !there:
		c.add(e, kind)
	case c.seen[v.ID]:
		c.fault(e.Row, field, FaultTwice)
	case told && kind != v.Kind:
		c.fault(e.Row, VillageFieldKind, FaultOtherKind)
	default:
		c.seen[v.ID] = true
		c.keep(e, v)
	}
}

// find returns the open village that a row is about, and whether there is one; or why it cannot be about any.
func (c *villageCheck) find(e VillageEntry, kind VillageKind) (v Village, there bool, code string) {
	if e.ID != "" {
		v, err := c.dir.Record(e.ID)
		switch {
		case err != nil:
			return v, false, FaultUnknownVillage
		case v.Ward != c.ward.Code:
			return v, false, FaultOtherWard
		case v.Closed():
			return v, false, FaultClosed
		}
		return v, true, ""
	}
	names := []string{e.Name, fullName(e.Name, kind)}
	for _, name := range names {
		if v, there := c.dir.Named(c.ward.Code, name); there {
			return v, true, ""
		}
	}
	closed := func(v Village) bool {
		return !c.undone[v.ID] && (Fold(v.Name) == Fold(names[0]) || Fold(v.Name) == Fold(names[1]))
	}
	if slices.ContainsFunc(c.dir.AllOf(c.ward.Code), closed) {
		return Village{}, false, FaultClosed
	}
	return Village{}, false, ""
}

func (c *villageCheck) add(e VillageEntry, kind VillageKind) {
	name, err := VillageName(fullName(e.Name, kind))
	if err != nil {
		c.fault(e.Row, VillageFieldName, FaultBadName)
		return
	}
	if kind == "" {
		if kind = kindIn(name); kind == "" {
			c.fault(e.Row, VillageFieldKind, FaultUnknownKind)
			return
		}
	}
	v := Village{Ward: c.ward.Code, Name: name, Kind: kind}
	// Without a number left, all of the list is refused.
	v.ID, _ = VillageID(v.Ward, c.dir.LastNumber(v.Ward)+len(c.plan.Add)+1)
	c.named = append(c.named, namedRow{e.Row, name})
	c.plan.Add = append(c.plan.Add, v)
}

// keep lets a village be, or gives it the name of a row that names it by its id. Where it was found by its name, that may be spelt in
// another way.
func (c *villageCheck) keep(e VillageEntry, v Village) {
	if e.ID == "" || e.Name == "" {
		c.plan.Known++
		return
	}
	name, err := VillageName(e.Name)
	switch {
	case err != nil:
		c.fault(e.Row, VillageFieldName, FaultBadName)
	case name == v.Name:
		c.plan.Known++
	default:
		after := v
		after.Name = name
		c.named = append(c.named, namedRow{e.Row, name})
		c.plan.Rename = append(c.plan.Rename, Renaming{v, after})
	}
}

// compareNames looks whether villages of one name would come of it. Names may be passed on within a list.
func (c *villageCheck) compareNames() {
	renamed := map[string]bool{}
	for _, r := range c.plan.Rename {
		renamed[r.Before.ID] = true
	}
	taken := map[string]string{}
	for _, v := range c.dir.VillagesOf(c.ward.Code) {
		if !renamed[v.ID] {
			taken[Fold(v.Name)] = FaultNameTaken
		}
	}
	for _, n := range c.named {
		if code := taken[Fold(n.name)]; code != "" {
			c.fault(n.row, VillageFieldName, code)
		}
		taken[Fold(n.name)] = FaultTwice
	}
}

// kindWords are how each kind of village is called in a name, and what else people write for it, as Fold leaves it.
var kindWords = []struct {
	kind    VillageKind
	word    string
	written []string
}{
	{Thon, "Thôn", []string{"thon"}},
	{Buon, "Buôn", []string{"buon"}},
	{ToDanPho, "Tổ dân phố", []string{"to dan pho", "tdp", "to_dan_pho"}},
	{KhuPho, "Khu phố", []string{"khu pho", "khu_pho"}},
}

func readKind(text string) (VillageKind, bool) {
	for _, one := range kindWords {
		if slices.Contains(one.written, Fold(text)) {
			return one.kind, true
		}
	}
	return "", false
}

// kindIn returns the kind that a name begins with, empty for a name that says none.
func kindIn(name string) VillageKind {
	for _, one := range kindWords {
		if strings.HasPrefix(Fold(name), one.written[0]+" ") {
			return one.kind
		}
	}
	return ""
}

// fullName puts the word for its kind before a name that offices write without: they have it in another column.
func fullName(name string, kind VillageKind) string {
	for _, one := range kindWords {
		if one.kind == kind && name != "" && kindIn(name) == "" {
			return one.word + " " + name
		}
	}
	return name
}
