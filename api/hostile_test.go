package api_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hocso/api"
	"hocso/internal/longtest"
)

func TestAWrongRequestGetsAProblemThatSaysWhatIsWrong(t *testing.T) {
	w := newWorld(t)
	s := toJSON(t, w.submission(0))
	post := func(path string, body any, header ...string) call {
		c := call{method: "POST", path: path, as: residentA, body: body, header: map[string]string{}}
		for i := 0; i < len(header); i += 2 {
			c.header[header[i]] = header[i+1]
		}
		return c
	}
	get := func(path string) call { return call{method: "GET", path: path, as: manager} }
	before := w.writes()
	for name, try := range map[string]struct {
		call   call
		status int
		code   string
	}{
		"form data":            {post("/submissions", s, "Content-Type", "application/x-www-form-urlencoded"), 415, "unsupported_media_type"},
		"plain text":           {post("/submissions", s, "Content-Type", "text/plain"), 415, "unsupported_media_type"},
		"no content type":      {post("/submissions", s, "Content-Type", ""), 415, "unsupported_media_type"},
		"a multipart form":     {post("/auth/login", s, "Content-Type", "multipart/form-data; boundary=x"), 415, "unsupported_media_type"},
		"gzip":                 {post("/submissions", s, "Content-Encoding", "gzip"), 415, "unsupported_content_encoding"},
		"even identity":        {post("/submissions", s, "Content-Encoding", "identity"), 415, "unsupported_content_encoding"},
		"another origin":       {post("/submissions", s, "Origin", "https://evil.example"), 403, "wrong_origin"},
		"the null origin":      {post("/submissions", s, "Origin", "null"), 403, "wrong_origin"},
		"our name as a prefix": {post("/submissions", s, "Origin", "http://"+w.address+"1"), 403, "wrong_origin"},
		"a cross-site fetch":   {post("/auth/logout", nil, "Sec-Fetch-Site", "cross-site"), 403, "wrong_origin"},
		"a same-site fetch":    {post("/auth/refresh", nil, "Sec-Fetch-Site", "same-site"), 403, "wrong_origin"},
		"an erasure from afar": {call{method: "DELETE", path: "/me", as: residentA, header: map[string]string{"Origin": "https://evil.example"}}, 403, "wrong_origin"},

		"limit=0":             {get("/wards?limit=0"), 422, "invalid_input"},
		"limit=-1":            {get("/wards?limit=-1"), 422, "invalid_input"},
		"limit=101":           {get("/boards/wards?limit=101"), 422, "invalid_input"},
		"limit=abc":           {get("/boards/villages?limit=abc"), 422, "invalid_input"},
		"limit beyond an int": {get("/places?q=x&limit=99999999999999999999"), 422, "invalid_input"},
		"no limit after all":  {get("/villages/" + village1 + "/progress?limit="), 422, "invalid_input"},
		"a cursor of words":   {get("/boards/wards?after=next"), 400, "bad_cursor"},
		"a cursor too far":    {get("/boards/wards?after=1000"), 400, "bad_cursor"},
		"a negative cursor":   {get("/boards/wards?after=-1"), 400, "bad_cursor"},
		"a long cursor":       {get("/wards?after=" + strings.Repeat("1", 201)), 422, "invalid_input"},
		"around nowhere":      {get("/boards/wards?around=00000"), 404, "not_on_board"},
		"around no roll":      {get("/boards/villages?around=" + noRoll), 404, "not_on_board"},
		"a long around":       {get("/boards/wards?around=" + strings.Repeat("1", 21)), 422, "invalid_input"},
		"an unknown measure":  {get("/boards/wards?measure=names"), 422, "invalid_input"},
		"an unknown window":   {get("/boards/wards?window=year"), 422, "invalid_input"},
		"an unknown list":     {get("/boards/wards?list=all"), 422, "invalid_input"},
		"an unknown band":     {get("/boards/villages?band=huge"), 404, "no_such_board"},
		"a band of wards":     {get("/boards/wards?band=all"), 404, "no_such_board"},
		"a week of gain":      {get("/boards/wards?measure=gain&window=week"), 404, "no_such_board"},
		"an unknown campaign": {get("/boards/wards?campaign=khong-co"), 404, "not_found"},
		"a long campaign":     {get("/boards/wards?campaign=" + strings.Repeat("x", 41)), 422, "invalid_input"},
		"an unknown status":   {get("/villages/" + village1 + "/progress?status=lost"), 422, "invalid_input"},
		"an unknown language": {get("/courses?lang=fr"), 422, "invalid_input"},
		"no search":           {get("/places"), 422, "invalid_input"},
		"a long search":       {get("/places?q=" + strings.Repeat("x", 81)), 422, "invalid_input"},
		"an unknown course":   {get("/courses/khong-co"), 404, "not_found"},
		"an unknown module":   {get("/modules/khong-co"), 404, "not_found"},
		"a climbing path":     {get("/modules/..%2f..%2fetc%2fpasswd"), 404, "not_found"},
		"an unknown route":    {get("/secrets"), 404, "not_found"},
		"another case":        {get("/Wards"), 404, "not_found"},
		"a trailing slash":    {get("/wards/"), 404, "not_found"},
		"no such version":     {get("//api/v2/wards"), 404, "not_found"},
		"PUT where GET is":    {call{method: "PUT", path: "/wards", body: fields{}}, 405, "method_not_allowed"},
		"GET where POST is":   {get("/submissions"), 405, "method_not_allowed"},
		"TRACE":               {call{method: "TRACE", path: "/wards"}, 405, "method_not_allowed"},
		"no method of HTTP's": {call{method: "BREW", path: "/wards"}, 405, "method_not_allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			w.want(w.do(try.call), try.status, try.code)
		})
	}
	if w.writes() != before {
		t.Error("the store has changed")
	}
	if got := w.do(call{method: "PUT", path: "/wards"}).header.Get("Allow"); got != "GET" {
		t.Errorf("Allow %q", got)
	}
	// Our own page may write, whatever it says of itself.
	w.want(w.do(post("/submissions", s, "Origin", "http://"+w.address, "Sec-Fetch-Site", "same-origin", "Content-Type", "Application/JSON; charset=utf-8")), 201, "")
}

