package api_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hocso/internal/longtest"
)

// policyActors are the columns of policyTable.
var policyActors = []who{nobody, residentA, coordinator, officer, manager, admin, revoked, expired}

// policyTable says what every route answers to every actor, by place: own is village 1 or ward 1, sibling another
// village of ward 1, other a place in another ward, missing none at all. For submissions the place is where the resident
// lives whose submission it is: self without naming one, own for resident B of village 1. "-" is for routes that are not
// about a place. The status after a slash is that of the item in a batch.
//
//	route                                     place    anon  resi  coor  offi  mana  admi  revo  expi
const policyTable = `
	GET    /healthz                            -        200   200   200   200   200   200   200   200
	GET    /readyz                             -        200   200   200   200   200   200   200   200
	GET    /api/v1/openapi.yaml                -        200   200   200   200   200   200   200   200

	POST   /api/v1/auth/register               own      201   201   201   201   201   201   201   201
	POST   /api/v1/auth/register               missing  422   422   422   422   422   422   422   422
	POST   /api/v1/auth/login                  -        200   200   200   200   200   200   200   200
	POST   /api/v1/auth/refresh                -        401   401   401   401   401   401   401   401
	POST   /api/v1/auth/logout                 -        204   204   204   204   204   204   204   204
	GET    /api/v1/me                          -        401   200   200   200   200   200   401   401
	PATCH  /api/v1/me                          -        401   200   200   200   200   200   401   401
	GET    /api/v1/me/export                   -        401   200   200   200   200   200   401   401
	GET    /api/v1/me/progress                 -        401   200   200   200   200   200   401   401
	DELETE /api/v1/me                          -        401   204   204   204   204   204   401   401

	GET    /api/v1/courses                     -        200   200   200   200   200   200   200   200
	GET    /api/v1/courses/{course}            -        200   200   200   200   200   200   200   200
	GET    /api/v1/modules/{module}            -        200   200   200   200   200   200   200   200
	GET    /api/v1/recordings/{recording}      -        200   200   200   200   200   200   200   200

	POST   /api/v1/submissions                 self     401   201   403   403   403   403   401   401
	POST   /api/v1/submissions                 own      401   403   201   403   403   403   401   401
	POST   /api/v1/submissions                 sibling  401   403   403   403   403   403   401   401
	POST   /api/v1/submissions                 other    401   403   403   403   403   403   401   401
	POST   /api/v1/submissions                 missing  401   403   403   403   403   403   401   401
	POST   /api/v1/submissions/batch           self     401   200/201 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           own      401   200/403 200/201 403 403 403   401   401
	POST   /api/v1/submissions/batch           sibling  401   200/403 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           other    401   200/403 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           missing  401   200/403 200/403 403 403 403   401   401

	GET    /api/v1/places                      -        200   200   200   200   200   200   200   200
	GET    /api/v1/wards                       -        200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                own      200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                other    200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                missing  404   404   404   404   404   404   404   404
	GET    /api/v1/wards/{code}/villages       own      200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}/villages       other    200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}/villages       missing  404   404   404   404   404   404   404   404
	GET    /api/v1/villages/{id}               own      200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               sibling  200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               other    200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               missing  404   404   404   404   404   404   404   404

	GET    /api/v1/villages/{id}/progress      own      401   403   200   200   200   403   401   401
	GET    /api/v1/villages/{id}/progress      sibling  401   403   403   200   200   403   401   401
	GET    /api/v1/villages/{id}/progress      other    401   403   403   403   200   403   401   401
	GET    /api/v1/villages/{id}/progress      missing  401   403   404   404   404   403   401   401
	GET    /api/v1/wards/{code}/progress       own      401   403   403   200   200   403   401   401
	GET    /api/v1/wards/{code}/progress       other    401   403   403   403   200   403   401   401
	GET    /api/v1/wards/{code}/progress       missing  401   403   403   404   404   403   401   401
	GET    /api/v1/province/progress           -        401   403   403   403   200   403   401   401

	GET    /api/v1/auth/options                              -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/join                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/profile                              -        401  401  401  401  401  401  401  401
	POST   /api/v1/auth/card                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/recover                              -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/totp                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/totp/confirm                         -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/confirm                              -        401  403  200  200  200  200  401  401
	GET    /api/v1/auth/oidc                                 -        404  404  404  404  404  404  404  404
	GET    /api/v1/auth/oidc/callback                        -        404  404  404  404  404  404  404  404

	PUT    /api/v1/me/secret                                 -        401  422  422  422  422  422  401  401
	GET    /api/v1/me/devices                                -        401  200  200  200  200  200  401  401
	DELETE /api/v1/me/devices/{device}                       -        401  404  404  404  404  404  401  401
	POST   /api/v1/me/join                                   -        401  200  403  403  403  403  401  401
	GET    /api/v1/me/children                               -        401  200  403  403  403  403  401  401
	POST   /api/v1/me/children                               -        401  201  403  403  403  403  401  401
	DELETE /api/v1/me/children/{person}                      -        401  404  403  403  403  403  401  401
	POST   /api/v1/me/children/{person}/login                -        401  404  403  403  403  403  401  401
	GET    /api/v1/me/requests                               -        401  200  403  403  403  403  401  401
	POST   /api/v1/me/requests                               -        401  201  403  403  403  403  401  401

	GET    /api/v1/villages/{id}/residents                   own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       missing  401  403  404  404  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              own      401  403  204  204  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              sibling  401  403  403  204  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              other    401  403  403  403  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       missing  401  403  404  404  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  missing  401  403  404  404  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           own      401  403  204  204  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           sibling  401  403  403  204  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           other    401  403  403  403  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           missing  401  403  404  404  403  403  401  401

	GET    /api/v1/appointments                              -        401  403  403  200  200  200  401  401
	POST   /api/v1/appointments                              own      401  403  403  201  403  403  401  401
	POST   /api/v1/appointments                              other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments                              missing  401  403  403  422  422  422  401  401
	POST   /api/v1/appointments/end                          own      401  403  403  204  403  403  401  401
	POST   /api/v1/appointments/end                          other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments/end                          missing  401  403  403  404  403  403  401  401
	POST   /api/v1/appointments/reset                        own      401  403  403  200  403  403  401  401
	POST   /api/v1/appointments/reset                        other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments/reset                        missing  401  403  403  404  404  404  401  401
	GET    /api/v1/requests                                  -        401  403  403  200  403  403  401  401
	PATCH  /api/v1/requests/{request}                        own      401  403  403  200  403  403  401  401
	PATCH  /api/v1/requests/{request}                        other    401  403  403  403  403  403  401  401
	PATCH  /api/v1/requests/{request}                        missing  401  403  403  403  403  403  401  401
	GET    /api/v1/audit                                     own      401  403  403  200  403  200  401  401
	GET    /api/v1/audit                                     other    401  403  403  403  403  200  401  401
	GET    /api/v1/audit                                     missing  401  403  403  403  403  200  401  401

	GET    /api/v1/campaigns                   -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards                      -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards                -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/villages             -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards/{code}/villages        own     200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages        other   200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages        missing 404 404 404 404 404 404 404 404
	GET    /api/v1/boards/wards/stream         -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/villages/stream      -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards/{code}/villages/stream own     200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages/stream other   200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages/stream missing 404 404 404 404 404 404 404 404
`

