package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

const prefix = "/api/v1"

// policy says who may call a route at all. Services check again with the object that is asked for.
type policy struct {
	// public routes need no login.
	public bool
	// roles may call a route that is not public; none means everybody who is signed in.
	roles []people.Role
	// rate limits how often it may be called.
	rate rateKind
	// proof asks that a secret was given a short while ago.
	proof bool
	// patient routes may take patientTimeout.
	patient bool
}

var (
	public   = policy{public: true}
	signedIn = policy{}
)

func only(roles ...people.Role) policy { return policy{roles: roles} }

func (p policy) limited(kind rateKind) policy {
	p.rate = kind
	return p
}

func (p policy) proved() policy {
	p.proof = true
	return p
}

func (p policy) patiently() policy {
	p.patient = true
	return p
}

func (p policy) timeout() time.Duration {
	if p.patient {
		return patientTimeout
	}
	return requestTimeout
}

// proofLife is how long after a secret was given it serves as a proof.
const proofLife = 10 * time.Minute

// route is one address of the application.
type route struct {
	method  string
	path    string
	policy  policy
	handler handler
}

// list is every route of the application with its policy, in one place to read.
func (a *App) list() []route {
	learners := only(people.Resident, people.Coordinator, people.Officer) // and who hands in for them
	helpers := only(people.Coordinator, people.Officer)
	staff := only(people.Coordinator, people.Officer, people.Manager, people.Admin)
	appointers := only(people.Officer, people.Manager, people.Admin)
	managers := only(people.Officer, people.Manager) // an officer of campaigns of the own ward
	return []route{
		{"GET", "/healthz", public, a.getHealth},
		{"GET", "/readyz", public, a.getReadiness},

		{"GET", prefix + "/auth/options", public, a.getAuthOptions},
		{"POST", prefix + "/auth/register", public.limited(rateRegister), a.postRegister},
		{"POST", prefix + "/auth/join", public, a.postJoinCode},
		{"POST", prefix + "/auth/login", public.limited(rateLogin), a.postLogin},
		{"POST", prefix + "/auth/profile", public.limited(rateLogin), a.postProfile},
		{"POST", prefix + "/auth/card", public.limited(rateLogin), a.postCard},
		{"POST", prefix + "/auth/recover", public.limited(rateLogin), a.postRecover},
		{"POST", prefix + "/auth/totp", public.limited(rateLogin), a.postTOTP},
		{"POST", prefix + "/auth/totp/confirm", public.limited(rateLogin), a.postTOTPConfirmation},
		{"POST", prefix + "/auth/confirm", staff.limited(rateProof), a.postProof},
		{"GET", prefix + "/auth/oidc", public.limited(rateLogin), a.getOIDC},
		{"GET", prefix + "/auth/oidc/callback", public.limited(rateLogin), a.getOIDCCallback},
		{"POST", prefix + "/auth/refresh", public, a.postRefresh},
		{"POST", prefix + "/auth/logout", public, a.postLogout},
		{"GET", prefix + "/me", signedIn, a.getMe},
		{"PATCH", prefix + "/me", signedIn.limited(rateChange), a.patchMe},
		{"DELETE", prefix + "/me", signedIn, a.deleteMe},
		{"GET", prefix + "/me/export", signedIn.limited(rateExport), a.getExport},
		{"GET", prefix + "/me/progress", signedIn, a.getMyProgress},
		{"PUT", prefix + "/me/secret", signedIn.limited(rateChange), a.putSecret},
		{"GET", prefix + "/me/devices", signedIn, a.getDevices},
		{"DELETE", prefix + "/me/devices/:device", signedIn.limited(rateChange), a.deleteDevice},
		{"POST", prefix + "/me/join", only(people.Resident), a.postMyJoin},
		{"GET", prefix + "/me/children", only(people.Resident), a.getChildren},
		{"POST", prefix + "/me/children", only(people.Resident).limited(rateChange), a.postChild},
		{"DELETE", prefix + "/me/children/:person", only(people.Resident).limited(rateChange), a.deleteChild},
		{"POST", prefix + "/me/children/:person/login", only(people.Resident), a.postChildLogin},
		{"GET", prefix + "/me/requests", only(people.Resident), a.getMyRequests},
		{"POST", prefix + "/me/requests", only(people.Resident).limited(rateChange), a.postRequest},

		{"GET", prefix + "/me/certificates", only(people.Resident), a.getMyCertificates},
		{"POST", prefix + "/me/certificates", only(people.Resident).limited(rateChange), a.postCertificate},
		{"DELETE", prefix + "/me/certificates/:certificate", only(people.Resident).limited(rateChange), a.deleteCertificate},
		{"GET", prefix + "/certificates/:certificate", public, a.getCertificate},
		{"GET", prefix + "/certificates/:certificate/credential.json", public, a.getCredential},
		{"GET", prefix + "/certificates/:certificate/badge.svg", public, a.getBadge},
		{"GET", issuerPath, public, a.getIssuer},

		{"GET", prefix + "/courses", public, a.getCourses},
		{"GET", prefix + "/courses/:course", public, a.getCourse},
		{"GET", prefix + "/modules/:module", public, a.getModule},
		{"GET", prefix + "/recordings/:recording", public, a.getRecording},

		{"POST", prefix + "/submissions", learners.limited(rateSync), a.postSubmission},
		{"POST", prefix + "/submissions/batch", learners.limited(rateSync), a.postSubmissions},

		{"GET", prefix + "/places", public, a.searchPlaces},
		{"GET", prefix + "/wards", public, a.getWards},
		{"GET", prefix + "/wards/:code", public, a.getWard},
		{"GET", prefix + "/wards/:code/villages", public, a.getVillages},
		{"GET", prefix + "/villages/:id", public, a.getVillage},

		{"GET", prefix + "/villages/:id/progress", only(people.Coordinator, people.Officer, people.Manager), a.getVillageProgress},
		{"GET", prefix + "/villages/:id/residents", helpers, a.getAccounts},
		{"POST", prefix + "/villages/:id/residents", helpers, a.postAccount},
		{"POST", prefix + "/villages/:id/residents/export", helpers.limited(rateExport).proved(), a.postAccountsFile},
		{"POST", prefix + "/villages/:id/residents/:person/confirm", helpers, a.postConfirmation},
		{"GET", prefix + "/villages/:id/roster", helpers, a.getRoster},
		{"POST", prefix + "/villages/:id/fieldwork", helpers.limited(rateSync), a.postFieldwork},
		{"GET", prefix + "/villages/:id/sessions", helpers, a.getSessions},
		{"GET", prefix + "/villages/:id/sessions/:session", helpers, a.getSession},
		{"GET", prefix + "/villages/:id/visits", helpers, a.getVisits},
		{"GET", prefix + "/villages/:id/duplicates", helpers, a.getDuplicates},
		{"POST", prefix + "/villages/:id/residents/merge", helpers.limited(rateChange).proved(), a.postMerge},
		{"GET", prefix + "/villages/:id/residents/:person", helpers, a.getResident},
		{"PATCH", prefix + "/villages/:id/residents/:person", helpers, a.patchResident},
		{"POST", prefix + "/villages/:id/residents/:person/move", helpers, a.postMove},
		{"GET", prefix + "/villages/:id/residents/:person/history", helpers, a.getHistory},
		{"GET", prefix + "/villages/:id/residents/:person/fieldwork", helpers, a.getEncounters},
		{"POST", prefix + "/villages/:id/cards", helpers, a.postCards},
		{"DELETE", prefix + "/villages/:id/cards/:person", helpers, a.deleteCard},
		{"POST", prefix + "/villages/:id/codes", helpers, a.postCode},
		{"GET", prefix + "/villages/:id/join-codes", helpers, a.getJoinCodes},
		{"POST", prefix + "/villages/:id/join-codes", helpers, a.postNewJoinCode},
		{"DELETE", prefix + "/villages/:id/join-codes/:code", helpers, a.deleteJoinCode},

		{"GET", prefix + "/appointments", appointers, a.getAppointments},
		{"POST", prefix + "/appointments", appointers.proved(), a.postAppointment},
		{"POST", prefix + "/appointments/end", appointers.proved(), a.postAppointmentEnd},
		{"POST", prefix + "/appointments/reset", appointers.proved(), a.postStaffReset},
		{"POST", prefix + "/appointments/export", appointers.limited(rateExport).proved(), a.postStaffFile},
		{"GET", prefix + "/requests", only(people.Officer), a.getRequests},
		{"POST", prefix + "/requests/export", only(people.Officer).limited(rateExport).proved(), a.postRequestsFile},
		{"PATCH", prefix + "/requests/:request", only(people.Officer), a.patchRequest},
		{"GET", prefix + "/audit", only(people.Officer, people.Admin), a.getAudit},
		{"POST", prefix + "/audit/export", only(people.Officer, people.Admin).limited(rateExport).proved(), a.postAuditFile},

		{"GET", prefix + "/wards/:code/progress", only(people.Officer, people.Manager), a.getWardProgress},
		{"GET", prefix + "/wards/:code/week", only(people.Officer), a.getWardWeek},
		{"GET", prefix + "/wards/:code/trends", only(people.Officer).patiently(), a.getWardTrends},
		{"GET", prefix + "/province/progress", only(people.Manager), a.getProvinceProgress},
		{"GET", prefix + "/province/insights", only(people.Manager), a.getInsights},
		{"GET", prefix + "/province/insights/export", only(people.Manager).limited(rateChange), a.getInsightsTable},
		{"GET", prefix + "/province/insights/settled/:campaign", only(people.Manager), a.getReached},

		{"GET", prefix + "/province/export", only(people.Manager).limited(rateChange), a.getProvinceTable},
		{"GET", prefix + "/wards/:code/export", only(people.Officer, people.Manager).limited(rateChange).patiently(), a.getWardTable},
		{"GET", prefix + "/villages/:id/export", only(people.Coordinator, people.Officer, people.Manager).limited(rateChange), a.getVillageTable},
		{"POST", prefix + "/wards/:code/residents/export", only(people.Officer).limited(rateExport).proved(), a.postWardResidentsFile},

		{"GET", prefix + "/wards/:code/imports", only(people.Officer), a.getImports},
		{"POST", prefix + "/wards/:code/imports/check", only(people.Officer).limited(rateChange), a.postImportCheck},
		{"POST", prefix + "/wards/:code/imports/people", only(people.Officer).limited(rateChange).proved(), a.postImport},
		{"POST", prefix + "/wards/:code/imports/:import/undo", only(people.Officer).limited(rateChange).proved(), a.postImportUndo},

		{"GET", prefix + "/wards/:code/rolls", only(people.Officer, people.Manager), a.getRolls},
		{"POST", prefix + "/wards/:code/rolls", only(people.Officer).limited(rateChange), a.postRolls},
		{"POST", prefix + "/wards/:code/rolls/file", only(people.Officer).limited(rateChange), a.postRollFile},
		{"GET", prefix + "/wards/:code/rolls/imports", only(people.Officer), a.getRollImports},
		{"POST", prefix + "/wards/:code/rolls/imports/:import/undo", only(people.Officer).limited(rateChange).patiently(), a.postRollUndo},
		{"POST", prefix + "/wards/:code/rolls/approve", only(people.Officer).limited(rateChange).proved(), a.postRollApproval},

		{"POST", prefix + "/wards/:code/villages", only(people.Officer).limited(rateChange), a.postVillage},
		{"POST", prefix + "/wards/:code/villages/file", only(people.Officer).limited(rateChange).patiently(), a.postVillageFile},
		{"GET", prefix + "/wards/:code/villages/imports", only(people.Officer), a.getVillageImports},
		{"POST", prefix + "/wards/:code/villages/imports/:import/undo", only(people.Officer).limited(rateChange).patiently(), a.postVillageUndo},
		{"PATCH", prefix + "/villages/:id", only(people.Officer).limited(rateChange), a.patchVillage},
		{"POST", prefix + "/villages/:id/merge", only(people.Officer).limited(rateChange).proved().patiently(), a.postVillageMerge},
		{"POST", prefix + "/villages/:id/split", only(people.Officer).limited(rateChange).proved().patiently(), a.postVillageSplit},
		{"POST", prefix + "/villages/:id/retire", only(people.Officer).limited(rateChange).proved(), a.postVillageRetire},

		{"GET", prefix + "/campaigns", public, a.getCampaigns},
		{"POST", prefix + "/campaigns", managers.limited(rateChange), a.postCampaign},
		{"POST", prefix + "/campaigns/preview", managers.limited(rateChange).patiently(), a.postCampaignPreview},
		{"GET", prefix + "/campaigns/:campaign", public, a.getCampaign},
		{"GET", prefix + "/campaigns/:campaign/settlement", public, a.getSettlement},
		{"GET", prefix + "/campaigns/:campaign/versions", managers, a.getCampaignVersions},
		{"POST", prefix + "/campaigns/:campaign/freeze", managers.limited(rateChange).proved(), a.postFreeze},
		{"GET", prefix + "/boards", public, a.getBoards},
		{"GET", prefix + "/boards/wards", public, a.getBoard},
		{"GET", prefix + "/boards/villages", public, a.getBoard},
		{"GET", prefix + "/boards/wards/:code/villages", public, a.getBoard},
		{"GET", prefix + "/boards/villages/:id/share.svg", public, a.getShare},
		{"GET", prefix + "/boards/wards/stream", public, a.streamBoard},
		{"GET", prefix + "/boards/villages/stream", public, a.streamBoard},
		{"GET", prefix + "/boards/wards/:code/villages/stream", public, a.streamBoard},

		{"GET", prefix + "/reviews", only(people.Officer, people.Manager), a.getReviews},
		{"POST", prefix + "/reviews", only(people.Officer, people.Manager).limited(rateChange).proved(), a.postReview},

		{"GET", prefix + "/openapi.yaml", public, a.getOpenAPI},
	}
}