func TestAGzipBombIsNotUnpacked(t *testing.T) {
	w := newWorld(t)
	// One member after another is one stream, so a MiB needs to be packed only once.
	var mebibyte bytes.Buffer
	z := gzip.NewWriter(&mebibyte)
	_, err := z.Write(make([]byte, 1<<20))
	w.must(errors.Join(err, z.Close()))
	bomb := bytes.Repeat(mebibyte.Bytes(), 200)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 3 {
		w.want(w.do(call{method: "POST", path: "/submissions", as: residentA, body: bomb, header: map[string]string{"Content-Encoding": "gzip"}}),
			http.StatusUnsupportedMediaType, "unsupported_content_encoding")
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 30<<20 {
		t.Errorf("%d MiB were allocated for %d KiB", got>>20, len(bomb)>>10)
	}
	longtest.Report(t, 9, 3, "gzip bombs of 200 MiB", "415, not unpacked")
}

func TestATokenThatIsNotOursIsRefused(t *testing.T) {
	w := newWorld(t)
	good := w.accounts[residentA].token
	parts := strings.Split(good, ".")
	claims := func() jwt.MapClaims {
		return jwt.MapClaims{"iss": "hocso", "aud": "hocso-api", "sub": w.id(residentA), "jti": "1", "typ": "access", "sv": w.accounts[residentA].person.LoginVersion,
			"iat": startOfTests.Unix(), "exp": startOfTests.Add(10 * time.Minute).Unix()}
	}
	key := w.keys.Signing[0]
	sign := func(kid any, secret any, method jwt.SigningMethod, change func(jwt.MapClaims)) string {
		c := claims()
		if change != nil {
			change(c)
		}
		token := jwt.NewWithClaims(method, c)
		token.Header["kid"] = kid
		signed, err := token.SignedString(secret)
		w.must(err)
		return signed
	}
	set := func(name string, value any) string {
		return sign(key.ID, key.Secret, jwt.SigningMethodHS256, func(c jwt.MapClaims) { c[name] = value })
	}
	me := func(authorization string) reply {
		return w.do(call{method: "GET", path: "/me", header: map[string]string{"Authorization": authorization}})
	}
	// What is forged below would hold if it were not for the one change.
	w.want(me("Bearer "+sign(key.ID, key.Secret, jwt.SigningMethodHS256, nil)), 200, "")
	for name, token := range map[string]string{
		"nothing":            "",
		"words":              "not a token",
		"two parts":          parts[0] + "." + parts[1],
		"four parts":         good + ".x",
		"a cut signature":    good[:len(good)-2],
		"other claims":       parts[0] + "." + strings.Split(set("sub", w.id(manager)), ".")[1] + "." + parts[2],
		"alg none":           sign(key.ID, jwt.UnsafeAllowNoneSignatureType, jwt.SigningMethodNone, nil),
		"HS512":              sign(key.ID, key.Secret, jwt.SigningMethodHS512, nil),
		"another key":        sign(key.ID, bytes.Repeat([]byte{1}, 32), jwt.SigningMethodHS256, nil),
		"an unknown kid":     sign("other", key.Secret, jwt.SigningMethodHS256, nil),
		"a kid of a path":    sign("../../dev/null", []byte{}, jwt.SigningMethodHS256, nil),
		"a kid of a number":  sign(1, key.Secret, jwt.SigningMethodHS256, nil),
		"another issuer":     set("iss", "evil"),
		"another audience":   set("aud", "evil"),
		"a refresh token":    set("typ", "refresh"),
		"no end":             sign(key.ID, key.Secret, jwt.SigningMethodHS256, func(c jwt.MapClaims) { delete(c, "exp") }),
		"an end in the past": set("exp", startOfTests.Add(-time.Minute).Unix()),
		"made in the future": set("iat", startOfTests.Add(time.Hour).Unix()),
		"a later login":      set("sv", 99),
		"nobody":             set("sub", "00000000-0000-4000-8000-000000000000"),
		"10 KB":              strings.Repeat("a", 10_000),
		"the refresh secret": w.accounts[residentA].cookie,
	} {
		if got := me("Bearer " + token); got.status != http.StatusUnauthorized {
			t.Errorf("%s: got %d %s", name, got.status, got.body)
		}
	}
	for _, authorization := range []string{good, "Basic " + good, "bearer" + good, "Bearer", "Bearer ", "Token " + good} {
		if got := me(authorization); got.status != http.StatusUnauthorized {
			t.Errorf("%.20q: got %d", authorization, got.status)
		}
	}
}

var anyRequestID = regexp.MustCompile(`"request_id":"[0-9a-f]+"`)

func TestAWrongPINAndAnUnknownPhoneLookAlike(t *testing.T) {
	w := newWorld(t)
	login := func(body fields) string {
		got := w.want(w.post(nobody, "/auth/login", body), 401, "wrong_credentials")
		return fmt.Sprint(got.header["Set-Cookie"]) + anyRequestID.ReplaceAllString(string(got.body), "")
	}
	known, unknown := w.accounts[residentA].phone, "0987654321"
	want := login(fields{"phone": known, "pin": "135790"})
	for name, body := range map[string]fields{
		"an unknown phone":                 {"phone": unknown, "pin": pin},
		"a password of a resident":         {"phone": known, "password": pin},
		"an unknown phone with a password": {"phone": unknown, "password": staffPassword},
		"a PIN of staff":                   {"phone": w.accounts[officer].phone, "pin": pin},
		"a wrong password of staff":        {"phone": w.accounts[officer].phone, "password": "mat-khau-khac-2026"},
	} {
		if got := login(body); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	w.wantFaults(w.post(nobody, "/auth/login", fields{"phone": known}), "invalid_input", fieldFault{"pin", "required"})
}

func TestTheNextCallBeyondARateIsToldWhenToComeBack(t *testing.T) {
	two := api.Rate{Count: 2, Per: time.Minute}
	w := newWorld(t, func(c *api.Config) { c.Rates = api.Rates{Login: two, Register: two, Sync: two, Export: two} })
	for name, try := range map[string]func(as who) reply{
		"login":    func(who) reply { return w.post(nobody, "/auth/login", fields{}) },
		"register": func(who) reply { return w.post(nobody, "/auth/register", fields{}) },
		"sync":     func(as who) reply { return w.post(as, "/submissions", fields{}) },
		"export":   func(as who) reply { return w.get(as, "/me/export") },
	} {
		for i := range 2 {
			if got := try(residentA); got.status == http.StatusTooManyRequests {
				t.Fatalf("%s: number %d is refused", name, i)
			}
		}
		got := w.want(try(residentA), http.StatusTooManyRequests, "too_many_requests")
		if wait, err := strconv.Atoi(got.header.Get("Retry-After")); err != nil || wait < 1 || wait > 30 {
			t.Errorf("%s: Retry-After %q", name, got.header.Get("Retry-After"))
		}
		if name == "sync" || name == "export" {
			if got := try(residentB); got.status == http.StatusTooManyRequests {
				t.Errorf("%s: another person is refused too", name)
			}
		}
		w.clock.skip(31 * time.Second)
		if got := try(residentA); got.status == http.StatusTooManyRequests {
			t.Errorf("%s: refused after the time it told", name)
		}
	}
	// A batch and a single submission are of one limit.
	w.want(w.post(residentB, "/submissions/batch", fields{}), http.StatusUnprocessableEntity, "")
}
