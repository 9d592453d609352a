package courses

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

const (
	picturesFolder = "pictures"
	maxPicture     = 4 << 10 // bytes
	mendPicture    = "save it as a plain SVG with the classes of docs/authoring.md"
)

// What a drawing may hold. There is no way to style, link, script or load anything, so a drawing can be put into a page.
var (
	drawnElements   = []string{"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
	drawnAttributes = []string{"class", "transform", "opacity", "d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r",
		"x1", "y1", "x2", "y2", "points"}
	drawnClasses = []string{"line", "ink", "hair", "warm", "green", "blue", "sun", "paper"}
	drawnValue   = regexp.MustCompile(`^[A-Za-z0-9 .,()\n+-]*$`)
)

// readPictures fills r.pictures with the drawings of the pictures folder, by file name.
func (r *reader) readPictures() {
	r.pictures = map[string]string{}
	entries, _ := r.list(picturesFolder)
	for _, entry := range entries {
		p := r.whole(path.Join(picturesFolder, entry.Name()))
		if entry.IsDir() || path.Ext(entry.Name()) != ".svg" || !isID(strings.TrimSuffix(entry.Name(), ".svg")) {
			p.fault(1, "draw it as an SVG and name it like quet-qr.svg, or delete it", "the file is no picture that lessons can show")
			continue
		}
		r.pictures[entry.Name()] = p.readPicture()
	}
}

// readPicture returns a drawing as it is put into pages, or "" after recording a fault.
func (p piece) readPicture() string {
	data, err := readUpTo(p.r.fsys, p.file, maxPicture+1)
	if err != nil {
		p.fault(1, "save it as an ordinary file", "the picture cannot be read")
		return ""
	}
	if len(data) > maxPicture {
		p.fault(1, "draw it with fewer points, or delete it", "the picture is over %d KiB", maxPicture>>10)
		return ""
	}
	decoder := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	decoder.Strict = true
	var b strings.Builder
	depth := 0
	for {
		token, err := decoder.Token()
		line, _ := decoder.InputPos()
		switch {
		case errors.Is(err, io.EOF) && b.Len() > 0:
			return b.String()
		case err != nil:
			p.fault(line, mendPicture, "the picture is no SVG")
			return ""
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 0 && b.Len() > 0 {
				p.fault(line, "delete what stands behind </svg>", "the file holds two pictures")
				return ""
			}
			if !p.drawElement(&b, line, depth, t) {
				return ""
			}
			depth++
		case xml.EndElement:
			depth--
			b.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				p.fault(line, "delete the text; say it in the lesson", "text stands in the picture")
				return ""
			}
		case xml.Comment:
		default:
			p.fault(line, mendPicture, "the picture holds more than drawn elements")
			return ""
		}
	}
}

// drawElement writes an element's start, and says whether a drawing may hold it.
func (p piece) drawElement(b *strings.Builder, line, depth int, e xml.StartElement) bool {
	name := e.Name.Local
	if depth == 0 {
		box := slices.IndexFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "viewBox" })
		if name != "svg" || box < 0 || e.Attr[box].Value != "0 0 320 180" {
			p.fault(line, `start it with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">`, "the picture is no SVG of 320 by 180")
			return false
		}
		b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">`)
		return true
	}
	if !slices.Contains(drawnElements, name) {
		p.fault(line, "draw with "+strings.Join(drawnElements, ", "), "a picture has no element %s", quoted(name))
		return false
	}
	b.WriteString("<" + name)
	for _, a := range e.Attr {
		switch {
		case !slices.Contains(drawnAttributes, a.Name.Local) || a.Name.Space != "":
			p.fault(line, "delete it; colours are the classes "+strings.Join(drawnClasses, ", "), "a picture has no attribute %s", quoted(a.Name.Local))
			return false
		case a.Name.Local == "class" && !slices.Contains(drawnClasses, a.Value):
			p.fault(line, "type one of "+strings.Join(drawnClasses, ", "), "unknown class %s", quoted(a.Value))
			return false
		case !drawnValue.MatchString(a.Value):
			p.fault(line, "type numbers and letters alone", "the value of %s has other signs", a.Name.Local)
			return false
		}
		b.WriteString(" " + a.Name.Local + `="` + strings.ReplaceAll(a.Value, "\n", " ") + `"`)
	}
	b.WriteString(">")
	return true
}
