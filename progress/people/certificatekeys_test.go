package people

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hocso/internal/multikey"
)

func certificateKeys(t *testing.T, file string) []CertificateKey {
	t.Helper()
	k, err := ParseKeys(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := k.CertificateKeys()
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

const keysBefore = "signing: [{id: a, secret: AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=}]\npepper: AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n"

// Files of before there were certificates have no key of theirs.
func TestAKeyOfCertificatesFollowsFromThePepperAlone(t *testing.T) {
	first, second := certificateKeys(t, keysBefore), certificateKeys(t, keysBefore)
	if len(first) != 1 || !reflect.DeepEqual(first, second) || first[0].ID == "" {
		t.Fatalf("%d keys, the same again: %v", len(first), reflect.DeepEqual(first, second))
	}
	if text := multikey.Public(first[0].Public); text != "z6MkfnhiuwsFXB3iR7Wgoa7YdtbdXidjWSQ6V61KdgXYXh8F" {
		t.Errorf("the key of this pepper is %s now: what was signed before cannot be checked any more", text)
	}
	other := certificateKeys(t, strings.Replace(keysBefore, "AwMD", "BAMD", 1))
	if other[0].Public.Equal(first[0].Public) {
		t.Error("another pepper has the same key")
	}
}

func TestAFormerKeyOfCertificatesIsPublishedAndDoesNotSign(t *testing.T) {
	former := certificateKeys(t, keysBefore)[0]
	seed := bytes.Repeat([]byte{7}, ed25519.SeedSize)
	file := keysBefore + fmt.Sprintf("certificates: [{id: new, secret: %s}, {id: %s, public: %s}]", base64.StdEncoding.EncodeToString(seed), former.ID, multikey.Public(former.Public))
	keys := certificateKeys(t, file)
	if len(keys) != 2 || !bytes.Equal(keys[0].Seed, seed) || keys[1].Seed != nil || !keys[1].Public.Equal(former.Public) || keys[1].ID != former.ID {
		t.Fatal("the keys are not those of the file")
	}
	k, err := ParseKeys(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if err := k.Write(&written); err != nil {
		t.Fatal(err)
	}
	if again, err := ParseKeys(&written); err != nil || !reflect.DeepEqual(again, k) {
		t.Errorf("the keys read are others than those written: %v", err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%d"} {
		if text := fmt.Sprintf(verb, k.Certificates); strings.Contains(text, "7, 7") || strings.Contains(text, "7 7") || strings.Contains(text, "0707") || !strings.Contains(text, redacted) {
			t.Errorf("%s prints %s", verb, text)
		}
	}
}

func TestFaultyKeysOfCertificatesAreRefused(t *testing.T) {
	seed := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	public := multikey.Public(certificateKeys(t, keysBefore)[0].Public)
	for name, list := range map[string]string{
		"no secret to sign with": "[{id: a, public: " + public + "}]",
		"no id":                  "[{secret: " + seed + "}]",
		"one id twice":           "[{id: a, secret: " + seed + "}, {id: a, public: " + public + "}]",
		"one value twice":        "[{id: a, secret: " + seed + "}, {id: b, secret: " + seed + "}]",
		"the pepper":             "[{id: a, secret: AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=}]",
		"a short secret":         "[{id: a, secret: " + base64.StdEncoding.EncodeToString([]byte("short")) + "}]",
		"both":                   "[{id: a, secret: " + seed + ", public: " + public + "}]",
		"neither":                "[{id: a, secret: " + seed + "}, {id: b}]",
		"no public key":          "[{id: a, secret: " + seed + "}, {id: b, public: z6Mkxyz}]",
	} {
		if _, err := ParseKeys(strings.NewReader(keysBefore + "certificates: " + list)); err == nil || strings.Contains(err.Error(), seed[:12]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
