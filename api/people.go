package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

// refreshCookie cannot be set by or for another host, nor read by scripts.
const refreshCookie = "__Host-hocso-refresh"

type registrationRequest struct {
	Name     string        `json:"name" validate:"required,max=80"`
	PIN      string        `json:"pin" validate:"required,max=6"`
	Village  string        `json:"village" validate:"required,max=9"`
	Phone    string        `json:"phone" validate:"max=24"`
	Language string        `json:"language" validate:"omitempty,oneof=vi en"`
	Consent  *consentShape `json:"consent" validate:"required"`
}

func (a *App) postRegister(ctx context.Context, c *fiber.Ctx) error {
	var in registrationRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	login, err := a.cfg.People.Register(ctx, people.Registration{Name: in.Name, PIN: in.PIN, Village: in.Village, Phone: in.Phone,
		Language: in.Language, Consent: in.Consent.consent()})
	if err != nil {
		return err
	}
	return a.sendLogin(c, http.StatusCreated, login)
}

type loginRequest struct {
	Phone    string `json:"phone" validate:"required,max=24"`
	PIN      string `json:"pin" validate:"required_without=Password,excluded_with=Password,max=6"`
	Password string `json:"password" validate:"max=200"`
}

func (a *App) postLogin(ctx context.Context, c *fiber.Ctx) error {
	var in loginRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	var login people.Login
	var err error
	if in.PIN != "" {
		login, err = a.cfg.People.LoginPIN(ctx, in.Phone, in.PIN)
	} else {
		login, err = a.cfg.People.LoginPassword(ctx, in.Phone, in.Password)
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

func (a *App) sendLogin(c *fiber.Ctx, status int, login people.Login) error {
	c.Cookie(&fiber.Cookie{Name: refreshCookie, Value: login.Refresh, Path: "/", MaxAge: int(login.RefreshMaxAge / time.Second),
		Secure: true, HTTPOnly: true, SameSite: fiber.CookieSameSiteStrictMode})
	return sendPrivate(c, status, struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   int         `json:"expires_in"`
		Person      personShape `json:"person"`
	}{login.AccessToken, int(login.ExpiresIn / time.Second), newPersonShape(login.Person, a.cfg.Reference().Directory)})
}

func clearRefreshCookie(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: refreshCookie, Path: "/", Expires: time.Unix(1, 0), Secure: true, HTTPOnly: true,
		SameSite: fiber.CookieSameSiteStrictMode})
}

func (a *App) getMe(_ context.Context, c *fiber.Ctx) error {
	return sendPrivate(c, http.StatusOK, newPersonShape(actor(c), a.cfg.Reference().Directory))
}

type changesRequest struct {
	Name     *string       `json:"name" validate:"omitempty,min=1,max=80"`
	Language *string       `json:"language" validate:"omitempty,oneof=vi en"`
	Consent  *consentShape `json:"consent" validate:"omitempty"`
}

func (a *App) patchMe(ctx context.Context, c *fiber.Ctx) error {
	var in changesRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	changes := people.Changes{Name: in.Name, Language: in.Language}
	if in.Consent != nil {
		consent := in.Consent.consent()
		changes.Consent = &consent
	}
	before := actor(c)
	after, err := a.cfg.People.Update(ctx, before, changes)
	if err != nil {
		return err
	}
	if before.Consent().Statistics != after.Consent().Statistics {
		if err := a.cfg.Progress.ConsentChanged(ctx, after); err != nil {
			return err
		}
	}
	return sendPrivate(c, http.StatusOK, newPersonShape(after, a.cfg.Reference().Directory))
}

// deleteMe erases progress first: if that fails, the person can still sign in and try again.
func (a *App) deleteMe(ctx context.Context, c *fiber.Ctx) error {
	person := actor(c)
	if err := a.cfg.Progress.Erase(ctx, person); err != nil {
		return err
	}
	if err := a.cfg.People.Erase(ctx, person.ID); err != nil {
		return err
	}
	clearRefreshCookie(c)
	return c.SendStatus(http.StatusNoContent)
}

type storedSubmissionShape struct {
	ID         string              `json:"id"`
	Module     string              `json:"module"`
	Version    int                 `json:"version"`
	Answers    map[string][]string `json:"answers"`
	StartedAt  string              `json:"started_at"`
	FinishedAt string              `json:"finished_at"`
	ReceivedAt string              `json:"received_at"`
	Score      int                 `json:"score"`
	Max        int                 `json:"max"`
	Passed     bool                `json:"passed"`
	Review     bool                `json:"review"`
	Right      []string            `json:"right"`
	Wrong      []string            `json:"wrong"`
	Assisted   bool                `json:"assisted"`
}

func (a *App) getExport(ctx context.Context, c *fiber.Ctx) error {
	person := actor(c)
	submissions, err := a.cfg.Progress.MySubmissions(ctx, person)
	if err != nil {
		return err
	}
	summary, err := a.cfg.Progress.Mine(ctx, person)
	if err != nil {
		return err
	}
	shapes := make([]storedSubmissionShape, 0, len(submissions))
	for _, s := range submissions {
		shapes = append(shapes, storedSubmissionShape{s.ID, s.Module, s.Version, s.Answers, instant(s.StartedAt), instant(s.FinishedAt),
			instant(s.ReceivedAt), s.Score, s.Max, s.Passed, s.Review, append([]string{}, s.Right...), append([]string{}, s.Wrong...), s.Assisted()})
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="hocso.json"`)
	return sendPrivate(c, http.StatusOK, struct {
		Person      personShape             `json:"person"`
		Summary     summaryShape            `json:"summary"`
		Submissions []storedSubmissionShape `json:"submissions"`
	}{newPersonShape(person, a.cfg.Reference().Directory), a.newSummaryShape(summary), shapes})
}
