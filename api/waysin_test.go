package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"hocso/api"
	"hocso/progress/people"
)

// cookies returns what an answer's Set-Cookie makes a browser send.
func (r reply) cookies() string {
	var pairs []string
	for _, set := range r.header.Values("Set-Cookie") {
		pair, _, _ := strings.Cut(set, ";")
		pairs = append(pairs, pair)
	}
	return strings.Join(pairs, "; ")
}

// from is a call of nobody who is signed in, from a browser with cookies.
func from(cookies, path string, body fields) call {
	return call{method: http.MethodPost, path: path, body: body, header: map[string]string{"Cookie": cookies}}
}

func TestAPINOpensNothingInABrowserThatKnowsNobodyOfTheNumber(t *testing.T) {
	w := inEarnest(t)
	known, unknown := fields{"phone": w.accounts[residentA].phone, "pin": pin}, fields{"phone": "0987654321", "pin": pin}
	before := w.writes()
	for _, body := range []fields{known, known.with("pin", "739154"), unknown} {
		w.want(w.post(nobody, "/auth/login", body), 401, "device_code_required")
	}
	if w.writes() != before {
		t.Error("a PIN was counted or looked at")
	}
	code, err := w.people.IssueCode(t.Context(), w.accounts[officer].person, village1, w.id(residentA), people.DevicePass)
	w.must(err)
	in := w.want(w.post(nobody, "/auth/login", known.with("code", code.Code)), 200, "")
	w.want(w.post(nobody, "/auth/login", known.with("code", code.Code)), 401, "wrong_credentials")
	// The browser knows the person from then on, also after signing out, and nobody else.
	w.want(w.do(from(in.cookies(), "/auth/logout", nil)), 204, "")
	w.want(w.do(from(in.cookies(), "/auth/login", known)), 200, "")
	w.want(w.do(from(in.cookies(), "/auth/profile", fields{"person": w.id(residentA), "pin": pin})), 200, "")
	w.want(w.do(from(in.cookies(), "/auth/profile", fields{"person": w.id(residentB), "pin": pin})), 401, "device_code_required")
	w.want(w.do(from(in.cookies(), "/auth/login", fields{"phone": w.accounts[residentB].phone, "pin": pin})), 401, "device_code_required")
}

func TestStaffComeInWithASecondFactorOnly(t *testing.T) {
	w := inEarnest(t)
	phone := w.accounts[officer].phone
	password := fields{"phone": phone, "password": staffPassword}
	w.want(w.post(nobody, "/auth/login", password), 403, "totp_enrolment_required")
	secret := decode[struct{ Secret string }](t, w.want(w.post(nobody, "/auth/totp", password), 200, "")).Secret
	code, err := totp.GenerateCode(secret, w.clock.now())
	w.must(err)
	enrolled := w.want(w.post(nobody, "/auth/totp/confirm", password.with("totp", code)), 200, "")
	recovery := decode[struct {
		Codes []string `json:"recovery_codes"`
	}](t, enrolled).Codes
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	w.want(w.post(nobody, "/auth/login", password), 401, "totp_required")
	w.want(w.post(nobody, "/auth/login", password.with("totp", code)), 401, "wrong_credentials") // once only
	w.want(w.post(nobody, "/auth/login", password.with("totp", recovery[0])), 200, "")
	w.want(w.post(nobody, "/auth/login", password.with("totp", recovery[0])), 401, "wrong_credentials")
	w.want(w.post(nobody, "/auth/totp", password), 409, "totp_enrolled")
}

