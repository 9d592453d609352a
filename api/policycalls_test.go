package api_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// residentAt is the id of a resident who lives at a place of policyTable; for missing, nobody's.
func (w *world) residentAt(place string) string {
	switch place {
	case "own":
		return w.id(residentB)
	case "sibling":
		return w.id(siblingLives)
	case "other":
		return w.id(farLives)
	}
	return uuid.NewString()
}

// twinAt is the id of a resident without a login who has just been enrolled at a place of policyTable, or nobody's.
func (w *world) twinAt(place string) string {
	w.Helper()
	village, ok := map[string]string{"own": village1, "sibling": sibling, "other": elsewhere}[place]
	if !ok {
		return uuid.NewString()
	}
	a, err := w.people.Enrol(w.Context(), w.helperAt(place), people.Registration{Name: "Người Trùng", Village: village,
		Consent: people.Consent{Account: true, VillageList: true, Statistics: true}})
	w.must(err)
	return a.ID
}

// helperAt is who may help the residents of a place.
func (w *world) helperAt(place string) people.Person {
	if place == "other" {
		return w.accounts[officer2].person
	}
	return w.accounts[officer].person
}

// accountCall makes a valid request to a route about accounts, with what must be there for it, and reports whether the route is
// such a one.
func (w *world) accountCall(c *call, path *string, row policyRow, actor who, village string) bool {
	w.Helper()
	someone := w.residentAt(row.place)
	switch route := strings.TrimPrefix(row.route(), row.method+" "+apiPrefix); row.method + " " + route {
	case "POST /auth/join", "POST /me/join":
		c.body = fields{"code": w.joinCode(village1)}
	case "POST /auth/profile":
		c.body = fields{"person": w.id(residentA), "pin": pin}
	case "POST /auth/card":
		cards, err := w.people.IssueCards(w.Context(), w.helperAt("own"), village1, []string{w.id(residentB)})
		w.must(err)
		c.body = fields{"token": cards[0].Token}
	case "POST /auth/recover":
		code, err := w.people.IssueCode(w.Context(), w.helperAt("sibling"), sibling, w.id(siblingLives), people.RecoveryPass)
		w.must(err)
		c.body = fields{"phone": w.accounts[siblingLives].phone, "code": code.Code, "pin": pin}
	case "POST /auth/totp":
		c.body = fields{"phone": w.accounts[officer2].phone, "password": staffPassword}
	case "POST /auth/totp/confirm":
		c.body = fields{"phone": w.accounts[officer2].phone, "password": staffPassword, "totp": w.firstTOTP(officer2)}
	case "POST /auth/confirm":
		c.body = fields{"password": staffPassword}
		c.header = map[string]string{"Cookie": "__Host-hocso-refresh=" + w.accounts[actor].cookie}
	case "PUT /me/secret":
		c.body = fields{"current": pin, "new": "1"}
	case "POST /me/children":
		c.body = fields{"name": "Bé Na", "consent": fields{"guardian": true, "child": true}}
	case "POST /me/certificates":
		c.body = fields{"campaign": campaignID, "name": "Bà Na", "shown": "initials"}
	case "POST /me/requests":
		c.body = fields{"kind": "access", "text": "Cho tôi xem"}
	case "POST /villages/{id}/residents":
		c.body = fields{"name": "Người Mới", "consent": consentOf(true)}
	case "GET /villages/{id}/duplicates":
	case "POST /villages/{id}/residents/merge":
		c.body = fields{"keep": w.twinAt(row.place), "drop": w.twinAt(row.place)}
	case "PATCH /villages/{id}/residents/{person}":
		c.body = fields{}
	case "POST /villages/{id}/residents/{person}/move":
		c.body = fields{"village": village} // where they live
	case "GET /villages/{id}/residents/{person}/history", "GET /villages/{id}/residents/{person}/fieldwork":
	case "POST /villages/{id}/residents/export", "POST /wards/{code}/residents/export":
		c.body = fields{"format": "csv"}
	case "POST /villages/{id}/fieldwork":
		c.body = fields{"events": []fields{w.event("opened", village)}}
	case "GET /villages/{id}/sessions/{session}":
		e := w.event("opened", village)
		if row.place != "missing" {
			noted, err := w.seen.Note(w.Context(), w.helperAt(row.place), village, []fieldwork.Event{{ID: uuid.NewString(), Kind: fieldwork.Opened,
				Session: fmt.Sprint(e["session"]), At: w.clock.now()}})
			w.must(errors.Join(err, noted[0].Err))
		}
		*path = strings.Replace(*path, "{session}", fmt.Sprint(e["session"]), 1)
	case "POST /villages/{id}/cards":
		c.body = fields{"residents": []string{someone}}
	case "POST /villages/{id}/codes":
		c.body = fields{"resident": someone, "kind": "device"}
	case "POST /villages/{id}/join-codes":
		c.body = fields{"hours": 72, "uses": 50}
	case "DELETE /villages/{id}/join-codes/{code}":
		id := uuid.NewString()
		if row.place != "missing" {
			pass, _, err := w.people.IssueJoinCode(w.Context(), w.helperAt(row.place), village, 1, 1)
			w.must(err)
			id = pass.ID
		}
		*path = apiPrefix + "/villages/" + village + "/join-codes/" + id // {code} is a ward's elsewhere
	case "POST /appointments":
		c.body = fields{"name": "Thành Viên Mới", "phone": w.freshPhone(), "role": "coordinator", "village": w.villageAt(row.place)}
	case "POST /appointments/end":
		c.body = fields{"person": w.appointedAt(row.place), "role": "coordinator", "village": w.appointedVillage(row.place)}
	case "POST /appointments/reset":
		c.body = fields{"person": w.appointedAt(row.place)}
	case "PATCH /requests/{request}":
		c.body = fields{"status": "answered", "note": "Đã xem"}
		*path = strings.Replace(*path, "{request}", w.requestAt(row.place), 1)
	case "POST /appointments/export", "POST /requests/export", "POST /audit/export":
		c.body = fields{"format": "csv", "ward": map[string]string{"own": ward1, "other": ward2, "missing": noWard}[row.place]}
		if strings.HasPrefix(route, "/appointments") {
			c.body = c.body.(fields).with("role", "coordinator")
		}
	case "GET /audit":
		*path += "?ward=" + map[string]string{"own": ward1, "other": ward2, "missing": noWard}[row.place]
	default:
		return false
	}
	return true
}