// policyRow is one line of policyTable.
type policyRow struct {
	method, path, place string
	want                map[who]string
}

func (r policyRow) route() string { return r.method + " " + r.path }

func readPolicies(t *testing.T) []policyRow {
	t.Helper()
	var rows []policyRow
	for line := range strings.Lines(policyTable) {
		cells := strings.Fields(line)
		if len(cells) == 0 {
			continue
		}
		if len(cells) != 3+len(policyActors) {
			t.Fatalf("the line %q has %d cells", line, len(cells))
		}
		r := policyRow{cells[0], cells[1], cells[2], map[who]string{}}
		for i, a := range policyActors {
			r.want[a] = cells[3+i]
		}
		rows = append(rows, r)
	}
	// Who erases themselves does nothing afterwards.
	slices.SortStableFunc(rows, func(a, b policyRow) int {
		return cmp.Compare(erases(a), erases(b))
	})
	return rows
}

func erases(r policyRow) int {
	if r.route() == "DELETE "+apiPrefix+"/me" {
		return 1
	}
	return 0
}

// placesOf lists the places that a route must be tried with.
func placesOf(route string) []string {
	switch {
	case strings.Contains(route, "{request}"), strings.HasSuffix(route, "/audit"), strings.Contains(route, "POST /api/v1/appointments"):
		return []string{"own", "other", "missing"}
	case strings.Contains(route, "{id}"):
		return []string{"own", "sibling", "other", "missing"}
	case strings.Contains(route, "{code}"):
		return []string{"own", "other", "missing"}
	case strings.Contains(route, "/submissions"):
		return []string{"self", "own", "sibling", "other", "missing"}
	case strings.HasSuffix(route, "/register"):
		return []string{"own", "missing"}
	}
	return []string{"-"}
}

