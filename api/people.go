package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type registrationRequest struct {
	Name     string        `json:"name" validate:"required,max=80"`
	PIN      string        `json:"pin" validate:"required,max=6"`
	Village  string        `json:"village" validate:"required,max=9"`
	Phone    string        `json:"phone" validate:"max=24"`
	Language string        `json:"language" validate:"omitempty,oneof=vi en"`
	Consent  *consentShape `json:"consent" validate:"required"`
	Version  string        `json:"consent_version" validate:"max=20"`
	JoinCode string        `json:"join_code" validate:"max=24"`
}

func (a *App) postRegister(ctx context.Context, c *fiber.Ctx) error {
	var in registrationRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	var login people.Login
	err := a.withCode(c, func() (err error) {
		login, err = a.cfg.People.Register(ctx, people.Registration{Name: in.Name, PIN: in.PIN, Village: in.Village, Phone: in.Phone,
			Language: in.Language, Consent: in.Consent.consent(), ConsentVersion: in.Version, JoinCode: in.JoinCode}, visit(c))
		return err
	})
	if err != nil {
		return err
	}
	return a.sendLogin(c, http.StatusCreated, login)
}

// withCode runs what takes a join code, and counts for the caller's address when it does not hold.
func (a *App) withCode(c *fiber.Ctx, f func() error) error {
	if err := a.limits.left(rateJoin, c.IP()); err != nil {
		return err
	}
	err := f()
	if errors.Is(err, people.ErrCodeNotValid) {
		// That it was the last one allowed is told by the next answer.
		_ = a.limits.check(rateJoin, c.IP())
	}
	return err
}

type loginRequest struct {
	Phone    string `json:"phone" validate:"required,max=24"`
	PIN      string `json:"pin" validate:"required_without=Password,excluded_with=Password,max=6"`
	Code     string `json:"code" validate:"excluded_with=Password,max=16"`
	Password string `json:"password" validate:"max=200"`
	TOTP     string `json:"totp" validate:"excluded_with=PIN,max=24"`
}

func (a *App) postLogin(ctx context.Context, c *fiber.Ctx) error {
	var in loginRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	var login people.Login
	var err error
	if in.PIN != "" {
		login, err = a.cfg.People.LoginPIN(ctx, in.Phone, in.PIN, in.Code, visit(c))
	} else {
		login, err = a.cfg.People.LoginPassword(ctx, in.Phone, in.Password, in.TOTP, visit(c))
	}
	if err != nil {
		return err
	}
	return a.sendLogin(c, http.StatusOK, login)
}

func (a *App) postRefresh(ctx context.Context, c *fiber.Ctx) error {
	cookie := c.Cookies(refreshCookie)
	if cookie == "" {
		return errNotSignedIn
	}
	login, err := a.cfg.People.Refresh(ctx, cookie)
	if err != nil {
		return err
	}
	return a.sendLogin(c, http.StatusOK, login)
}

func (a *App) postLogout(ctx context.Context, c *fiber.Ctx) error {
	if cookie := c.Cookies(refreshCookie); cookie != "" {
		if err := a.cfg.People.Logout(ctx, cookie); err != nil {
			return err
		}
	}
	clearRefreshCookie(c)
	return c.SendStatus(http.StatusNoContent)
}

func (a *App) getMe(_ context.Context, c *fiber.Ctx) error {
	return sendPrivate(c, http.StatusOK, newPersonShape(actor(c), a.cfg.Reference().Directory))
}

type changesRequest struct {
	Name     *string       `json:"name" validate:"omitempty,min=1,max=80"`
	Band     *string       `json:"birth_band" validate:"omitempty,max=4"`
	Language *string       `json:"language" validate:"omitempty,oneof=vi en"`
	Consent  *consentShape `json:"consent" validate:"omitempty"`
	Version  string        `json:"consent_version" validate:"max=20"`
	CardPIN  *bool         `json:"card_pin"`
}

func (a *App) patchMe(ctx context.Context, c *fiber.Ctx) error {
	var in changesRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	changes := people.Changes{Name: in.Name, BirthBand: in.Band, Language: in.Language, ConsentVersion: in.Version, CardPIN: in.CardPIN}
	if in.Consent != nil {
		consent := in.Consent.consent()
		changes.Consent = &consent
	}
	after, err := a.cfg.People.Update(ctx, actor(c), changes)
	if err != nil {
		return err
	}
	// Also where the consent is as it was: recounting may have failed the last time, or another server have changed it.
	if in.Consent != nil {
		if err := a.cfg.Progress.Recount(ctx, after.ID); err != nil {
			return err
		}
	}
	return sendPrivate(c, http.StatusOK, newPersonShape(after, a.cfg.Reference().Directory))
}

// deleteMe erases the actor, and the children under their account.
func (a *App) deleteMe(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.People.EraseAll(ctx, actor(c), actor(c), a.cfg.Progress.Erase); err != nil {
		return err
	}
	clearRefreshCookie(c)
	return c.SendStatus(http.StatusNoContent)
}
