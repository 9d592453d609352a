package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hocso/progress/people"
	"hocso/progress/places"
	"hocso/seed"
)

// villagesAt is a server beside which villages change.
type villagesAt struct{ *process }

// village runs a village command and returns what it says last.
func (s villagesAt) village(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, program, slices.Concat([]string{"village"}, args, s.flags)...).Output()
	return strings.TrimSpace(string(out)), err
}

func (s villagesAt) do(args ...string) string {
	s.t.Helper()
	told, err := s.village(args...)
	if err != nil {
		s.t.Fatalf("hocso village %v: %v\n%s", args, err, told)
	}
	return told
}

// list returns the lines of village list by id.
func (s villagesAt) list() map[string][]string {
	s.t.Helper()
	lines := map[string][]string{}
	for line := range strings.Lines(s.do("list", "--ward="+seed.DemoWard)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		lines[fields[0]] = fields
	}
	return lines
}

// submit hands in the n-th lesson.
func (s villagesAt) submit(token string, n int) {
	s.t.Helper()
	if status, err := s.call("POST", "/submissions", token, quiz(content().Modules[n].ID), nil); err != nil || status != http.StatusCreated {
		s.t.Fatal(status, err)
	}
}

// home is the id of the village where somebody lives, as the server says.
func (s villagesAt) home(token string) string {
	var me struct {
		Village struct {
			ID string `json:"id"`
		} `json:"village"`
	}
	if status, err := s.call("GET", "/me", token, nil, &me); err != nil || status != http.StatusOK {
		s.t.Fatal(status, err)
	}
	return me.Village.ID
}

// shown lists the villages on the ward's board, ranked or apart: in so small a demo nobody is ranked.
func (s villagesAt) shown() map[string]string {
	rows := map[string]string{}
	for _, list := range []string{"ranked", "apart"} {
		var board struct {
			Items []struct{ ID, Name string } `json:"items"`
		}
		if status, err := s.call("GET", "/boards/wards/"+seed.DemoWard+"/villages?limit=100&list="+list, "", nil, &board); err != nil || status != http.StatusOK {
			s.t.Fatal(status, err)
		}
		for _, r := range board.Items {
			rows[r.ID] = r.Name
		}
	}
	return rows
}

// settled waits until the server has read the places again, has seen to who registered meanwhile, and everything agrees.
func (s villagesAt) settled(closed string) {
	s.t.Helper()
	eventually(s.t, "the board is without "+closed, func() bool { return s.shown()[closed] == "" })
	eventually(s.t, "nobody lives in "+closed, func() bool { return s.list()[closed][3] == "0" })
	eventually(s.t, "everything agrees", func() bool {
		_, err := s.command("verify")
		return err == nil
	})
}

func (s villagesAt) signIn(role people.Role) string {
	s.t.Helper()
	at := slices.IndexFunc(seed.DemoAccounts, func(a seed.DemoAccount) bool { return a.Role == role })
	var login struct {
		Token string `json:"access_token"`
	}
	account := seed.DemoAccounts[at]
	if status, err := s.call("POST", "/auth/login", "", map[string]string{"phone": account.Phone, "password": account.Secret()}, &login); err != nil || status != http.StatusOK {
		s.t.Fatal(status, err)
	}
	return login.Token
}

