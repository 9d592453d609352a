package tablefile

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Bounds of what is read of an XLSX file, beside those of Options. A few kilobytes of it may unpack to anything, so nothing is held
// but what they allow.
const (
	maxPiece = 256 << 10 // bytes of one text, or of one tag with its attributes: the longest text of a cell fits
	maxDepth = 64        // elements within each other

	maxRuns    = 1 << 15 // runs of one text: programs write no longer texts than so many letters
	maxTexts   = 600_000 // that cells name by number
	maxFormats = 65_490  // of cells; Excel has no more
	plainPart  = 1 << 20 // bytes of a part that says where others are
	tagBytes   = 8       // of all that unpacks, a tag has no fewer on the average in what programs write
)

var (
	// errWorkbook says that a file is no XLSX as others write it, or goes beyond a bound.
	errWorkbook = errors.New("no workbook that can be read")
	// errUnpacks says that the parts unpack to more than Options.MaxUnpacked, or to more tags than any table has.
	errUnpacks = errors.New("the workbook unpacks to too much")
)

// workbook is an XLSX file: an archive of XML parts, by name in lower case.
type workbook struct {
	parts map[string]*zip.File
	bytes int64 // that may still be unpacked
	tags  int64 // that may still be read
}

func openWorkbook(raw []byte, maxUnpacked int64) (*workbook, error) {
	b := &workbook{map[string]*zip.File{}, maxUnpacked, maxUnpacked / tagBytes}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return b, err
	}
	for _, f := range archive.File {
		b.parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	return b, nil
}

// encrypted is the flag of a part of an archive that needs a password (APPNOTE 4.4.4, bit 0).
const encrypted = 1

// refused returns the fault of an archive that is something else than a plain XLSX; empty for none.
func (b *workbook) refused() string {
	for name, f := range b.parts {
		switch {
		case f.Flags&encrypted != 0:
			return FaultProtected
		case name == "mimetype" || name == "content.xml":
			return FaultOpenDocument
		case strings.HasSuffix(name, "vbaproject.bin"):
			return FaultMacros
		}
	}
	return ""
}

// part unpacks a part of so many bytes at most, and takes it off what may still be unpacked.
func (b *workbook) part(name string, most int64) (*xml.Decoder, error) {
	f, ok := b.parts[strings.ToLower(name)]
	if !ok {
		return nil, errWorkbook
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	most = min(most, b.bytes)
	raw, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > most {
		return nil, errUnpacks
	}
	b.bytes -= int64(len(raw))
	for piece := range bytes.SplitSeq(raw, []byte("<")) {
		if len(piece) > maxPiece {
			return nil, errWorkbook
		}
		if b.tags--; b.tags < 0 {
			return nil, errUnpacks
		}
	}
	return xml.NewTokenDecoder(&shallow{raw: xml.NewDecoder(bytes.NewReader(raw))}), nil
}

// shallow reads XML whose elements are not too deep within each other, and whose texts have not too many runs.
type shallow struct {
	raw   *xml.Decoder
	depth int
	runs  int // of the text that is read
}

// Token implements xml.TokenReader.
func (s *shallow) Token() (xml.Token, error) {
	t, err := s.raw.RawToken()
	switch t := t.(type) {
	case xml.StartElement:
		s.depth++
		switch t.Name.Local {
		case "si", "is":
			s.runs = 0
		case "r":
			s.runs++
		}
	case xml.EndElement:
		s.depth--
	}
	if s.depth > maxDepth || s.runs > maxRuns {
		return nil, errWorkbook
	}
	return t, err
}

// relation is what a part says of another one.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// related returns the name of the first part that one is so related to; empty for none. The archive itself is the part "".
func (b *workbook) related(part string, is func(r relation) bool) (string, error) {
	dir, base := path.Split(part)
	p, err := b.part(path.Join(dir, "_rels", base+".rels"), plainPart)
	if err != nil {
		return "", err
	}
	var relations struct {
		List []relation `xml:"Relationship"`
	}
	if err := p.Decode(&relations); err != nil {
		return "", err
	}
	for _, r := range relations.List {
		if !is(r) {
			continue
		}
		if absolute, ok := strings.CutPrefix(r.Target, "/"); ok {
			return path.Clean(absolute), nil
		}
		return path.Join(dir, r.Target), nil
	}
	return "", nil
}

func ofType(kind string) func(r relation) bool {
	return func(r relation) bool { return strings.HasSuffix(r.Type, "/"+kind) }
}

// firstSheet opens the first sheet with the texts and formats that its cells name by number.
func (b *workbook) firstSheet(o Options) (*sheet, error) {
	main, err := b.related("", ofType("officeDocument"))
	if err != nil {
		return nil, err
	}
	p, err := b.part(main, plainPart)
	if err != nil {
		return nil, err
	}
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			ID string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := p.Decode(&book); err != nil {
		return nil, err
	}
	if len(book.Sheets) == 0 {
		return nil, errWorkbook
	}
	name, err := b.related(main, func(r relation) bool { return r.ID == book.Sheets[0].ID })
	if err != nil {
		return nil, err
	}
	s := &sheet{bounds: o, dates: dates{from1904: book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"}}
	if s.shared, err = b.sharedTexts(main); err != nil {
		return nil, err
	}
	if s.dates.styles, err = b.dateStyles(main); err != nil {
		return nil, err
	}
	s.Decoder, err = b.part(name, b.bytes)
	return s, err
}

// sharedTexts returns the texts that cells name by number; none if the workbook has no such part.
func (b *workbook) sharedTexts(main string) ([]string, error) {
	name, err := b.related(main, ofType("sharedStrings"))
	if err != nil || name == "" {
		return nil, err
	}
	p, err := b.part(name, b.bytes)
	if err != nil {
		return nil, err
	}
	var list []string
	for {
		t, err := p.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		if start, ok := t.(xml.StartElement); ok && start.Name.Local == "si" {
			var one text
			if err := p.DecodeElement(&one, &start); err != nil {
				return nil, err
			}
			if list = append(list, one.String()); len(list) > maxTexts {
				return nil, errUnpacks
			}
		}
	}
}

// text is written plain, or in runs that look different.
type text struct {
	Plain string `xml:"t"`
	Runs  []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (t text) String() string {
	if len(t.Runs) == 0 {
		return t.Plain
	}
	var all strings.Builder
	all.WriteString(t.Plain)
	for _, r := range t.Runs {
		all.WriteString(r.Text)
	}
	return all.String()
}
