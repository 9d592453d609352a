// Package multikey writes Ed25519 public keys and signatures as Verifiable Credentials have them: bytes in base58 behind a "z"
// (https://www.w3.org/TR/cid-1.0/#Multikey).
package multikey

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"math/big"
	"strings"
)

// base58 is the alphabet of Bitcoin: no 0, O, I or l.
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// ed25519Code comes before the bytes of an Ed25519 public key.
var ed25519Code = []byte{0xed, 0x01}

// ErrBadKey says that a text is no Ed25519 public key.
var ErrBadKey = errors.New("not a public key that begins with z6Mk")

// Encode writes bytes in base58 behind a "z".
func Encode(b []byte) string {
	var text []byte
	for n, digit := new(big.Int).SetBytes(b), new(big.Int); n.Sign() > 0; {
		n.DivMod(n, big.NewInt(int64(len(base58))), digit)
		text = append(text, base58[digit.Int64()])
	}
	for _, one := range b {
		if one != 0 {
			break
		}
		text = append(text, base58[0])
	}
	for i, j := 0, len(text)-1; i < j; i, j = i+1, j-1 {
		text[i], text[j] = text[j], text[i]
	}
	return "z" + string(text)
}

// Public writes a public key.
func Public(key ed25519.PublicKey) string { return Encode(append(bytes.Clone(ed25519Code), key...)) }

// ParsePublic reads what Public wrote. ErrBadKey.
func ParsePublic(text string) (ed25519.PublicKey, error) {
	digits, ok := strings.CutPrefix(text, "z")
	if !ok || len(digits) > 60 {
		return nil, ErrBadKey
	}
	n := new(big.Int)
	for _, d := range digits {
		value := strings.IndexRune(base58, d)
		if value < 0 {
			return nil, ErrBadKey
		}
		n.Mul(n, big.NewInt(int64(len(base58))))
		n.Add(n, big.NewInt(int64(value)))
	}
	key, ok := bytes.CutPrefix(n.Bytes(), ed25519Code)
	if !ok || len(key) != ed25519.PublicKeySize || Public(key) != text {
		return nil, ErrBadKey
	}
	return key, nil
}
