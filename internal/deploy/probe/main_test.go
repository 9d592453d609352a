package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestProbe(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	if err := run([]string{server.URL + "/healthz"}); err != nil {
		t.Errorf("a healthy server: %v", err)
	}
	if err := run([]string{server.URL + "/readyz"}); err == nil {
		t.Error("503 passes for healthy")
	}
	server.Close()
	if err := run([]string{server.URL + "/healthz"}); err == nil {
		t.Error("a server that is gone passes for healthy")
	}
	if err := run(nil); err == nil {
		t.Error("no address passes for healthy")
	}
}
