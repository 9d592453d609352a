package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"testing"
	"time"

	"hocso/internal/sqlite"
)

// answerer is one of several people who learn on the same phone.
type answerer struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Phone   string `json:"phone"`
	PIN     string `json:"pin"`
	village string
}

const quizzesEach = 10

// TestOutboxOfThreePeopleIsCountedOnceThroughKillsAndAnUpdate lets three people of different villages answer ten quizzes each
// on one phone without a network. The app is closed, updated and opened again, and while the three sign in in turn and what
// they answered is sent, the server is killed twice, at the worst moments: when it has stored what it was sent and the phone
// does not know, and when it has only just been sent it.
func TestOutboxOfThreePeopleIsCountedOnceThroughKillsAndAnUpdate(t *testing.T) {
	data := t.TempDir()
	start := func() *process { return serve(t, []string{"--data=" + data}, "--demo", "--residents=20") }
	server := start()
	three := registerThree(t, server)
	network := newPhoneNetwork(t, server)

	told, err := json.Marshal(three)
	if err != nil {
		t.Fatal(err)
	}
	server, kills := throughKills(t, network, start, "e2e/outbox.mjs", "HOCSO_PEOPLE="+string(told))
	if kills != 2 {
		t.Errorf("the server was killed %d times, want 2", kills)
	}
	t.Log(server.verify())
	if err := server.stop(); err != nil {
		t.Fatal(err)
	}
	checkEffects(t, data, three)
}

// throughKills runs a script that steers a phone's network, and starts the server again whenever the script has had it killed.
// It returns the server that runs in the end, and how often that was.
func throughKills(t *testing.T, network *phoneNetwork, start func() *process, path string, env ...string) (server *process, kills int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", path)
	cmd.Dir = "../../frontend"
	cmd.Env = append(append(os.Environ(), "HOCSO_URL="+network.url), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	server = network.server
	ended := make(chan error, 1)
	go func() { ended <- cmd.Run() }()
	for {
		select {
		case <-network.killed:
			kills++
			server = start()
			network.lead(server)
		case err := <-ended:
			t.Logf("%s", &out)
			if err != nil {
				t.Fatalf("%v\n%s", err, server.log)
			}
			return server, kills
		}
	}
}

// registerThree registers people in villages of different wards.
func registerThree(t *testing.T, server *process) []answerer {
	t.Helper()
	type list struct {
		Items []struct {
			Code string `json:"code"`
			ID   string `json:"id"`
		} `json:"items"`
	}
	ask := func(path string) list {
		var l list
		if status, err := server.call("GET", path, "", nil, &l); err != nil || status != http.StatusOK || len(l.Items) == 0 {
			t.Fatal(path, status, err)
		}
		return l
	}
	var three []answerer
	wards := ask("/wards?limit=3").Items
	for i, name := range []string{"An", "Bình", "Chi"} {
		village := ask("/wards/" + wards[i].Code + "/villages?limit=1").Items[0].ID
		a := answerer{Name: name + " (mẫu)", Phone: fmt.Sprintf("098765432%d", i), PIN: "48392" + string(rune('1'+i)), village: village}
		var login struct {
			Person struct {
				ID string `json:"id"`
			} `json:"person"`
		}
		status, err := server.call("POST", "/auth/register", "", map[string]any{"name": a.Name, "phone": a.Phone, "pin": a.PIN, "village": a.village,
			"consent": map[string]bool{"account": true, "village_list": true, "statistics": true, "certificate": false}}, &login)
		if err != nil || status != http.StatusCreated {
			t.Fatal(status, err)
		}
		a.ID = login.Person.ID
		three = append(three, a)
	}
	return three
}

// checkEffects looks into the store of a stopped server: each of the three has ten submissions and no more, of their own
// making and in their own village.
func checkEffects(t *testing.T, data string, three []answerer) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ids := map[string]bool{}
	for _, a := range three {
		submissions, err := db.SubmissionsOf(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		passed := 0
		for _, s := range submissions {
			ids[s.ID] = true
			if s.By != a.ID || s.Village != a.village {
				t.Errorf("%s's submission %s is of village %s and by %s", a.Name, s.ID, s.Village, s.By)
			}
			if took := s.FinishedAt.Sub(s.StartedAt).Seconds(); float64(s.Seconds) > took+1 {
				t.Errorf("%d seconds were spent within %.1f", s.Seconds, took)
			}
			if s.Passed {
				passed++
			}
		}
		summary, err := db.Summary(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(submissions) != quizzesEach || summary.Submissions != quizzesEach || passed != 1 || summary.Village != a.village {
			t.Errorf("%s has %d submissions of which %d passed, and a summary of %d in %s; want %d, 1, %d in %s",
				a.Name, len(submissions), passed, summary.Submissions, summary.Village, quizzesEach, quizzesEach, a.village)
		}
	}
	if len(ids) != 3*quizzesEach {
		t.Errorf("%d different submissions, want %d", len(ids), 3*quizzesEach)
	}
}
