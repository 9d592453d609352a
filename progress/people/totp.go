package people

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

var (
	// ErrTOTPRequired says that the password is right and a code of the authenticator app is missing.
	ErrTOTPRequired = errors.New("a code of the authenticator app is needed")
	// ErrTOTPEnrolment says that the password is right and there is no authenticator app yet.
	ErrTOTPEnrolment = errors.New("an authenticator app must be set up first")
	// ErrTOTPEnrolled says that there is an authenticator app already.
	ErrTOTPEnrolled = errors.New("an authenticator app is set up already")
)

const (
	totpSecretBytes  = 20 // 160 bits (RFC 4226)
	totpPeriod       = 30 // seconds
	totpIssuer       = "hocso"
	recoveryCodes    = 10
	recoveryBytes    = 7 // of which 50 bits are shown
	recoveryLetters  = 10
	totpStepsAround  = 1 // clocks of phones may be half a minute off
	totpCodeDigits   = 6
	sealedSecretName = "factor"
)

// TOTPSecret is what an authenticator app is given.
type TOTPSecret struct {
	Secret string // base32
	URI    string // otpauth
}

// BeginTOTP draws a secret for the authenticator app of who gives the password, or draws it anew if it was not confirmed.
// ErrTOTPEnrolled; else the errors of LoginPassword.
func (s *Service) BeginTOTP(ctx context.Context, phone, password string) (TOTPSecret, error) {
	p, f, err := s.judgeUnenrolled(ctx, phone, password)
	if err != nil {
		return TOTPSecret{}, err
	}
	secret := make([]byte, totpSecretBytes)
	if _, err := io.ReadFull(s.rand, secret); err != nil {
		return TOTPSecret{}, fmt.Errorf("draw a secret: %w", err)
	}
	if f.Secret, err = s.seal(p.ID, secret); err != nil {
		return TOTPSecret{}, err
	}
	if err := s.stores.Factors.PutFactor(ctx, f); err != nil {
		return TOTPSecret{}, fmt.Errorf("store a second factor: %w", err)
	}
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	key, err := totp.Generate(totp.GenerateOpts{Issuer: totpIssuer, AccountName: p.Phone, Secret: secret, Period: totpPeriod})
	if err != nil {
		return TOTPSecret{}, fmt.Errorf("write a secret's address: %w", err)
	}
	return TOTPSecret{Secret: text, URI: key.URL()}, nil
}

// ConfirmTOTP proves with a first code that the app has the secret, signs in, and returns ten recovery codes, which cannot be
// read again. ErrTOTPEnrolled; ErrWrongCredentials also for a wrong code; else the errors of LoginPassword.
func (s *Service) ConfirmTOTP(ctx context.Context, phone, password, code string, v Visit) (Login, []string, error) {
	p, f, err := s.judgeUnenrolled(ctx, phone, password)
	if err != nil {
		return Login{}, nil, err
	}
	if f.Secret == nil {
		return Login{}, nil, ErrTOTPEnrolment
	}
	step, ok, err := s.matchTOTP(f, code)
	if err != nil {
		return Login{}, nil, err
	}
	if !ok {
		return Login{}, nil, ErrWrongCredentials
	}
	codes := make([]string, recoveryCodes)
	f.Recovery = nil
	for i := range codes {
		b := make([]byte, recoveryBytes)
		if _, err := io.ReadFull(s.rand, b); err != nil {
			return Login{}, nil, fmt.Errorf("draw a recovery code: %w", err)
		}
		code := readable.EncodeToString(b)[:recoveryLetters]
		codes[i], f.Recovery = group(code, 5), append(f.Recovery, s.recoveryDigest(p.ID, code))
	}
	f.EnrolledAt, f.LastStep = s.now(), step
	if err := s.record(ctx, AuditEntry{Actor: p.ID, Action: ActionTOTPEnrolled, Person: p.ID, Ward: p.wardOfOffice()}); err != nil {
		return Login{}, nil, err
	}
	if err := s.stores.Factors.PutFactor(ctx, f); err != nil {
		return Login{}, nil, fmt.Errorf("store a second factor: %w", err)
	}
	login, err := s.newLogin(ctx, p, true, v)
	return login, codes, err
}

// wardOfOffice is the ward whose audit log tells of a member of staff.
func (p Person) wardOfOffice() string {
	for _, a := range p.Appointments {
		switch {
		case a.Ward != "":
			return a.Ward
		case len(a.Village) > wardCodeLength:
			return a.Village[:wardCodeLength]
		}
	}
	return ""
}

// wardCodeLength is how many digits of a village's id are its ward's code.
const wardCodeLength = 5

