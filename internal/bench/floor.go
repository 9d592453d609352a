package bench

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// Floor says what the server is compared with, in the same run on the same machine.
type Floor struct {
	Command  []string      // that serves the bare endpoint, by ServeBareFor
	Duration time.Duration // of each of two measures, before the load and after it; zero measures none
	Folder   string        // of the SQLite file; it belongs on the disk of the server's data
	Mongo    string        // instead: a MongoDB in which a database may be made and dropped; see CheckMongo
	Anywhere bool          // the MongoDB need not be on this machine
	Group    int           // how many documents are stored together
}

// floor is what was measured of the least that the work costs.
type floor struct {
	Floor
	work    *workload
	load    Load
	process *bareProcess // nil: nothing is measured
	client  *client
	bare    *tally
	seconds float64 // of the bare endpoint
	rates   []float64
	store   storeFloor
	stored  int
	storing time.Duration
	rounds  int
}

// storeFloor stores documents as fast as its store can.
type storeFloor interface {
	// insert stores documents together, durably.
	insert(ctx context.Context, group []document) error
	// close removes what was stored.
	close() error
	String() string
}

// start makes ready what is measured.
func (f Floor) start(ctx context.Context, work *workload, load Load) (_ *floor, err error) {
	running := &floor{Floor: f, work: work, load: load, bare: newTally()}
	if f.Duration == 0 {
		return running, nil
	}
	if f.Mongo != "" {
		running.store, err = openMongoFloor(ctx, f.Mongo, f.Anywhere)
	} else {
		running.store, err = openSQLiteFloor(ctx, f.Folder)
	}
	if err != nil {
		return nil, err
	}
	if running.process, err = startBare(ctx, f.Command); err != nil {
		return nil, errors.Join(err, running.store.close())
	}
	running.client = newClient(running.process.target, load.atOnce())
	running.load.WarmUp, running.load.Duration = f.Duration/4, f.Duration
	return running, nil
}

func (f *floor) stop() {
	if f.process == nil {
		return
	}
	f.client.close()
	f.process.stop()
	_ = f.store.close()
}

// measure measures both floors once. The bare endpoint gets the same load as the server, of submissions alone.
func (f *floor) measure(ctx context.Context) error {
	if f.process == nil {
		return nil
	}
	f.rounds++
	seed := f.work.seed + uint64(f.rounds)
	record := newRecorder()
	span := f.load.drive(ctx, rand.New(rand.NewPCG(seed, 0)), func(t turn) {
		s := f.work.step(t.number)
		body, err := json.Marshal(f.work.finished(s, 0))
		a := answer{err: err}
		if err == nil {
			a = f.client.do(request{method: http.MethodPost, path: barePath, whole: true, token: f.work.crowd[s.learner].token, body: body})
		}
		record.add(Submission, a, time.Since(t.due), t.counted)
	}, func(t turn) { record.add(Submission, answer{err: errUnsent}, time.Since(t.due), t.counted) })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	round := record.kind(Submission)
	if round.ok == 0 {
		return errors.New("the bare endpoint answers nothing")
	}
	f.bare.merge(round)
	f.seconds += span.seconds()
	f.rates = append(f.rates, float64(round.ok)/span.seconds())
	return f.storeGroups(ctx)
}

// storeGroups stores groups of documents, one after the other. Making them is not counted.
func (f *floor) storeGroups(ctx context.Context) error {
	rng := rand.New(rand.NewPCG(f.work.seed, uint64(f.rounds)))
	for end := time.Now().Add(f.Duration); time.Now().Before(end); {
		group := make([]document, f.Group)
		for i := range group {
			group[i] = f.work.document(rng)
		}
		began := time.Now()
		if err := f.store.insert(ctx, group); err != nil {
			return err
		}
		f.storing += time.Since(began)
		f.stored += len(group)
	}
	return nil
}

// document is a graded submission as a store keeps it.
type document struct {
	resident, village string
	submission
	score, max         int
	right, wrong       []string // questions
	received, from, to time.Time
	hash               []byte
}

// document makes what a store would get of a submission; who answered right does not matter to it.
func (w *workload) document(rng *rand.Rand) document {
	learner := rng.IntN(len(w.crowd))
	sub := w.finished(step{learner: learner, rng: rng}, 0)
	d := document{submission: sub, resident: uuid.NewSHA1(uuid.Nil, []byte{byte(learner), byte(learner >> 8)}).String(), village: "00000-001",
		max: len(sub.Answers), received: time.Now()}
	for question := range sub.Answers {
		if rng.Float64() < rightPart {
			d.right = append(d.right, question)
		} else {
			d.wrong = append(d.wrong, question)
		}
	}
	d.score, d.from, d.to = len(d.right), d.received.Add(-time.Minute), d.received
	sum := sha256.Sum256([]byte(sub.ID))
	d.hash = sum[:]
	return d
}
