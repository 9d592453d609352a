package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress/certificates"
	"hocso/progress/certificates/openbadge"
	"hocso/progress/people"
)

type certificateModuleShape struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func certificateModules(c certificates.Certificate) []certificateModuleShape {
	shapes := make([]certificateModuleShape, len(c.Modules))
	for i, m := range c.Modules {
		shapes[i] = certificateModuleShape(m)
	}
	return shapes
}

// base is the address of this installation in what is kept outside of it. It does not follow from who asks: pages of others may.
func (a *App) base(c *fiber.Ctx) string { return cmp.Or(a.cfg.PublicURL, c.BaseURL()) }

// signs reports whether a certificate can be had in a signed form. Without an address of its own this installation would sign under
// whatever name a proxy lets through; only samples, which are worth nothing, it signs all the same.
func (a *App) signs(of certificates.Certificate) bool { return a.cfg.PublicURL != "" || of.Sample }

// certificateShape is a certificate as its owner sees it.
type certificateShape struct {
	ID          string                   `json:"id"`
	Campaign    string                   `json:"campaign"`
	Title       string                   `json:"title"`
	Name        string                   `json:"name"`
	PublicName  string                   `json:"public_name"`
	Shown       certificates.Shown       `json:"shown"`
	Modules     []certificateModuleShape `json:"modules"`
	CompletedOn day.Day                  `json:"completed_on"`
	IssuedAt    string                   `json:"issued_at"`
	Sample      bool                     `json:"sample"`
	Signed      bool                     `json:"signed"`
	URL         string                   `json:"url"`
	QR          qrShape                  `json:"qr"`
}

func (a *App) newCertificateShape(c *fiber.Ctx, of certificates.Certificate) (certificateShape, error) {
	url := a.base(c) + openbadge.PagePath + of.ID
	code, err := newQR(url)
	return certificateShape{of.ID, of.Campaign, of.Title, of.Name, of.PublicName(), of.Shown, certificateModules(of),
		day.Of(of.CompletedAt), instant(of.IssuedAt), of.Sample, a.signs(of), url, code}, err
}

// certificateShapes are a person's own; a child has none.
func (a *App) certificateShapes(ctx context.Context, c *fiber.Ctx, of people.Person) ([]certificateShape, error) {
	list, err := a.cfg.Certificates.Of(ctx, of)
	if err != nil {
		return nil, err
	}
	shapes := make([]certificateShape, len(list))
	for i, one := range list {
		if shapes[i], err = a.newCertificateShape(c, one); err != nil {
			return nil, err
		}
	}
	return shapes, nil
}

// certifiableShape is how far somebody is in a campaign that gives certificates.
type certifiableShape struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Modules     int      `json:"modules"`
	Passed      int      `json:"passed"`
	CompletedOn *day.Day `json:"completed_on"`
	Sample      bool     `json:"sample"`
}

func (a *App) getMyCertificates(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.certificateShapes(ctx, c, actor(c))
	if err != nil {
		return err
	}
	far, err := a.cfg.Certificates.Progress(ctx, actor(c))
	if err != nil {
		return err
	}
	answer := struct {
		Items     []certificateShape `json:"items"`
		Campaigns []certifiableShape `json:"campaigns"`
	}{list, make([]certifiableShape, len(far))}
	for i, p := range far {
		answer.Campaigns[i] = certifiableShape{ID: p.Campaign.ID, Name: p.Campaign.Name, Modules: len(p.Campaign.Modules), Passed: p.Passed, Sample: p.Campaign.Sample}
		if !p.CompletedAt.IsZero() {
			on := day.Of(p.CompletedAt)
			answer.Campaigns[i].CompletedOn = &on
		}
	}
	return sendPrivate(c, http.StatusOK, answer)
}

func (a *App) postCertificate(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Campaign string `json:"campaign" validate:"required,max=40"`
		Name     string `json:"name" validate:"max=80"`
		Shown    string `json:"shown" validate:"required,oneof=name initials"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	held, fresh, err := a.cfg.Certificates.Issue(ctx, actor(c), in.Campaign, in.Name, certificates.Shown(in.Shown))
	if err != nil {
		return err
	}
	shape, err := a.newCertificateShape(c, held)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if fresh {
		status = http.StatusCreated
	}
	return sendPrivate(c, status, shape)
}

func (a *App) deleteCertificate(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.Certificates.Revoke(ctx, actor(c), c.Params("certificate")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

// publicCertificateShape is what whoever knows a certificate's id sees of it.
type publicCertificateShape struct {
	ID          string                   `json:"id"`
	Title       string                   `json:"title"`
	Name        string                   `json:"name"`
	Modules     []certificateModuleShape `json:"modules"`
	CompletedOn day.Day                  `json:"completed_on"`
	IssuedOn    day.Day                  `json:"issued_on"`
	Sample      bool                     `json:"sample"`
}

// noIndex keeps what its owner may take back tomorrow out of what search engines remember.
func noIndex(c *fiber.Ctx) { c.Set("X-Robots-Tag", "noindex, nofollow") }

// look returns the certificate of the address if it may be shown. Nobody else may keep it: it may be taken back any moment.
func (a *App) look(ctx context.Context, c *fiber.Ctx) (certificates.Certificate, error) {
	noIndex(c)
	return a.cfg.Certificates.Look(ctx, c.Params("certificate"))
}

func (a *App) getCertificate(ctx context.Context, c *fiber.Ctx) error {
	of, err := a.look(ctx, c)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, publicCertificateShape{of.ID, of.Title, of.PublicName(), certificateModules(of),
		day.Of(of.CompletedAt), day.Of(of.IssuedAt), of.Sample})
}

func (a *App) getCredential(ctx context.Context, c *fiber.Ctx) error {
	_, credential, err := a.credential(ctx, c)
	if err != nil {
		return err
	}
	return sendUnkept(c, "application/vc", credential)
}

func (a *App) getBadge(ctx context.Context, c *fiber.Ctx) error {
	of, credential, err := a.credential(ctx, c)
	if err != nil {
		return err
	}
	picture, err := drawBadge(of, credential)
	if err != nil {
		return err
	}
	return sendUnkept(c, "image/svg+xml", picture)
}

// credential returns the certificate of the address and what is signed of it. It says where this installation is found, so it is made
// with the address that people see.
func (a *App) credential(ctx context.Context, c *fiber.Ctx) (certificates.Certificate, []byte, error) {
	of, err := a.look(ctx, c)
	if err == nil && !a.signs(of) {
		err = errNoPublicURL
	}
	if err != nil {
		return of, nil, err
	}
	signed, err := a.cfg.Issuer.Credential(a.base(c), of)
	return of, signed, err
}

func sendUnkept(c *fiber.Ctx, kind string, text []byte) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, kind)
	return c.Send(text)
}

// issuerPath is where programs look for the keys of a did:web.
const issuerPath = "/.well-known/did.json"

func (a *App) getIssuer(_ context.Context, c *fiber.Ctx) error {
	document, err := a.cfg.Issuer.Document(a.base(c))
	if err != nil {
		return err
	}
	// Programs that check a credential in a browser read it from pages of their own.
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	p, err := newPage(document)
	if err != nil {
		return err
	}
	return p.sendAs(c, fiber.MIMEApplicationJSON, "public, max-age=300")
}
