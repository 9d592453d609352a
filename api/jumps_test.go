package api_test

import (
	"net/http"
	"testing"
	"time"

	"hocso/internal/longtest"
)

// Whatever the server's clock does, a phone that is told its token does not hold trades it and goes on; what it had handed in
// is known again, and counts once.
func TestAPhoneGoesOnWhileTheServersClockJumps(t *testing.T) {
	o := newOutbox(t, sqliteSite(t), 1)
	of := o.learners[0]
	jumps := []time.Duration{0, time.Minute, -2 * time.Minute, 16 * time.Minute, -time.Hour, time.Hour, 24 * time.Hour, -24 * time.Hour, 29 * 24 * time.Hour}
	var sent []sending
	for _, jump := range jumps {
		o.clock.skip(jump)
		s := o.submission()
		if status := o.one(s); status != http.StatusCreated {
			t.Fatalf("after a jump of %v: %d", jump, status)
		}
		sent = append(sent, s)
		for _, before := range sent {
			if status := o.one(before); status != http.StatusOK {
				t.Errorf("after a jump of %v, what was sent before: %d", jump, status)
			}
		}
	}
	if of.refreshed == 0 {
		t.Error("no token was traded: the jumps are too small")
	}

	// Weeks without the phone: it must sign in again, and what waited in its outbox goes then.
	o.clock.skip(31 * 24 * time.Hour)
	late := o.submission()
	raw := toJSON(t, late.body)
	if status, answer, _ := o.call("/submissions", raw, "Authorization", "Bearer "+of.token); status != http.StatusUnauthorized {
		t.Errorf("an old token: %d %s", status, answer)
	}
	if status, answer, _ := o.call("/auth/refresh", nil, "Cookie", of.cookie); status != http.StatusUnauthorized {
		t.Errorf("an old refresh secret: %d %s", status, answer)
	}
	o.check(t.Context(), len(jumps))
	status, answer, _ := o.call("/auth/login", toJSON(t, fields{"phone": "0903000000", "pin": pin}), "Cookie", "")
	if status != http.StatusOK {
		t.Fatalf("signing in again: %d %s", status, answer)
	}
	of.token = decode[struct {
		Token string `json:"access_token"`
	}](t, reply{body: answer}).Token
	if status := o.one(late); status != http.StatusCreated {
		t.Errorf("what waited: %d", status)
	}
	o.check(t.Context(), len(jumps)+1)
	longtest.Report(t, 6, len(jumps), "jumps of the server's clock by up to a month", "tokens are traded, every repeat is known, one effect each")
}
