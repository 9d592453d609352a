package people

import (
	"context"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
)

var (
	// ErrCodeNotValid says that a join, device or recovery code is unknown, used up, expired or revoked.
	ErrCodeNotValid = errors.New("code does not hold")
	// ErrCardNotValid says that a card is unknown or was revoked.
	ErrCardNotValid = errors.New("card does not hold")
)

const (
	cardSecretBytes = 16 // 128 bits, read by a camera
	joinCodeBytes   = 7  // of which 50 bits are shown: ten letters, typed from a poster
	joinCodeLetters = 10
	codeDigits      = 8 // 26 bits, spoken, for ten minutes and one person only
	codeLife        = 10 * time.Minute
	maxDraws        = 20
)

// readable is Crockford's base 32: no I, L, O and U, which are misread or spell words.
var readable = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// normalizeCode returns a code of readable letters as it was made, however it was typed.
func normalizeCode(typed string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1", "-", "", " ", "", ".", "", "\u2013", "").Replace(strings.ToUpper(strings.TrimSpace(typed)))
}

// normalizeDigits returns a code of digits without what people put between them.
func normalizeDigits(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed)
}

// group puts a dash after each n letters, for reading.
func group(code string, n int) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%n == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (s *Service) drawCard() (string, error) {
	b := make([]byte, cardSecretBytes)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return "", fmt.Errorf("draw a card's secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

func (s *Service) drawJoinCode() (string, error) {
	b := make([]byte, joinCodeBytes)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return "", fmt.Errorf("draw a join code: %w", err)
	}
	return readable.EncodeToString(b)[:joinCodeLetters], nil
}

func (s *Service) drawDigits() (string, error) {
	const below = 100_000_000
	for range maxDraws {
		var b [4]byte
		if _, err := io.ReadFull(s.rand, b[:]); err != nil {
			return "", fmt.Errorf("draw a code: %w", err)
		}
		// Above this, low numbers would come more often.
		if n := binary.BigEndian.Uint32(b[:]); n < 1<<32/below*below {
			return fmt.Sprintf("%0*d", codeDigits, n%below), nil
		}
	}
	return "", errors.New("draw a code: the source of randomness repeats itself")
}

// passDigest is what the store knows a pass by. Without the pepper no pass can be made from a stolen database, nor the few
// digits of a code tried.
func (s *Service) passDigest(kind PassKind, secret string) []byte {
	return mac(s.pepper, "pass/"+string(kind)+"/", secret)
}

// passOf returns the pass with the secret if it may be used now, or ErrCodeNotValid.
func (s *Service) passOf(ctx context.Context, kind PassKind, secret string) (Pass, error) {
	p, err := s.stores.Passes.PassByDigest(ctx, s.passDigest(kind, secret))
	switch {
	case errors.Is(err, ErrNotFound), err == nil && (p.Kind != kind || !p.Valid(s.now())):
		return Pass{}, ErrCodeNotValid
	case err != nil:
		return Pass{}, fmt.Errorf("look up a pass: %w", err)
	}
	return p, nil
}

// use counts one use of a pass, or returns ErrCodeNotValid if others have used it up or it was revoked meanwhile.
func (s *Service) use(ctx context.Context, p Pass) (Pass, error) {
	return s.changePass(ctx, p.ID, func(p *Pass) error {
		if !p.Valid(s.now()) {
			return ErrCodeNotValid
		}
		p.Uses++
		return nil
	})
}

// giveUseBack undoes a use that came to nothing, also when the request's own context has ended.
func (s *Service) giveUseBack(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackTime)
	defer cancel()
	_, err := s.changePass(ctx, id, func(p *Pass) error {
		p.Uses = max(0, p.Uses-1)
		return nil
	})
	return err
}

// revoke stops a pass.
func (s *Service) revoke(ctx context.Context, id string) error {
	_, err := s.changePass(ctx, id, func(p *Pass) error {
		if p.RevokedAt.IsZero() {
			p.RevokedAt = s.now()
		}
		return nil
	})
	return err
}

func (s *Service) changePass(ctx context.Context, id string, f func(*Pass) error) (Pass, error) {
	for range maxConflicts {
		p, err := s.stores.Passes.Pass(ctx, id)
		if errors.Is(err, ErrNotFound) {
			return Pass{}, ErrCodeNotValid
		}
		if err != nil {
			return Pass{}, fmt.Errorf("read a pass: %w", err)
		}
		if err := f(&p); err != nil {
			return Pass{}, err
		}
		err = s.stores.Passes.UpdatePass(ctx, p)
		if err == nil {
			p.Revision++
			return p, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Pass{}, fmt.Errorf("store a pass: %w", err)
		}
	}
	return Pass{}, ErrBusy
}

// issue draws a secret until one is free and stores a pass for it. The secret is what draw returns; salted says how it is
// known together with whose it is.
func (s *Service) issue(ctx context.Context, p Pass, draw func() (string, error), salted func(secret string) string) (Pass, string, error) {
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return Pass{}, "", fmt.Errorf("draw a pass's id: %w", err)
	}
	p.ID, p.CreatedAt = id.String(), s.now()
	for range maxDraws {
		secret, err := draw()
		if err != nil {
			return Pass{}, "", err
		}
		p.Digest = s.passDigest(p.Kind, salted(secret))
		if p.Kind == CardPass {
			p.Number = CardNumber(secret)
		}
		err = s.stores.Passes.AddPass(ctx, p)
		if err == nil {
			return p, secret, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Pass{}, "", fmt.Errorf("add a pass: %w", err)
		}
	}
	return Pass{}, "", ErrBusy
}

// replace issues a pass for a person in place of those of its kind that they have. One after the other, so that of two made at
// the same moment one holds.
func (s *Service) replace(ctx context.Context, p Pass, draw func() (string, error), salted func(secret string) string) (Pass, string, error) {
	end, err := s.personTurns.take(ctx, "pass/"+p.Person)
	if err != nil {
		return Pass{}, "", err
	}
	defer end()
	if err := s.revokeOthers(ctx, p.Person, p.Kind); err != nil {
		return Pass{}, "", err
	}
	return s.issue(ctx, p, draw, salted)
}

// revokeOthers stops the passes of one kind that a person has. With a card it ends their logins too: whoever found it must not
// stay signed in by it.
func (s *Service) revokeOthers(ctx context.Context, person string, kind PassKind) error {
	passes, err := s.stores.Passes.PassesOfPerson(ctx, person)
	if err != nil {
		return fmt.Errorf("read a person's passes: %w", err)
	}
	stopped := 0
	for _, p := range passes {
		if p.Kind != kind || !p.Valid(s.now()) {
			continue
		}
		if err := s.revoke(ctx, p.ID); err != nil {
			return err
		}
		stopped++
	}
	if kind != CardPass || stopped == 0 {
		return nil
	}
	_, err = s.endLogins(ctx, person)
	return err
}

// Passes returns the actor's own passes, without their secrets, ordered by id.
func (s *Service) Passes(ctx context.Context, actor Person) ([]Pass, error) {
	passes, err := s.stores.Passes.PassesOfPerson(ctx, actor.ID)
	if err != nil {
		return nil, fmt.Errorf("read a person's passes: %w", err)
	}
	return passes, nil
}
