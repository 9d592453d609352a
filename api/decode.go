package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
	"github.com/gofiber/fiber/v2"
)

// checker knows the rules in the validate tags and names fields as JSON does.
var checker = newChecker()

func newChecker() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		for _, tag := range []string{"json", "query"} {
			if name, _, _ := strings.Cut(f.Tag.Get(tag), ","); name != "" {
				return name
			}
		}
		return f.Name
	})
	// The library's own rule takes capitals too, and so one id for two.
	if err := v.RegisterValidation("uuid", func(f validator.FieldLevel) bool { return uuid.MatchString(f.Field().String()) }); err != nil {
		panic(err) // only for a rule without a name
	}
	return v
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// parseBody reads the request's JSON into v and checks it.
func parseBody(c *fiber.Ctx, v any) error {
	if err := decode(c.Body(), v); err != nil {
		return err
	}
	return checkFields(v)
}

// decode reads JSON into v. What encoding/json lets pass and two readers could understand in two ways is refused: fields
// that v does not have or spells with other letters, keys that come twice, and bytes that are not UTF-8.
func decode(raw []byte, v any) error {
	if !utf8.Valid(raw) {
		return errMalformedJSON
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			return errMalformedJSON
		}
		return checkKeys(json.NewDecoder(bytes.NewReader(raw)), reflect.TypeOf(v))
	}
	var field *json.UnmarshalTypeError
	var moment *time.ParseError
	switch {
	case errors.As(err, &field):
		return &inputError{[]fieldError{{field.Field, "wrong_type"}}}
	case errors.As(err, &moment):
		return &inputError{[]fieldError{{"", "bad_time"}}}
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return errUnknownField
	}
	return errMalformedJSON
}

var rawMessage = reflect.TypeFor[json.RawMessage]()

// checkKeys reads one value that was decoded into the type, and looks at the keys of its objects. What stays raw is left
// to who decodes it.
func checkKeys(d *json.Decoder, t reflect.Type) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == rawMessage {
		var skipped json.RawMessage
		return d.Decode(&skipped)
	}
	token, err := d.Token()
	if err != nil {
		return errMalformedJSON
	}
	switch token {
	case json.Delim('['):
		for d.More() {
			if err := checkKeys(d, t.Elem()); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return errMalformedJSON
			}
			name, _ := key.(string)
			if seen[name] {
				return errMalformedJSON
			}
			seen[name] = true
			member, ok := memberType(t, name)
			if !ok {
				return errUnknownField
			}
			if err := checkKeys(d, member); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = d.Token() // the end of the list or object
	return err
}

// memberType returns the type of an object's member, and whether there is one with just this name.
func memberType(t reflect.Type, name string) (reflect.Type, bool) {
	if t.Kind() == reflect.Map {
		return t.Elem(), true
	}
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

// parseQuery reads the query string into v and checks it.
func parseQuery(c *fiber.Ctx, v any) error {
	if err := c.QueryParser(v); err != nil {
		return &inputError{[]fieldError{{"query", "wrong_type"}}}
	}
	return checkFields(v)
}

func checkFields(v any) error {
	err := checker.Struct(v)
	var faults validator.ValidationErrors
	if !errors.As(err, &faults) {
		return err
	}
	input := &inputError{}
	for _, f := range faults {
		_, path, _ := strings.Cut(f.Namespace(), ".")
		input.fields = append(input.fields, fieldError{path, faultCode(f)})
	}
	return input
}

// faultCode is the stable code of a broken rule; clients choose their words by it.
func faultCode(f validator.FieldError) string {
	switch f.Tag() {
	case "required", "required_without":
		return "required"
	case "max":
		if f.Kind() == reflect.Int {
			return "too_large"
		}
		return "too_long"
	case "min":
		if f.Kind() == reflect.Int {
			return "too_small"
		}
		return "too_short"
	case "oneof":
		return "unknown_value"
	case "uuid":
		return "bad_uuid"
	}
	return "bad_" + strings.ReplaceAll(f.Tag(), "-", "_")
}
