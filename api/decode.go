package api

import (
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/go-json-experiment/json" // encoding/json/v2, as Go 1.27 has it
	"github.com/go-json-experiment/json/jsontext"
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
	// The library's own rule takes capitals too.
	if err := v.RegisterValidation("uuid", func(f validator.FieldLevel) bool { return isUUID(f.Field().String()) }); err != nil {
		panic(err) // only for a rule without a name
	}
	return v
}

// parseBody reads the request's JSON into v and checks it.
func parseBody(c *fiber.Ctx, v any) error {
	if err := decode(c.Body(), v); err != nil {
		return err
	}
	return checkFields(v)
}

// decode reads JSON into v. What two readers could understand in two ways is refused: fields that v does not have or spells
// with other letters, keys that come twice, and bytes that are not UTF-8.
func decode(raw []byte, v any, more ...json.Options) error {
	err := json.Unmarshal(raw, v, append(more, json.RejectUnknownMembers(true))...)
	var moment *time.ParseError
	var field *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsontext.ErrDuplicateName):
		return errMalformedJSON
	case errors.Is(err, json.ErrUnknownName):
		return errUnknownField
	case errors.As(err, &moment):
		return &inputError{[]fieldError{{"", "bad_time"}}}
	case errors.As(err, &field):
		return &inputError{[]fieldError{{fieldPath(reflect.TypeOf(v), field.JSONPointer), "wrong_type"}}}
	}
	return errMalformedJSON
}

// fieldPath names a field as the rules do, with dots between its parts. What the client named itself, as the key of an answer, is
// not repeated.
func fieldPath(t reflect.Type, pointer jsontext.Pointer) string {
	var path []string
	for name := range pointer.Tokens() {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			break
		}
		for i := range t.NumField() {
			if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
				path, t = append(path, name), t.Field(i).Type
				break
			}
		}
	}
	return strings.Join(path, ".")
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
	case "required", "required_without", "required_if":
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
