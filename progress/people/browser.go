package people

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// DeviceLabels is what kind of device a Label can say. Nothing finer is kept: it only helps a person to recognise their own.
var DeviceLabels = []string{"android", "iphone", "windows", "mac", "linux", "other"}

// Visit is where a request comes from.
type Visit struct {
	Browser string // the value of the browser cookie; empty if the browser has none
	Label   string // one of DeviceLabels
}

const browserSecretBytes = 16

// digest returns what the store knows the browser by; nil if the browser carries nothing that this program could have
// handed out.
func (v Visit) digest() []byte {
	secret, err := base64.RawURLEncoding.Strict().DecodeString(v.Browser)
	if err != nil || len(secret) != browserSecretBytes {
		return nil
	}
	return digest(secret)
}

// newBrowser draws what a browser carries from its first login on.
func (s *Service) newBrowser() (string, error) {
	secret := make([]byte, browserSecretBytes)
	if _, err := io.ReadFull(s.rand, secret); err != nil {
		return "", fmt.Errorf("draw a browser's secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(secret), nil
}

// known is who has signed in in one browser before, and did not have it forgotten.
type known []Person

// knownIn returns who is known in the browser of a visit.
func (s *Service) knownIn(ctx context.Context, v Visit) (known, error) {
	browser := v.digest()
	if browser == nil {
		return nil, nil
	}
	devices, err := s.devices.DevicesOfBrowser(ctx, browser)
	if err != nil {
		return nil, fmt.Errorf("read who is known in a browser: %w", err)
	}
	var people known
	for _, d := range devices {
		p, err := s.people.Person(ctx, d.Person)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read who is known in a browser: %w", err)
		}
		people = append(people, p)
	}
	return people, nil
}

func (k known) phone(phone string) bool {
	for _, p := range k {
		if p.Phone == phone && phone != "" {
			return true
		}
	}
	return false
}

func (k known) person(id string) bool {
	for _, p := range k {
		if p.ID == id {
			return true
		}
	}
	return false
}

func equalHash(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
