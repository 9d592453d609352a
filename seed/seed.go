// Package seed holds what a new installation starts with: the province's 102 units, the courses and a campaign; and
// what a demo adds: sample villages, people and progress, all marked as samples.
package seed

import (
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress/places"
)

//go:embed wards.csv campaign.yaml courses
var files embed.FS

// Courses returns the folder of courses that the program carries.
func Courses() fs.FS {
	sub, err := fs.Sub(files, "courses")
	if err != nil {
		panic(err) // the folder is embedded at build time
	}
	return sub
}

// Wards returns the 102 commune-level units of Đắk Lắk since 1 July 2025: official codes of Công văn 1027/CTK-CSCL,
// names of Nghị quyết 1660/NQ-UBTVQH15, populations of 2025.
func Wards() ([]places.Ward, error) {
	f, err := files.Open("wards.csv")
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	wards, err := readWards(f)
	if err != nil {
		return nil, fmt.Errorf("wards.csv: %w", err)
	}
	return wards, nil
}

func readWards(r io.Reader) ([]places.Ward, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	const columns = "code,name,kind,former_province,former_district,former_units,population,lon,lat"
	if len(rows) == 0 || strings.Join(rows[0], ",") != columns {
		return nil, fmt.Errorf("line 1: the columns must be %s", columns)
	}
	wards := make([]places.Ward, 0, len(rows)-1)
	for i, row := range rows[1:] {
		w := places.Ward{Code: row[0], Name: row[1], Kind: places.WardKind(row[2]), FormerProvince: row[3], FormerDistrict: row[4],
			FormerUnits: strings.Split(row[5], "; ")}
		var errs [3]error
		w.Population, errs[0] = strconv.Atoi(row[6])
		w.Lon, errs[1] = strconv.ParseFloat(row[7], 64)
		w.Lat, errs[2] = strconv.ParseFloat(row[8], 64)
		for _, err := range errs {
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+2, err)
			}
		}
		if !places.ValidWardCode(w.Code) || w.Name == "" || (w.Kind != places.Commune && w.Kind != places.UrbanWard) {
			return nil, fmt.Errorf("line %d: code, name or kind is wrong", i+2)
		}
		wards = append(wards, w)
	}
	return wards, nil
}

// ReadVillages reads villages from CSV with the columns ward,name,kind,adults. The name is as the unit calls itself, with its
// kind ("Buôn Ea Nao"); kind is thon, buon, to_dan_pho or khu_pho; adults may be empty until a roll is approved. Villages of
// a ward are numbered in the order of the file, after those that are known already; one of the same ward and name keeps its id.
func ReadVillages(r io.Reader, dir *places.Directory, today day.Day) ([]places.Village, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("villages: %w", err)
	}
	const columns = "ward,name,kind,adults"
	if len(rows) == 0 || strings.TrimPrefix(strings.Join(rows[0], ","), "\ufeff") != columns {
		return nil, fmt.Errorf("villages: line 1: the columns must be %s", columns)
	}
	known := map[string]places.Village{}
	last := map[string]int{}                                        // number used in each ward
	for _, v := range slices.Concat(dir.Closed(), dir.Villages()) { // an open one takes the name of a closed one
		known[v.Ward+"/"+places.Fold(v.Name)] = v
		last[v.Ward] = max(last[v.Ward], v.Number())
	}
	villages := make([]places.Village, 0, len(rows)-1)
	for i, row := range rows[1:] {
		v, err := readVillage(row, dir, today)
		if err != nil {
			return nil, fmt.Errorf("villages: line %d: %w", i+2, err)
		}
		key := v.Ward + "/" + places.Fold(v.Name)
		old, ok := known[key]
		switch {
		case ok && old.Closed(): // reading the same file again must not open it again
			became := "merged into " + old.MergedInto
			if old.Retired {
				became = "retired"
			}
			return nil, fmt.Errorf("villages: line %d: %s (%s) was %s: take the line out", i+2, old.Name, old.ID, became)
		case ok:
			v.ID, v.SplitFrom, v.Absorbed, v.Released = old.ID, old.SplitFrom, old.Absorbed, old.Released
			v.Roll = nextRoll(old.Roll, v.Roll)
		default:
			last[v.Ward]++
			if v.ID, err = places.VillageID(v.Ward, last[v.Ward]); err != nil {
				return nil, fmt.Errorf("villages: line %d: %w", i+2, err)
			}
		}
		known[key] = v
		villages = append(villages, v)
	}
	return villages, nil
}

func readVillage(row []string, dir *places.Directory, today day.Day) (places.Village, error) {
	v := places.Village{Ward: row[0], Kind: places.VillageKind(row[2])}
	if _, err := dir.Ward(v.Ward); err != nil {
		return v, fmt.Errorf("ward %q is not one of the province's codes", v.Ward)
	}
	var err error
	if v.Name, err = places.VillageName(row[1]); err != nil {
		return v, err
	}
	if !slices.Contains(places.VillageKinds, v.Kind) {
		return v, fmt.Errorf("kind %q: %w", v.Kind, places.ErrVillageKind)
	}
	if row[3] == "" {
		return v, nil
	}
	adults, err := strconv.Atoi(row[3])
	if err != nil || adults < 1 || adults > places.MaxAdults {
		return v, fmt.Errorf("adults %q must be a whole number from 1 to %d, or empty", row[3], places.MaxAdults)
	}
	v.Roll = &places.Roll{Adults: adults, Day: today, Version: 1}
	return v, nil
}

// nextRoll keeps the old roll if nothing changed, so that reading the same file twice changes nothing.
func nextRoll(old, declared *places.Roll) *places.Roll {
	switch {
	case declared == nil || old != nil && old.Adults == declared.Adults:
		return old
	case old == nil:
		return declared
	}
	return &places.Roll{Adults: declared.Adults, Day: declared.Day, Version: old.Version + 1}
}

// Stores is what seeding writes to.
type Stores struct {
	Places  places.Store
	Courses courses.Store
}

// Base stores the wards and publishes courses. Repeating it changes nothing.
func Base(ctx context.Context, stores Stores, content courses.Content) error {
	wards, err := Wards()
	if err != nil {
		return err
	}
	if err := stores.Places.PutWards(ctx, wards); err != nil {
		return err
	}
	_, err = courses.Publish(ctx, stores.Courses, content)
	return err
}
