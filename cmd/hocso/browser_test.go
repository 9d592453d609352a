package main

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// TestAResidentLearnsAndEverybodySeesIt drives a real browser against the real program, once for each way of keeping data:
// a new resident registers in a former commune, takes a module, passes, and soon the totals, the
// coordinator's page and the boards show it; then the same without a network in the middle.
func TestAResidentLearnsAndEverybodySeesIt(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			server := serve(t, flags(t), "--demo", "--residents=60")
			script(t, server, "e2e/journey.mjs")
			t.Log(server.verify())
		})
	}
}

func TestEveryPageIsAccessible(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=400"), "e2e/pages.mjs")
}

// TestPeopleOfOnePhoneGetIn tries the ways in that a shared phone has: join code, name and PIN, card, recovery code.
func TestPeopleOfOnePhoneGetIn(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=10"), "e2e/entry.mjs")
}

// TestACourseCanBeTakenByTouchAndByKeyboard takes a module of every course, with every kind of question among them.
func TestACourseCanBeTakenByTouchAndByKeyboard(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=10"), "e2e/courses.mjs")
}

// TestAHallSeesWhatAPhoneHandsIn watches the big screen in one browser while a resident passes a quiz in another, and goes over the
// map by keyboard.
func TestAHallSeesWhatAPhoneHandsIn(t *testing.T) {
	// So many residents that wards have the learners whom ranking asks for.
	script(t, serve(t, stores["embedded"](t), "--demo"), "e2e/screen.mjs")
}

// TestBoardsShowWhatIsLearnt opens boards in one browser while a resident learns in another, and takes picture and paper of them.
func TestBoardsShowWhatIsLearnt(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=200"), "e2e/boards.mjs")
}

// TestAThousandPeopleAreFoundSetRightMovedAndMerged drives the roster of a village by its coordinator's phone and its officer's desk.
func TestAThousandPeopleAreFoundSetRightMovedAndMerged(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=60")
	script(t, server, "e2e/roster.mjs")
	t.Log(server.verify())
}

// TestACampaignIsSettledByItsStaff declares and approves rolls, flags and clears a village, and freezes the boards, all by the
// pages of an officer and a manager.
func TestACampaignIsSettledByItsStaff(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=400")
	script(t, server, "e2e/settle.mjs")
	t.Log(server.verify())
}

// TestACertificateIsPrintedScannedCheckedAndTakenBack reads the QR code from the printed sheet, and lets a library that knows nothing
// of hocso check the credential.
func TestACertificateIsPrintedScannedCheckedAndTakenBack(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=20"), "e2e/certificates.mjs")
}

// TestAnOfficerLooksAfterTheVillagesOfAWard adds, renames, splits, merges and drops villages on the officer's pages, and prints the week.
func TestAnOfficerLooksAfterTheVillagesOfAWard(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=400")
	script(t, server, "e2e/desk.mjs")
	t.Log(server.verify())
}

// TestAVisitNotedWithoutANetworkReachesTheOtherPhone notes, takes back and sends outcomes by a coordinator's phone while the list stands
// open on an officer's.
func TestAVisitNotedWithoutANetworkReachesTheOtherPhone(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=20"), "e2e/visits.mjs")
}

// TestWhatStaffAndLearnersDoCanBeDoneByKeyboard drives an evening, a visit, tables, a split, the room and a certificate without a
// mouse, and looks at where the focus is at each step.
func TestWhatStaffAndLearnersDoCanBeDoneByKeyboard(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=100"), "e2e/keyboard.mjs")
}

func TestTheFirstPageIsLightAndSound(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=200"), "e2e/lighthouse.mjs")
}

// TestFilesNamedAheadAreThoseOfThePage opens pages by browsers without the app.
func TestFilesNamedAheadAreThoseOfThePage(t *testing.T) {
	script(t, serve(t, stores["embedded"](t), "--demo", "--residents=60"), "e2e/ahead.mjs")
}

// BenchmarkAThousandPeopleOnASlowNetwork reports after how long a coordinator's phone shows the first people of a large village.
func BenchmarkAThousandPeopleOnASlowNetwork(b *testing.B) {
	figure := regexp.MustCompile(`(\d+) (ms-[\w-]+)`)
	for range b.N {
		server := serve(b, []string{"--data=" + b.TempDir()}, "--demo", "--residents=60")
		script(b, server, "e2e/roster.mjs")
		b.ReportMetric(0, "ns/op")
		for _, found := range figure.FindAllStringSubmatch(script(b, server, "e2e/speed.mjs"), -1) {
			ms, err := strconv.ParseFloat(found[1], 64)
			must(b, err)
			b.ReportMetric(ms, found[2])
		}
		server.kill()
	}
}

// script runs one of the web app's end-to-end scripts against a server and returns what it prints, a line for each check. More may be
// told to it in the environment.
func script(t testing.TB, server *process, path string, env ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 25*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", path)
	cmd.Dir = "../../frontend"
	cmd.Env = append(append(os.Environ(), "HOCSO_URL="+server.url), env...)
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("%s: %v\n%s", path, err, server.log)
	}
	return string(out)
}
