package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

// The cookies cannot be set by or for another host, nor read by scripts.
const (
	refreshCookie = "__Host-hocso-refresh"
	// browserCookie marks a browser in which people have signed in. It signs nobody in.
	browserCookie = "__Host-hocso-browser"
	// browserLife is the longest that browsers keep a cookie.
	browserLife = 400 * 24 * time.Hour
)

// visit tells where a request comes from.
func visit(c *fiber.Ctx) people.Visit {
	return people.Visit{Browser: c.Cookies(browserCookie), Label: deviceLabel(c.Get(fiber.HeaderUserAgent))}
}

// deviceLabel is what kind of device a User-Agent speaks of; nothing finer is kept.
func deviceLabel(userAgent string) string {
	for _, one := range []struct{ word, label string }{
		{"Android", "android"}, {"iPhone", "iphone"}, {"iPad", "iphone"}, {"Windows", "windows"}, {"Macintosh", "mac"}, {"Linux", "linux"},
	} {
		if strings.Contains(userAgent, one.word) {
			return one.label
		}
	}
	return "other"
}

// setLoginCookies gives the browser what keeps somebody signed in, and known after that.
func setLoginCookies(c *fiber.Ctx, login people.Login) {
	setCookie(c, refreshCookie, login.Refresh, login.RefreshMaxAge)
	if login.Browser != "" {
		setCookie(c, browserCookie, login.Browser, browserLife)
	}
}

func setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second), Secure: true, HTTPOnly: true,
		SameSite: fiber.CookieSameSiteStrictMode})
}

func clearRefreshCookie(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: refreshCookie, Path: "/", Expires: time.Unix(1, 0), Secure: true, HTTPOnly: true,
		SameSite: fiber.CookieSameSiteStrictMode})
}

type loginShape struct {
	AccessToken string      `json:"access_token"`
	ExpiresIn   int         `json:"expires_in"`
	Person      personShape `json:"person"`
}

func (a *App) newLoginShape(login people.Login) loginShape {
	return loginShape{login.AccessToken, int(login.ExpiresIn / time.Second), newPersonShape(login.Person, a.cfg.Reference().Directory)}
}

func (a *App) sendLogin(c *fiber.Ctx, status int, login people.Login) error {
	setLoginCookies(c, login)
	return sendPrivate(c, status, a.newLoginShape(login))
}

// sendLoginOK answers a login that succeeded or says why not.
func (a *App) sendLoginOK(c *fiber.Ctx, login people.Login, err error) error {
	if err != nil {
		return err
	}
	return a.sendLogin(c, http.StatusOK, login)
}

// address is an address of the web app as people see it.
func (a *App) address(c *fiber.Ctx, path string) string {
	base := a.cfg.PublicURL
	if base == "" {
		// The guard has held it against the host.
		base = c.Get(fiber.HeaderOrigin)
	}
	if base == "" {
		base = c.BaseURL()
	}
	return base + path
}
