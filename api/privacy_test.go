package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hocso/internal/longtest"
	"hocso/progress/people"
	"hocso/progress/places"
)

// distinctive are people whose names and phones occur nowhere else.
func distinctive(n int) []people.Person {
	all := make([]people.Person, n)
	for i := range all {
		all[i] = people.Person{ID: uuid.NewString(), Name: fmt.Sprintf("Zyxwên Qĩjkm%03d", i), Village: []string{village1, sibling, elsewhere}[i%3],
			Phone: fmt.Sprintf("+84977%06d", 314159+i), Language: "vi", CreatedAt: startOfTests,
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: i%2 == 0, Statistics: true}, Version: people.ConsentVersion, At: startOfTests}}}
	}
	return all
}

// traces are what of a person may be found in a text.
func traces(everybody []people.Person, text string) []string {
	var found []string
	for _, p := range everybody {
		national := strings.TrimPrefix(p.Phone, "+84")
		for _, one := range []string{p.Name, places.Fold(p.Name), strconv.QuoteToASCII(p.Name), url.QueryEscape(p.Name), url.PathEscape(p.Name), p.ID, p.Phone,
			"0" + national, national[:2] + " " + national[2:5] + " " + national[5:]} {
			if one = strings.Trim(one, `"`); strings.Contains(text, one) {
				found = append(found, one)
			}
		}
	}
	return found
}

func TestNoNameOrPhoneShowsInPublicAnswersErrorsStreamsLogsMetricsOrRedis(t *testing.T) {
	w := newWorld(t, withFrontend)
	everybody := distinctive(1000)
	w.must(w.db.AddPeople(t.Context(), everybody))
	// Each of them learns, through a coordinator where one may.
	handedIn := 0
	for _, p := range everybody {
		if p.Village != village1 {
			continue
		}
		got := w.post(coordinator, "/submissions", w.submission(handedIn%len(w.modules)).with("resident", p.ID))
		w.want(got, 201, "")
		handedIn++
	}
	w.settle()
	w.eventually("all show on the board", func() bool { return w.done("/boards/villages", village1) == handedIn })

	var public bytes.Buffer
	keep := func(got reply) {
		fmt.Fprintf(&public, "%d %v %s\n", got.status, got.header, got.body)
	}
	for _, row := range readPolicies(t) {
		if row.want[nobody] == "200" || row.want[nobody] == "404" {
			keep(w.tryPolicyAsStranger(row))
		}
	}
	some := everybody[0]
	for _, c := range []call{
		{method: "POST", path: "/auth/login", body: fields{"phone": some.Phone, "pin": "135790"}},
		{method: "POST", path: "/auth/login", body: fields{"phone": some.Phone, "pin": some.Name}},
		{method: "POST", path: "/auth/register", body: registration(village1).with("phone", some.Phone).with("pin", "1")},
		{method: "POST", path: "/submissions", as: residentA, body: w.submission(0).with("resident", some.ID)},
		{method: "POST", path: "/submissions", as: coordinator, body: w.submission(0).with("resident", everybody[1].ID)},
		{method: "POST", path: "/submissions", as: residentA, body: []byte(`{"` + some.Name + `":1}`)},
		{method: "POST", path: "/submissions", as: residentA, body: []byte(some.Name)},
		{method: "GET", path: "/villages/" + some.ID},
		{method: "GET", path: "/boards/wards?measure=" + some.ID},
		{method: "GET", path: "/villages/" + village1 + "/progress", as: manager},
		{method: "GET", path: "/wards/" + ward1 + "/progress", as: officer},
		{method: "GET", path: "/province/progress", as: manager},
		{method: "BREW", path: "/" + some.ID},
	} {
		keep(w.do(c))
	}
	stream := w.listen(call{method: "GET", path: "/boards/villages/stream"})
	public.WriteString(stream.next(w))
	stream.leave()

	// A store that fails is what logs the most.
	w.must(w.db.Close())
	for _, c := range []call{
		{method: "POST", path: "/auth/login", body: fields{"phone": some.Phone, "pin": "135790"}},
		{method: "POST", path: "/submissions", as: residentA, body: w.submission(0)},
		{method: "GET", path: "/villages/" + village1 + "/progress", as: coordinator},
		{method: "GET", path: "/me/export", as: residentA},
		{method: "GET", path: "//readyz"},
	} {
		got := w.do(c)
		if got.status < http.StatusInternalServerError && got.status != http.StatusUnauthorized {
			t.Errorf("%s without a store: %d", c.path, got.status)
		}
		keep(got)
	}
	log := w.log.String()
	if !strings.Contains(log, "request failed") {
		t.Errorf("nothing was logged of the store's failure: %s", log)
	}
	families, err := w.metrics.Gather()
	w.must(err)
	for where, text := range map[string]string{"a public answer": public.String(), "the log": log, "Redis": w.redis.Dump(), "the metrics": fmt.Sprint(families)} {
		if text == "" {
			t.Errorf("%s is empty", where)
		}
		if found := traces(everybody, text); len(found) > 0 {
			t.Errorf("%s tells %v", where, found)
		}
		if found := traces(w.everybodyOfTheTemplate(), text); len(found) > 0 {
			t.Errorf("%s tells %v", where, found)
		}
		for name, a := range w.accounts {
			if strings.Contains(text, a.token) || strings.Contains(text, a.cookie) {
				t.Errorf("%s tells a secret of the %s", where, name)
			}
		}
	}
	longtest.Report(t, 14, len(everybody), "names, phones and ids looked for in public answers, streams, errors, logs, metrics and Redis",
		"none found in %d KiB", (public.Len()+len(log)+len(w.redis.Dump()))>>10)
}

// tryPolicyAsStranger calls a public route; a login is left out, whose answer is its owner's.
func (w *world) tryPolicyAsStranger(row policyRow) reply {
	w.Helper()
	if strings.Contains(row.path, "/auth/") {
		return reply{}
	}
	return w.tryPolicy(row, nobody)
}

func (w *world) everybodyOfTheTemplate() []people.Person {
	var all []people.Person
	for _, a := range w.accounts {
		if a.person.Has(people.Resident) {
			all = append(all, a.person)
		}
	}
	return all
}

func TestTheSearchForTracesFindsThem(t *testing.T) {
	w := newWorld(t)
	everybody := distinctive(3)
	w.must(w.db.AddPeople(t.Context(), everybody))
	list := w.want(w.get(coordinator, "/villages/"+village1+"/progress"), 200, "")
	if found := traces(everybody, string(list.body)); len(found) != 2 {
		t.Errorf("in a coordinator's list: %v", found)
	}
	for _, text := range []string{"call 0977314159 today", "+84977314159", "97 731 4159", "name=Zyxw%C3%AAn+Q%C4%A9jkm000", `{"name":"Zyxw\u00ean Q\u0129jkm000"}`, "zyxwen qijkm000"} {
		if found := traces(everybody, text); len(found) != 1 {
			t.Errorf("in %q: %v", text, found)
		}
	}
}
