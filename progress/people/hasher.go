package people

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// ErrBusy says that too many logins wait already; the caller may try again in a second.
var ErrBusy = errors.New("too many logins at once")

// The cost of argon2id: 19 MiB, two passes, one thread (OWASP). Two hashes at once keep two cores and 38 MiB.
const (
	argonMemory  = 19456 // KiB
	argonPasses  = 2
	argonThreads = 1
	argonSalt    = 16
	argonLength  = 32

	hashesAtOnce  = 2
	hashesWaiting = 20
)

// hasher turns PINs and passwords into what is stored.
//
// The salt is not random but derived from the phone number and the pepper. Several people may share a phone, and
// their PINs tell them apart: with one salt a phone, one hash answers for all of them, equal PINs on one phone have
// equal hashes, which a unique index on (phone, hash) refuses, and an unknown phone costs exactly the same as a known
// one. Different phones still have different salts, and without the pepper nobody can compute a table ahead. People
// without a phone have a salt of their own, from their id.
//
// The pepper also keys the secret before it is hashed: a million PINs are few enough to try all of them on a stolen
// database, whatever the hash costs; without the pepper they cannot be tried at all.
type hasher struct {
	pepper   []byte
	running  chan struct{}
	admitted chan struct{}                    // those running and those waiting
	derive   func(secret, salt []byte) []byte // replaced in tests, which count
}

func newHasher(pepper []byte) *hasher {
	return &hasher{
		pepper:   pepper,
		running:  make(chan struct{}, hashesAtOnce),
		admitted: make(chan struct{}, hashesAtOnce+hashesWaiting),
		derive: func(secret, salt []byte) []byte {
			return argon2.IDKey(secret, salt, argonPasses, argonMemory, argonThreads, argonLength)
		},
	}
}

// hash returns the hash of a secret of the people behind owner, which is a phone number in E.164 or a person's id.
// ErrBusy if too many wait already, or the context's error if it ends while waiting; then nothing was hashed.
func (h *hasher) hash(ctx context.Context, owner, secret string) ([]byte, error) {
	select {
	case h.admitted <- struct{}{}:
		defer func() { <-h.admitted }()
	default:
		return nil, ErrBusy
	}
	select {
	case h.running <- struct{}{}:
		defer func() { <-h.running }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := ctx.Err(); err != nil { // both may have been ready
		return nil, err
	}
	// Keyboards write the same Vietnamese letter composed or not.
	keyed := mac(h.pepper, "secret", norm.NFC.String(secret))
	return h.derive(keyed, mac(h.pepper, "salt", owner)[:argonSalt]), nil
}

// mac is HMAC-SHA256 of a label and a text, so that values of one purpose say nothing about those of another.
func mac(pepper []byte, label, text string) []byte {
	m := hmac.New(sha256.New, pepper)
	m.Write([]byte(label))
	m.Write([]byte(text))
	return m.Sum(nil)
}
