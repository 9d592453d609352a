package api

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/fieldwork"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

// problem is an error as the client gets it (RFC 9457). Code is stable; texts may change.
type problem struct {
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Code      string       `json:"code"`
	Detail    string       `json:"detail,omitempty"`
	RequestID string       `json:"request_id"`
	Errors    []fieldError `json:"errors,omitempty"`
}

type fieldError struct {
	Field string `json:"field"`
	Code  string `json:"code"`
}

// httpError is an error of this package: about the request itself, before any service is called.
type httpError struct {
	status int
	code   string
	title  string
}

func (e *httpError) Error() string { return e.title }

var (
	errNotSignedIn     = &httpError{http.StatusUnauthorized, "not_signed_in", "Sign in first"}
	errForbidden       = &httpError{http.StatusForbidden, "forbidden", "This is not open to you"}
	errNoRoute         = &httpError{http.StatusNotFound, "not_found", "There is nothing at this address"}
	errMalformedJSON   = &httpError{http.StatusBadRequest, "malformed_json", "The body is not the JSON that is described"}
	errUnknownField    = &httpError{http.StatusBadRequest, "unknown_field", "The body has a field that is not described"}
	errContentType     = &httpError{http.StatusUnsupportedMediaType, "unsupported_media_type", "Send application/json"}
	errContentEncoding = &httpError{http.StatusUnsupportedMediaType, "unsupported_content_encoding", "Send the body uncompressed"}
	errOrigin          = &httpError{http.StatusForbidden, "wrong_origin", "This page may not write here"}
	errBadCursor       = &httpError{http.StatusBadRequest, "bad_cursor", "The value of after was not handed out by this list"}
	errRange           = &httpError{http.StatusRequestedRangeNotSatisfiable, "no_such_range", "The recording is shorter"}
	errProofRequired   = &httpError{http.StatusForbidden, "proof_required", "Give your password once more first"}
	errRecoveryCode    = &httpError{http.StatusUnauthorized, "code_not_valid", "This code does not hold for this phone number"}
	errNoOIDC          = &httpError{http.StatusNotFound, "not_found", "No OpenID Connect provider is configured"}
	errNoPublicURL     = &httpError{http.StatusNotFound, "no_public_url", "This installation signs nothing, as it was not told its own address"}
	errNoPlaceOnBoard  = &httpError{http.StatusNotFound, "not_on_board", "This place is not ranked on this board"}
)

// inputError lists fields that are wrong.
type inputError struct{ fields []fieldError }

func (e *inputError) Error() string { return "invalid input" }

