package places

import (
	"errors"
	"strings"
	"testing"
)

func TestVillageNamesAreStoredInOneForm(t *testing.T) {
	for typed, want := range map[string]string{
		"Buôn Ea Nao": "Buôn Ea Nao", "  Buôn \u00a0 Ea  Nao ": "Buôn Ea Nao", "Bu\u006f\u0302n Một": "Buôn Một", "Thôn 1": "Thôn 1", "Tổ dân phố 2 (cũ)": "Tổ dân phố 2 (cũ)",
		"Buôn K’Nia": "Buôn K’Nia", "7": "7", strings.Repeat("ă", 80): strings.Repeat("ă", 80), "=1+1": "=1+1", "Buôn \"A\" & B": "Buôn \"A\" & B",
	} {
		if got, err := VillageName(typed); err != nil || got != want {
			t.Errorf("VillageName(%q) = %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", " ", "-", "...", "<script>", "a>b", "a\x00b", "a\nb", "a\tb", "\u202eab", "a\u200bb", "a\ufe0fb", "\u2800", "\xffa", "\ufffda", strings.Repeat("ă", 81), "’"} {
		if got, err := VillageName(typed); !errors.Is(err, ErrVillageName) || got != "" {
			t.Errorf("VillageName(%q) = %q, %v", typed, got, err)
		}
	}
}

func TestVillagesAreNumberedTo999(t *testing.T) {
	for n, want := range map[int]string{1: "24163-001", 42: "24163-042", 999: "24163-999"} {
		got, err := VillageID("24163", n)
		if err != nil || got != want || (Village{ID: got}).Number() != n {
			t.Errorf("VillageID(%d) = %q, %v", n, got, err)
		}
	}
	for _, n := range []int{-1, 0, 1000} {
		if got, err := VillageID("24163", n); !errors.Is(err, ErrTooManyVillages) {
			t.Errorf("VillageID(%d) = %q, %v", n, got, err)
		}
	}
	for _, id := range []string{"", "24163", "24163-1", "24163-0001", "2416-001", "24163-001\n", "24163_001"} {
		if (Village{ID: id}).Number() != 0 {
			t.Errorf("%q is taken for a village", id)
		}
	}
}
