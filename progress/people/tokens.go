package people

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// ErrBadToken says that an access token is not ours, not one for access, expired, or void. Its cause is for logs; a
// client gets the same answer for all of them.
var ErrBadToken = errors.New("access token does not hold")

const (
	// AccessTokenLife is how long an access token holds.
	AccessTokenLife = 15 * time.Minute

	tokenIssuer   = "hocso"
	tokenAudience = "hocso-api"
	tokenType     = "access"
	tokenLeeway   = 30 * time.Second
	maxTokenBytes = 1024 // ours have about 400
)

// claims say who, until when and as of which login version. Roles and names are not among them: those come from the
// store, so that they can change while a token lives.
type claims struct {
	jwt.RegisteredClaims
	Type         string           `json:"typ"`
	LoginVersion int              `json:"sv"`
	AuthTime     *jwt.NumericDate `json:"auth_time,omitempty"` // when a secret was last given (OpenID Connect's name)
}

// tokens signs and parses access tokens.
type tokens struct {
	signing SigningKey
	keys    map[string][]byte // by id, fixed: a token chooses among them, it never brings one
	parser  *jwt.Parser
	now     func() time.Time
	rand    io.Reader
}

func newTokens(keys []SigningKey, now func() time.Time, rand io.Reader) *tokens {
	t := &tokens{signing: keys[0], keys: make(map[string][]byte, len(keys)), now: now, rand: rand}
	for _, k := range keys {
		t.keys[k.ID] = k.Secret
	}
	t.parser = jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(tokenLeeway),
		jwt.WithIssuer(tokenIssuer), jwt.WithAudience(tokenAudience),
		jwt.WithStrictDecoding(), jwt.WithTimeFunc(now))
	return t
}

// sign returns an access token as of now for a person who gave a secret at the given time.
func (t *tokens) sign(p Person, proved time.Time) (string, error) {
	id, err := uuid.NewRandomFromReader(t.rand)
	if err != nil {
		return "", fmt.Errorf("draw a token's id: %w", err)
	}
	now := t.now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: tokenIssuer, Audience: jwt.ClaimStrings{tokenAudience}, Subject: p.ID, ID: id.String(),
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessTokenLife)),
		},
		Type: tokenType, LoginVersion: p.LoginVersion, AuthTime: jwt.NewNumericDate(proved),
	})
	token.Header["kid"] = t.signing.ID
	signed, err := token.SignedString(t.signing.Secret)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return signed, nil
}

// parse returns what a token says, or ErrBadToken with the cause.
func (t *tokens) parse(token string) (claims, error) {
	if len(token) > maxTokenBytes {
		return claims{}, fmt.Errorf("%w: too long", ErrBadToken)
	}
	var c claims
	if _, err := t.parser.ParseWithClaims(token, &c, t.key); err != nil {
		return claims{}, fmt.Errorf("%w: %w", ErrBadToken, err)
	}
	switch {
	case c.Type != tokenType:
		return claims{}, fmt.Errorf("%w: type %q", ErrBadToken, c.Type)
	case c.IssuedAt == nil, c.ID == "", c.Subject == "":
		return claims{}, fmt.Errorf("%w: iat, jti or sub is missing", ErrBadToken)
	}
	return c, nil
}

func (t *tokens) key(token *jwt.Token) (any, error) {
	id, _ := token.Header["kid"].(string)
	if secret, ok := t.keys[id]; ok {
		return secret, nil
	}
	return nil, errors.New("unknown key")
}
