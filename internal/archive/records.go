package archive

import (
	"time"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// The records have field names of their own, so that renaming a field of the domain does not change what archives hold. Those
// that are converted whole do not compile when the domain gets a field that they lack. Courses and modules are kept in the one
// JSON that package courses gives them, as everywhere.

type wardRecord struct {
	Code           string          `json:"code"`
	Name           string          `json:"name"`
	Kind           places.WardKind `json:"kind"`
	FormerProvince string          `json:"former_province,omitempty"`
	FormerDistrict string          `json:"former_district,omitempty"`
	FormerUnits    []string        `json:"former_units,omitempty"`
	Population     int             `json:"population,omitempty"`
	Lon            float64         `json:"lon"`
	Lat            float64         `json:"lat"`
}

type villageRecord struct {
	ID     string             `json:"id"`
	Ward   string             `json:"ward"`
	Name   string             `json:"name"`
	Kind   places.VillageKind `json:"kind"`
	Roll   *rollRecord        `json:"roll,omitempty"`
	Sample bool               `json:"sample,omitempty"`

	MergedInto string   `json:"merged_into,omitempty"`
	Retired    bool     `json:"retired,omitempty"`
	SplitFrom  string   `json:"split_from,omitempty"`
	Absorbed   []string `json:"absorbed,omitempty"`
	Released   []string `json:"released,omitempty"`
}

type rollRecord struct {
	Adults  int     `json:"adults"`
	Day     day.Day `json:"day"`
	Version int     `json:"version"`
}

func newVillageRecord(v places.Village) villageRecord {
	return villageRecord{v.ID, v.Ward, v.Name, v.Kind, (*rollRecord)(v.Roll), v.Sample, v.MergedInto, v.Retired, v.SplitFrom, v.Absorbed, v.Released}
}

func (r villageRecord) village() places.Village {
	return places.Village{ID: r.ID, Ward: r.Ward, Name: r.Name, Kind: r.Kind, Roll: (*places.Roll)(r.Roll), Sample: r.Sample,
		MergedInto: r.MergedInto, Retired: r.Retired, SplitFrom: r.SplitFrom, Absorbed: r.Absorbed, Released: r.Released}
}

type recordingRecord struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

type deviceRecord struct {
	ID        string    `json:"id"`
	Person    string    `json:"person"`
	Browser   []byte    `json:"browser,omitempty"`
	Label     string    `json:"label,omitempty"`
	Current   []byte    `json:"current,omitempty"`
	Previous  []byte    `json:"previous,omitempty"`
	Staff     bool      `json:"staff,omitempty"`
	CreatedAt time.Time `json:"created_at,omitzero"`
	UsedAt    time.Time `json:"used_at,omitzero"`
	ProvedAt  time.Time `json:"proved_at,omitzero"`
	Revision  int       `json:"revision"`
}

type credentialRecord struct {
	Person string `json:"person"`
	Phone  string `json:"phone,omitempty"`
	Hash   []byte `json:"hash"`
	Staff  bool   `json:"staff,omitempty"`
}

type passRecord struct {
	ID        string          `json:"id"`
	Kind      people.PassKind `json:"kind"`
	Village   string          `json:"village"`
	Person    string          `json:"person,omitempty"`
	Digest    []byte          `json:"digest"`
	Number    string          `json:"number,omitempty"`
	By        string          `json:"by,omitempty"`
	CreatedAt time.Time       `json:"created_at,omitzero"`
	ExpiresAt time.Time       `json:"expires_at,omitzero"`
	Uses      int             `json:"uses"`
	MaxUses   int             `json:"max_uses"`
	RevokedAt time.Time       `json:"revoked_at,omitzero"`
	Revision  int             `json:"revision"`
}

type factorRecord struct {
	Person     string    `json:"person"`
	Secret     []byte    `json:"secret"`
	EnrolledAt time.Time `json:"enrolled_at,omitzero"`
	LastStep   int64     `json:"last_step"`
	Recovery   [][]byte  `json:"recovery,omitempty"`
	Revision   int       `json:"revision"`
}

type requestRecord struct {
	ID         string             `json:"id"`
	Person     string             `json:"person"`
	Village    string             `json:"village,omitempty"`
	Ward       string             `json:"ward,omitempty"`
	Kind       people.RequestKind `json:"kind"`
	Text       string             `json:"text,omitempty"`
	CreatedAt  time.Time          `json:"created_at,omitzero"`
	AnswerBy   time.Time          `json:"answer_by,omitzero"`
	FinishBy   time.Time          `json:"finish_by,omitzero"`
	AnsweredAt time.Time          `json:"answered_at,omitzero"`
	FinishedAt time.Time          `json:"finished_at,omitzero"`
	Note       string             `json:"note,omitempty"`
	Officer    string             `json:"officer,omitempty"`
	Revision   int                `json:"revision"`
}

type auditRecord struct {
	Seq     int64              `json:"seq"`
	At      time.Time          `json:"at"`
	Actor   string             `json:"actor,omitempty"`
	Action  people.AuditAction `json:"action"`
	Person  string             `json:"person,omitempty"`
	Village string             `json:"village,omitempty"`
	Ward    string             `json:"ward,omitempty"`
	Detail  string             `json:"detail,omitempty"`
	Prev    []byte             `json:"prev,omitempty"`
	Hash    []byte             `json:"hash"`
}

// attemptsRecord is of copies alone.
type attemptsRecord struct {
	Key      string    `json:"key"`
	Failures int       `json:"failures"`
	At       time.Time `json:"at,omitzero"`
	Revision int       `json:"revision"`
}

type eventRecord struct {
	ID         string            `json:"id"`
	Village    string            `json:"village"`
	Kind       fieldwork.Kind    `json:"kind"`
	Session    string            `json:"session,omitempty"`
	Day        day.Day           `json:"day,omitempty"`
	Part       fieldwork.Part    `json:"part,omitempty"`
	Person     string            `json:"person,omitempty"`
	Module     string            `json:"module,omitempty"`
	Place      string            `json:"place,omitempty"`
	Outcome    fieldwork.Outcome `json:"outcome,omitempty"`
	Of         string            `json:"of,omitempty"`
	At         time.Time         `json:"at,omitzero"`
	ReceivedAt time.Time         `json:"received_at,omitzero"`
	By         string            `json:"by"`
}

type aliasRecord struct {
	Dropped string    `json:"dropped"`
	Kept    string    `json:"kept"`
	At      time.Time `json:"at"`
	By      string    `json:"by,omitempty"`
}

type erasureRecord struct {
	Person string    `json:"person"`
	At     time.Time `json:"at"`
}
