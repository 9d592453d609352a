package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"hocso/courses"
	"hocso/internal/day"
)

type checkCommand struct {
	Dir string `arg:"" help:"Folder of courses." type:"existingdir"`
}

// Run prints one line for each fault in the content.
func (cmd *checkCommand) Run(_ context.Context, con console) error {
	content, faults := courses.Read(os.DirFS(cmd.Dir), ".", day.Of(con.now()))
	for _, f := range faults {
		f.File = filepath.Join(cmd.Dir, f.File)
		if _, err := fmt.Fprintln(con.stdout, f); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d faults", len(faults))
	}
	questions := 0
	for _, m := range content.Modules {
		questions += len(m.Questions)
	}
	_, err := fmt.Fprintf(con.stdout, "checked: %d courses, %d modules, %d questions\n", len(content.Courses), len(content.Modules), questions)
	return err
}
