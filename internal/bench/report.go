package bench

import (
	"encoding/json"
	"io"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Report is what a run measured. Its JSON is what scripts read: fields are added, never renamed.
type Report struct {
	StartedAt   time.Time   `json:"started_at"`
	Target      string      `json:"target"`
	SameMachine bool        `json:"same_machine"` // the server shares the machine with the load
	Machine     Machine     `json:"machine"`
	Settings    Settings    `json:"settings"`
	Interrupted bool        `json:"interrupted"`
	Seconds     float64     `json:"seconds"` // from the first request that counts to the last answer
	Requests    []Figures   `json:"requests"`
	All         Figures     `json:"all"`
	Submissions Submissions `json:"submissions"`           // in the measured time
	WholeRun    Submissions `json:"submissions_whole_run"` // with the warm-up: what the store has grown by
	SignUp      []Figures   `json:"sign_up"`               // before the measuring, two at once
	Floor       *FloorNote  `json:"floor"`                 // null if none was measured
	Ratios      *Ratios     `json:"ratios"`                // null without a floor
}

// Settings are the flags of a run, as they held.
type Settings struct {
	Loop        string  `json:"loop"` // "open" or "closed"
	Rate        float64 `json:"rate,omitempty"`
	Arrivals    string  `json:"arrivals,omitempty"` // "random" or "even"
	Connections int     `json:"connections"`
	WarmUp      float64 `json:"warm_up_seconds"`
	Duration    float64 `json:"duration_seconds"`
	Seed        uint64  `json:"seed"`
	Mix         Mix     `json:"mix"`
	Learners    int     `json:"learners"`
	Ways        string  `json:"learners_by"` // "registering", "join code", "demo" or "tokens"
}

// Figures are what became of the requests of one kind.
type Figures struct {
	Kind    Kind           `json:"kind"`
	Count   int            `json:"count"`
	OK      int            `json:"ok"`
	Rate    float64        `json:"ok_per_second"`
	Failed  int            `json:"failed"`
	Answers map[string]int `json:"answers"` // successes, by status
	Errors  map[string]int `json:"errors"`  // by status and code, or what happened instead
	Bytes   int64          `json:"bytes"`   // of bodies, as they came
	Latency Latency        `json:"latency_ms"`
}

// Latency is in milliseconds, of all requests, those that failed too. In an open loop it counts from when a request was due.
type Latency struct {
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P99  float64 `json:"p99"`
	P999 float64 `json:"p99_9"`
	Max  float64 `json:"max"`
}

// FloorNote is the least that the work costs on this machine.
type FloorNote struct {
	Bare           Figures   `json:"bare"`       // a Fiber endpoint that reads a submission and answers a small JSON
	BareRates      []float64 `json:"bare_rates"` // before and after the load: how steady the machine was
	Store          string    `json:"store"`
	StoreGroup     int       `json:"store_group"`
	StorePerSecond float64   `json:"store_documents_per_second"`
}

// Ratios compare with the floor. Those of rates are there in a closed loop only: in an open one the rate was given.
type Ratios struct {
	RateOfBare         float64                  `json:"rate_of_bare,omitempty"`
	SubmissionsOfStore float64                  `json:"submissions_of_store,omitempty"`
	Latency            map[Kind]LatencyOfFloors `json:"latency_of_bare"`
}

// LatencyOfFloors says how many times as long as the bare endpoint a kind takes.
type LatencyOfFloors struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

func newReport(cfg Config, now time.Time) Report {
	s := Settings{Loop: "closed", Connections: cfg.Load.atOnce(), WarmUp: cfg.Load.WarmUp.Seconds(), Duration: cfg.Load.Duration.Seconds(),
		Seed: cfg.Seed, Mix: cfg.Mix, Ways: cfg.SignUp.way()}
	if cfg.Load.Rate > 0 {
		s.Loop, s.Rate, s.Arrivals = "open", cfg.Load.Rate, "random"
		if cfg.Load.Even {
			s.Arrivals = "even"
		}
	}
	return Report{StartedAt: now.UTC().Truncate(time.Second), Target: cfg.Target.String(), SameMachine: cfg.Target.Local(), Machine: thisMachine(), Settings: s}
}

func (r *Report) signedUp(crowd []*learner, record *recorder) {
	r.Settings.Learners = len(crowd)
	r.SignUp = []Figures{}
	for _, kind := range []Kind{Register, SignIn} {
		if t, ok := record.kinds[kind]; ok {
			r.SignUp = append(r.SignUp, t.figures(kind, 0))
		}
	}
}

// driven takes over what the load brought.
func (r *Report) driven(record *recorder, s span, interrupted bool) {
	r.Seconds, r.Interrupted = s.seconds(), interrupted
	r.Submissions, r.WholeRun = record.counted, record.whole
	all := newTally()
	r.Requests = []Figures{}
	for _, kind := range append(slices.Clone(mixed), Renew) {
		if t, ok := record.kinds[kind]; ok {
			r.Requests = append(r.Requests, t.figures(kind, r.Seconds))
			all.merge(t)
		}
	}
	r.All = all.figures("all", r.Seconds)
}

// compare takes over the floor and relates the figures to it.
func (r *Report) compare(f *floor) {
	if len(f.rates) == 0 {
		return
	}
	bare := f.bare.figures("bare", f.seconds)
	note := &FloorNote{Bare: bare, BareRates: f.rates, Store: f.store.String(), StoreGroup: f.Group}
	if f.storing > 0 {
		note.StorePerSecond = float64(f.stored) / f.storing.Seconds()
	}
	r.Floor, r.Ratios = note, &Ratios{Latency: map[Kind]LatencyOfFloors{}}
	if r.Settings.Loop == "closed" {
		r.Ratios.RateOfBare = quotient(r.All.Rate, bare.Rate)
		r.Ratios.SubmissionsOfStore = quotient(quotient(float64(r.Submissions.Acknowledged), r.Seconds), note.StorePerSecond)
	}
	for _, one := range append(slices.Clone(r.Requests), r.All) {
		r.Ratios.Latency[one.Kind] = LatencyOfFloors{quotient(one.Latency.P50, bare.Latency.P50), quotient(one.Latency.P99, bare.Latency.P99)}
	}
}

// quotient is 0 where there is nothing to divide by.
func quotient(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func (t *tally) figures(kind Kind, seconds float64) Figures {
	return Figures{Kind: kind, Count: t.count, OK: t.ok, Rate: quotient(float64(t.ok), seconds), Failed: t.count - t.ok, Answers: t.answers, Errors: t.errors,
		Bytes: t.bytes, Latency: latencyOf(t.latency)}
}

func latencyOf(h *hdrhistogram.Histogram) Latency {
	ms := func(n int64) float64 { return float64(n) / 1000 }
	at := func(percentile float64) float64 { return ms(h.ValueAtPercentile(percentile)) }
	return Latency{P50: at(50), P90: at(90), P99: at(99), P999: at(99.9), Max: ms(h.Max())}
}

// WriteJSON writes the report for scripts.
func (r Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
