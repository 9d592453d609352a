package api

import (
	"bytes"
	_ "embed"
	"strconv"
	"text/template"

	"hocso/internal/day"
	"hocso/progress/certificates"
)

//go:embed badge.svg
var badgeText string

// Every text goes through xml. The credential does not: what ends its section cannot occur in JSON that escapes ">".
var badgePicture = template.Must(template.New("badge").Funcs(template.FuncMap{"xml": escaped}).Parse(badgeText))

var (
	badgeTitle = textBox{width: 520, lines: 3, large: 38, small: 24}
	badgeName  = textBox{width: 520, lines: 2, large: 34, small: 22}
)

// placedLine is a line of text and where its letters stand.
type placedLine struct {
	fittedLine
	Y int
}

// badge is what stands on the picture of a certificate.
type badge struct {
	Credential string
	Lines      []placedLine
	Titles     int // how many of the lines are the campaign's name
	Modules    string
	Day        string
	Sample     bool
}

// drawBadge returns a certificate as a picture with the signed credential in it, as Open Badges 3.0 bakes it into SVG.
func drawBadge(c certificates.Certificate, credential []byte) ([]byte, error) {
	b := badge{Credential: string(credential), Modules: strconv.Itoa(len(c.Modules)) + " bài học",
		Day: c.CompletedAt.In(day.Zone).Format("2/1/2006"), Sample: c.Sample}
	y := 286
	for _, l := range fitted(c.Title, badgeTitle) {
		y += l.Size + 8
		b.Lines = append(b.Lines, placedLine{l, y})
	}
	b.Titles = len(b.Lines)
	y += 8
	for _, l := range fitted(c.PublicName(), badgeName) {
		y += l.Size + 8
		b.Lines = append(b.Lines, placedLine{l, y})
	}
	var text bytes.Buffer
	err := badgePicture.Execute(&text, b)
	return text.Bytes(), err
}
