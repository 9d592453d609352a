package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"hocso/courses"
	"hocso/internal/day"
)

type courseDocument struct {
	ID      string                      `json:"id"`
	Order   int                         `json:"order"`
	Title   map[courses.Language]string `json:"title"`
	Summary map[courses.Language]string `json:"summary"`
	Modules []string                    `json:"modules"`
}

type moduleDocument struct {
	ID        string                            `json:"id"`
	Course    string                            `json:"course"`
	Version   int                               `json:"version"`
	Hash      string                            `json:"hash"`
	Minutes   int                               `json:"minutes"`
	PassMark  int                               `json:"pass_mark"`
	Mode      string                            `json:"mode"`
	DigComp   []string                          `json:"digcomp"`
	Facts     []string                          `json:"facts"`
	Questions []questionDocument                `json:"questions"`
	Texts     map[courses.Language]textDocument `json:"texts"`
}

type questionDocument struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"`
	Options []string `json:"options"`
	Key     []string `json:"key"`
	Fact    string   `json:"fact"`
	Source  string   `json:"source,omitempty"`
	CheckBy string   `json:"check_by"`
}

type textDocument struct {
	Title     string                          `json:"title"`
	Goal      string                          `json:"goal"`
	Task      string                          `json:"task"`
	Steps     []stepDocument                  `json:"steps"`
	Questions map[string]questionTextDocument `json:"questions"`
}

type stepDocument struct {
	Title string `json:"title"`
	HTML  string `json:"html"`
}

type questionTextDocument struct {
	Text    string                        `json:"text"`
	Explain string                        `json:"explain,omitempty"`
	Options map[string]optionTextDocument `json:"options"`
}

type optionTextDocument struct {
	Text     string `json:"text"`
	Feedback string `json:"feedback,omitempty"`
}

// PutCourses implements courses.Store.
func (s *Store) PutCourses(ctx context.Context, list []courses.Course) error {
	err := s.write.replaceAll(ctx, "courses", "INSERT INTO courses VALUES (?, ?, ?)", len(list), func(i int) ([]any, error) {
		c := list[i]
		raw, err := json.Marshal(courseDocument(c))
		return []any{c.ID, c.Order, string(raw)}, err
	})
	if err != nil {
		return fmt.Errorf("put courses: %w", err)
	}
	return nil
}

// Courses implements courses.Store.
func (s *Store) Courses(ctx context.Context) ([]courses.Course, error) {
	var list []courses.Course
	err := eachDocument(ctx, s, func(d courseDocument) error {
		list = append(list, courses.Course(d))
		return nil
	}, "SELECT document FROM courses ORDER BY place, id")
	if err != nil {
		return nil, fmt.Errorf("read courses: %w", err)
	}
	return list, nil
}

// AddModule implements courses.Store.
func (s *Store) AddModule(ctx context.Context, m courses.Module) error {
	raw, err := json.Marshal(newModuleDocument(m))
	if err != nil {
		return fmt.Errorf("add module: %w", err)
	}
	res, err := s.write.exec(ctx, "INSERT INTO modules VALUES (?, ?, ?) ON CONFLICT DO NOTHING", m.ID, m.Version, string(raw))
	if err != nil {
		return fmt.Errorf("add module: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("add module %s version %d: %w", m.ID, m.Version, courses.ErrVersionTaken)
	}
	return nil
}

// LatestModules implements courses.Store.
func (s *Store) LatestModules(ctx context.Context) ([]courses.Module, error) {
	var modules []courses.Module
	err := eachDocument(ctx, s, func(d moduleDocument) error {
		modules = append(modules, d.module())
		return nil
	}, "SELECT document FROM modules m WHERE version = (SELECT MAX(version) FROM modules WHERE id = m.id) ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read modules: %w", err)
	}
	return modules, nil
}

// Module implements courses.Store.
func (s *Store) Module(ctx context.Context, id string, version int) (courses.Module, error) {
	d, err := oneDocument[moduleDocument](ctx, s, courses.ErrNotFound, "SELECT document FROM modules WHERE id = ? AND version = ?", id, version)
	if err != nil {
		return courses.Module{}, fmt.Errorf("read module %s version %d: %w", id, version, err)
	}
	return d.module(), nil
}

func newModuleDocument(m courses.Module) moduleDocument {
	d := moduleDocument{ID: m.ID, Course: m.Course, Version: m.Version, Hash: m.Hash, Minutes: m.Minutes, PassMark: m.PassMark,
		Mode: string(m.Mode), DigComp: m.DigComp, Facts: m.Facts, Texts: make(map[courses.Language]textDocument, len(m.Texts))}
	for _, q := range m.Questions {
		d.Questions = append(d.Questions, questionDocument{q.ID, string(q.Kind), q.Options, q.Key, q.Fact, q.Source, string(q.CheckBy)})
	}
	for lang, t := range m.Texts {
		td := textDocument{Title: t.Title, Goal: t.Goal, Task: t.Task, Questions: make(map[string]questionTextDocument, len(t.Questions))}
		for _, step := range t.Steps {
			td.Steps = append(td.Steps, stepDocument(step))
		}
		for id, q := range t.Questions {
			options := make(map[string]optionTextDocument, len(q.Options))
			for option, o := range q.Options {
				options[option] = optionTextDocument(o)
			}
			td.Questions[id] = questionTextDocument{q.Text, q.Explain, options}
		}
		d.Texts[lang] = td
	}
	return d
}

func (d moduleDocument) module() courses.Module {
	m := courses.Module{ID: d.ID, Course: d.Course, Version: d.Version, Hash: d.Hash, Minutes: d.Minutes, PassMark: d.PassMark,
		Mode: courses.Mode(d.Mode), DigComp: d.DigComp, Facts: d.Facts, Texts: make(map[courses.Language]courses.Text, len(d.Texts))}
	for _, q := range d.Questions {
		m.Questions = append(m.Questions, courses.Question{ID: q.ID, Kind: courses.Kind(q.Kind), Options: q.Options, Key: q.Key,
			Fact: q.Fact, Source: q.Source, CheckBy: day.Day(q.CheckBy)})
	}
	for lang, td := range d.Texts {
		t := courses.Text{Title: td.Title, Goal: td.Goal, Task: td.Task, Questions: make(map[string]courses.QuestionText, len(td.Questions))}
		for _, step := range td.Steps {
			t.Steps = append(t.Steps, courses.Step(step))
		}
		for id, q := range td.Questions {
			options := make(map[string]courses.OptionText, len(q.Options))
			for option, o := range q.Options {
				options[option] = courses.OptionText(o)
			}
			t.Questions[id] = courses.QuestionText{Text: q.Text, Explain: q.Explain, Options: options}
		}
		m.Texts[lang] = t
	}
	return m
}
