package people

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestKeysSurviveTheirFile(t *testing.T) {
	drawn, err := NewKeys(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Keys{drawn, testKeys()} {
		var file bytes.Buffer
		if err := want.Write(&file); err != nil {
			t.Fatal(err)
		}
		got, err := ParseKeys(&file)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Error("the keys read are others than those written")
		}
	}
}

func TestFaultyKeysAreRefusedWithoutShowingThem(t *testing.T) {
	long := base64.StdEncoding.EncodeToString([]byte("a secret that must never be printed"))
	short := base64.StdEncoding.EncodeToString([]byte("a short secret"))
	other := base64.StdEncoding.EncodeToString([]byte("another secret, never printed either"))
	for name, file := range map[string]string{
		"empty":           "",
		"no YAML":         ": : " + long,
		"only a text":     long,
		"no signing key":  "pepper: " + long,
		"no pepper":       "signing: [{id: a, secret: " + long + "}]",
		"short pepper":    "signing: [{id: a, secret: " + long + "}]\npepper: " + short,
		"short secret":    "signing: [{id: a, secret: " + short + "}]\npepper: " + long,
		"no base64":       "signing: [{id: a, secret: '" + long + "!'}]\npepper: " + other,
		"no id":           "signing: [{secret: " + long + "}]\npepper: " + other,
		"odd id":          "signing: [{id: 'a b', secret: " + long + "}]\npepper: " + other,
		"one id twice":    "signing: [{id: a, secret: " + long + "}, {id: a, secret: " + long + "a}]\npepper: " + other,
		"one value twice": "signing: [{id: a, secret: " + long + "}]\npepper: " + long,
		"unknown field":   "signing: [{id: a, secret: " + long + "}]\npepper: " + other + "\nmore: " + long,
		"field twice":     "pepper: " + long + "\npepper: " + other,
		"list as pepper":  "signing: [{id: a, secret: " + long + "}]\npepper: [" + other + "]",
		"two documents":   "signing: [{id: a, secret: " + long + "}]\npepper: " + other + "\n---\npepper: " + other,
	} {
		_, err := ParseKeys(strings.NewReader(file))
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		for _, secret := range []string{long, short, other, long[:12], other[:12]} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error shows a secret: %v", name, err)
			}
		}
	}
}

func TestKeysAreNotPrinted(t *testing.T) {
	k := testKeys()
	var text bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o"} {
		fmt.Fprintf(&text, verb, k)
		fmt.Fprintf(&text, verb, &k)
		fmt.Fprintf(&text, verb, k.Signing[0])
		fmt.Fprintf(&text, verb, Config{Keys: k})
	}
	slog.New(slog.NewJSONHandler(&text, nil)).Info("start", "keys", k, "key", k.Signing[0], "config", Config{Keys: k}.Keys)
	slog.New(slog.NewTextHandler(&text, nil)).Info("start", "keys", &k, "list", k.Signing)
	for _, encode := range []func(any) ([]byte, error){json.Marshal, yaml.Marshal} {
		b, err := encode([]any{k, k.Signing[0], map[string]any{"keys": &k}})
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	for _, b := range []byte{1, 2, 3} {
		secret := bytes.Repeat([]byte{b}, 8)
		for _, form := range []string{
			string(secret), fmt.Sprintf("%x", secret), strings.Trim(fmt.Sprintf("%d", secret), "[]"),
			strings.Trim(fmt.Sprintf("%#v", secret), "[]byte{}"), strings.Trim(fmt.Sprintf("%o", secret), "[]"),
			strings.TrimRight(base64.StdEncoding.EncodeToString(secret), "=")[:8],
		} {
			if strings.Contains(text.String(), form) {
				t.Errorf("key %d is printed as %q", b, form)
			}
		}
	}
	if !strings.Contains(text.String(), redacted) {
		t.Error("nothing says that something is redacted")
	}
}
