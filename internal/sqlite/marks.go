package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"hocso/progress"
)

// The mark "not yet folded" of a submission is its key's place in the table unfolded, beside the table of submissions: putting a
// mark on and taking it off there writes a few neighbouring pages, while each submission lies on a page of its own. Submissions
// that were inserted together share a row, whose text is their keys: resident, space, id, space, resident and so on.

// keyText is how keys are stored. Neither part has a space: a resident's id is chosen here, and a submission's is a UUID.
func keyText(keys []progress.Key) string {
	var b strings.Builder
	for i, k := range keys {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(k.Resident)
		b.WriteByte(' ')
		b.WriteString(k.ID)
	}
	return b.String()
}

func readKeys(text string) []progress.Key {
	keys := make([]progress.Key, 0, strings.Count(text, " ")/2+1)
	for text != "" {
		var k progress.Key
		k.Resident, text, _ = strings.Cut(text, " ")
		k.ID, text, _ = strings.Cut(text, " ")
		keys = append(keys, k)
	}
	return keys
}

const insertMarks = "INSERT INTO unfolded (keys) VALUES (?)"

// putMarks marks submissions that are inserted in the same transaction.
func putMarks(ctx context.Context, tx *sql.Tx, keys []progress.Key) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, insertMarks, keyText(keys))
	return err
}

// takeMarks takes off those marks that the function says. A key may stand in several rows, as MarkUnfolded does not look.
func takeMarks(ctx context.Context, tx *sql.Tx, take func(progress.Key) bool) error {
	type row struct {
		seq  int64
		keys []progress.Key
	}
	var changed []row
	rows, err := tx.QueryContext(ctx, "SELECT seq, keys FROM unfolded")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var one row
		var text string
		if err := rows.Scan(&one.seq, &text); err != nil {
			return err
		}
		one.keys = readKeys(text)
		marks := len(one.keys)
		if one.keys = slices.DeleteFunc(one.keys, take); len(one.keys) < marks {
			changed = append(changed, one)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	for _, one := range changed {
		if len(one.keys) == 0 {
			_, err = tx.ExecContext(ctx, "DELETE FROM unfolded WHERE seq = ?", one.seq)
		} else {
			_, err = tx.ExecContext(ctx, "UPDATE unfolded SET keys = ? WHERE seq = ?", keyText(one.keys), one.seq)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Unfolded implements progress.SubmissionStore.
func (s *Store) Unfolded(ctx context.Context, limit int) ([]progress.Key, error) {
	var keys []progress.Key
	// A row has at least one key.
	err := each(ctx, s, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if len(keys) < limit {
			keys = append(keys, readKeys(text)...)
		}
		return nil
	}, "SELECT keys FROM unfolded ORDER BY seq LIMIT ?", limit)
	if err != nil {
		return nil, fmt.Errorf("read unfolded submissions: %w", err)
	}
	return keys[:min(len(keys), limit)], nil
}

// MarkFolded implements progress.SubmissionStore.
func (s *Store) MarkFolded(ctx context.Context, keys []progress.Key) error {
	if len(keys) == 0 {
		return nil
	}
	folded := make(map[progress.Key]bool, len(keys))
	for _, k := range keys {
		folded[k] = true
	}
	err := s.derive.inTx(ctx, func(tx *sql.Tx) error {
		return takeMarks(inside(ctx), tx, func(k progress.Key) bool { return folded[k] })
	})
	if err != nil {
		return fmt.Errorf("mark submissions folded: %w", err)
	}
	return nil
}

// MarkUnfolded implements progress.SubmissionStore.
func (s *Store) MarkUnfolded(ctx context.Context, residents []string) error {
	err := execEach(ctx, s.write, `INSERT INTO unfolded (keys)
		SELECT resident || ' ' || id FROM submissions WHERE resident = ? ORDER BY id LIMIT 1`, residents,
		func(resident string) ([]any, error) { return []any{resident}, nil })
	if err != nil {
		return fmt.Errorf("mark submissions unfolded: %w", err)
	}
	return nil
}
