package tablefile

// ToTCVN3 is for tests, which write what is read.
func ToTCVN3(r rune) (byte, bool) {
	for b, letter := range fromByte {
		if letter == r {
			return byte(b), true //nolint:gosec // There are 256.
		}
	}
	return 0, false
}
