package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hocso/courses/moodle"
)

type quizImportCommand struct {
	File   string `arg:"" help:"File that Moodle exported, in GIFT or as Moodle XML." type:"existingfile"`
	Format string `help:"gift or xml; guessed from the file if empty." enum:",gift,xml" default:"" placeholder:"gift|xml"`
	Out    string `help:"File to write; the terminal if empty." type:"path" placeholder:"FILE"`
}

// Run writes question blocks, and lists on stderr what was left out and what the author must add. Where there is a fault
// nothing is written.
func (cmd *quizImportCommand) Run(_ context.Context, con console) error {
	data, err := readUpTo(cmd.File, moodle.MaxFile+1)
	if err != nil {
		return err
	}
	format := moodle.Format(cmd.Format)
	if format == "" {
		format = moodle.Guess(data)
	}
	name := filepath.Base(cmd.File)
	read, faults := moodle.Read(name, data, format)
	if len(faults) > 0 {
		return printFaults(con.stderr, filepath.Dir(cmd.File), faults, "written")
	}
	var b bytes.Buffer
	if err := moodle.WriteMarkdown(&b, name, read.Questions); err != nil {
		return err
	}
	if err := writeOut(con, cmd.Out, b.Bytes()); err != nil {
		return err
	}
	if err := printNotes(con.stderr, read.Notes, fmt.Sprintf("imported: %d questions", len(read.Questions))); err != nil {
		return err
	}
	for _, q := range read.Questions {
		if missing := q.Missing(); len(missing) > 0 {
			if _, err := fmt.Fprintf(con.stderr, "to add: %s: %s\n", q.Name(), strings.Join(missing, ", ")); err != nil {
				return err
			}
		}
	}
	return nil
}

// readUpTo reads a file, and of a larger one no more than so many bytes.
func readUpTo(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name) // #nosec G304 -- the user names it
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, limit))
}