// table maps the errors of services to answers. The first that matches holds.
var table = []struct {
	is error
	httpError
}{
	{people.ErrCodeNotValid, httpError{http.StatusNotFound, "code_not_valid", "This code does not hold"}},
	{people.ErrWrongCredentials, httpError{http.StatusUnauthorized, "wrong_credentials", "Phone number and secret do not belong together"}},
	{people.ErrBadToken, httpError{http.StatusUnauthorized, "token_expired", "The access token does not hold any more; refresh it"}},
	{people.ErrLoginExpired, httpError{http.StatusUnauthorized, "login_expired", "Sign in again"}},
	{people.ErrCredentialTaken, httpError{http.StatusConflict, "pin_taken", "Choose another PIN"}},
	{people.ErrBusy, httpError{http.StatusTooManyRequests, "busy", "Too many are signing in just now; try again"}},
	{people.ErrConflict, httpError{http.StatusConflict, "changed_meanwhile", "This was changed meanwhile; try again"}},
	{people.ErrForbidden, *errForbidden},
	{people.ErrUnknownCursor, *errBadCursor},
	{people.ErrDeviceUnknown, httpError{http.StatusUnauthorized, "device_code_required", "A new device needs a code of the village's team, or the card"}},
	{people.ErrTOTPRequired, httpError{http.StatusUnauthorized, "totp_required", "Give a code of the authenticator app too"}},
	{people.ErrTOTPEnrolment, httpError{http.StatusForbidden, "totp_enrolment_required", "Set up an authenticator app first"}},
	{people.ErrTOTPEnrolled, httpError{http.StatusConflict, "totp_enrolled", "An authenticator app is set up already"}},
	{people.ErrResetRequired, httpError{http.StatusTooManyRequests, "reset_required", "Too many wrong attempts; a recovery code of the village's team helps"}},
	{people.ErrCardNotValid, httpError{http.StatusUnauthorized, "card_not_valid", "This card does not sign in any more"}},
	{people.ErrPINRequired, httpError{http.StatusUnauthorized, "pin_required", "This card needs the PIN too"}},
	{people.ErrRegistrationClosed, httpError{http.StatusForbidden, "registration_closed", "Registering needs a join code"}},
	{people.ErrConsentOutdated, httpError{http.StatusConflict, "consent_outdated", "The text of the consent has changed; read it anew"}},
	{people.ErrHasLogin, httpError{http.StatusConflict, "has_login", "Somebody signs in with the account that is to be dropped"}},
	{people.ErrHasPIN, httpError{http.StatusConflict, "has_pin", "They have a PIN on their phone number, so it is theirs to change"}},
	{people.ErrNoPhone, httpError{http.StatusConflict, "no_phone", "There is no phone number; make a card"}},
	{people.ErrTooLate, httpError{http.StatusConflict, "too_late", "It is too late to undo this"}},
	{people.ErrAppointed, httpError{http.StatusConflict, "already_appointed", "They are appointed already"}},
	{people.ErrTooMany, httpError{http.StatusConflict, "too_many", "There are as many as there may be"}},
	{progress.ErrConflict, httpError{http.StatusConflict, "submission_conflict", "Another submission has this id"}},
	{people.ErrIDTaken, httpError{http.StatusConflict, "id_taken", "Something else has this id"}},
	{fieldwork.ErrConflict, httpError{http.StatusConflict, "id_taken", "Something else has this id"}},
	{fieldwork.ErrSession, httpError{http.StatusUnprocessableEntity, "bad_session", "No session of this village and these days has this id"}},
	{fieldwork.ErrNotFound, httpError{http.StatusNotFound, "not_found", "Nothing has arrived of this session"}},
	{progress.ErrUnknownModule, httpError{http.StatusUnprocessableEntity, "unknown_module_version", "No such version of this module was published"}},
	{progress.ErrUnavailable, httpError{http.StatusServiceUnavailable, "store_unavailable", "It could not be stored just now; keep it and try again"}},
	{leaderboard.ErrUnavailable, httpError{http.StatusServiceUnavailable, "boards_unavailable", "The boards cannot be read just now"}},
	{campaign.ErrSettled, httpError{http.StatusConflict, "campaign_frozen", "The boards of this campaign are settled and cannot be changed"}},
	{campaign.ErrVersionTaken, httpError{http.StatusConflict, "changed_meanwhile", "This was changed meanwhile; try again"}},
	{campaign.ErrAltered, httpError{http.StatusInternalServerError, "settlement_altered", "The settlement of this campaign is not what was frozen"}},
	{progress.ErrNotDue, httpError{http.StatusConflict, "not_due", "It is too early to settle the boards of this campaign"}},
	{progress.ErrPreviewing, httpError{http.StatusServiceUnavailable, "preview_busy", "Another campaign is being tried just now; try again in a moment"}},
	{places.ErrRollTaken, httpError{http.StatusConflict, "changed_meanwhile", "This was changed meanwhile; try again"}},
	{places.ErrChanged, httpError{http.StatusConflict, "changed_meanwhile", "This was changed meanwhile; try again"}},
	{places.ErrRollWithdrawn, httpError{http.StatusConflict, "roll_withdrawn", "The roll was withdrawn"}},
	{places.ErrRollSuperseded, httpError{http.StatusConflict, "roll_superseded", "A later roll of the village is approved already"}},
	{places.ErrOverPopulation, httpError{http.StatusConflict, "rolls_over_population", "The villages would have more adults than the ward has people"}},
	{places.ErrVillageName, httpError{http.StatusUnprocessableEntity, "bad_village_name", "A village's name has 1 to 80 letters, digits and ordinary signs"}},
	{places.ErrVillageNameTaken, httpError{http.StatusConflict, "village_name_taken", "Another village of the ward has this name"}},
	{places.ErrTooManyVillages, httpError{http.StatusConflict, "too_many", "There are as many as there may be"}},
	{places.ErrVillageClosed, httpError{http.StatusConflict, "village_closed", "The village was merged into another one or retired"}},
	{places.ErrSameVillage, httpError{http.StatusUnprocessableEntity, "same_village", "A village cannot be merged into itself"}},
	{places.ErrOtherWard, httpError{http.StatusUnprocessableEntity, "other_ward", "The villages belong to different wards"}},
	{places.ErrRollTooLarge, httpError{http.StatusConflict, "roll_too_large", "Both villages together have more adults than any village"}},
	{places.ErrNoRoll, httpError{http.StatusConflict, "no_roll", "The village has no approved roll that adults could be taken off"}},
	{places.ErrAdults, httpError{http.StatusUnprocessableEntity, "bad_adults", "Somebody must be left in each of the villages"}},
	{places.ErrInhabited, httpError{http.StatusConflict, "village_inhabited", "Somebody lives in the village or is of its team"}},
	{progress.ErrLivesElsewhere, httpError{http.StatusConflict, "lives_elsewhere", "Somebody on the list lives in another village"}},
	{people.ErrLivesWithGuardian, httpError{http.StatusConflict, "lives_with_guardian", "A child moves with the parent"}},
	{progress.ErrSplitOff, httpError{http.StatusConflict, "village_name_taken", "Another village of the ward has this name"}},
	{campaign.ErrView, httpError{http.StatusNotFound, "no_such_board", "The campaign has no such board"}},
	{campaign.ErrNotFound, httpError{http.StatusNotFound, "not_found", "There is no such campaign"}},
	{places.ErrNotFound, httpError{http.StatusNotFound, "not_found", "There is no such place"}},
	{courses.ErrNotFound, httpError{http.StatusNotFound, "not_found", "There is no such course or module"}},
	{certificates.ErrNotFound, httpError{http.StatusNotFound, "not_found", "There is no such certificate"}},
	{certificates.ErrNotCompleted, httpError{http.StatusConflict, "not_completed", "Not all modules of the campaign are passed yet"}},
	{certificates.ErrNoConsent, httpError{http.StatusConflict, "no_consent", "Agree to certificates first"}},
	{certificates.ErrUnconfirmed, httpError{http.StatusConflict, "unconfirmed", "Nobody of the village has confirmed this account yet"}},
	{people.ErrNotFound, httpError{http.StatusNotFound, "not_found", "There is no such person"}},
	{progress.ErrNoFlags, httpError{http.StatusConflict, "no_flags", "Nothing about this village is flagged"}},
	{context.DeadlineExceeded, httpError{http.StatusServiceUnavailable, "timeout", "It took too long; try again"}},
	{context.Canceled, httpError{http.StatusServiceUnavailable, "shutting_down", "The server is stopping; try again"}},
}

