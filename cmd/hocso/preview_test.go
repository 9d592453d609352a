package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An author sees what the file says now, and while it has faults, what it said before and what to mend.
func TestAPreviewFollowsTheFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../docs/example")); err != nil {
		t.Fatal(err)
	}
	lesson := filepath.Join(dir, "vi-du", "moi-kieu-cau-hoi.vi.md")
	edit := func(old, replacement string) {
		t.Helper()
		raw, err := os.ReadFile(lesson)
		if err != nil || !bytes.Contains(raw, []byte(old)) {
			t.Fatalf("%q is not in the lesson, %v", old, err)
		}
		if err := os.WriteFile(lesson, bytes.Replace(raw, []byte(old), []byte(replacement), 1), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := &process{t: t, log: &bytes.Buffer{}, ended: make(chan error, 1)}
	p.start("preview", dir, "--listen=127.0.0.1:0")

	get := func(path string) string {
		t.Helper()
		res, err := http.Get(p.url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		raw, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	state := func() (s struct {
		Revision int
		Faults   string
	}) {
		t.Helper()
		if err := json.Unmarshal([]byte(get("/preview/state")), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	title := func() string {
		t.Helper()
		var m struct{ Title string }
		if err := json.Unmarshal([]byte(get("/api/v1/modules/moi-kieu-cau-hoi")), &m); err != nil {
			t.Fatal(err)
		}
		return m.Title
	}

	if !strings.Contains(get("/"), `<script src="/preview.js"`) || !strings.Contains(get("/preview.js"), "/preview/state") {
		t.Error("the page does not look for changes")
	}
	if s := state(); s.Revision != 0 || s.Faults != "" || title() != "Mỗi kiểu câu hỏi một lần" {
		t.Errorf("at first: %+v, %s", s, title())
	}
	edit("title: Mỗi kiểu câu hỏi một lần", "title: Tên mới")
	eventually(t, "the new title is shown", func() bool { return state().Revision == 1 && title() == "Tên mới" })
	edit("title: Tên mới", "titel: Tên mới")
	eventually(t, "the faults are told", func() bool { return strings.Contains(state().Faults, "moi-kieu-cau-hoi.vi.md:2:") })
	if title() != "Tên mới" {
		t.Errorf("with faults, %q is shown", title())
	}
	edit("titel: Tên mới", "title: Tên khác")
	eventually(t, "the mended file is shown", func() bool { return state().Faults == "" && title() == "Tên khác" })
	if err := p.stop(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}
