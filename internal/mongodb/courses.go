package mongodb

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/courses"
	"hocso/internal/day"
)

// catalogue is the id of the one document that holds the list of courses: so the list is replaced whole or not at all.
const catalogue = "catalogue"

type catalogueDocument struct {
	ID      string           `bson:"_id"`
	Courses []courseDocument `bson:"courses"`
}

type courseDocument struct {
	ID      string                      `bson:"id"`
	Order   int                         `bson:"order"`
	Title   map[courses.Language]string `bson:"title"`
	Summary map[courses.Language]string `bson:"summary"`
	Modules []string                    `bson:"modules"`
}

type moduleDocument struct {
	Key       string                            `bson:"_id"` // see moduleKey
	Module    string                            `bson:"module"`
	Course    string                            `bson:"course"`
	Version   int                               `bson:"version"`
	Hash      string                            `bson:"hash"`
	Minutes   int                               `bson:"minutes"`
	PassMark  int                               `bson:"pass_mark"`
	Mode      courses.Mode                      `bson:"mode"`
	DigComp   []string                          `bson:"digcomp"`
	Facts     []string                          `bson:"facts"`
	Questions []questionDocument                `bson:"questions"`
	Texts     map[courses.Language]textDocument `bson:"texts"`
}

type questionDocument struct {
	ID      string       `bson:"id"`
	Kind    courses.Kind `bson:"kind"`
	Options []string     `bson:"options"`
	Key     []string     `bson:"key"`
	Fact    string       `bson:"fact"`
	Source  string       `bson:"source"`
	CheckBy day.Day      `bson:"check_by"`
}

type textDocument struct {
	Title     string                 `bson:"title"`
	Goal      string                 `bson:"goal"`
	Task      string                 `bson:"task"`
	Steps     []stepDocument         `bson:"steps"`
	Questions []questionTextDocument `bson:"questions"`
}

type stepDocument struct {
	Title string `bson:"title"`
	HTML  string `bson:"html"`
}

type questionTextDocument struct {
	ID      string               `bson:"id"`
	Text    string               `bson:"text"`
	Explain string               `bson:"explain"`
	Options []optionTextDocument `bson:"options"`
}

type optionTextDocument struct {
	ID       string `bson:"id"`
	Text     string `bson:"text"`
	Feedback string `bson:"feedback"`
}

// moduleKey is the identity of a published version: what follows the last slash is the version.
func moduleKey(id string, version int) string { return id + "/" + strconv.Itoa(version) }

func newModuleDocument(m courses.Module) moduleDocument {
	d := moduleDocument{
		Key: moduleKey(m.ID, m.Version), Module: m.ID, Course: m.Course, Version: m.Version, Hash: m.Hash, Minutes: m.Minutes,
		PassMark: m.PassMark, Mode: m.Mode, DigComp: m.DigComp, Facts: m.Facts, Texts: make(map[courses.Language]textDocument, len(m.Texts)),
	}
	for _, q := range m.Questions {
		d.Questions = append(d.Questions, questionDocument(q))
	}
	for language, text := range m.Texts {
		d.Texts[language] = newTextDocument(text)
	}
	return d
}

func newTextDocument(t courses.Text) textDocument {
	d := textDocument{Title: t.Title, Goal: t.Goal, Task: t.Task}
	for _, step := range t.Steps {
		d.Steps = append(d.Steps, stepDocument(step))
	}
	for _, id := range slices.Sorted(maps.Keys(t.Questions)) {
		q := t.Questions[id]
		question := questionTextDocument{ID: id, Text: q.Text, Explain: q.Explain}
		for _, option := range slices.Sorted(maps.Keys(q.Options)) {
			question.Options = append(question.Options, optionTextDocument{option, q.Options[option].Text, q.Options[option].Feedback})
		}
		d.Questions = append(d.Questions, question)
	}
	return d
}

