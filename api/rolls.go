package api

import (
	"context"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/rollfile"
	"hocso/progress"
	"hocso/progress/places"
)

type rollVersionShape struct {
	Version    int     `json:"version"`
	Adults     int     `json:"adults"`
	Day        string  `json:"day"`
	At         string  `json:"at"`
	ApprovedAt *string `json:"approved_at"`

	WithdrawnAt *string `json:"withdrawn_at"`
}

type namedVillage struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type villageRollsShape struct {
	Village  namedVillage       `json:"village"`
	Approved *rollVersionShape  `json:"approved"`
	Declared *rollVersionShape  `json:"declared"`
	Versions []rollVersionShape `json:"versions"`
}

type rollChangeShape struct {
	Village string `json:"village"`
	Name    string `json:"name"`
	Before  *int   `json:"before"`
	After   int    `json:"after"`
}

type rollFaultShape struct {
	Row     int    `json:"row"`
	Field   string `json:"field"`
	Village string `json:"village"`
	Code    string `json:"code"`
}

type rollOutcomeShape struct {
	Applied bool              `json:"applied"`
	Changes []rollChangeShape `json:"changes"`
	Faults  []rollFaultShape  `json:"faults"`
}

// rollFileShape is what came of a file of rolls, and how it was read.
type rollFileShape struct {
	rollOutcomeShape
	Import     *string             `json:"import"` // its id; null if nothing was stored
	Encoding   *string             `json:"encoding"`
	Columns    []importColumnShape `json:"columns"`
	FaultCount int                 `json:"fault_count"`
}

func newRollFileShape(l rollfile.List, out progress.RollOutcome) rollFileShape {
	read, shape := newTableShape(l.Table, 0), newRollOutcomeShape(out)
	var id *string
	if out.Applied {
		id = orNull(out.Import.String())
	}
	return rollFileShape{shape, id, read.Encoding, read.Columns, len(shape.Faults)}
}

func newRollVersionShape(r places.RollVersion) rollVersionShape {
	s := rollVersionShape{Version: r.Version, Adults: r.Adults, Day: string(r.Day), At: instant(r.At), ApprovedAt: moment(r.ApprovedAt)}
	if r.Withdrawn() {
		s.WithdrawnAt = moment(r.WithdrawnAt)
	}
	return s
}

func newVillageRollsShape(v progress.VillageRolls) villageRollsShape {
	s := villageRollsShape{Village: namedVillage{v.Village.ID, v.Village.Name}, Versions: []rollVersionShape{}}
	for _, r := range v.Versions {
		shape := newRollVersionShape(r)
		s.Versions = append(s.Versions, shape)
		if v.Village.Roll != nil && r.Version == v.Village.Roll.Version {
			s.Approved = &shape
		}
	}
	if v.Declared != nil {
		shape := newRollVersionShape(*v.Declared)
		s.Declared = &shape
	}
	return s
}

func newRollOutcomeShape(out progress.RollOutcome) rollOutcomeShape {
	s := rollOutcomeShape{out.Applied, []rollChangeShape{}, []rollFaultShape{}}
	for _, c := range out.Changes {
		change := rollChangeShape{Village: c.Village.ID, Name: c.Village.Name, After: c.Adults}
		if c.Village.Roll != nil {
			change.Before = &c.Village.Roll.Adults
		}
		s.Changes = append(s.Changes, change)
	}
	for _, f := range out.Faults {
		s.Faults = append(s.Faults, rollFaultShape(f))
	}
	return s
}

func (a *App) getRolls(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.cfg.Rolls.OfWard(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shapes := make([]villageRollsShape, len(list))
	for i, v := range list {
		shapes[i] = newVillageRollsShape(v)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postRolls(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Day    string `json:"day" validate:"required,max=10"`
		DryRun bool   `json:"dry_run"`
		Rolls  []struct {
			Village string         `json:"village" validate:"required,max=80"`
			Adults  jsontext.Value `json:"adults" validate:"required,max=20"`
		} `json:"rolls" validate:"required,min=1,max=999,dive"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	on, err := parseDay(in.Day)
	if err != nil {
		return err
	}
	d := progress.Declaration{Day: on, DryRun: in.DryRun}
	for i, r := range in.Rolls {
		d.Entries = append(d.Entries, places.RollEntry{Row: i + 1, Village: r.Village, Adults: string(r.Adults)})
	}
	return a.declareRolls(ctx, c, d)
}

func (a *App) postRollFile(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Day    string `query:"day" validate:"required,max=10"`
		DryRun bool   `query:"dry_run"`
		readQuery
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options(rollfile.Fields)
	if err != nil {
		return err
	}
	on, err := parseDay(q.Day)
	if err != nil {
		return err
	}
	// Who may not declare is refused before a file of theirs is read.
	if _, err := a.cfg.Rolls.Declare(ctx, actor(c), c.Params("code"), progress.Declaration{Day: on, DryRun: true}); err != nil {
		return err
	}
	list := rollfile.Read(c.Body(), o)
	out := progress.RollOutcome{Faults: list.Faults}
	if len(list.Faults) == 0 {
		d := progress.Declaration{Day: on, DryRun: q.DryRun, Entries: list.Entries, File: true}
		if out, err = a.cfg.Rolls.Declare(ctx, actor(c), c.Params("code"), d); err != nil {
			return err
		}
	}
	return sendPrivate(c, http.StatusOK, newRollFileShape(list, out))
}

func (a *App) declareRolls(ctx context.Context, c *fiber.Ctx, d progress.Declaration) error {
	out, err := a.cfg.Rolls.Declare(ctx, actor(c), c.Params("code"), d)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newRollOutcomeShape(out))
}

func (a *App) postRollApproval(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Rolls []struct {
			Village string `json:"village" validate:"required,max=80"`
			Version int    `json:"version" validate:"min=1,max=1000000"`
		} `json:"rolls" validate:"required,min=1,max=999,dive"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	refs := make([]progress.RollRef, len(in.Rolls))
	for i, r := range in.Rolls {
		refs[i] = progress.RollRef(r)
	}
	if err := a.cfg.Rolls.Approve(ctx, actor(c), c.Params("code"), refs); err != nil {
		return err
	}
	return a.getRolls(ctx, c)
}

func parseDay(text string) (day.Day, error) {
	d, err := day.Parse(text)
	if err != nil {
		return "", &inputError{[]fieldError{{"day", "bad_day"}}}
	}
	return d, nil
}
