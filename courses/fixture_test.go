package courses_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"hocso/courses"
	"hocso/internal/day"
)

// today is when the fixture is read.
const today = day.Day("2026-11-23")

const factsYAML = `- id: F01
  text: The police never set up VNeID by phone.
  source: police page
  status: verified
- id: U1
  text: A thing that somebody remembers.
  status: unverified
`

const hotlinesYAML = `- key: report-scam
  number: "156"
  name: {vi: Phản ánh lừa đảo, en: Report scams}
  fact: F01
- key: from-memory
  number: "1900 0368"
  name: {vi: Khóa tài khoản}
  fact: U1
`

const courseYAML = `order: 6
title: {vi: Chống lừa đảo, en: Scams}
summary: {vi: Nhận ra chiêu lừa.}
modules: [cuoc-goi-la]
`

const lessonVI = `---
title: Cuộc gọi lạ
goal: Biết dừng lại.
task: Gọi {hotline:report-scam}.
minutes: 7
pass_mark: 70
digcomp: ["4.2"]
summary: Lạ thì dừng.
facts: [F01]
---

## Một

Công an **không** gọi.

## Hai

- Gọi {hotline:report-scam}
- Xem [cổng](https://dichvucong.gov.vn)

## Ba

Xong.

` + "```question" + `
id: q1
kind: single
fact: F01
check_by: 2027-05-31
text: Người lạ gọi, làm gì?
explain: Công an không gọi.
options:
  - id: a
    text: Tắt máy
    right: true
    feedback: Đúng, rồi gọi {hotline:report-scam}.
  - id: b
    text: Làm theo
    feedback: Chưa đúng.
` + "```" + `

` + "```question" + `
id: q2
kind: several
fact: practice
check_by: 2027-05-31
text: Ai giúp được?
options:
  - {id: a, text: Người nhà, right: true, feedback: Đúng.}
  - {id: b, text: Công an xã, right: true, feedback: Đúng.}
  - {id: c, text: Người lạ, feedback: Chưa đúng.}
` + "```" + `

` + "```question" + `
id: q3
kind: true_false
fact: F01
check_by: 2027-05-31
text: Công an gọi điện làm VNeID.
options:
  - {id: t, text: Đúng, feedback: Chưa đúng.}
  - {id: f, text: Sai, right: true, feedback: "Đúng: công an không gọi."}
` + "```" + `

` + "```question" + `
id: q4
kind: order
fact: practice
check_by: 2027-05-31
text: Xếp thứ tự.
explain: Dừng trước, rồi hỏi.
options:
  - {id: ngung, text: Dừng}
  - {id: hoi, text: Hỏi}
  - {id: lam, text: Làm}
` + "```" + `

## Bốn

![Một người tắt máy](tat-may.svg)

Thử xem.

` + "```practice" + `
id: t1
kind: true_false
fact: practice
check_by: 2027-05-31
text: Lạ thì hỏi.
options:
  - {id: t, text: Phải, right: true, feedback: Hỏi cho chắc.}
  - {id: f, text: Không phải, feedback: Hỏi thì hơn.}
` + "```" + `
`

const lessonEN = `---
title: Strange calls
goal: Know when to stop.
task: Call {hotline:report-scam}.
summary: When in doubt, stop.
---

## One

The police **never** call.

## Two

- Call {hotline:report-scam}
- See [the portal](https://dichvucong.gov.vn)

## Three

Done.

` + "```question" + `
id: q1
text: A stranger calls. What do you do?
explain: The police do not call.
options:
  - {id: a, text: Hang up, feedback: "Right, then call {hotline:report-scam}."}
  - {id: b, text: Obey, feedback: Not yet.}
` + "```" + `

` + "```question" + `
id: q2
text: Who can help?
options:
  - {id: a, text: Family, feedback: Right.}
  - {id: b, text: Commune police, feedback: Right.}
  - {id: c, text: A stranger, feedback: Not yet.}
` + "```" + `

` + "```question" + `
id: q3
text: The police set up VNeID by phone.
options:
  - {id: t, text: True, feedback: Not yet.}
  - {id: f, text: False, feedback: Right.}
` + "```" + `

` + "```question" + `
id: q4
text: Put in order.
explain: Stop first, then ask.
options:
  - {id: hoi, text: Ask}
  - {id: ngung, text: Stop}
  - {id: lam, text: Do}
` + "```" + `

## Four

![Someone hangs up](tat-may.svg)

Try it.

` + "```practice" + `
id: t1
text: When in doubt, ask.
options:
  - {id: t, text: So, feedback: Ask to be sure.}
  - {id: f, text: Not so, feedback: Better ask.}
` + "```" + `
`

const pictureSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><g transform="translate(4 4)"><path class="line" d="M0 0h9"/></g></svg>
`

// The fixture's files.
const (
	facts    = "facts.yaml"
	hotlines = "hotlines.yaml"
	course   = "lua-dao/course.yaml"
	vi       = "lua-dao/cuoc-goi-la.vi.md"
	en       = "lua-dao/cuoc-goi-la.en.md"
	picture  = "pictures/tat-may.svg"
)

// sound returns a content folder without a fault: one course with one module.
func sound() fstest.MapFS {
	return folder(map[string]string{
		facts: factsYAML, hotlines: hotlinesYAML, course: courseYAML, vi: lessonVI, en: lessonEN, picture: pictureSVG,
	})
}

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// edited replaces the first occurrence of old in one file of a sound folder.
func edited(t *testing.T, file, old, replacement string) fstest.MapFS {
	t.Helper()
	fsys := sound()
	text := string(fsys[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, replacement, 1))}
	return fsys
}

// content reads a folder that must be without faults.
func content(t *testing.T, fsys fstest.MapFS) courses.Content {
	t.Helper()
	c, faults := courses.Read(fsys, ".", today)
	if len(faults) > 0 {
		t.Fatalf("faults:\n%s", faults)
	}
	return c
}

// module returns the sound folder's module, in the given mode, as version 1.
func module(t *testing.T, mode courses.Mode) courses.Module {
	t.Helper()
	m := content(t, edited(t, vi, "minutes: 7", "minutes: 7\nmode: "+string(mode))).Modules[0]
	m.Version = 1
	return m
}

// memory is a store in memory.
type memory struct {
	mu      sync.Mutex
	courses []courses.Course
	modules map[string][]courses.Module // versions from 1
	played  []courses.Recording
	loads   int // calls of Module
	// beforeAdd stands for what another publisher does between reading and adding.
	beforeAdd func(*memory)
	fail      error
}

func (s *memory) PutCourses(_ context.Context, list []courses.Course) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.courses = slices.Clone(list)
	return s.fail
}

func (s *memory) Courses(context.Context) ([]courses.Course, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.courses), s.fail
}

func (s *memory) AddModule(_ context.Context, m courses.Module) error {
	if s.beforeAdd != nil {
		s.beforeAdd(s)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if m.Version != len(s.modules[m.ID])+1 {
		return fmt.Errorf("module %s version %d: %w", m.ID, m.Version, courses.ErrVersionTaken)
	}
	if s.modules == nil {
		s.modules = map[string][]courses.Module{}
	}
	s.modules[m.ID] = append(s.modules[m.ID], m)
	return s.fail
}

func (s *memory) LatestModules(context.Context) ([]courses.Module, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var latest []courses.Module
	for _, id := range slices.Sorted(maps.Keys(s.modules)) {
		latest = append(latest, s.modules[id][len(s.modules[id])-1])
	}
	return latest, s.fail
}

func (s *memory) Module(_ context.Context, id string, version int) (courses.Module, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loads++
	if version < 1 || version > len(s.modules[id]) {
		return courses.Module{}, courses.ErrNotFound
	}
	return s.modules[id][version-1], s.fail
}

func (s *memory) PutRecording(_ context.Context, r courses.Recording) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.played = append(s.played, r)
	return s.fail
}

func (s *memory) Recording(_ context.Context, name string) (courses.Recording, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.played, func(r courses.Recording) bool { return r.Name == name })
	if i < 0 {
		return courses.Recording{}, courses.ErrNotFound
	}
	return s.played[i], s.fail
}