// describe turns any error into a problem. Only what this package and the table know reaches the client.
func describe(err error) (p problem, retryAfter time.Duration) {
	answer := httpError{http.StatusInternalServerError, "internal", "Something went wrong here"}
	var known *httpError
	var framework *fiber.Error
	var input *inputError
	var person *people.InvalidError
	var event *fieldwork.InvalidError
	var answers *courses.AnswersError
	var locked *people.LockedError
	var often *tooManyError
	switch {
	case errors.As(err, &known):
		answer = *known
	case errors.As(err, &input):
		answer = httpError{http.StatusUnprocessableEntity, "invalid_input", "Some fields are wrong"}
		p.Errors = input.fields
	case errors.As(err, &person):
		answer = httpError{http.StatusUnprocessableEntity, "invalid_input", "Some fields are wrong"}
		for _, f := range person.Fields {
			p.Errors = append(p.Errors, fieldError{f.Field, f.Code})
		}
	case errors.As(err, &event):
		answer = httpError{http.StatusUnprocessableEntity, "invalid_input", "Some fields are wrong"}
		for _, f := range event.Faults {
			p.Errors = append(p.Errors, fieldError(f))
		}
	case errors.As(err, &answers):
		answer = httpError{http.StatusUnprocessableEntity, "invalid_answers", "Some answers do not fit their questions"}
		for _, f := range answers.Faults {
			p.Errors = append(p.Errors, fieldError{f.Field, f.Code})
		}
	case errors.As(err, &locked):
		answer = httpError{http.StatusTooManyRequests, "locked", "Too many wrong attempts; wait a while"}
		retryAfter = locked.RetryAfter
	case errors.As(err, &often):
		answer = httpError{http.StatusTooManyRequests, "too_many_requests", "Called too often; wait a while"}
		retryAfter = often.retryAfter
	case errors.As(err, &framework):
		answer = httpError{framework.Code, frameworkCode(framework.Code), http.StatusText(framework.Code)}
	default:
		answer = lookUp(err, answer)
	}
	if retryAfter == 0 && (answer.status == http.StatusServiceUnavailable || answer.status == http.StatusTooManyRequests) {
		retryAfter = 2 * time.Second
	}
	p.Type, p.Title, p.Status, p.Code = "about:blank#"+answer.code, answer.title, answer.status, answer.code
	return p, retryAfter
}

// lookUp finds what an error of a service is answered with.
func lookUp(err error, otherwise httpError) httpError {
	for _, row := range table {
		if errors.Is(err, row.is) {
			return row.httpError
		}
	}
	if storeAway(err) {
		return errStoreAway
	}
	return otherwise
}

func frameworkCode(status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return "body_too_large"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed"
	case http.StatusNotFound:
		return "not_found"
	}
	if status >= http.StatusInternalServerError {
		return "internal"
	}
	return "bad_request"
}

// handleError is where every error of every route is answered. Only failures of our own are logged.
func (a *App) handleError(c *fiber.Ctx, err error) error {
	if requestID(c) == "" {
		begin(c) // the request could not even be read, so no handler has run
	}
	p, retryAfter := describe(err)
	p.RequestID = requestID(c)
	if p.Status >= http.StatusInternalServerError {
		a.cfg.Log.Error("request failed", "request_id", p.RequestID, "method", c.Method(), "route", routePath(c), "status", p.Status, "error", err)
	}
	if retryAfter > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(retryAfter.Seconds()))))
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(p.Status).Send(raw)
}
