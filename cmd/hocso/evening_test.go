package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hocso/seed"
)

// eveningState is what the script of an evening leaves behind.
type eveningState struct {
	Village   string            `json:"village"`
	Session   string            `json:"session"`
	Module    string            `json:"module"`
	Listed    map[string]string `json:"listed"` // who was on the list before, ids by name
	Newcomers []string          `json:"newcomers"`
	Left      string            `json:"left"` // who left before the quizzes
}

// TestAnEveningOf40PeopleOnOnePhoneArrivesOnce drives a session of a village's team on one phone: 34 people from the list and six who
// are enrolled on the spot, without a network for half an hour and with one that comes and goes after it, and with a server that is
// killed once when it has stored what it was sent. Everybody's attendance, enrolment and quiz is then there exactly once.
func TestAnEveningOf40PeopleOnOnePhoneArrivesOnce(t *testing.T) {
	data := t.TempDir()
	start := func() *process { return serve(t, []string{"--data=" + data}, "--demo", "--residents=20") }
	server := start()
	network := newPhoneNetwork(t, server)
	file := filepath.Join(t.TempDir(), "state.json")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "e2e/evening.mjs")
	cmd.Dir = "../../frontend"
	cmd.Env = append(os.Environ(), "HOCSO_URL="+network.url, "HOCSO_STATE="+file)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	ended := make(chan error, 1)
	go func() { ended <- cmd.Run() }()
	kills := 0
	var err error
	for running := true; running; {
		select {
		case <-network.killed:
			kills++
			server = start()
			network.lead(server)
		case err = <-ended:
			running = false
		}
	}
	t.Logf("%s", &out)
	if err != nil {
		t.Fatalf("%v\n%s", err, server.log)
	}
	if kills != 1 {
		t.Errorf("the server was killed %d times, want once", kills)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var state eveningState
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatal(err)
	}
	checkEvening(t, server, state)
	t.Log(server.verify())
}

// checkEvening asks the API what has arrived of an evening.
func checkEvening(t *testing.T, server *process, state eveningState) {
	t.Helper()
	var login struct {
		Token string `json:"access_token"`
	}
	body := map[string]string{"phone": "0900000002", "password": seed.DemoPassword}
	if status, err := server.call("POST", "/auth/login", "", body, &login); err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	ask := func(path string, answer any) {
		t.Helper()
		if status, err := server.call("GET", path, login.Token, nil, answer); err != nil || status != http.StatusOK {
			t.Fatal(path, status, err)
		}
	}
	var roster struct {
		Items []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"items"`
	}
	ask("/villages/"+state.Village+"/roster", &roster)
	want := map[string]bool{} // who was there, and whether they took the quiz
	for _, id := range state.Listed {
		want[id] = id != state.Left
	}
	for _, name := range state.Newcomers {
		var found []string
		for _, one := range roster.Items {
			if one.Name == name {
				found = append(found, one.ID)
			}
		}
		if len(found) != 1 {
			t.Errorf("%s is enrolled %d times, want once", name, len(found))
			continue
		}
		want[found[0]] = true
	}

	var session struct {
		Session struct {
			Module string `json:"module"`
			Place  string `json:"place"`
			People int    `json:"people"`
		} `json:"session"`
		Items []struct {
			Person  string  `json:"person"`
			Left    *string `json:"left_at"`
			Results []struct {
				Module   string `json:"module"`
				Passed   bool   `json:"passed"`
				Assisted bool   `json:"assisted"`
			} `json:"results"`
		} `json:"items"`
	}
	ask(fmt.Sprintf("/villages/%s/sessions/%s", state.Village, state.Session), &session)
	if s := session.Session; s.Module != state.Module || s.Place != "Nhà văn hóa buôn" || s.People != len(want) {
		t.Errorf("the session is %+v, want %d people at %s", s, len(want), state.Module)
	}
	var came []string
	for _, item := range session.Items {
		came = append(came, item.Person)
		took, ok := want[item.Person]
		if !ok {
			t.Errorf("%s was not there", item.Person)
		}
		if (item.Left != nil) != (item.Person == state.Left) {
			t.Errorf("%s left at %v", item.Person, item.Left)
		}
		if attempts := map[bool]int{true: 1, false: 0}[took]; len(item.Results) != attempts {
			t.Errorf("%s has %d results, want %d", item.Person, len(item.Results), attempts)
		}
		for _, result := range item.Results {
			if result.Module != state.Module || !result.Passed || !result.Assisted {
				t.Errorf("%s has the result %+v", item.Person, result)
			}
		}
	}
	slices.Sort(came)
	if once := len(slices.Compact(came)); once != len(want) || len(session.Items) != len(want) {
		t.Errorf("%d entries of %d people, want %d of each", len(session.Items), once, len(want))
	}
}
