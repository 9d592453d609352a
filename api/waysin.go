package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

func (a *App) getAuthOptions(_ context.Context, c *fiber.Ctx) error {
	var provider *string
	if a.cfg.OIDC != nil {
		name := a.cfg.OIDC.Name()
		provider = &name
	}
	return sendPublic(c, struct {
		Open       bool    `json:"open_registration"`
		DeviceCode bool    `json:"device_code"`
		OIDC       *string `json:"oidc"`
	}{a.cfg.Reference().Campaign.OpenRegistration, a.cfg.DeviceCodes, provider})
}

type codeRequest struct {
	Code string `json:"code" validate:"required,max=24"`
}

func (a *App) postJoinCode(ctx context.Context, c *fiber.Ctx) error {
	var in codeRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	return a.withCode(c, func() error {
		village, until, err := a.cfg.People.LookUpJoinCode(ctx, in.Code)
		if err != nil {
			return err
		}
		dir := a.cfg.Reference().Directory
		ward, err := dir.Ward(village.Ward)
		if err != nil {
			return err
		}
		return sendPrivate(c, http.StatusOK, struct {
			Village   villageShape `json:"village"`
			Ward      wardShape    `json:"ward"`
			ExpiresAt string       `json:"expires_at"`
		}{newVillageShape(village), newWardShape(ward, dir), instant(until)})
	})
}

func (a *App) postProfile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Person string `json:"person" validate:"required,uuid"`
		PIN    string `json:"pin" validate:"required,max=6"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.LoginProfile(ctx, in.Person, in.PIN, visit(c))
	return a.sendLoginOK(c, login, err)
}

func (a *App) postCard(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Token string `json:"token" validate:"required,max=64"`
		PIN   string `json:"pin" validate:"max=6"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.LoginCard(ctx, in.Token, in.PIN, visit(c))
	return a.sendLoginOK(c, login, err)
}

func (a *App) postRecover(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Phone string `json:"phone" validate:"required,max=24"`
		Code  string `json:"code" validate:"required,max=16"`
		PIN   string `json:"pin" validate:"required,max=6"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.Recover(ctx, in.Phone, in.Code, in.PIN, visit(c))
	if errors.Is(err, people.ErrCodeNotValid) {
		return errRecoveryCode
	}
	return a.sendLoginOK(c, login, err)
}

func (a *App) postTOTP(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Phone    string `json:"phone" validate:"required,max=24"`
		Password string `json:"password" validate:"required,max=200"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	secret, err := a.cfg.People.BeginTOTP(ctx, in.Phone, in.Password)
	if err != nil {
		return err
	}
	code, err := newQR(secret.URI)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, struct {
		Secret string  `json:"secret"`
		URI    string  `json:"uri"`
		QR     qrShape `json:"qr"`
	}{secret.Secret, secret.URI, code})
}

func (a *App) postTOTPConfirmation(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Phone    string `json:"phone" validate:"required,max=24"`
		Password string `json:"password" validate:"required,max=200"`
		TOTP     string `json:"totp" validate:"required,len=6"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, codes, err := a.cfg.People.ConfirmTOTP(ctx, in.Phone, in.Password, in.TOTP, visit(c))
	if err != nil {
		return err
	}
	setLoginCookies(c, login)
	return sendPrivate(c, http.StatusOK, struct {
		loginShape
		RecoveryCodes []string `json:"recovery_codes"`
	}{a.newLoginShape(login), codes})
}

func (a *App) postProof(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Password string `json:"password" validate:"required,max=200"`
		TOTP     string `json:"totp" validate:"max=24"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.Prove(ctx, actor(c), c.Cookies(refreshCookie), in.Password, in.TOTP)
	return a.sendLoginOK(c, login, err)
}

func (a *App) putSecret(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Current string `json:"current" validate:"max=200"`
		New     string `json:"new" validate:"required,max=200"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.ChangeSecret(ctx, actor(c), in.Current, in.New, visit(c))
	return a.sendLoginOK(c, login, err)
}

func (a *App) postMyJoin(ctx context.Context, c *fiber.Ctx) error {
	var in codeRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	return a.withCode(c, func() error {
		person, err := a.cfg.People.Join(ctx, actor(c), in.Code)
		if err != nil {
			return err
		}
		if err := a.cfg.Progress.Recount(ctx, person.ID); err != nil {
			return err
		}
		return sendPrivate(c, http.StatusOK, newPersonShape(person, a.cfg.Reference().Directory))
	})
}
