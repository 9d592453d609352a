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
	case strings.Contains(route, "{request}"), strings.HasSuffix(route, "/audit"), strings.HasSuffix(route, "/requests/export"), strings.HasSuffix(route, "/audit/export"), strings.HasSuffix(route, "/reviews"), strings.Contains(route, "POST /api/v1/appointments"):
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
	ward := map[string]string{"own": ward1, "sibling": ward1, "other": ward2, "missing": noWard}[row.place]
	path := strings.NewReplacer("{id}", village, "{code}", ward, "{course}", w.modules[0].Course, "{module}", w.modules[0].ID, "{recording}", recording.Name,
		"{campaign}", campaignID, "{person}", w.residentAt(row.place), "{device}", strings.Repeat("0", 32), "{certificate}", strings.Repeat("0", 32),
		"{import}", uuid.NewString()).Replace(row.path)
	c := call{method: row.method, as: actor}
	if w.accountCall(&c, &path, row, actor, village) || w.villageCall(&c, &path, row, ward) {
		c.path = strings.TrimPrefix(path, apiPrefix)
		return c
	}
	switch row.path {
	case apiPrefix + "/places":
		path += "?q=ea+tu"
	case apiPrefix + "/campaigns/preview":
		c.body = w.newCampaign()
	case apiPrefix + "/campaigns":
		if row.method == http.MethodPost {
			c.body = w.newCampaign().with("dry_run", true)
		}
	case apiPrefix + "/me":
		if row.method == http.MethodPatch {
			c.body = fields{"language": "en"}
		}
	case apiPrefix + "/auth/login":
		c.body = fields{"phone": w.accounts[siblingLives].phone, "pin": pin}
	case apiPrefix + "/auth/register":
		c.body = registration(village)
	case apiPrefix + "/wards/{code}/rolls":
		if row.method == http.MethodPost {
			c.body = fields{"day": "2026-11-01", "rolls": []fields{{"village": village, "adults": 30}}}
		}
	case apiPrefix + "/wards/{code}/rolls/file":
		path += "?day=2026-11-01"
		c.body, c.header = []byte("village,adults\n"+village+",30\n"), map[string]string{"Content-Type": "text/csv"}
	case apiPrefix + "/wards/{code}/villages/file":
		c.body, c.header = []byte("name\nThôn Mới\n"), map[string]string{"Content-Type": "text/csv"}
	case apiPrefix + "/province/export", apiPrefix + "/wards/{code}/export", apiPrefix + "/villages/{id}/export":
		path += "?table=days&format=csv"
	case apiPrefix + "/province/insights/export":
		path += "?view=places&format=csv"
	case apiPrefix + "/wards/{code}/imports/check", apiPrefix + "/wards/{code}/imports/people":
		if strings.HasSuffix(row.path, "/people") {
			path += "?agreed=true"
		}
		c.body = []byte("name,village,account\nNgười Mới," + village + ",x\n")
		c.header = map[string]string{"Content-Type": "text/csv"}
	case apiPrefix + "/wards/{code}/rolls/approve":
		c.body = fields{"rolls": []fields{{"village": village, "version": w.rollOf(village)}}}
	case apiPrefix + "/reviews":
		if row.method == http.MethodGet {
			path += "?ward=" + ward
			break
		}
		w.ruledOn(village)
		c.body = fields{"campaign": campaignID, "village": village, "decision": "clear", "note": "Đã gặp tổ công nghệ số"}
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
	private := !strings.HasSuffix(route, "/auth/options") && slices.ContainsFunc([]string{"/me", "/auth", "/submissions", "/duplicates", "/progress", "/insights",
		"/residents", "/cards", "/codes", "/join-codes", "/appointments", "/requests", "/audit", "POST /api/v1/campaigns", "/versions", "/reviews", "/rolls",
		"/fieldwork", "/sessions", "/visits", "/roster", "/export", "/imports",
		"POST /api/v1/wards/{code}/villages", "PATCH /api/v1/villages/{id}", "/merge", "/split", "/retire", "/week", "/trends"}, func(part string) bool { return strings.Contains(route, part) })
	kept := strings.HasSuffix(route, "/roster") // by the phone, which sends the tag itself
	if private && (cache != "no-store" || (tag != "") != kept) {
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
