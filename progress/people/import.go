package people

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"hocso/progress/places"
)

// The actions of imports. Their detail is the import's id, and for the first one the number of the last row. Whom an undoing erases has
// no line of their own: they are between the line with which it began and the one of its end.
const (
	ActionImported        AuditAction = "people_imported"
	ActionImportUndoBegun AuditAction = "import_undo_begun"
	ActionImportUndone    AuditAction = "import_undone"
)

// ImportEntry is what a row of a table says about somebody, as it was written.
type ImportEntry struct {
	Row     int
	ID      string // of somebody who is here already; empty for others
	Name    string
	Village string // id, or name in the ward
	Phone   string
	// BirthBand is the decade, the year or the day of birth; no more than the decade is kept.
	BirthBand string
	// Marks of what the person agreed to on paper.
	Account, VillageList, Statistics, Certificate string
}

// The fields of an ImportEntry, as faults name them.
const (
	ImportID          = "id"
	ImportName        = "name"
	ImportVillage     = "village"
	ImportPhone       = "phone"
	ImportBirthBand   = "birth_band"
	ImportAccount     = "account"
	ImportVillageList = "village_list"
	ImportStatistics  = "statistics"
	ImportCertificate = "certificate"
)

// ImportFields lists all fields.
var ImportFields = []string{ImportID, ImportName, ImportVillage, ImportPhone, ImportBirthBand, ImportAccount, ImportVillageList,
	ImportStatistics, ImportCertificate}

// The codes of faults of rows that are no FieldError's.
const (
	codeUnknownPerson = "unknown_person" // erased, or never of this ward
	codeTwice         = "twice"          // as another row of the file
	codeBadMark       = "bad_mark"       // neither yes nor no
)

// ImportFault is what is wrong with a row.
type ImportFault struct {
	Row   int
	Field string
	Code  string
}

// ImportPlan is what a table would do.
type ImportPlan struct {
	Add    []Person // without ids
	Rows   []int    // of Add
	Known  int      // rows about people who are here already
	Faults []ImportFault
}

// CheckImport looks at a table of people of a ward as a whole. Somebody is here already whose id is given, or whose folded name, village
// phone number and decade of birth are those of somebody living there, what is left out fitting any. They are left as they are. residents are those
// of the ward; helper is who enters what others agreed to on paper.
func CheckImport(ward places.Ward, dir *places.Directory, residents []Person, entries []ImportEntry, helper string, now time.Time) ImportPlan {
	c := importCheck{ward: ward, dir: dir, ids: make(map[string]bool, len(residents)), living: map[string][]Person{}, seen: map[string]bool{}, added: map[string][]Person{}}
	for _, p := range residents {
		if p.Child() { // a child is found by nobody but the parent
			continue
		}
		c.ids[p.ID] = true
		key := p.Village + "\x00" + places.Fold(p.Name)
		c.living[key] = append(c.living[key], p)
	}
	for _, e := range entries {
		c.look(e, helper, now)
	}
	return c.plan
}

type importCheck struct {
	ward   places.Ward
	dir    *places.Directory
	ids    map[string]bool
	living map[string][]Person // by village and folded name
	added  map[string][]Person // the same, of this table
	seen   map[string]bool     // ids of this table
	plan   ImportPlan
}