// TestVillagesAreSplitAndMergedBesideAServer splits a village, moves somebody, and merges the village into the one that was split
// off, while phones that believe in the former village go on.
func TestVillagesAreSplitAndMergedBesideAServer(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			s := villagesAt{serve(t, flags(t), "--demo", "--residents=20")}
			a, b, c := s.register(seed.DemoVillage), s.register(seed.DemoVillage), s.register(seed.DemoVillage)
			coordinator := s.signIn(people.Coordinator)
			s.submit(a.token, 0)
			s.submit(b.token, 0)
			var splitting sync.WaitGroup
			var told string
			var failed error
			splitting.Go(func() {
				told, failed = s.village("split", seed.DemoVillage, "Thôn Thử Mới", "--kind=thon", "--person="+a.id, "--adults=5")
			})
			s.submit(a.token, 1)
			splitting.Wait()
			off := regexp.MustCompile(`^split (\d{5}-\d{3}) Thôn Thử Mới off 24163-001: 1 people moved; .* has 5 adults$`).FindStringSubmatch(told)
			if off == nil {
				t.Fatalf("told %q, %v", told, failed)
			}
			s.submit(a.token, 2) // the server still remembers them as of the former village
			if told := s.do("move", b.id, off[1]); told != "moved to "+off[1]+" Thôn Thử Mới: 1 people" {
				t.Errorf("told %q", told)
			}
			s.submit(b.token, 1)
			s.settledOpen(off[1])

			told = s.do("merge", seed.DemoVillage, off[1])
			if !regexp.MustCompile(`^merged 24163-001 into ` + off[1] + ` Thôn Thử Mới: \d+ people moved; .* has \d+ adults$`).MatchString(told) {
				t.Errorf("told %q", told)
			}
			late := s.register(seed.DemoVillage) // the server has not read the places again yet
			s.submit(late.token, 0)
			s.submit(c.token, 0)
			s.settled(seed.DemoVillage)
			for _, phone := range []learner{a, b, c, late, s.register(seed.DemoVillage)} {
				if home := s.home(phone.token); home != off[1] {
					t.Errorf("a phone that believes in the former village is told %s", home)
				}
				s.submit(phone.token, 3)
			}
			var shown struct {
				Village struct{ ID string } `json:"village"`
			}
			for _, path := range []string{"/villages/" + seed.DemoVillage + "/progress", "/villages/" + off[1] + "/progress"} {
				if status, err := s.call("GET", path, coordinator, nil, &shown); err != nil || status != http.StatusOK || shown.Village.ID != off[1] {
					t.Errorf("%s shows the coordinator %d %+v, %v", path, status, shown, err)
				}
			}
			var village struct{ ID, Name string }
			if status, err := s.call("GET", "/villages/"+seed.DemoVillage, "", nil, &village); err != nil || status != http.StatusOK || village.ID != off[1] {
				t.Errorf("the closed village is shown as %d %+v, %v", status, village, err)
			}
			if line := s.list()[seed.DemoVillage]; len(line) != 6 || line[5] != "merged into "+off[1] || line[3] != "0" || line[2] != "-" {
				t.Errorf("listed as %q", line)
			}
			s.settled(seed.DemoVillage)
			if err := s.stop(); err != nil {
				t.Fatal(err, s.log)
			}
			backup := filepath.Join(t.TempDir(), "backup.hocso")
			mustRun(t, s.process, "backup", backup)
			restored := villagesAt{&process{t: t, flags: []string{"--data=" + t.TempDir()}}}
			mustRun(t, restored.process, "restore", backup)
			if line := restored.list()[seed.DemoVillage]; len(line) != 6 || line[5] != "merged into "+off[1] {
				t.Errorf("restored as %q", line)
			}
		})
	}
}

// settledOpen waits until the server shows a new village and everything agrees.
func (s villagesAt) settledOpen(id string) {
	s.t.Helper()
	eventually(s.t, "the board shows "+id, func() bool { return s.shown()[id] != "" })
	eventually(s.t, "everything agrees", func() bool {
		_, err := s.command("verify")
		return err == nil
	})
}

func TestVillageCommandsThatMeanNothingAreRefusedInOneLineAndChangeNothing(t *testing.T) {
	data, _ := seeded(t)
	village := func(args ...string) (string, error) {
		return hocso(t, append(append([]string{"village"}, args...), "--data="+data)...)
	}
	before, err := village("list")
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "people.txt")
	if err := os.WriteFile(list, []byte("Bà Ba\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := regexp.MustCompile(`(?m)^(24175-\d{3})\t`).FindStringSubmatch(before)
	if other == nil {
		other = regexp.MustCompile(`(?m)^((?:2[0-35-9]|24[02-9])\d{3}-\d{3})\t`).FindStringSubmatch(before)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"list", "--ward=99999"}, places.ErrNotFound.Error()},
		{[]string{"add", "99999", "Thôn 1", "--kind=thon"}, places.ErrNotFound.Error()},
		{[]string{"add", seed.DemoWard, "<script>", "--kind=thon"}, places.ErrVillageName.Error()},
		{[]string{"add", seed.DemoWard, "Thôn 1", "--kind=hamlet"}, "wrong usage"},
		{[]string{"add", seed.DemoWard, "Thôn 1"}, "wrong usage"},
		{[]string{"rename", seed.DemoVillage, ""}, places.ErrVillageName.Error()},
		{[]string{"rename", "24163-999", "Thôn 1"}, places.ErrNotFound.Error()},
		{[]string{"merge", seed.DemoVillage, seed.DemoVillage}, places.ErrSameVillage.Error()},
		{[]string{"merge", seed.DemoVillage, other[1]}, places.ErrOtherWard.Error()},
		{[]string{"merge", "Buôn Một", seed.DemoVillage}, places.ErrNotFound.Error()},
		{[]string{"split", seed.DemoVillage, "Thôn 1", "--kind=thon", "--person=nobody"}, people.ErrNotFound.Error()},
		{[]string{"split", seed.DemoVillage, "Thôn 1", "--kind=thon", "--adults=100001"}, places.ErrAdults.Error()},
		{[]string{"split", seed.DemoVillage, "Thôn 1", "--kind=thon", "--adults=-1"}, places.ErrAdults.Error()},
		{[]string{"split", seed.DemoVillage, "Thôn 1", "--kind=thon", "--people=" + list}, "people.txt:1: not a person id"},
		{[]string{"move", "nobody", seed.DemoVillage}, people.ErrNotFound.Error()},
	} {
		_, err := village(c.args...)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: error %v does not say %q in one line", c.args, err, c.want)
		}
	}
	if after, err := village("list"); err != nil || after != before {
		t.Errorf("villages changed: %v\n%s\nbefore\n%s", err, after, before)
	}
}
