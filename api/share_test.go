package api_test

import (
	"strings"
	"testing"
)

func TestAVillagesPictureIsPublicAndSentOnce(t *testing.T) {
	w := newWorld(t)
	path := apiPrefix + "/boards/villages/" + village1 + "/share.svg"
	got := w.want(w.page(path), 200, "")
	if kind := got.header.Get("Content-Type"); kind != "image/svg+xml" {
		t.Errorf("the picture comes as %s", kind)
	}
	if !strings.HasPrefix(string(got.body), "<svg ") || !strings.Contains(got.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v\n%s", got.header, got.body)
	}
	if again := w.page(path, "If-None-Match", got.header.Get("ETag")); again.status != 304 {
		t.Errorf("the same picture is sent again: %d", again.status)
	}
	points := w.want(w.page(path+"?measure=points"), 200, "")
	if string(points.body) == string(got.body) {
		t.Error("the picture of another measure is the same")
	}
}

func TestAPictureThatCannotBeDrawnSaysWhy(t *testing.T) {
	w := newWorld(t)
	at := func(village, query string) call {
		return call{method: "GET", path: "/boards/villages/" + village + "/share.svg" + query}
	}
	w.want(w.do(at("24163-999", "")), 404, "not_found")
	w.want(w.do(at("x", "")), 404, "not_found")
	w.want(w.do(at(village1, "?measure=beauty")), 422, "invalid_input")
	w.want(w.do(at(village1, "?campaign=nope")), 404, "not_found")
}
