package openbadge

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/multikey"
	"hocso/progress/certificates"
)

var update = flag.Bool("update", false, "write testdata anew")

const base = "https://hoc.example.vn"

func issuer(t testing.TB) *Issuer {
	t.Helper()
	key := func(id string, b byte) Key {
		private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, ed25519.SeedSize))
		public, _ := private.Public().(ed25519.PublicKey)
		return Key{id, public, private}
	}
	former := key("cu", 2)
	former.Private = nil
	i, err := NewIssuer([]Key{key("moi", 1), former})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func plain() certificates.Certificate {
	at := time.Date(2026, 11, 2, 3, 4, 5, 6e6, time.UTC)
	return certificates.Certificate{ID: "00112233445566778899aabbccddeeff", Person: "p1", Campaign: "dot-1", Title: "Bình dân học vụ số", Name: "H'Hoa Niê",
		Shown: certificates.ShownName, Modules: []certificates.Module{{ID: "a", Title: "Mở VNeID"}, {ID: "b", Title: "Gọi 113"}}, CompletedAt: at, IssuedAt: at}
}

// strange has what programs write down in different ways.
func strange() certificates.Certificate {
	c := plain()
	c.Title, c.Name, c.Sample = "Đợt \"hai\" \\ <b>&amp;\u2028\n\t\x7f 𠮷 ]]>", "Y “Bhăm” \\ \"Ksơr\" Ê\u0306", true
	c.Modules = []certificates.Module{{ID: "a", Title: "\u0001\"\\\r\n"}}
	return c
}

// The files are checked by another program, frontend/src/learn/account/settings/certificates/credential.test.ts.
func TestCredentialsStayAsAnotherProgramHasCheckedThem(t *testing.T) {
	i := issuer(t)
	document, err := i.Document(base)
	if err != nil {
		t.Fatal(err)
	}
	did, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"did.json": did}
	for name, c := range map[string]certificates.Certificate{"plain.json": plain(), "strange.json": strange()} {
		if files[name], err = i.Credential(base, c); err != nil {
			t.Fatal(err)
		}
	}
	if files["elsewhere.json"], err = i.Credential("https://noi-khac.example.vn", plain()); err != nil {
		t.Fatal(err)
	}
	for name, got := range files {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, append(got, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path) //nolint:gosec // A file of this test.
		if err != nil {
			t.Fatal(err)
		}
		if string(got)+"\n" != string(want) {
			t.Errorf("%s is another one now; if that is meant, run with -update and then the tests of the web app:\n%s", name, got)
		}
	}
}

// read is a credential without its proof, and the value of that.
func read(t testing.TB, raw []byte) (credential, proof) {
	t.Helper()
	var c credential
	if err := json.Unmarshal(raw, &c); err != nil || len(c.Proof) != 1 {
		t.Fatal(err, string(raw))
	}
	p := c.Proof[0]
	c.Proof = nil
	return c, p
}

func TestWhateverACertificateSaysIsSigned(t *testing.T) {
	i := issuer(t)
	texts := rapid.StringOfN(rapid.RuneFrom([]rune("aă \"\\\n\t\u2028<>]𠮷é")), 1, 12, -1)
	rapid.Check(t, func(rt *rapid.T) {
		c := plain()
		c.Name, c.Title, c.Campaign = texts.Draw(rt, "name"), texts.Draw(rt, "title"), rapid.StringMatching(`[a-z0-9-]{1,20}`).Draw(rt, "campaign")
		c.Modules[0].Title = texts.Draw(rt, "module")
		c.IssuedAt = time.Unix(rapid.Int64Range(0, 4e9).Draw(rt, "at"), 0)
		raw, err := i.Credential(base, c)
		if err != nil {
			rt.Fatal(err)
		}
		again, err := i.Credential(base, c)
		if err != nil || !bytes.Equal(raw, again) {
			rt.Fatalf("the second time it is\n%s, %v\nnot\n%s", again, err, raw)
		}
		// What is written down of the JSON that was sent is what was signed.
		sent, p := read(t, raw)
		value := p.ProofValue
		p.ProofValue = ""
		settings, content := sha256.Sum256([]byte(p.statements().canonical())), sha256.Sum256([]byte(sent.statements().canonical()))
		if value != multikey.Encode(ed25519.Sign(i.keys[0].Private, append(settings[:], content[:]...))) {
			rt.Fatalf("what was signed is not what was sent: %s", raw)
		}
		for _, line := range sent.statements() {
			if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, " .\n") {
				rt.Fatalf("%q is no line", line)
			}
		}
		if bytes.Contains(raw, []byte("]]>")) {
			rt.Fatal("it would end its section in a picture")
		}
	})
}

func TestAnIssuerIsCalledByItsAddress(t *testing.T) {
	for address, want := range map[string]string{base: "did:web:hoc.example.vn", "http://127.0.0.1:8080": "did:web:127.0.0.1%3A8080", "https://HOC.example.vn": "did:web:hoc.example.vn"} {
		if got, err := DID(address); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", address, got, err, want)
		}
	}
	if got, err := DID("nowhere"); err == nil {
		t.Errorf("nowhere: %s", got)
	}
	if _, err := issuer(t).Credential("", plain()); err == nil {
		t.Error("signed without an address")
	}
	if _, err := NewIssuer([]Key{{ID: "cu"}}); err == nil {
		t.Error("made without a key to sign with")
	}
}
