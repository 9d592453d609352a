package moodle

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Limits of what Moodle's XML needs: its deepest element is six within another, and a question has a hundred elements.
const (
	maxDepth    = 20
	maxElements = 5_000 // of one question
)

// element is a part of an XML file. It is held for one question at a time.
type element struct {
	name     string
	attrs    map[string]string
	text     strings.Builder
	children []*element
	line     int
}

// child returns the first child of a name, or nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// value is what an element says, in a text element of its own or, in old files, without one.
func (e *element) value() string {
	if e == nil {
		return ""
	}
	if t := e.child("text"); t != nil {
		e = t
	}
	return strings.TrimSpace(e.text.String())
}

// xmlFile is a file while it is read.
type xmlFile struct {
	im      *importer
	decoder *xml.Decoder
	count   int // elements of the question
}

// readXML reads a whole file. The decoder of the standard library fetches nothing and knows no entities but XML's own five.
func (im *importer) readXML(text string) {
	f := &xmlFile{im: im, decoder: xml.NewDecoder(strings.NewReader(text))}
	f.decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) {
		return input, nil // it is UTF-8, whatever its first line says
	}
	inQuiz, done := false, false
	for {
		token, err := f.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.broken(err)
			return
		}
		switch t := token.(type) {
		case xml.Directive:
			im.fault(f.line(), "delete it; Moodle writes none", "a document type stands in the file")
			return
		case xml.StartElement:
			switch {
			case !inQuiz && !done && t.Name.Local == "quiz":
				inQuiz = true
			case !inQuiz:
				im.fault(f.line(), "export the questions from Moodle as Moodle XML", "the file has no <quiz> around its questions")
				return
			default:
				f.count = 0
				e, ok := f.read(t, 1)
				if !ok {
					return
				}
				if e.name == "question" && !im.readElement(e) {
					return
				}
			}
		case xml.EndElement:
			inQuiz, done = false, true
		}
	}
	if !done {
		im.fault(1, "export the questions from Moodle as Moodle XML", "the file has no <quiz>")
	}
}

func (f *xmlFile) line() int {
	line, _ := f.decoder.InputPos()
	return line
}

func (f *xmlFile) broken(err error) {
	line, problem := f.line(), err.Error()
	var broken *xml.SyntaxError
	if errors.As(err, &broken) {
		line, problem = broken.Line, broken.Msg
	}
	f.im.fault(line, "export it from Moodle again, or mend it there", "not readable as XML: %s", problem)
}

// read reads what a start opens. It returns false after recording a fault.
func (f *xmlFile) read(start xml.StartElement, depth int) (*element, bool) {
	e := &element{name: start.Name.Local, line: f.line()}
	for _, a := range start.Attr {
		if e.attrs == nil {
			e.attrs = make(map[string]string, len(start.Attr))
		}
		e.attrs[a.Name.Local] = a.Value
	}
	f.count++
	if depth > maxDepth || f.count > maxElements {
		f.im.fault(f.line(), "export the questions from Moodle as Moodle XML", "the question has elements within elements without end")
		return nil, false
	}
	for {
		token, err := f.decoder.Token()
		if err != nil {
			f.broken(err)
			return nil, false
		}
		switch t := token.(type) {
		case xml.StartElement:
			c, ok := f.read(t, depth+1)
			if !ok {
				return nil, false
			}
			e.children = append(e.children, c)
		case xml.EndElement:
			return e, true
		case xml.CharData:
			if e.name != "file" && e.name != "image_base64" {
				e.text.Write(t)
			}
		}
	}
}
