package people

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"

	"github.com/goccy/go-yaml"

	"hocso/internal/multikey"
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
	// Certificates are the keys of the certificates that others may check. The first one signs, all are published, so that what
	// was signed with a former one can still be checked; of one that leaked nothing is left. None: one that follows from the pepper.
	Certificates []CertificateKey
}

// CertificateKey signs certificates, or did: an Ed25519 key.
type CertificateKey struct {
	ID     string            // names the key to whoever checks
	Seed   []byte            // 32 bytes; nil of one that signs no more
	Public ed25519.PublicKey // follows from the seed where there is one
}

// CertificateKeys returns the keys of certificates, the one that signs first.
func (k Keys) CertificateKeys() ([]CertificateKey, error) {
	if len(k.Certificates) > 0 {
		return k.Certificates, nil
	}
	seed, err := hkdf.Key(sha256.New, k.Pepper, nil, "hocso: key of certificates", ed25519.SeedSize)
	if err != nil {
		return nil, fmt.Errorf("derive the key of certificates: %w", err)
	}
	key := newCertificateKey("", seed)
	sum := sha256.Sum256(key.Public)
	key.ID = hex.EncodeToString(sum[:4])
	return []CertificateKey{key}, nil
}

func newCertificateKey(id string, seed []byte) CertificateKey {
	public, _ := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	return CertificateKey{ID: id, Seed: seed, Public: public}
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
	return k.validateCertificates(secrets)
}

func (k Keys) validateCertificates(secrets map[string]bool) error {
	ids := make(map[string]bool)
	for i, c := range k.Certificates {
		switch {
		case !signingKeyID.MatchString(c.ID):
			return fmt.Errorf("keys: certificate key %d: the id must be 1 to 32 letters, digits, dashes or underscores", i+1)
		case ids[c.ID]:
			return fmt.Errorf("keys: certificate key %d: another one has the same id", i+1)
		case i == 0 && c.Seed == nil:
			return errors.New("keys: the first certificate key signs, so it needs its secret")
		case len(c.Public) != ed25519.PublicKeySize:
			return fmt.Errorf("keys: certificate key %d needs a secret of %d bytes, or a public key that begins with z6Mk", i+1, ed25519.SeedSize)
		case c.Seed != nil && secrets[string(c.Seed)]:
			return fmt.Errorf("keys: certificate key %d: its secret is used twice", i+1)
		}
		ids[c.ID], secrets[string(c.Seed)] = true, true
	}
	return nil
}

// keysFile is Keys as written.
type keysFile struct {
	Signing []signingKeyEntry `yaml:"signing"`
	Pepper  base64Text        `yaml:"pepper"`

	Certificates []certificateKeyEntry `yaml:"certificates,omitempty"`
}

// certificateKeyEntry has a secret or a public key.
type certificateKeyEntry struct {
	ID     string     `yaml:"id"`
	Secret base64Text `yaml:"secret,omitempty"`
	Public string     `yaml:"public,omitempty"` // as the issuer's document has it
}

// key leaves out what is not valid; Validate says so.
func (e certificateKeyEntry) key() CertificateKey {
	if e.Public == "" && len(e.Secret) == ed25519.SeedSize {
		return newCertificateKey(e.ID, e.Secret)
	}
	public, err := multikey.ParsePublic(e.Public)
	if err != nil || len(e.Secret) > 0 {
		return CertificateKey{ID: e.ID, Seed: e.Secret}
	}
	return CertificateKey{ID: e.ID, Public: public}
}

func newCertificateKeyEntry(k CertificateKey) certificateKeyEntry {
	if k.Seed != nil {
		return certificateKeyEntry{ID: k.ID, Secret: k.Seed}
	}
	return certificateKeyEntry{ID: k.ID, Public: multikey.Public(k.Public)}
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
	for _, c := range f.Certificates {
		k.Certificates = append(k.Certificates, c.key())
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
	for _, c := range k.Certificates {
		f.Certificates = append(f.Certificates, newCertificateKeyEntry(c))
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

// String hides the key.
func (k CertificateKey) String() string { return redacted }

// Format hides the key from every verb.
func (k CertificateKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the key.
func (k CertificateKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the key from encoders.
func (k CertificateKey) MarshalText() ([]byte, error) { return []byte(redacted), nil }
