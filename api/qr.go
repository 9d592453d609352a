package api

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrQuiet is the border that readers need, in modules (ISO/IEC 18004).
const qrQuiet = 4

// qrShape is a QR code as an SVG path, which a page can draw without reading markup from an answer.
type qrShape struct {
	Size int    `json:"size"`
	Path string `json:"path"`
}

func newQR(text string) (qrShape, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return qrShape{}, fmt.Errorf("draw a QR code: %w", err)
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for x+run < n && code.At(x+run, y) == color.Black {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+qrQuiet, y+qrQuiet, run, run)
				x += run
			}
		}
	}
	return qrShape{n + 2*qrQuiet, path.String()}, nil
}