func TestEveryRouteHasAPolicyForEveryPlace(t *testing.T) {
	var want, have []string
	for _, route := range routesOf(newWorld(t)) {
		for _, place := range placesOf(route) {
			want = append(want, route+" "+place)
		}
	}
	for _, r := range readPolicies(t) {
		have = append(have, r.route()+" "+r.place)
	}
	slices.Sort(want)
	slices.Sort(have)
	for _, one := range want {
		if !slices.Contains(have, one) {
			t.Errorf("%s has no row in policyTable", one)
		}
	}
	for _, one := range have {
		if !slices.Contains(want, one) {
			t.Errorf("policyTable has a row for %s, which is no route", one)
		}
	}
	if n := len(slices.Compact(slices.Clone(have))); n != len(have) {
		t.Errorf("policyTable says %d things twice", len(have)-n)
	}
}

func TestEveryActorGetsJustWhatThePolicySays(t *testing.T) {
	w := newWorld(t)
	tries, refusals := 0, 0
	for _, row := range readPolicies(t) {
		for _, actor := range policyActors {
			want, wantItem, isBatch := strings.Cut(row.want[actor], "/")
			status, err := strconv.Atoi(want)
			w.must(err)
			refused := status == 401 || status == 403 || status == 404
			c := w.policyCall(row, actor)
			before := ""
			if refused {
				before = w.writes()
			}
			got := w.try(c)
			tries++
			if got.status != status {
				t.Errorf("%s %s as %s: got %d, want %d: %s", row.route(), row.place, actor, got.status, status, got.body)
			}
			if isBatch {
				if item := decode[batchReply](t, got).Results[0].Status; fmt.Sprint(item) != wantItem {
					t.Errorf("%s %s as %s: the item got %d, want %s", row.route(), row.place, actor, item, wantItem)
				}
			}
			if refused {
				refusals++
				if w.writes() != before {
					t.Errorf("%s %s as %s was refused and still changed the store", row.route(), row.place, actor)
				}
			} else {
				w.settle()
			}
			w.checkCaching(row.route(), got)
		}
	}
	longtest.Report(t, 7, tries, "calls of every route by every actor at every place", "each as the policy says; %d refusals changed nothing", refusals)
	if tries < 400 || refusals < 150 {
		t.Errorf("only %d tries and %d refusals", tries, refusals)
	}
}

// A look at the store that sees nothing would let every refusal pass.
func TestTheStoreTellsOfEveryWrite(t *testing.T) {
	w := newWorld(t)
	before := w.writes()
	w.want(w.get(residentA, "/me"), 200, "")
	if w.writes() != before {
		t.Fatal("reading counts as a write")
	}
	w.want(w.do(call{method: "PATCH", path: "/me", as: residentA, body: fields{"language": "en"}}), 200, "")
	if w.writes() == before {
		t.Error("a changed language does not show")
	}
}

