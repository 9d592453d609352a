package bench

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write what is seen into testdata")

// sampleReport is a run that never was, in which everything that a report can say is said.
func sampleReport(load Load) Report {
	cfg := Config{Target: Target{url: "http://127.0.0.1:8080"}, Load: load, Mix: Mix{Submission: 3, Batch: 1, Courses: 6}, Seed: 7}
	r := newReport(cfg, time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	r.Machine = Machine{CPU: "Two Cores", Cores: 2, Memory: 8 << 30, Kernel: "6.1", System: "linux/amd64", Go: "go1.26"}
	r.SameMachine = true
	signUps, record := newRecorder(), newRecorder()
	for range 2 {
		signUps.add(Register, answer{status: 201, bytes: 900}, 110*time.Millisecond, true)
	}
	r.signedUp(crowdOf(2), signUps)
	for i := range 1000 {
		record.add(Courses, answer{status: []int{200, 304}[min(i, 1)], bytes: 12}, time.Duration(i)*time.Microsecond, true)
		record.add(Submission, answer{status: 201, bytes: 1200}, time.Duration(2*i)*time.Microsecond, true)
		record.submission(answer{status: 201}, i > 99)
	}
	record.add(Submission, answer{err: errUnsent}, 11*time.Second, true)
	record.add(Submission, answer{status: 500}, time.Minute, false) // the warm-up counts nowhere
	limited := answer{status: 429, bytes: 130, body: []byte(`{"code":"too_many_requests"}`)}
	record.add(Batch, limited, 3*time.Millisecond, true)
	record.batch(limited, 40, true)
	start := time.Date(2026, 11, 26, 12, 0, 10, 0, time.UTC)
	r.driven(record, span{start, start.Add(10 * time.Second)}, false)
	f := &floor{Floor: Floor{Group: 50}, bare: newTally(), seconds: 6, rates: []float64{2000, 2100}, store: &sqliteFloor{}, stored: 60_000, storing: 6 * time.Second}
	for i := range 12_300 {
		f.bare.add(answer{status: 200, bytes: 80}, time.Duration(100+i/100)*time.Microsecond)
	}
	r.compare(f)
	return r
}

// TestFiguresKeepTheirShape compares both forms with files, so that a field renamed is seen: scripts read them.
func TestFiguresKeepTheirShape(t *testing.T) {
	open := sampleReport(Load{Rate: 200, Connections: 64, WarmUp: 2 * time.Second, Duration: 10 * time.Second})
	closed := sampleReport(Load{Concurrency: 64, Duration: 10 * time.Second})
	cut := Report{Interrupted: true, Seconds: 1.5, Settings: closed.Settings, Machine: Machine{Cores: 2, System: "plan9/arm", Go: "go1.26"}}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"open.json":     func(b *bytes.Buffer) error { return open.WriteJSON(b) },
		"open.txt":      func(b *bytes.Buffer) error { return open.WriteTable(b) },
		"closed.json":   func(b *bytes.Buffer) error { return closed.WriteJSON(b) },
		"closed.txt":    func(b *bytes.Buffer) error { return closed.WriteTable(b) },
		"interrupt.txt": func(b *bytes.Buffer) error { return cut.WriteTable(b) },
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("%s differs; look at it with go test ./internal/bench -update and git diff:\n%s", file, got.String())
			}
		})
	}
}