func TestAppointmentsAndFilesAskForASecretOfTheLastTenMinutes(t *testing.T) {
	w := newWorld(t)
	appoint := func() reply {
		return w.post(officer, "/appointments", fields{"name": "Thành Viên", "phone": w.freshPhone(), "role": "coordinator", "village": village1})
	}
	file := func() reply {
		return w.post(officer, "/villages/"+village1+"/residents/export", fields{"format": "xlsx"})
	}
	w.want(appoint(), 201, "")
	w.want(file(), 200, "")
	w.clock.skip(11 * time.Minute)
	w.want(appoint(), 403, "proof_required")
	w.want(file(), 403, "proof_required")
	before := w.accounts[officer].token
	prove := call{method: http.MethodPost, path: "/auth/confirm", as: officer, body: fields{"password": staffPassword},
		header: map[string]string{"Cookie": "__Host-hocso-refresh=" + w.accounts[officer].cookie}}
	wrong := prove
	wrong.body = fields{"password": "mat-khau-khac-2026"}
	w.want(w.do(wrong), 401, "wrong_credentials")
	w.want(appoint(), 403, "proof_required")
	proved := decode[struct {
		Token string `json:"access_token"`
	}](t, w.want(w.do(prove), 200, ""))
	w.want(w.do(call{method: http.MethodPost, path: "/villages/" + village1 + "/residents/export", body: fields{"format": "csv"},
		header: map[string]string{"Authorization": "Bearer " + proved.Token}}), 200, "")
	// Refreshing proves nothing: the token of before still lacks it.
	w.want(w.do(call{method: http.MethodPost, path: "/villages/" + village1 + "/residents/export", body: fields{"format": "csv"},
		header: map[string]string{"Authorization": "Bearer " + before}}), 403, "proof_required")
}

func TestRegisteringNeedsAJoinCodeWhereTheCampaignIsClosed(t *testing.T) {
	w := inEarnest(t)
	w.want(w.post(nobody, "/auth/register", registration(village1)), 403, "registration_closed")
	w.want(w.post(nobody, "/auth/register", registration(village1).with("join_code", "0000-0000-00")), 404, "code_not_valid")
	code := w.joinCode(village1)
	w.want(w.post(nobody, "/auth/register", registration(sibling).with("join_code", code)), 404, "code_not_valid")
	got := w.want(w.post(nobody, "/auth/register", registration(village1).with("join_code", strings.ToLower(code))), 201, "")
	if p := decode[struct{ Person struct{ Unconfirmed bool } }](t, got).Person; p.Unconfirmed {
		t.Error("who came with a code waits to be confirmed")
	}
}

// A whole village may stand behind one address, so only codes that do not hold count.
func TestTenWrongJoinCodesAnHourCloseTheDoorForTheAddress(t *testing.T) {
	w := newWorld(t, func(c *api.Config) {
		c.Rates, c.Now = api.DefaultRates, func() time.Time { return startOfTests }
	})
	right, wrong := fields{"code": w.joinCode(village1)}, fields{"code": "0000-0000-00"}
	for range 30 {
		w.want(w.post(nobody, "/auth/join", right), 200, "")
	}
	for range 10 {
		w.want(w.post(nobody, "/auth/join", wrong), 404, "code_not_valid")
	}
	for _, body := range []fields{wrong, right} {
		w.want(w.post(nobody, "/auth/join", body), 429, "too_many_requests")
	}
	w.want(w.post(nobody, "/auth/register", registration(village1).with("join_code", right["code"])), 429, "too_many_requests")
	w.want(w.post(residentA, "/me/join", right), 429, "too_many_requests")
}

func TestWhoRegistersWithoutACodeIsUnconfirmedUntilTheTeamConfirmsThem(t *testing.T) {
	w := newWorld(t)
	got := w.want(w.post(nobody, "/auth/register", registration(village1)), 201, "")
	person := decode[struct {
		Person struct {
			ID          string
			Unconfirmed bool
		}
	}](t, got).Person
	if !person.Unconfirmed {
		t.Error("nobody has confirmed them and they are not unconfirmed")
	}
	path := "/villages/" + village1 + "/residents/" + person.ID + "/confirm"
	for range 2 {
		if a := decode[struct{ Unconfirmed bool }](t, w.want(w.post(coordinator, path, nil), 200, "")); a.Unconfirmed {
			t.Error("confirmed and still unconfirmed")
		}
	}
}