// tryPolicy calls a route as an actor about a place, with a request that is valid otherwise.
func (w *world) tryPolicy(row policyRow, actor who) reply {
	w.Helper()
	return w.try(w.policyCall(row, actor))
}

func (w *world) try(c call) reply {
	w.Helper()
	if strings.HasSuffix(c.path, "/stream") {
		return w.openAndLeave(c)
	}
	return w.do(c)
}

// policyCall makes such a request, and what must be there for it to be valid.
func (w *world) policyCall(row policyRow, actor who) call {
	w.Helper()
	village := map[string]string{"own": village1, "sibling": sibling, "other": elsewhere, "missing": noVillage}[row.place]
	ward := map[string]string{"own": ward1, "other": ward2, "missing": noWard}[row.place]
	path := strings.NewReplacer("{id}", village, "{code}", ward, "{course}", w.modules[0].Course, "{module}", w.modules[0].ID, "{recording}", recording.Name,
		"{person}", w.residentAt(row.place), "{device}", strings.Repeat("0", 32)).Replace(row.path)
	c := call{method: row.method, as: actor}
	if w.accountCall(&c, &path, row, actor, village) {
		c.path = strings.TrimPrefix(path, apiPrefix)
		return c
	}
	switch row.path {
	case apiPrefix + "/places":
		path += "?q=ea+tu"
	case apiPrefix + "/me":
		if row.method == http.MethodPatch {
			c.body = fields{"language": "en"}
		}
	case apiPrefix + "/auth/login":
		c.body = fields{"phone": w.accounts[siblingLives].phone, "pin": pin}
	case apiPrefix + "/auth/register":
		c.body = registration(village)
	case apiPrefix + "/submissions":
		c.body = w.submissionFor(row.place)
	case apiPrefix + "/submissions/batch":
		c.body = fields{"submissions": []any{w.submissionFor(row.place)}}
	}
	if after, ok := strings.CutPrefix(path, apiPrefix); ok {
		c.path = after
	} else {
		c.path = "/" + path
	}
	return c
}

func (w *world) submissionFor(place string) fields {
	s := w.submission(0)
	switch place {
	case "own":
		return s.with("resident", w.id(residentB))
	case "sibling":
		return s.with("resident", w.id(siblingLives))
	case "other":
		return s.with("resident", w.id(farLives))
	case "missing":
		return s.with("resident", uuid.NewString())
	}
	return s
}

// registration is a valid one, of somebody without a phone.
func registration(village string) fields {
	return fields{"name": "Người Mới", "pin": pin, "village": village,
		"consent": fields{"account": true, "village_list": false, "statistics": false, "certificate": false}}
}

// checkCaching tells answers that may be kept from those that may not.
func (w *world) checkCaching(route string, got reply) {
	w.Helper()
	if got.status >= 300 || !strings.Contains(route, apiPrefix) || strings.HasSuffix(route, "/stream") {
		return
	}
	cache, tag := got.header.Get("Cache-Control"), got.header.Get("ETag")
	private := !strings.HasSuffix(route, "/auth/options") && slices.ContainsFunc([]string{"/me", "/auth", "/submissions", "/progress",
		"/residents", "/cards", "/codes", "/join-codes", "/appointments", "/requests", "/audit"}, func(part string) bool { return strings.Contains(route, part) })
	if private && (cache != "no-store" || tag != "") {
		w.Errorf("%s is private and has Cache-Control %q, ETag %q", route, cache, tag)
	}
	if !private && (!strings.HasPrefix(cache, "public") || tag == "") {
		w.Errorf("%s is public and has Cache-Control %q, ETag %q", route, cache, tag)
	}
}

type batchReply struct {
	Results []struct {
		ID      string
		Status  int
		Result  *receipt
		Problem *problem
	}
}

type receipt struct {
	ID, Resident, Module string
	Version, Score, Max  int
	Passed               bool
	Summary              struct{ Submissions, Passed int }
}
