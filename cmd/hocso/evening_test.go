package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"

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
	network := newPhoneNetwork(t, start())
	file := filepath.Join(t.TempDir(), "state.json")
	server, kills := throughKills(t, network, start, "e2e/evening.mjs", "HOCSO_STATE="+file)
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

// attended is what the API tells of one person at a session.
type attended struct {
	Person  string  `json:"person"`
	Left    *string `json:"left_at"`
	Results []struct {
		Module   string `json:"module"`
		Passed   bool   `json:"passed"`
		Assisted bool   `json:"assisted"`
	} `json:"results"`
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
	want := whoCame(t, ask, state)
	var session struct {
		Session struct {
			Module string `json:"module"`
			Place  string `json:"place"`
			People int    `json:"people"`
		} `json:"session"`
		Items []attended `json:"items"`
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
		checkAttended(t, item, state, took)
	}
	slices.Sort(came)
	if once := len(slices.Compact(came)); once != len(want) || len(session.Items) != len(want) {
		t.Errorf("%d entries of %d people, want %d of each", len(session.Items), once, len(want))
	}
}

// whoCame tells of each person who was there whether they took the quiz. Who was enrolled on the spot is found by name, each once.
func whoCame(t *testing.T, ask func(string, any), state eveningState) map[string]bool {
	t.Helper()
	var roster struct {
		Items []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"items"`
	}
	ask("/villages/"+state.Village+"/roster", &roster)
	came := map[string]bool{}
	for _, id := range state.Listed {
		came[id] = id != state.Left
	}
	for _, name := range state.Newcomers {
		times := 0
		for _, one := range roster.Items {
			if one.Name == name {
				times++
				came[one.ID] = true
			}
		}
		if times != 1 {
			t.Errorf("%s is enrolled %d times, want once", name, times)
		}
	}
	return came
}

// checkAttended wants one result of who took the quiz, none of the others, and only who left to have left.
func checkAttended(t *testing.T, item attended, state eveningState, took bool) {
	t.Helper()
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