func consentOf(all bool) fields {
	return fields{"account": true, "village_list": all, "statistics": all, "certificate": all}
}

func (w *world) villageAt(place string) string {
	return map[string]string{"own": village1, "other": elsewhere, "missing": noVillage}[place]
}

func (w *world) appointedVillage(place string) string {
	if place == "missing" {
		return village1
	}
	return w.villageAt(place)
}

func (w *world) joinCode(village string) string {
	w.Helper()
	_, code, err := w.people.IssueJoinCode(w.Context(), w.accounts[officer].person, village, people.MaxJoinHours, people.MaxJoinUses)
	w.must(err)
	return code
}

// freshPhone is a number that nobody has yet.
func (w *world) freshPhone() string {
	w.phones++
	return fmt.Sprintf("0903%06d", w.phones)
}

// appointedAt is the id of a coordinator just appointed at a place, or nobody's.
func (w *world) appointedAt(place string) string {
	w.Helper()
	if place == "missing" {
		return uuid.NewString()
	}
	m, _, err := w.people.Appoint(w.Context(), w.helperAt(place), people.NewAppointment{Name: "Thành Viên", Phone: w.freshPhone(),
		Appointment: people.Appointment{Role: people.Coordinator, Village: w.villageAt(place)}})
	w.must(err)
	return m.ID
}

// requestAt is the id of a request that a resident of a place has just made, or nobody's.
func (w *world) requestAt(place string) string {
	w.Helper()
	if place == "missing" {
		return uuid.NewString()
	}
	p := w.accounts[map[string]who{"own": residentB, "other": farLives}[place]].person
	open, err := w.people.MyRequests(w.Context(), p)
	w.must(err)
	for _, r := range open { // or there would soon be too many
		w.must(w.db.DeleteRequest(w.Context(), r.ID))
	}
	r, err := w.people.MakeRequest(w.Context(), p, people.AccessRequest, "")
	w.must(err)
	return r.ID
}

// firstTOTP begins with an authenticator app anew, and returns its first code.
func (w *world) firstTOTP(name who) string {
	w.Helper()
	w.must(w.db.DeleteFactor(w.Context(), w.id(name)))
	secret, err := w.people.BeginTOTP(w.Context(), w.accounts[name].phone, staffPassword)
	w.must(err)
	code, err := totp.GenerateCode(secret.Secret, w.clock.now())
	w.must(err)
	return code
}