// judgeStaff returns whom a password and a second factor belong to.
func (s *Service) judgeStaff(ctx context.Context, phone, password, code string) (Person, error) {
	return s.judgeBy(ctx, s.passwords, phone, phone, password, func(hash []byte) (Person, error) {
		p, staff, err := s.people.PersonByCredential(ctx, phone, hash)
		if err == nil && !staff {
			err = ErrNotFound
		}
		if err != nil {
			return Person{}, err
		}
		return p, s.judgeFactor(ctx, p, code)
	})
}

// judgeUnenrolled returns whom a password belongs to and their factor, which is not confirmed yet.
func (s *Service) judgeUnenrolled(ctx context.Context, typed, password string) (Person, Factor, error) {
	var wrong faults
	phone := wrong.phone(typed, false)
	if err := wrong.err(); err != nil {
		return Person{}, Factor{}, err
	}
	p, err := s.judge(ctx, s.passwords, phone, phone, password, true, nil)
	if err != nil {
		return Person{}, Factor{}, err
	}
	f, err := s.factor(ctx, p.ID)
	if err == nil && !f.EnrolledAt.IsZero() {
		err = ErrTOTPEnrolled
	}
	return p, f, err
}

func (s *Service) factor(ctx context.Context, person string) (Factor, error) {
	f, err := s.stores.Factors.Factor(ctx, person)
	if err != nil {
		return Factor{}, fmt.Errorf("read a second factor: %w", err)
	}
	f.Person = person
	return f, nil
}

// judgeFactor accepts a code of the app, each once, or a recovery code, which is then used up. ErrNotFound for a wrong one.
func (s *Service) judgeFactor(ctx context.Context, p Person, code string) error {
	f, err := s.factor(ctx, p.ID)
	if err != nil {
		return err
	}
	if f.EnrolledAt.IsZero() {
		if s.plainStaff {
			return nil
		}
		return ErrTOTPEnrolment
	}
	if code == "" {
		return ErrTOTPRequired
	}
	step, ok, err := s.matchTOTP(f, code)
	if err != nil {
		return err
	}
	if ok {
		f.LastStep = step
	} else {
		used := s.recoveryDigest(p.ID, normalizeCode(code))
		i := slices.IndexFunc(f.Recovery, func(known []byte) bool { return equalHash(known, used) })
		if i < 0 {
			return ErrNotFound
		}
		f.Recovery = slices.Delete(slices.Clone(f.Recovery), i, i+1)
	}
	err = s.stores.Factors.PutFactor(ctx, f)
	if errors.Is(err, ErrConflict) {
		return ErrNotFound // the same code was used at the same moment
	}
	return err
}

// matchTOTP returns the time step that a code belongs to, if it is of now and later than the last one accepted.
func (s *Service) matchTOTP(f Factor, code string) (step int64, ok bool, err error) {
	code = strings.ReplaceAll(code, " ", "")
	if len(code) != totpCodeDigits {
		return 0, false, nil
	}
	secret, err := s.unseal(f.Person, f.Secret)
	if err != nil {
		return 0, false, err
	}
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	now := s.now().Unix() / totpPeriod
	for step := max(f.LastStep+1, now-totpStepsAround); step <= now+totpStepsAround; step++ {
		want, err := totp.GenerateCodeCustom(text, time.Unix(step*totpPeriod, 0), totp.ValidateOpts{Period: totpPeriod, Digits: otp.DigitsSix})
		if err != nil {
			return 0, false, fmt.Errorf("compute a one-time password: %w", err)
		}
		if equalHash([]byte(want), []byte(code)) {
			return step, true, nil
		}
	}
	return 0, false, nil
}

func (s *Service) recoveryDigest(person, code string) []byte {
	return mac(s.pepper, "recovery/"+person+"/", code)
}

// seal encrypts the secret of one-time passwords, which must be read again, with a key of the person's own.
func (s *Service) seal(person string, secret []byte) ([]byte, error) {
	gcm, err := s.sealing(person)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize())
	if _, err := io.ReadFull(s.rand, nonce); err != nil {
		return nil, fmt.Errorf("seal a secret: %w", err)
	}
	return gcm.Seal(nonce, nonce, secret, nil), nil
}

func (s *Service) unseal(person string, sealed []byte) ([]byte, error) {
	gcm, err := s.sealing(person)
	if err != nil {
		return nil, err
	}
	if len(sealed) < gcm.NonceSize() {
		return nil, errors.New("a sealed secret is too short")
	}
	secret, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], nil)
	if err != nil {
		return nil, errors.New("a sealed secret cannot be opened with this pepper")
	}
	return secret, nil
}

func (s *Service) sealing(person string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(mac(s.pepper, sealedSecretName, person))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
