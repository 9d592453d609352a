package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress/people"
	"hocso/seed"
)

// addDemo fills a store with samples, once, and folds them.
func (s *server) addDemo(ctx context.Context, residents int) error {
	var modules []courses.Module
	for _, c := range s.library.Catalogue().Courses() {
		for _, id := range c.Modules {
			m, err := s.library.Catalogue().Module(id)
			if err != nil {
				return err
			}
			modules = append(modules, m)
		}
	}
	stores := seed.DemoStores{Stores: seed.Stores{Places: s.db, Campaign: s.db, Courses: s.db}, People: s.db, Submissions: s.db}
	if err := seed.Demo(ctx, stores, modules, residents, s.now()); err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	ref, err := loadReference(ctx, s.db)
	if err != nil {
		return err
	}
	s.current.Store(&ref)
	for _, account := range seed.DemoAccounts {
		_, _, err := s.people.Add(ctx, people.NewPerson{Role: account.Role, Name: account.Name, Phone: account.Phone, Village: account.Village,
			Ward: account.Ward, Secret: account.Secret(), Sample: true})
		if err != nil && !errors.Is(err, people.ErrCredentialTaken) {
			return fmt.Errorf("make the demo: %w", err)
		}
	}
	return s.rollup.Sweep(ctx)
}

func printDemoAccounts(w io.Writer) {
	_, _ = fmt.Fprintf(w, "demo: everything shown is sample data; these can sign in:\n")
	for _, a := range seed.DemoAccounts {
		_, _ = fmt.Fprintf(w, "  %-12s %s  %s\n", a.Role, a.Phone, a.Secret())
	}
}

// today is the province's day.
func today(con console) day.Day { return day.Of(con.now()) }