func (c *importCheck) look(e ImportEntry, helper string, now time.Time) {
	if e.ID != "" {
		switch {
		case !c.ids[e.ID]:
			c.fault(e.Row, ImportID, codeUnknownPerson)
		case c.seen[e.ID]:
			c.fault(e.Row, ImportID, codeTwice)
		default:
			c.plan.Known++
		}
		c.seen[e.ID] = true
		return
	}
	before := len(c.plan.Faults)
	var wrong faults
	p := Person{Name: wrong.name(e.Name), Phone: wrong.phone(e.Phone, true), BirthBand: wrong.birth(e.BirthBand, now), Language: LanguageVietnamese, CreatedAt: now}
	var code string
	if p.Village, code = c.village(e.Village); code != "" {
		wrong.add(ImportVillage, code)
	}
	for _, f := range wrong {
		c.fault(e.Row, f.Field, f.Code)
	}
	if len(c.plan.Faults) > before {
		return
	}
	key := p.Village + "\x00" + places.Fold(p.Name)
	if c.here(key, p) {
		c.plan.Known++
		return
	}
	if slices.ContainsFunc(c.added[key], func(other Person) bool { return other.Phone == p.Phone && !bandsContradict(other, p) }) {
		c.fault(e.Row, ImportName, codeTwice)
		return
	}
	c.added[key] = append(c.added[key], p)
	consent := c.consent(e)
	if len(c.plan.Faults) > before {
		return
	}
	p.Consents = []ConsentRecord{{Consent: consent, Version: ConsentVersion, At: now, Helper: helper}}
	c.plan.Add, c.plan.Rows = append(c.plan.Add, p), append(c.plan.Rows, e.Row)
}

func (c *importCheck) fault(row int, field, code string) {
	c.plan.Faults = append(c.plan.Faults, ImportFault{row, field, code})
}

// here reports whether somebody of the name lives in the village, of whom nothing is known that p contradicts.
func (c *importCheck) here(key string, p Person) bool {
	return slices.ContainsFunc(c.living[key], func(known Person) bool {
		return (p.Phone == "" || known.Phone == "" || known.Phone == p.Phone) && !bandsContradict(known, p)
	})
}

// village finds the open village of the ward that a text means, or says why there is none.
func (c *importCheck) village(text string) (id, code string) {
	if text == "" {
		return "", codeRequired
	}
	if v, err := c.dir.Record(text); err == nil {
		today, err := c.dir.Village(v.ID)
		if err != nil || today.Ward != c.ward.Code {
			return "", places.FaultOtherWard
		}
		return today.ID, ""
	}
	if v, ok := c.dir.Named(c.ward.Code, text); ok {
		return v.ID, ""
	}
	return "", codeUnknownVillage
}

func (c *importCheck) consent(e ImportEntry) Consent {
	mark := func(field, text string) bool {
		yes, ok := readMark(text)
		if !ok {
			c.fault(e.Row, field, codeBadMark)
		}
		return yes
	}
	consent := Consent{mark(ImportAccount, e.Account), mark(ImportVillageList, e.VillageList), mark(ImportStatistics, e.Statistics),
		mark(ImportCertificate, e.Certificate)}
	if _, ok := readMark(e.Account); ok && !consent.Account {
		c.fault(e.Row, ImportAccount, codeConsentRequired)
	}
	return consent
}

// readMark reads a mark in a cell. What is neither yes nor no is asked about: a consent is never guessed.
func readMark(text string) (yes, ok bool) {
	switch places.Fold(text) {
	case "x", "co", "dong y", "yes", "true", "1", "✓", "✔", "v":
		return true, true
	case "", "khong", "khong dong y", "no", "false", "0":
		return false, true
	}
	return false, false
}

// ImportedID is the id of whom a row of an import adds, so that the import knows them again.
func ImportedID(id uuid.UUID, row int) string {
	return uuid.NewSHA1(id, []byte(strconv.Itoa(row))).String()
}

// Import is one table of people that was taken in.
type Import struct {
	ID      uuid.UUID
	Ward    string
	By      string // person id
	At      time.Time
	LastRow int
	Undone  bool // to the end
}

// detail is what the audit log keeps of an import.
func (i Import) detail() string { return i.ID.String() + " " + strconv.Itoa(i.LastRow) }

// readImport reads an entry of the audit log that detail made.
func readImport(e AuditEntry) (Import, bool) {
	id, last, _ := strings.Cut(e.Detail, " ")
	parsed, err := uuid.Parse(id)
	row, rowErr := strconv.Atoi(last)
	if cmp.Or(err, rowErr) != nil {
		return Import{}, false
	}
	return Import{ID: parsed, Ward: e.Ward, By: e.Actor, At: e.At, LastRow: row}, true
}
