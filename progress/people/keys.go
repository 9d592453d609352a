package people

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"

	"github.com/goccy/go-yaml"
)

// SigningKey signs and verifies access tokens.
type SigningKey struct {
	ID     string // names the key in a token's header
	Secret []byte // 32 bytes or more
}

// Keys are the secrets of an installation, kept outside its database. They print as "redacted" by any verb of fmt,
// in logs and in JSON.
//
// To rotate the signing key, put a new one first and drop the old one after 15 minutes. The pepper cannot change:
// no PIN or password would be right any more.
type Keys struct {
	Signing []SigningKey // the first one signs, all verify
	Pepper  []byte       // 32 bytes or more
}

const (
	secretBytes  = 32
	maxKeysBytes = 64 << 10
	redacted     = "redacted"
)

var signingKeyID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// NewKeys draws one signing key and a pepper.
func NewKeys(rand io.Reader) (Keys, error) {
	b := make([]byte, 4+2*secretBytes)
	if _, err := io.ReadFull(rand, b); err != nil {
		return Keys{}, fmt.Errorf("draw keys: %w", err)
	}
	id, secret, pepper := b[:4], b[4:4+secretBytes:4+secretBytes], b[4+secretBytes:]
	k := Keys{Signing: []SigningKey{{ID: fmt.Sprintf("%x", id), Secret: secret}}, Pepper: pepper}
	return k, k.Validate()
}

// Validate returns an error that says what is wrong, without any secret: no signing key, an id that is used twice or
// is not 1 to 32 letters, digits, dashes and underscores, a secret of under 32 bytes, or one used twice.
func (k Keys) Validate() error {
	if len(k.Signing) == 0 {
		return errors.New("keys: no signing key")
	}
	if len(k.Pepper) < secretBytes {
		return fmt.Errorf("keys: the pepper has %d bytes, needs %d or more", len(k.Pepper), secretBytes)
	}
	ids, secrets := make(map[string]bool), map[string]bool{string(k.Pepper): true}
	for i, s := range k.Signing {
		switch {
		case !signingKeyID.MatchString(s.ID):
			return fmt.Errorf("keys: signing key %d: the id must be 1 to 32 letters, digits, dashes or underscores", i+1)
		case ids[s.ID]:
			return fmt.Errorf("keys: signing key %d: another one has the same id", i+1)
		case len(s.Secret) < secretBytes:
			return fmt.Errorf("keys: signing key %d has %d bytes, needs %d or more", i+1, len(s.Secret), secretBytes)
		case secrets[string(s.Secret)]:
			return fmt.Errorf("keys: signing key %d: its secret is used twice", i+1)
		}
		ids[s.ID], secrets[string(s.Secret)] = true, true
	}
	return nil
}

// keysFile is Keys as written.
type keysFile struct {
	Signing []signingKeyEntry `yaml:"signing"`
	Pepper  base64Text        `yaml:"pepper"`
}

type signingKeyEntry struct {
	ID     string     `yaml:"id"`
	Secret base64Text `yaml:"secret"`
}

// base64Text is bytes that a file holds as base64.
type base64Text []byte

// MarshalText encodes.
func (b base64Text) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText decodes; its error does not quote the text.
func (b *base64Text) UnmarshalText(text []byte) error {
	decoded, err := base64.StdEncoding.Strict().DecodeString(string(text))
	if err != nil {
		return errors.New("not base64")
	}
	*b = decoded
	return nil
}

// ParseKeys reads what Write wrote, and validates it. Its errors give a line, never a value.
func ParseKeys(r io.Reader) (Keys, error) {
	d := yaml.NewDecoder(io.LimitReader(r, maxKeysBytes), yaml.Strict())
	var f keysFile
	if err := d.Decode(&f); err != nil {
		// The decoder's own message quotes the lines around the fault, and those are secrets.
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			return Keys{}, fmt.Errorf("keys: line %d: not as expected", at.GetToken().Position.Line)
		}
		return Keys{}, errors.New("keys: not a file of keys")
	}
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		return Keys{}, errors.New("keys: more than one document")
	}
	k := Keys{Pepper: f.Pepper}
	for _, s := range f.Signing {
		k.Signing = append(k.Signing, SigningKey{ID: s.ID, Secret: s.Secret})
	}
	return k, k.Validate()
}

// Write writes the keys as a small YAML file, to be readable by the server's user only.
func (k Keys) Write(w io.Writer) error {
	if err := k.Validate(); err != nil {
		return err
	}
	f := keysFile{Pepper: k.Pepper}
	for _, s := range k.Signing {
		f.Signing = append(f.Signing, signingKeyEntry{ID: s.ID, Secret: s.Secret})
	}
	text, err := yaml.Marshal(f)
	if err != nil {
		return errors.New("keys: cannot be written as YAML")
	}
	const head = "# Secrets of this installation. Keep a copy apart from backups of the data: without the pepper nobody\n" +
		"# can sign in. The first signing key signs; all of them verify.\n"
	if _, err := w.Write(append([]byte(head), text...)); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return nil
}

// String hides the keys.
func (k Keys) String() string { return redacted }

// Format hides the keys from every verb, also from those that ignore String.
func (k Keys) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the keys.
func (k Keys) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the keys from encoders.
func (k Keys) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// String hides the key.
func (k SigningKey) String() string { return redacted }

// Format hides the key from every verb.
func (k SigningKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the key.
func (k SigningKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the key from encoders.
func (k SigningKey) MarshalText() ([]byte, error) { return []byte(redacted), nil }
