package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/internal/day"
	"hocso/progress/places"
)

type wardDocument struct {
	Code           string   `json:"code"`
	Name           string   `json:"name"`
	Kind           string   `json:"kind"`
	FormerProvince string   `json:"former_province"`
	FormerDistrict string   `json:"former_district"`
	FormerUnits    []string `json:"former_units"`
	Population     int      `json:"population"`
	Lon            float64  `json:"lon"`
	Lat            float64  `json:"lat"`
}

type villageDocument struct {
	ID     string        `json:"id"`
	Ward   string        `json:"ward"`
	Name   string        `json:"name"`
	Kind   string        `json:"kind"`
	Roll   *rollDocument `json:"roll,omitempty"`
	Sample bool          `json:"sample"`

	MergedInto string   `json:"merged_into,omitempty"`
	Retired    bool     `json:"retired,omitempty"`
	SplitFrom  string   `json:"split_from,omitempty"`
	Absorbed   []string `json:"absorbed,omitempty"`
	Released   []string `json:"released,omitempty"`
}

type rollDocument struct {
	Adults  int    `json:"adults"`
	Day     string `json:"day"`
	Version int    `json:"version"`
}

// PutWards implements places.Store.
func (s *Store) PutWards(ctx context.Context, wards []places.Ward) error {
	err := execEach(ctx, s.write, "INSERT OR REPLACE INTO wards VALUES (?, ?)", wards, func(w places.Ward) ([]any, error) {
		raw, err := json.Marshal(wardDocument{w.Code, w.Name, string(w.Kind), w.FormerProvince, w.FormerDistrict, w.FormerUnits, w.Population, w.Lon, w.Lat})
		return []any{w.Code, string(raw)}, err
	})
	if err != nil {
		return fmt.Errorf("put wards: %w", err)
	}
	return nil
}

// PutVillages implements places.Store.
func (s *Store) PutVillages(ctx context.Context, villages []places.Village) error {
	err := execEach(ctx, s.write, "INSERT OR REPLACE INTO villages VALUES (?, ?)", villages, func(v places.Village) ([]any, error) {
		raw, err := encodeVillage(v)
		return []any{v.ID, raw}, err
	})
	if err != nil {
		return fmt.Errorf("put villages: %w", err)
	}
	return nil
}

// AddVillage implements places.Store.
func (s *Store) AddVillage(ctx context.Context, v places.Village) error {
	raw, err := encodeVillage(v)
	if err != nil {
		return fmt.Errorf("add a village: %w", err)
	}
	res, err := s.write.exec(ctx, "INSERT INTO villages VALUES (?, ?) ON CONFLICT DO NOTHING", v.ID, raw)
	return changedOne(res, err, "add a village", places.ErrNumberTaken)
}

// ReplaceVillages implements places.Store; all are replaced or none.
func (s *Store) ReplaceVillages(ctx context.Context, read, fresh []places.Village) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		for i := range read {
			if err := replaceVillage(ctx, tx, read[i], fresh[i]); err != nil {
				return fmt.Errorf("village %s: %w", read[i].ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("replace villages: %w", err)
	}
	return nil
}

func replaceVillage(ctx context.Context, tx *sql.Tx, read, fresh places.Village) error {
	var raw []byte
	err := tx.QueryRowContext(inside(ctx), "SELECT document FROM villages WHERE id = ?", read.ID).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return places.ErrChanged
	}
	if err != nil {
		return err
	}
	var d villageDocument
	if err := json.Unmarshal(raw, &d); err != nil {
		return fmt.Errorf("stored document: %w", err)
	}
	var texts [3]string
	for i, v := range []places.Village{d.village(), read, fresh} {
		if texts[i], err = encodeVillage(v); err != nil {
			return err
		}
	}
	if texts[0] != texts[1] {
		return places.ErrChanged
	}
	_, err = tx.ExecContext(inside(ctx), "UPDATE villages SET document = ? WHERE id = ?", texts[2], read.ID)
	return err
}

func encodeVillage(v places.Village) (string, error) {
	d := villageDocument{ID: v.ID, Ward: v.Ward, Name: v.Name, Kind: string(v.Kind), Sample: v.Sample,
		MergedInto: v.MergedInto, Retired: v.Retired, SplitFrom: v.SplitFrom, Absorbed: v.Absorbed, Released: v.Released}
	if v.Roll != nil {
		d.Roll = &rollDocument{v.Roll.Adults, string(v.Roll.Day), v.Roll.Version}
	}
	raw, err := json.Marshal(d)
	return string(raw), err
}

func (d villageDocument) village() places.Village {
	v := places.Village{ID: d.ID, Ward: d.Ward, Name: d.Name, Kind: places.VillageKind(d.Kind), Sample: d.Sample,
		MergedInto: d.MergedInto, Retired: d.Retired, SplitFrom: d.SplitFrom, Absorbed: d.Absorbed, Released: d.Released}
	if d.Roll != nil {
		v.Roll = &places.Roll{Adults: d.Roll.Adults, Day: day.Day(d.Roll.Day), Version: d.Roll.Version}
	}
	return v
}

// Wards implements places.Store.
func (s *Store) Wards(ctx context.Context) ([]places.Ward, error) {
	var wards []places.Ward
	err := eachDocument(ctx, s, func(d wardDocument) error {
		wards = append(wards, places.Ward{Code: d.Code, Name: d.Name, Kind: places.WardKind(d.Kind), FormerProvince: d.FormerProvince,
			FormerDistrict: d.FormerDistrict, FormerUnits: d.FormerUnits, Population: d.Population, Lon: d.Lon, Lat: d.Lat})
		return nil
	}, "SELECT document FROM wards ORDER BY code")
	if err != nil {
		return nil, fmt.Errorf("read wards: %w", err)
	}
	return wards, nil
}

// Villages implements places.Store.
func (s *Store) Villages(ctx context.Context) ([]places.Village, error) {
	villages, err := listDocuments(ctx, s, villageDocument.village, "SELECT document FROM villages ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read villages: %w", err)
	}
	return villages, nil
}