func (d moduleDocument) module() courses.Module {
	m := courses.Module{
		ID: d.Module, Course: d.Course, Version: d.Version, Hash: d.Hash, Minutes: d.Minutes,
		PassMark: d.PassMark, Mode: d.Mode, DigComp: d.DigComp, Facts: d.Facts, Texts: make(map[courses.Language]courses.Text, len(d.Texts)),
	}
	for _, q := range d.Questions {
		m.Questions = append(m.Questions, courses.Question(q))
	}
	for language, text := range d.Texts {
		m.Texts[language] = text.text()
	}
	return m
}

func (d textDocument) text() courses.Text {
	t := courses.Text{Title: d.Title, Goal: d.Goal, Task: d.Task, Questions: make(map[string]courses.QuestionText, len(d.Questions))}
	for _, step := range d.Steps {
		t.Steps = append(t.Steps, courses.Step(step))
	}
	for _, q := range d.Questions {
		question := courses.QuestionText{Text: q.Text, Explain: q.Explain, Options: make(map[string]courses.OptionText, len(q.Options))}
		for _, option := range q.Options {
			question.Options[option.ID] = courses.OptionText{Text: option.Text, Feedback: option.Feedback}
		}
		t.Questions[q.ID] = question
	}
	return t
}

// PutCourses implements courses.Store.
func (s *Store) PutCourses(ctx context.Context, list []courses.Course) error {
	d := catalogueDocument{ID: catalogue}
	for _, c := range list {
		d.Courses = append(d.Courses, courseDocument(c))
	}
	slices.SortFunc(d.Courses, func(a, b courseDocument) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	if _, err := s.courses.ReplaceOne(ctx, byID(catalogue), d, options.Replace().SetUpsert(true)); err != nil {
		return fmt.Errorf("put courses: %w", err)
	}
	return nil
}

// Courses implements courses.Store.
func (s *Store) Courses(ctx context.Context) ([]courses.Course, error) {
	var all []courses.Course
	err := each(ctx, s.courses, byID(catalogue), options.Find(), func(d catalogueDocument) error {
		for _, c := range d.Courses {
			all = append(all, courses.Course(c))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list courses: %w", err)
	}
	return all, nil
}

// AddModule implements courses.Store.
func (s *Store) AddModule(ctx context.Context, m courses.Module) error {
	_, err := s.modules.InsertOne(ctx, newModuleDocument(m))
	if mongo.IsDuplicateKeyError(err) {
		err = courses.ErrVersionTaken
	}
	if err != nil {
		return fmt.Errorf("add module %s version %d: %w", m.ID, m.Version, err)
	}
	return nil
}

// LatestModules implements courses.Store. It reads the contents of the latest versions only.
func (s *Store) LatestModules(ctx context.Context) ([]courses.Module, error) {
	latest := map[string]int{}
	versions := options.Find().SetProjection(bson.M{"module": 1, "version": 1})
	err := each(ctx, s.modules, bson.M{}, versions, func(d moduleDocument) error {
		latest[d.Module] = max(latest[d.Module], d.Version)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list module versions: %w", err)
	}
	if len(latest) == 0 {
		return nil, nil
	}
	keys := make([]string, 0, len(latest))
	for id, version := range latest {
		keys = append(keys, moduleKey(id, version))
	}
	modules, err := list(ctx, s.modules, byIDs(keys), options.Find().SetSort(ascending("module")), moduleDocument.module)
	if err != nil {
		return nil, fmt.Errorf("list modules: %w", err)
	}
	return modules, nil
}

// Module implements courses.Store.
func (s *Store) Module(ctx context.Context, id string, version int) (courses.Module, error) {
	d, err := findOne[moduleDocument](ctx, s.modules, byID(moduleKey(id, version)), courses.ErrNotFound)
	if err != nil {
		return courses.Module{}, fmt.Errorf("find module %s version %d: %w", id, version, err)
	}
	return d.module(), nil
}