const actorKey = "actor"

// actor returns who is signed in; admit has put them there.
func actor(c *fiber.Ctx) people.Person {
	a, _ := c.Locals(actorKey).(people.Actor)
	return a.Person
}

// deviceOf returns what tells the device of who is signed in from others.
func deviceOf(c *fiber.Ctx) uint32 {
	a, _ := c.Locals(actorKey).(people.Actor)
	return a.Device
}

// admit refuses a request that the route's policy does not allow, and notes who is signed in.
func (a *App) admit(ctx context.Context, c *fiber.Ctx, p policy) error {
	if p.public {
		return a.limits.check(p.rate, c.IP())
	}
	token, ok := bearer(c)
	if !ok {
		return errNotSignedIn
	}
	person, err := a.cfg.People.Authenticate(ctx, token)
	if err != nil {
		return err
	}
	if !hasOneOf(person.Person, p.roles) {
		return errForbidden
	}
	if p.proof && a.cfg.Now().Sub(person.ProvedAt) > proofLife {
		return errProofRequired
	}
	c.Locals(actorKey, person)
	return a.limits.check(p.rate, person.ID)
}

func hasOneOf(person people.Person, roles []people.Role) bool {
	for _, r := range roles {
		if person.Has(r) {
			return true
		}
	}
	return len(roles) == 0
}

const bearerScheme = "Bearer "

func bearer(c *fiber.Ctx) (string, bool) {
	h := c.Get(fiber.HeaderAuthorization)
	if len(h) <= len(bearerScheme) || h[:len(bearerScheme)] != bearerScheme {
		return "", false
	}
	return h[len(bearerScheme):], true
}
