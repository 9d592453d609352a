package courses

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Hash returns the SHA-256 of a module's content as hex: of its JSON without Version and Hash, maps by key. The names of
// the fields are part of it; a test pins one hash, because a renamed field would publish every module anew.
func Hash(m Module) string {
	m.Version, m.Hash = 0, ""
	content, err := json.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("courses: a module is texts and numbers, yet JSON refused it: %v", err))
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
