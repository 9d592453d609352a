package bench_test

import (
	"errors"
	"testing"

	"hocso/internal/bench"
)

func TestAMixIsReadBackAsItIsPrinted(t *testing.T) {
	for _, text := range []string{bench.DefaultMix.String(), "submission=1", "courses=2,board-ward=5"} {
		m, err := bench.ParseMix(text)
		if err != nil || m.String() != text {
			t.Errorf("%q became %q, %v", text, m, err)
		}
	}
}

func TestWhatIsNoMixIsRefused(t *testing.T) {
	for _, text := range []string{"", "submission", "submission=", "submission=-1", "submission=1.5", "submission=1,submission=2", "renew=1",
		"login=1", "submission=0", "submission=9999999999", "submission=1,,"} {
		if _, err := bench.ParseMix(text); !errors.Is(err, bench.ErrBadMix) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
