package multikey_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/multikey"
)

// The values are those of draft-msporny-base58 and of the vectors of W3C's vc-di-eddsa.
func TestBytesAreWrittenAsOthersWriteThem(t *testing.T) {
	for raw, want := range map[string]string{
		"":             "z",
		"00":           "z1",
		"0000287fb4cd": "z11233QC4",
		hex.EncodeToString([]byte("Hello World!")):                                 "z2NEpo7TZRRrLZSi2U",
		hex.EncodeToString([]byte("The quick brown fox jumps over the lazy dog.")): "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
	} {
		b, err := hex.DecodeString(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := multikey.Encode(b); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestAPublicKeyIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := ed25519.PublicKey(rapid.SliceOfN(rapid.Byte(), ed25519.PublicKeySize, ed25519.PublicKeySize).Draw(t, "key"))
		text := multikey.Public(key)
		if text[:4] != "z6Mk" {
			t.Fatalf("%s", text)
		}
		if got, err := multikey.ParsePublic(text); err != nil || !got.Equal(key) {
			t.Fatalf("%x, %v", got, err)
		}
		for _, bad := range []string{text[1:], text + "1", text[:len(text)-1], "z" + text, "z1" + text[1:], text[:9] + "0" + text[10:]} {
			if _, err := multikey.ParsePublic(bad); !errors.Is(err, multikey.ErrBadKey) {
				t.Fatalf("%s: %v", bad, err)
			}
		}
	})
}
