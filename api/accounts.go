package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
	"hocso/progress/people"
)

type accountShape struct {
	ID          string  `json:"id"`
	Name        *string `json:"name"`
	Hint        *string `json:"hint"`
	BirthBand   *string `json:"birth_band"`
	Unconfirmed bool    `json:"unconfirmed"`
	Card        bool    `json:"card"`
	PIN         bool    `json:"pin"`
	CreatedAt   string  `json:"created_at"`
}

func newAccountShape(a people.Account) accountShape {
	s := accountShape{ID: a.ID, Name: orNull(a.ListedName()), Hint: orNull(a.Hint()), Unconfirmed: a.Unconfirmed, Card: a.Card, PIN: a.PIN,
		CreatedAt: instant(a.CreatedAt)}
	if s.Name != nil {
		s.BirthBand = orNull(a.BirthBand)
	}
	return s
}

// listedAccountShape is one of a list, with how far somebody is.
type listedAccountShape struct {
	accountShape
	Status *progress.Status `json:"status"`
}

func (a *App) getAccounts(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		// A village's whole team works on the whole list: 1,000 people come in one answer.
		Limit int    `query:"limit" validate:"min=1,max=1000"`
		After string `query:"after" validate:"max=200"`
	}
	q.Limit = defaultLimit
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	accounts, next, err := a.cfg.People.Accounts(ctx, actor(c), c.Params("id"), q.After, q.Limit)
	if err != nil {
		return err
	}
	shapes, err := a.listedAccounts(ctx, c, accounts)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, next))
}

// listedAccounts are accounts of the village that the request is about.
func (a *App) listedAccounts(ctx context.Context, c *fiber.Ctx, accounts []people.Account) ([]listedAccountShape, error) {
	statuses, err := a.cfg.Progress.Statuses(ctx, actor(c), c.Params("id"))
	if err != nil {
		return nil, err
	}
	return newListedShapes(accounts, statuses), nil
}

func newListedShapes(accounts []people.Account, statuses map[string]progress.Status) []listedAccountShape {
	shapes := make([]listedAccountShape, len(accounts))
	for i, one := range accounts {
		shapes[i].accountShape = newAccountShape(one)
		if one.ListedName() != "" {
			status := cmp.Or(statuses[one.ID], progress.NotStarted)
			shapes[i].Status = &status
		}
	}
	return shapes
}

func (a *App) postAccount(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		ID        string        `json:"id" validate:"omitempty,uuid"`
		Name      string        `json:"name" validate:"required,max=80"`
		PIN       string        `json:"pin" validate:"max=6"`
		Phone     string        `json:"phone" validate:"max=24"`
		BirthBand string        `json:"birth_band" validate:"max=4"`
		Language  string        `json:"language" validate:"omitempty,oneof=vi en"`
		Consent   *consentShape `json:"consent" validate:"required"`
		Version   string        `json:"consent_version" validate:"max=20"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	account, again, err := a.cfg.People.EnrolOnce(ctx, actor(c), people.Registration{ID: in.ID, Name: in.Name, PIN: in.PIN, Village: c.Params("id"),
		Phone: in.Phone, BirthBand: in.BirthBand, Language: in.Language, Consent: in.Consent.consent(), ConsentVersion: in.Version})
	if err != nil {
		return err
	}
	status := http.StatusCreated
	if again {
		status = http.StatusOK
	}
	return sendPrivate(c, status, newAccountShape(account))
}

func (a *App) postConfirmation(ctx context.Context, c *fiber.Ctx) error {
	account, err := a.cfg.People.Confirm(ctx, actor(c), c.Params("id"), c.Params("person"))
	if err != nil {
		return err
	}
	if err := a.cfg.Progress.Recount(ctx, account.ID); err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newAccountShape(account))
}

type cardShape struct {
	Resident string  `json:"resident"`
	Name     *string `json:"name"`
	Token    string  `json:"token"`
	URL      string  `json:"url"`
	QR       qrShape `json:"qr"`
}

func (a *App) postCards(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Residents []string `json:"residents" validate:"required,min=1,max=40,unique,dive,uuid"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	cards, err := a.cfg.People.IssueCards(ctx, actor(c), c.Params("id"), in.Residents)
	if err != nil {
		return err
	}
	shapes := make([]cardShape, len(cards))
	for i, one := range cards {
		// Behind # nothing reaches a server or its log when the phone's camera opens it.
		url := a.address(c, "/card#"+one.Token)
		code, err := newQR(url)
		if err != nil {
			return err
		}
		shapes[i] = cardShape{one.Resident, orNull(one.Name), one.Token, url, code}
	}
	return sendPrivate(c, http.StatusCreated, newList(shapes, ""))
}

func (a *App) deleteCard(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.People.RevokeCard(ctx, actor(c), c.Params("id"), c.Params("person")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (a *App) postCode(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Resident string `json:"resident" validate:"required,uuid"`
		Kind     string `json:"kind" validate:"required,oneof=device recovery"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	code, err := a.cfg.People.IssueCode(ctx, actor(c), c.Params("id"), in.Resident, people.PassKind(in.Kind))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, struct {
		Code      string `json:"code"`
		Kind      string `json:"kind"`
		ExpiresAt string `json:"expires_at"`
	}{code.Code, in.Kind, instant(code.ExpiresAt)})
}

type joinCodeShape struct {
	ID        string `json:"id"`
	CreatedAt string `json:"created_at"`
	ExpiresAt string `json:"expires_at"`
	Uses      int    `json:"uses"`
	Used      int    `json:"used"`
}

func (a *App) getJoinCodes(ctx context.Context, c *fiber.Ctx) error {
	codes, err := a.cfg.People.JoinCodes(ctx, actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	shapes := make([]joinCodeShape, len(codes))
	for i, p := range codes {
		shapes[i] = joinCodeShape{p.ID, instant(p.CreatedAt), instant(p.ExpiresAt), p.MaxUses, p.Uses}
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postNewJoinCode(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Hours int `json:"hours" validate:"required,min=1,max=72"`
		Uses  int `json:"uses" validate:"required,min=1,max=500"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	pass, code, err := a.cfg.People.IssueJoinCode(ctx, actor(c), c.Params("id"), in.Hours, in.Uses)
	if err != nil {
		return err
	}
	url := a.address(c, "/join#"+code)
	drawn, err := newQR(url)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, struct {
		ID        string  `json:"id"`
		Code      string  `json:"code"`
		URL       string  `json:"url"`
		QR        qrShape `json:"qr"`
		ExpiresAt string  `json:"expires_at"`
		Uses      int     `json:"uses"`
	}{pass.ID, code, url, drawn, instant(pass.ExpiresAt), pass.MaxUses})
}

func (a *App) deleteJoinCode(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.People.RevokeJoinCode(ctx, actor(c), c.Params("id"), c.Params("code")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
