package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

// OIDC is the OpenID Connect provider that staff may sign in with.
type OIDC interface {
	// Name is what people call the provider.
	Name() string
	// Begin returns the address at the provider to send a browser to, and what that browser keeps until it comes back.
	Begin(ctx context.Context) (address, attempt string, err error)
	// Finish returns whom the provider vouches for, as in people.Person.Subject, given what the browser kept and the query that it
	// came back with. people.ErrSignInCancelled if they turned back there.
	Finish(ctx context.Context, attempt string, answer url.Values) (subject string, err error)
}

const (
	// oidcCookie keeps an attempt while somebody is at the provider. Unlike the others it is sent although another site sends the
	// browser back.
	oidcCookie = "__Host-hocso-oidc"
	oidcLife   = 10 * time.Minute
)

// oidcJourney is what the cookie holds.
type oidcJourney struct {
	Attempt string `json:"attempt"`
	Back    string `json:"back"`
	// Browser is the browser cookie's value. The browser does not send that one when the provider sends it back, and without it
	// would be taken for a new browser, where nobody is known any more.
	Browser string `json:"browser"`
}

type oidcQuery struct {
	Back string `query:"back" validate:"max=200"`
}

func (a *App) getOIDC(ctx context.Context, c *fiber.Ctx) error {
	if a.cfg.OIDC == nil {
		return errNoOIDC
	}
	var q oidcQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	if q.Back == "" {
		q.Back = "/"
	}
	if !isAppPath(q.Back) {
		return &inputError{[]fieldError{{"back", "bad_path"}}}
	}
	address, attempt, err := a.cfg.OIDC.Begin(ctx)
	if err != nil {
		return a.endOIDC(c, err)
	}
	if err := setOIDCCookie(c, oidcJourney{Attempt: attempt, Back: q.Back, Browser: visit(c).Browser}); err != nil {
		return err
	}
	return c.Redirect(address, http.StatusFound)
}

// getOIDCCallback changes nothing but that somebody is signed in, although it is a GET: that is how the provider sends them
// here, and the attempt shows that they came from here.
func (a *App) getOIDCCallback(ctx context.Context, c *fiber.Ctx) error {
	if a.cfg.OIDC == nil {
		return errNoOIDC
	}
	journey := readOIDCCookie(c)
	clearOIDCCookie(c)
	answer, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return a.endOIDC(c, err)
	}
	subject, err := a.cfg.OIDC.Finish(ctx, journey.Attempt, answer)
	if err != nil {
		return a.endOIDC(c, err)
	}
	from := visit(c)
	if from.Browser == "" {
		from.Browser = journey.Browser
	}
	login, err := a.cfg.People.LoginSubject(ctx, subject, from)
	if err != nil {
		return a.endOIDC(c, err)
	}
	setLoginCookies(c, login)
	return c.Redirect(journey.back(), http.StatusFound)
}

// endOIDC sends somebody who is not signed in back to the app, which says why in their language. The operator finds the cause
// in the log: the provider or its settings may be at fault.
func (a *App) endOIDC(c *fiber.Ctx, err error) error {
	outcome := "oidc_failed"
	switch {
	case errors.Is(err, people.ErrSignInCancelled):
		outcome = "oidc_cancelled"
	case errors.Is(err, people.ErrUnknownSubject):
		outcome = "oidc_unknown"
	default:
		a.cfg.Log.Warn("signing in by OpenID Connect failed", "request_id", requestID(c), "error", err)
	}
	return c.Redirect("/login?oidc="+outcome, http.StatusFound)
}

// isAppPath tells whether an address leads to a page of the app and nowhere else. Browsers read a backslash as a slash, and
// leave out tabs and line ends.
func isAppPath(address string) bool {
	for _, r := range address {
		if r <= ' ' || r == 0x7f || r == '\\' {
			return false
		}
	}
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
}

// back is checked again: what comes in a cookie was not necessarily put there by this program.
func (j oidcJourney) back() string {
	if !isAppPath(j.Back) {
		return "/"
	}
	return j.Back
}

func setOIDCCookie(c *fiber.Ctx, journey oidcJourney) error {
	raw, err := json.Marshal(journey)
	if err != nil {
		return err
	}
	c.Cookie(&fiber.Cookie{Name: oidcCookie, Value: base64.RawURLEncoding.EncodeToString(raw), Path: "/", MaxAge: int(oidcLife / time.Second),
		Secure: true, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode})
	return nil
}

// readOIDCCookie returns a journey without an attempt, which no provider finishes, if there is none that can be read.
func readOIDCCookie(c *fiber.Ctx) oidcJourney {
	raw, err := base64.RawURLEncoding.DecodeString(c.Cookies(oidcCookie))
	if err != nil {
		return oidcJourney{}
	}
	var journey oidcJourney
	if err := json.Unmarshal(raw, &journey); err != nil {
		return oidcJourney{}
	}
	return journey
}

func clearOIDCCookie(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: oidcCookie, Path: "/", Expires: time.Unix(1, 0), Secure: true, HTTPOnly: true,
		SameSite: fiber.CookieSameSiteLaxMode})
}
