package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type staffShape struct {
	Person  string      `json:"person"`
	Name    string      `json:"name"`
	Phone   string      `json:"phone"`
	Role    people.Role `json:"role"`
	Village *string     `json:"village"`
	Ward    *string     `json:"ward"`
	From    *string     `json:"from"`
	Until   *string     `json:"until"`
	TOTP    bool        `json:"totp"`
}

func newStaffShape(m people.StaffMember) staffShape {
	a := m.Appointment
	return staffShape{m.ID, m.Name, m.Phone, a.Role, orNull(a.Village), orNull(a.Ward), moment(a.From), moment(a.Until), m.TOTP}
}

func (a *App) getAppointments(ctx context.Context, c *fiber.Ctx) error {
	members, err := a.cfg.People.StaffBelow(ctx, actor(c))
	if err != nil {
		return err
	}
	shapes := make([]staffShape, len(members))
	for i, m := range members {
		shapes[i] = newStaffShape(m)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

type appointmentRequest struct {
	Person  string     `json:"person" validate:"omitempty,uuid"`
	Name    string     `json:"name" validate:"max=80"`
	Phone   string     `json:"phone" validate:"max=24"`
	Role    string     `json:"role" validate:"required,oneof=coordinator officer manager"`
	Village string     `json:"village" validate:"max=9"`
	Ward    string     `json:"ward" validate:"max=5"`
	From    *time.Time `json:"from"`
	Until   *time.Time `json:"until"`
}

func (a *App) postAppointment(ctx context.Context, c *fiber.Ctx) error {
	var in appointmentRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	member, secret, err := a.cfg.People.Appoint(ctx, actor(c), people.NewAppointment{Person: in.Person, Name: in.Name, Phone: in.Phone,
		Appointment: people.Appointment{Role: people.Role(in.Role), Village: in.Village, Ward: in.Ward, From: since(in.From), Until: since(in.Until)}})
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, struct {
		Member staffShape `json:"member"`
		Secret *string    `json:"secret"`
	}{newStaffShape(member), orNull(secret)})
}

// since is the time, or the zero time where none is given.
func since(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}

func (a *App) postAppointmentEnd(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Person  string `json:"person" validate:"required,uuid"`
		Role    string `json:"role" validate:"required,oneof=coordinator officer manager"`
		Village string `json:"village" validate:"max=9"`
		Ward    string `json:"ward" validate:"max=5"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	err := a.cfg.People.EndAppointment(ctx, actor(c), in.Person, people.Appointment{Role: people.Role(in.Role), Village: in.Village, Ward: in.Ward})
	if err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (a *App) postStaffReset(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Person string `json:"person" validate:"required,uuid"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	secret, err := a.cfg.People.ResetStaff(ctx, actor(c), in.Person)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, struct {
		Secret string `json:"secret"`
	}{secret})
}
