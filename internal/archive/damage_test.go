package archive

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hocso/internal/longtest"
)

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	must(t, err)
	return string(raw)
}

func small(t testing.TB) []byte {
	t.Helper()
	s := inSQLite(t.(*testing.T))
	sample().store(t, s)
	return write(t, s)
}

func TestEveryDamageIsRefused(t *testing.T) {
	whole := small(t)
	if _, err := open(whole); err != nil {
		t.Fatal(err)
	}
	refused := func(raw []byte, what string, i int) {
		t.Helper()
		if _, err := open(raw); !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "\n") {
			t.Fatalf("%s %d: error %v", what, i, err)
		}
	}
	for i := range whole {
		for bit := range 8 {
			damaged := slices.Clone(whole)
			damaged[i] ^= 1 << bit
			refused(damaged, "bit flipped in byte", i)
		}
		refused(whole[:i], "cut at byte", i)
		refused(slices.Delete(slices.Clone(whole), i, i+1), "without byte", i)
	}
	for i, more := range []string{"\x00", "\n", "{}", string(whole), string(whole[len(whole)-sealedBytes:])} {
		refused(append(slices.Clone(whole), more...), "something after it,", i)
	}
	longtest.Report(t, 15, 10*len(whole), "damaged backups", "each refused before anything was changed")
}

// TestDamageUnderARightSumIsRefusedOrHarmless flips bits where the sum at the end cannot tell, so that the sums of the parts must.
func TestDamageUnderARightSumIsRefusedOrHarmless(t *testing.T) {
	whole := small(t)
	frame, want := whole[:len(whole)-sealedBytes], plain(t, whole)
	for i := range frame {
		damaged := slices.Clone(frame)
		damaged[i] ^= 0x10
		raw := sealed(damaged)
		a, err := open(raw)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrLater) {
				t.Fatalf("byte %d: %v", i, err)
			}
			continue
		}
		if plain(t, raw) != want || len(a.Manifest.Parts) != len(parts) {
			t.Fatalf("byte %d: changed and accepted", i)
		}
	}
}

func TestLinesThatDoNotBelongAreRefused(t *testing.T) {
	lines := plain(t, small(t))
	if _, err := open(packed(t, lines)); err != nil {
		t.Fatal(err)
	}
	person := lineOf(lines, `"id":"p2"`)
	last := lineOf(lines, `"manifest"`)
	for name, changed := range map[string]string{
		"a record taken out":      strings.Replace(lines, person, "", 1),
		"a record twice":          strings.Replace(lines, person, person+person, 1),
		"a record changed":        strings.Replace(lines, "Y Bhăm", "Y Bhâm", 1),
		"an unknown field":        strings.Replace(lines, person, strings.Replace(person, `{"id"`, `{"age":7,"id"`, 1), 1),
		"a part taken out":        strings.Replace(lines, `{"part":"factors"}`+"\n", "", 1),
		"parts swapped":           strings.NewReplacer(`"part":"passes"`, `"part":"factors"`, `"part":"factors"`, `"part":"passes"`).Replace(lines),
		"no manifest":             strings.Replace(lines, last, "", 1),
		"two manifests":           lines + last,
		"a line after it":         lines + "{}\n",
		"no last newline":         strings.TrimSuffix(lines, "\n"),
		"another program's lines": "{}\n",
		"no lines":                "",
		"an earlier format":       strings.Replace(lines, `"format":1`, `"format":0`, 1),
		"a line beyond all bound": strings.Replace(lines, "Y Bhăm", strings.Repeat("Y", maxLine), 1),
	} {
		if changed == lines {
			t.Fatalf("%s: nothing changed", name)
		}
		if _, err := open(packed(t, changed)); !errors.Is(err, ErrDamaged) || len(err.Error()) > 500 {
			t.Errorf("%s: error %v", name, err)
		}
	}
	for version, now := range map[string]int{"format": format, "schema": schema} {
		later := strings.Replace(lines, fmt.Sprintf(`"%s":%d`, version, now), fmt.Sprintf(`"%s":%d,"more":true`, version, now+1), 1)
		if _, err := open(packed(t, later)); !errors.Is(err, ErrLater) {
			t.Errorf("a later %s: error %v, want ErrLater", version, err)
		}
	}
}

// FuzzLines gives lines as they come out of a file whose sum is right: what is accepted must be all there.
func FuzzLines(f *testing.F) {
	f.Add(`{"archive":"hocso","format":1,"schema":1}` + "\n" + `{"part":"wards"}` + "\n")
	f.Add(`{"archive":"hocso","format":2,"schema":1}` + "\n")
	f.Add(emptyLines())
	for _, p := range parts {
		f.Add(strings.Replace(emptyLines(), `{"part":"`+p.name+`"}`+"\n", `{"part":"`+p.name+`"}`+"\n{}\n", 1))
	}
	f.Fuzz(func(t *testing.T, lines string) {
		m, err := scanLines(strings.NewReader(lines), new(Archive).check)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrLater) {
				t.Fatalf("neither damaged nor later: %v", err)
			}
			return
		}
		// All lines are there: the first one, one for each part, the records, the manifest.
		n := 2 + len(m.Parts)
		for _, p := range m.Parts {
			n += p.Records
		}
		if n != strings.Count(lines, "\n") || len(m.Parts) < len(parts)-4 {
			t.Fatalf("accepted with %d lines of %d", n, strings.Count(lines, "\n"))
		}
	})
}

// emptyLines are those of an archive of nothing.
func emptyLines() string {
	var b strings.Builder
	b.WriteString(`{"archive":"hocso","format":1,"schema":3}` + "\n")
	m := Manifest{MadeAt: madeAt}
	for _, p := range parts {
		b.WriteString(`{"part":"` + p.name + `"}` + "\n")
		sum := sha256.Sum256(nil)
		m.Parts = append(m.Parts, PartSum{p.name, 0, sum[:]})
	}
	raw, _ := json.Marshal(lastLine{m.record()})
	return b.String() + string(raw) + "\n"
}
