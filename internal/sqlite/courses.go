package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/courses"
)

// PutCourses implements courses.Store.
func (s *Store) PutCourses(ctx context.Context, list []courses.Course) error {
	err := s.write.replaceAll(ctx, "courses", "INSERT INTO courses VALUES (?, ?, ?)", len(list), func(i int) ([]any, error) {
		c := list[i]
		raw, err := json.Marshal(c)
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
	err := eachDocument(ctx, s, func(c courses.Course) error {
		list = append(list, c)
		return nil
	}, "SELECT document FROM courses ORDER BY place, id")
	if err != nil {
		return nil, fmt.Errorf("read courses: %w", err)
	}
	return list, nil
}

// AddModule implements courses.Store.
func (s *Store) AddModule(ctx context.Context, m courses.Module) error {
	raw, err := json.Marshal(m)
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
	err := eachDocument(ctx, s, func(m courses.Module) error {
		modules = append(modules, m)
		return nil
	}, "SELECT document FROM modules m WHERE version = (SELECT MAX(version) FROM modules WHERE id = m.id) ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read modules: %w", err)
	}
	return modules, nil
}

// Module implements courses.Store.
func (s *Store) Module(ctx context.Context, id string, version int) (courses.Module, error) {
	m, err := oneDocument[courses.Module](ctx, s, courses.ErrNotFound, "SELECT document FROM modules WHERE id = ? AND version = ?", id, version)
	if err != nil {
		return courses.Module{}, fmt.Errorf("read module %s version %d: %w", id, version, err)
	}
	return m, nil
}

// PutRecording implements courses.Store.
func (s *Store) PutRecording(ctx context.Context, r courses.Recording) error {
	if _, err := s.write.exec(ctx, "INSERT INTO recordings VALUES (?, ?) ON CONFLICT DO NOTHING", r.Name, r.Data); err != nil {
		return fmt.Errorf("put recording: %w", err)
	}
	return nil
}

// Recording implements courses.Store.
func (s *Store) Recording(ctx context.Context, name string) (courses.Recording, error) {
	r := courses.Recording{Name: name}
	err := s.read.QueryRowContext(ctx, "SELECT data FROM recordings WHERE name = ?", name).Scan(&r.Data)
	if errors.Is(err, sql.ErrNoRows) {
		err = courses.ErrNotFound
	}
	if err != nil {
		return courses.Recording{}, fmt.Errorf("read recording %s: %w", name, err)
	}
	return r, nil
}
