package mongodb

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/courses"
)

// catalogue is the id of the one document that holds the list of courses: so the list is replaced whole or not at all.
const catalogue = "catalogue"

type catalogueDocument struct {
	ID      string `bson:"_id"`
	Courses bson.A `bson:"courses"` // the JSON of courses.Course
}

type moduleDocument struct {
	Key     string `bson:"_id"` // see moduleKey
	Module  string `bson:"module"`
	Version int    `bson:"version"`
	Content bson.D `bson:"content"` // the JSON of courses.Module
}

type recordingDocument struct {
	Name string `bson:"_id"`
	Data []byte `bson:"data"`
}

// moduleKey is the identity of a published version: what follows the last slash is the version.
func moduleKey(id string, version int) string { return id + "/" + strconv.Itoa(version) }

// Content is read and written whole, so it is kept in the one form that package courses gives it.

func document(content any) (bson.D, error) {
	raw, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	var d bson.D
	return d, bson.UnmarshalExtJSON(raw, false, &d)
}

func decode(content any, into any) error {
	raw, err := bson.MarshalExtJSON(content, false, false)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

func newModuleDocument(m courses.Module) (moduleDocument, error) {
	content, err := document(m)
	return moduleDocument{moduleKey(m.ID, m.Version), m.ID, m.Version, content}, err
}

func (d moduleDocument) module() (m courses.Module, err error) {
	err = decode(d.Content, &m)
	return m, err
}

// PutCourses implements courses.Store.
func (s *Store) PutCourses(ctx context.Context, list []courses.Course) error {
	ordered := slices.SortedFunc(slices.Values(list), func(a, b courses.Course) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	d := catalogueDocument{ID: catalogue}
	for _, c := range ordered {
		one, err := document(c)
		if err != nil {
			return fmt.Errorf("put courses: %w", err)
		}
		d.Courses = append(d.Courses, one)
	}
	if _, err := s.courses.ReplaceOne(ctx, byID(catalogue), d, options.Replace().SetUpsert(true)); err != nil {
		return fmt.Errorf("put courses: %w", err)
	}
	return nil
}

// Courses implements courses.Store.
func (s *Store) Courses(ctx context.Context) ([]courses.Course, error) {
	var all []courses.Course
	err := each(ctx, s.courses, byID(catalogue), options.Find(), func(d catalogueDocument) error {
		for _, one := range d.Courses {
			var c courses.Course
			if err := decode(one, &c); err != nil {
				return err
			}
			all = append(all, c)
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
	d, err := newModuleDocument(m)
	if err == nil {
		_, err = s.modules.InsertOne(ctx, d)
	}
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
	var modules []courses.Module
	err = each(ctx, s.modules, byIDs(keys), options.Find().SetSort(ascending("module")), func(d moduleDocument) error {
		m, err := d.module()
		modules = append(modules, m)
		return err
	})
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
	return d.module()
}

// PutRecording implements courses.Store.
func (s *Store) PutRecording(ctx context.Context, r courses.Recording) error {
	_, err := s.recordings.InsertOne(ctx, recordingDocument(r))
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("put recording %s: %w", r.Name, err)
	}
	return nil
}

// Recording implements courses.Store.
func (s *Store) Recording(ctx context.Context, name string) (courses.Recording, error) {
	d, err := findOne[recordingDocument](ctx, s.recordings, byID(name), courses.ErrNotFound)
	if err != nil {
		return courses.Recording{}, fmt.Errorf("find recording %s: %w", name, err)
	}
	return courses.Recording(d), nil
}
