package people

import "testing"

func TestTokensAreRecognizedUntilTheyExpireWithoutAskingTheStore(t *testing.T) {
	w := newWorld(t)
	token := w.register(nil).AccessToken
	_ = w.fail("Person", "PersonByCredential")
	if !w.Recognizes(token) {
		t.Error("our own token is not recognized")
	}
	for _, other := range []string{"", token + "x", token[:len(token)-4] + "AAAA", "a.b.c"} {
		if w.Recognizes(other) {
			t.Errorf("%q is recognized", other)
		}
	}
	w.pass(AccessTokenLife + tokenLeeway)
	if w.Recognizes(token) {
		t.Error("it is recognized after its time")
	}
}
