package bench

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// WriteTable writes the report for people.
func (r Report) WriteTable(w io.Writer) error {
	var b strings.Builder
	r.writeHead(&b)
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(cells ...any) {
		for _, c := range cells {
			_, _ = fmt.Fprintf(t, "%v\t", c)
		}
		_, _ = fmt.Fprintln(t)
	}
	line("", "count", "ok/s", "failed", "KB", "p50 ms", "p90", "p99", "p99.9", "max", "p50 of floor", "p99 of floor")
	for _, one := range append(slices.Clone(r.Requests), r.All) {
		line(append(one.cells(), r.ratioCells(one.Kind)...)...)
	}
	if r.Floor != nil {
		line(append(r.Floor.Bare.cells(), "1.0", "1.0")...)
	}
	for _, one := range r.SignUp {
		line(append(one.cells(), "", "")...)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	r.writeFoot(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) writeHead(b *strings.Builder) {
	s, m := r.Settings, r.Machine
	_, _ = fmt.Fprintf(b, "%s, %s\n", r.Target, r.StartedAt.Format("2006-01-02 15:04 UTC"))
	if s.Loop == "open" {
		_, _ = fmt.Fprintf(b, "open loop: %g requests a second at %s times, %d at once at most", s.Rate, s.Arrivals, s.Connections)
	} else {
		_, _ = fmt.Fprintf(b, "closed loop: %d at once", s.Connections)
	}
	_, _ = fmt.Fprintf(b, "; %.1f s after %g s of warm-up; %d learners by %s; seed %d\nmix: %s\n", r.Seconds, s.WarmUp, s.Learners, s.Ways, s.Seed, s.Mix)
	_, _ = fmt.Fprintf(b, "machine: %s", m)
	if r.SameMachine {
		b.WriteString(", which the server shares")
	}
	b.WriteString("\n")
	if r.Interrupted {
		_, _ = fmt.Fprintf(b, "interrupted: these are the figures of %.1f s instead of %g\n", r.Seconds, s.Duration)
	}
	b.WriteString("\n")
}

func (f Figures) cells() []any {
	rate := any("")
	if f.Rate > 0 {
		rate = fmt.Sprintf("%.1f", f.Rate)
	}
	l := f.Latency
	cells := []any{f.Kind, f.Count, rate, f.Failed, f.Bytes / 1000}
	for _, ms := range []float64{l.P50, l.P90, l.P99, l.P999, l.Max} {
		cells = append(cells, fmt.Sprintf("%.2f", ms))
	}
	return cells
}

func (r Report) ratioCells(kind Kind) []any {
	if r.Ratios == nil {
		return []any{"", ""}
	}
	of := r.Ratios.Latency[kind]
	return []any{fmt.Sprintf("%.1f", of.P50), fmt.Sprintf("%.1f", of.P99)}
}

func (r Report) writeFoot(b *strings.Builder) {
	s := r.Submissions
	_, _ = fmt.Fprintf(b, "\nsubmissions: %d acknowledged (%.1f a second)", s.Acknowledged, quotient(float64(s.Acknowledged), r.Seconds))
	if n := s.Repeated; n > 0 {
		_, _ = fmt.Fprintf(b, ", %d known before", n)
	}
	_, _ = fmt.Fprintf(b, ", %d refused, %d unknown; %d acknowledged with the warm-up\n", sum(s.Refused), s.Unknown, r.WholeRun.Acknowledged)
	for _, what := range slices.Sorted(maps.Keys(s.Refused)) {
		_, _ = fmt.Fprintf(b, "  refused with %s: %d\n", what, s.Refused[what])
	}
	for _, one := range append(slices.Clone(r.Requests), r.SignUp...) {
		for _, what := range slices.Sorted(maps.Keys(one.Errors)) {
			_, _ = fmt.Fprintf(b, "failed: %s, %s: %d\n", one.Kind, what, one.Errors[what])
		}
	}
	f := r.Floor
	if f == nil {
		b.WriteString("floor: none measured\n")
		return
	}
	_, _ = fmt.Fprintf(b, "floor: a bare endpoint, %s a second before and after; %s, %.0f documents a second in groups of %d\n",
		rates(f.BareRates), f.Store, f.StorePerSecond, f.StoreGroup)
	if r.Settings.Loop == "closed" {
		_, _ = fmt.Fprintf(b, "ratios: %.1f %% of the bare endpoint's rate; submissions at %.1f %% of the raw store's\n",
			100*r.Ratios.RateOfBare, 100*r.Ratios.SubmissionsOfStore)
	}
}

func sum(counts map[string]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

func rates(all []float64) string {
	parts := make([]string, len(all))
	for i, one := range all {
		parts[i] = fmt.Sprintf("%.0f", one)
	}
	return strings.Join(parts, " and ")
}
