package people

import (
	"strings"
	"time"
)

// The codes of a FieldError. They are part of the HTTP interface.
const (
	codeRequired        = "required"
	codeTooLong         = "too_long"
	codeBadPhone        = "bad_phone"
	codeBadName         = "bad_name"
	codeTooWeak         = "too_weak"
	codeUnknownVillage  = "unknown_village"
	codeUnknownWard     = "unknown_ward"
	codeUnknownLanguage = "unknown_language"
	codeUnknownRole     = "unknown_role"
	codeConsentRequired = "consent_required"
	codeBadBirthBand    = "bad_birth_band"
	codeNotAllowed      = "not_allowed"
	codeBadUUID         = "bad_uuid"
)

// FieldError says what is wrong with one field, which is named as in the HTTP interface.
type FieldError struct{ Field, Code string }

// InvalidError says what is wrong with an input, all of it at once. It holds no values.
type InvalidError struct{ Fields []FieldError }

func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Field + ": " + f.Code
	}
	return "invalid input: " + strings.Join(parts, ", ")
}

// faults collects what is wrong with an input.
type faults []FieldError

// add notes a fault unless the code is empty.
func (f *faults) add(field, code string) {
	if code != "" {
		*f = append(*f, FieldError{field, code})
	}
}

// err returns an *InvalidError, or nil without faults.
func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return &InvalidError{Fields: f}
}

// name checks a name and returns it normalized.
func (f *faults) name(s string) string {
	name, code := normalizeName(s)
	f.add("name", code)
	return name
}

// phone checks a phone number, which may be left out if optional, and returns it in E.164.
func (f *faults) phone(s string, optional bool) string {
	if strings.TrimSpace(s) == "" {
		if !optional {
			f.add("phone", codeRequired)
		}
		return ""
	}
	phone, err := NormalizePhone(s)
	if err != nil {
		f.add("phone", codeBadPhone)
	}
	return phone
}

// birthBand checks a decade of birth, which may be left out.
func (f *faults) birthBand(s string, now time.Time) string {
	if s != "" && !BirthBandAt(s, now) {
		f.add("birth_band", codeBadBirthBand)
	}
	return s
}

// birth reads the decade of a year or a day of birth, which may be left out.
func (f *faults) birth(text string, now time.Time) string {
	band, ok := birthBandOf(text, now)
	if !ok {
		f.add("birth_band", codeBadBirthBand)
	}
	return band
}

// pin checks a PIN to be set.
func (f *faults) pin(field, pin, phone string) {
	switch {
	case pin == "":
		f.add(field, codeRequired)
	case CheckPIN(pin, phone) != nil:
		f.add(field, codeTooWeak)
	}
}

// language checks a language; empty is Vietnamese.
func (f *faults) language(s string) string {
	switch s {
	case "":
		return LanguageVietnamese
	case LanguageVietnamese, LanguageEnglish:
	default:
		f.add("language", codeUnknownLanguage)
	}
	return s
}
