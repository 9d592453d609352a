package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"

	"hocso/progress/people"
)

type erasuresCommand struct{ storeFlags }

// Run prints a line for each erasure, which names a person by id only.
func (cmd *erasuresCommand) Run(ctx context.Context, con console) error {
	return cmd.withStore(ctx, func(db database) error {
		list, err := db.Erasures(ctx)
		if err != nil {
			return err
		}
		for _, e := range list {
			if _, err := fmt.Fprintf(con.stdout, "%s\t%s\n", e.Person, e.At.Format(time.RFC3339Nano)); err != nil {
				return err
			}
		}
		return nil
	})
}

// readErasures reads the lines that hocso erasures prints; none without a file. A file that is not such a list is refused whole.
func readErasures(path string) ([]people.Erasure, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path) //nolint:gosec // The path is the operator's own.
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var list []people.Erasure
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		person, text, _ := strings.Cut(lines.Text(), "\t")
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil || uuid.Validate(person) != nil {
			return nil, fmt.Errorf("%s:%d: not a person id, a tab and a time, as hocso erasures prints them; nothing was changed", path, n)
		}
		list = append(list, people.Erasure{Person: person, At: at.UTC()})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return list, nil
}
