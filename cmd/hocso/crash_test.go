package main

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"hocso/internal/mongodb/mongotest"
	"hocso/internal/redistest"
	"hocso/seed"
)

// stores are the two ways in which the program keeps data.
var stores = map[string]func(t testing.TB) []string{
	"embedded": func(t testing.TB) []string { return []string{"--data=" + t.TempDir()} },
	"mongodb and redis": func(t testing.TB) []string {
		return []string{"--data=" + t.TempDir(), "--mongo=" + mongotest.Start(t), "--redis=" + redistest.Address(t)}
	},
}

// acknowledged is a submission that the server said it has.
type acknowledged struct {
	learner learner
	body    map[string]any
	score   int
}

// TestNothingAcknowledgedIsLostWhenTheServerIsKilled kills the server with SIGKILL while eight phones submit, so that some
// submissions are accepted and not yet folded.
func TestNothingAcknowledgedIsLostWhenTheServerIsKilled(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			data := flags(t)
			server := serve(t, data, "--demo", "--residents=50")
			phones := make([]learner, 8)
			for i := range phones {
				phones[i] = server.register(seed.DemoVillage)
			}
			var all []acknowledged
			for round := range 3 {
				all = append(all, submitUntilKilled(server, phones, time.Duration(rand.IntN(40))*time.Millisecond)...)
				server = serve(t, data, "--demo", "--residents=50")
				t.Logf("round %d: %d acknowledged so far; %s", round+1, len(all), server.verify())
			}
			for _, a := range all {
				var again struct {
					Score int `json:"score"`
				}
				if status, err := server.call("POST", "/submissions", a.learner.token, a.body, &again); err != nil || status != http.StatusOK || again.Score != a.score {
					t.Fatalf("an acknowledged submission was answered anew with %d, score %d instead of %d (%v)", status, again.Score, a.score, err)
				}
			}
			server.verify()
		})
	}
}

// submitUntilKilled lets every phone submit without a pause and kills the server a while after the first acknowledgement.
func submitUntilKilled(server *process, phones []learner, after time.Duration) []acknowledged {
	modules := content().Modules
	var mu sync.Mutex
	var all []acknowledged
	var running sync.WaitGroup
	first := make(chan struct{}, 1)
	for i, phone := range phones {
		running.Go(func() {
			for n := 0; n < 7; n++ { // below the limit of one person a minute, over all rounds
				body := quiz(modules[(i+n)%len(modules)].ID)
				var answer struct {
					Score int `json:"score"`
				}
				status, err := server.call("POST", "/submissions", phone.token, body, &answer)
				if err != nil || status != http.StatusCreated {
					return // killed
				}
				mu.Lock()
				all = append(all, acknowledged{phone, body, answer.Score})
				mu.Unlock()
				select {
				case first <- struct{}{}:
				default:
				}
			}
		})
	}
	select {
	case <-first:
		await(after)
	case <-time.After(time.Minute):
		server.t.Error("nothing is acknowledged")
	}
	server.kill()
	running.Wait()
	return all
}

func TestTheSameSubmissionTwiceHasOneEffect(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			server := serve(t, flags(t), "--demo", "--residents=20")
			phone := server.register(seed.DemoVillage)
			body := quiz(content().Modules[0].ID)
			var first, again map[string]any
			if status, err := server.call("POST", "/submissions", phone.token, body, &first); err != nil || status != http.StatusCreated {
				t.Fatal(status, err)
			}
			if status, err := server.call("POST", "/submissions", phone.token, body, &again); err != nil || status != http.StatusOK {
				t.Fatal(status, err)
			}
			if first["score"] != again["score"] || first["passed"] != true || again["passed"] != true {
				t.Errorf("first %v, again %v", first, again)
			}
			summary, ok := again["summary"].(map[string]any)
			if !ok || summary["submissions"] != 1.0 {
				t.Errorf("summary %v", again["summary"])
			}
			body["finished_at"] = "2026-11-20T12:07:00Z"
			var problem map[string]any
			if status, err := server.call("POST", "/submissions", phone.token, body, &problem); err != nil || status != http.StatusConflict || problem["code"] != "submission_conflict" {
				t.Errorf("another body: %d %v %v", status, problem, err)
			}
			eventually(t, "everything agrees", func() bool {
				_, err := server.command("verify")
				return err == nil
			})
		})
	}
}

func TestSIGTERMFinishesWorkAndExitsWithZero(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=20")
	phone := server.register(seed.DemoVillage)
	if status, err := server.call("POST", "/submissions", phone.token, quiz(content().Modules[0].ID), nil); err != nil || status != http.StatusCreated {
		t.Fatal(status, err)
	}
	stream, err := http.Get(server.url + "/api/v1/boards/wards/stream") //nolint:noctx // It ends with the server.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stream.Body.Close() }()
	if err := server.stop(); err != nil {
		t.Errorf("%v\n%s", err, server.log)
	}
	server.verify() // what was accepted a moment ago was folded before the end
}
