package people

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	lru "github.com/hashicorp/golang-lru/v2"
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
	Device       uint32           `json:"dev,omitempty"`       // see Device.number
}

// tokens signs and parses access tokens.
type tokens struct {
	signing SigningKey
	keys    map[string][]byte // by id, fixed: a token chooses among them, it never brings one
	parser  *jwt.Parser
	// parsed remembers what tokens say, by their SHA-256: checking a signature and reading the claims takes longer than
	// grading a quiz. Whether they hold at this moment is asked each time.
	parsed *lru.Cache[[sha256.Size]byte, claims]
	now    func() time.Time
	rand   io.Reader
}

// parsedEntries is about 5 MB of claims.
const parsedEntries = 10_000

func newTokens(keys []SigningKey, now func() time.Time, rand io.Reader) *tokens {
	t := &tokens{signing: keys[0], keys: make(map[string][]byte, len(keys)), now: now, rand: rand}
	for _, k := range keys {
		t.keys[k.ID] = k.Secret
	}
	parsed, err := lru.New[[sha256.Size]byte, claims](parsedEntries)
	if err != nil {
		panic(err) // only for a size below 1
	}
	t.parsed = parsed
	t.parser = jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(tokenLeeway),
		jwt.WithIssuer(tokenIssuer), jwt.WithAudience(tokenAudience),
		jwt.WithStrictDecoding(), jwt.WithTimeFunc(now))
	return t
}

// sign returns an access token as of now for a person who gave a secret at the given time, on the device of a number.
func (t *tokens) sign(p Person, proved time.Time, device uint32) (string, error) {
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
		Type: tokenType, LoginVersion: p.LoginVersion, AuthTime: jwt.NewNumericDate(proved), Device: device,
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
	digest := sha256.Sum256([]byte(token))
	if c, ok := t.parsed.Get(digest); ok && t.holds(c) {
		return c, nil
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
	t.parsed.Add(digest, c)
	return c, nil
}

// holds is what the parser asks of the claims of a token that was right once.
func (t *tokens) holds(c claims) bool {
	now := t.now()
	return now.Before(c.ExpiresAt.Add(tokenLeeway)) && !now.Before(c.IssuedAt.Add(-tokenLeeway)) &&
		(c.NotBefore == nil || !now.Before(c.NotBefore.Add(-tokenLeeway)))
}

func (t *tokens) key(token *jwt.Token) (any, error) {
	id, _ := token.Header["kid"].(string)
	if secret, ok := t.keys[id]; ok {
		return secret, nil
	}
	return nil, errors.New("unknown key")
}
