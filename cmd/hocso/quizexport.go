package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hocso/courses"
	"hocso/courses/moodle"
)

type quizCommand struct {
	Export quizExportCommand `cmd:"" help:"Write the questions of a folder of courses as a file that Moodle imports."`
	Import quizImportCommand `cmd:"" help:"Turn a file of Moodle's questions into question blocks for a lesson."`
}

type quizExportCommand struct {
	Dir      string `arg:"" help:"Folder of courses." type:"existingdir"`
	Format   string `help:"gift carries single, several, true_false and match; xml carries order and fill as well." enum:"gift,xml" required:"" placeholder:"gift|xml"`
	Module   string `help:"Only the questions of this module." placeholder:"ID"`
	Language string `help:"Language of the texts." default:"vi" enum:"${languages}"`
	Out      string `help:"File to write; the terminal if empty." type:"path" placeholder:"FILE"`
}

// Run writes what Moodle can hold, and lists on stderr what it cannot.
func (cmd *quizExportCommand) Run(_ context.Context, con console) error {
	// Facts that are due for a check are the authors' concern, as with seed.
	content, faults := courses.Read(os.DirFS(cmd.Dir), ".", "")
	if len(faults) > 0 {
		return printFaults(con.stderr, cmd.Dir, faults, "exported")
	}
	modules := content.Modules
	if cmd.Module != "" {
		at := slices.IndexFunc(modules, func(m courses.Module) bool { return m.ID == cmd.Module })
		if at < 0 {
			return fmt.Errorf("%w: no module in %s is called %s", errUsage, cmd.Dir, cmd.Module)
		}
		modules = modules[at : at+1]
	}
	questions, notes := moodle.Questions(modules, courses.Language(cmd.Language))
	write := moodle.WriteGIFT
	if moodle.Format(cmd.Format) == moodle.XML {
		write = moodle.WriteXML
	}
	var b bytes.Buffer
	more, err := write(&b, questions)
	if err != nil {
		return err
	}
	notes = append(notes, more...)
	if err := writeOut(con, cmd.Out, b.Bytes()); err != nil {
		return err
	}
	return printNotes(con.stderr, notes, fmt.Sprintf("exported: %d questions", len(questions)-dropped(more)))
}

// printFaults prints one line for each fault, with paths as the command was given them.
func printFaults(w io.Writer, dir string, faults courses.Faults, done string) error {
	for _, f := range faults {
		f.File = filepath.Join(dir, f.File)
		if _, err := fmt.Fprintln(w, f); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d faults; nothing was %s", len(faults), done)
}

// printNotes lists what did not cross over, and sums it up.
func printNotes(w io.Writer, notes []moodle.Note, sum string) error {
	for _, n := range notes {
		if _, err := fmt.Fprintln(w, n); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s, %d not carried\n", sum, dropped(notes))
	return err
}

// dropped counts the questions that are left out.
func dropped(notes []moodle.Note) int {
	n := 0
	for _, note := range notes {
		if note.Dropped && note.Question != "" {
			n++
		}
	}
	return n
}

// writeOut writes to a file, or to stdout where none is named.
func writeOut(con console, name string, data []byte) error {
	if name == "" {
		_, err := con.stdout.Write(data)
		return err
	}
	return os.WriteFile(name, data, 0o644) // #nosec G306 -- questions are no secret, and others will open the file
}
