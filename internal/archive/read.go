package archive

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"

	"hocso/progress/people"
)

// windowBytes is how far back the compression looks, and so how much memory unpacking takes.
const windowBytes = 4 << 20

// Archive is a file that was found whole.
type Archive struct {
	Manifest Manifest
	// Erasures are those that the archive holds.
	Erasures []people.Erasure

	body io.ReaderAt
	size int64 // of the body
}

// Open reads all of a file and returns it if nothing of it is damaged. ErrDamaged, ErrLater.
func Open(ctx context.Context, file io.ReaderAt, size int64) (*Archive, error) {
	a := &Archive{body: file, size: size - sealedBytes}
	if err := a.checkSeal(ctx); err != nil {
		return nil, err
	}
	m, err := a.each(ctx, a.check)
	if err != nil {
		return nil, err
	}
	a.Manifest = m
	return a, nil
}

// check says whether a line is a record, and takes erasures over.
func (a *Archive) check(p part, line []byte) error {
	if p.name != erasuresPart {
		return p.check(line)
	}
	r, err := parse[erasureRecord](line)
	a.Erasures = append(a.Erasures, r.erasure())
	return err
}

// checkSeal compares the sum at the end of the file with all bytes before it.
func (a *Archive) checkSeal(ctx context.Context) error {
	if a.size <= 0 {
		return fmt.Errorf("%w: it is too short", ErrDamaged)
	}
	end := make([]byte, sealedBytes)
	if _, err := a.body.ReadAt(end, a.size); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the archive: %w", err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, withContext(ctx, io.NewSectionReader(a.body, 0, a.size))); err != nil {
		return fmt.Errorf("read the archive: %w", err)
	}
	if !bytes.Equal(end, seal(sum.Sum(nil))) {
		return fmt.Errorf("%w: the sum at its end is wrong", ErrDamaged)
	}
	return nil
}

// each calls visit for every record, in order, and returns the manifest. The line is visit's only until it returns.
func (a *Archive) each(ctx context.Context, visit func(p part, line []byte) error) (Manifest, error) {
	packed := withContext(ctx, io.NewSectionReader(a.body, 0, a.size))
	plain, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(windowBytes))
	if err != nil {
		return Manifest{}, err
	}
	defer plain.Close()
	m, err := scanLines(plain, visit)
	if cancelled := ctx.Err(); cancelled != nil {
		return Manifest{}, cancelled
	}
	return m, err
}

// scan reads the lines of an archive.
type scan struct {
	lines *bufio.Scanner
	visit func(p part, line []byte) error
	sums  []PartSum
}

func scanLines(plain io.Reader, visit func(p part, line []byte) error) (Manifest, error) {
	lines := bufio.NewScanner(plain)
	lines.Buffer(nil, maxLine)
	lines.Split(wholeLine)
	s := scan{lines: lines, visit: visit}
	return s.run()
}

func (s *scan) run() (Manifest, error) {
	of, err := s.first()
	if err != nil {
		return Manifest{}, err
	}
	line, err := s.next()
	for _, p := range parts {
		if p.since > of {
			continue
		}
		if err != nil {
			return Manifest{}, err
		}
		if begin, e := parse[partLine](line); e != nil || begin.Part != p.nameIn(of) {
			return Manifest{}, fmt.Errorf("%w: the part %s is missing", ErrDamaged, p.name)
		}
		line, err = s.part(p, p.nameIn(of))
	}
	if err != nil {
		return Manifest{}, err
	}
	return s.last(line)
}

// first reads what the file is, and returns the schema of its records.
func (s *scan) first() (int, error) {
	line, err := s.next()
	if err != nil {
		return 0, err
	}
	// What a later version writes here may have more fields.
	var first firstLine
	if err := json.Unmarshal(line, &first); err != nil || first.Archive != archiveName {
		return 0, fmt.Errorf("%w: it does not begin like one", ErrDamaged)
	}
	if first.Format > format || first.Schema > schema {
		return 0, ErrLater
	}
	if first.Format != format || first.Schema < 1 {
		return 0, fmt.Errorf("%w: it does not begin like one", ErrDamaged)
	}
	return first.Schema, nil
}

// part visits the records of a part and returns the line after them.
func (s *scan) part(p part, name string) (line []byte, err error) {
	sum, n := sha256.New(), 0
	for {
		line, err := s.next()
		if err != nil {
			return nil, err
		}
		if bytes.HasPrefix(line, []byte(`{"part":`)) || bytes.HasPrefix(line, []byte(`{"manifest":`)) {
			s.sums = append(s.sums, PartSum{name, n, sum.Sum(nil)})
			return line, nil
		}
		n++
		addLine(sum, line)
		if err := s.visit(p, line); err != nil {
			return nil, fmt.Errorf("%w: record %d of %s: %w", ErrDamaged, n, p.name, err)
		}
	}
}

func addLine(sum hash.Hash, line []byte) {
	sum.Write(line)
	sum.Write([]byte{'\n'})
}

// last compares the manifest with what was read, after which nothing may come.
func (s *scan) last(line []byte) (Manifest, error) {
	r, err := parse[lastLine](line)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w: the manifest: %w", ErrDamaged, err)
	}
	m := Manifest{MadeAt: r.Manifest.MadeAt}
	for i, p := range r.Manifest.Parts {
		m.Parts = append(m.Parts, PartSum(p))
		if i >= len(s.sums) || p.Name != s.sums[i].Name || p.Records != s.sums[i].Records || !bytes.Equal(p.SHA256, s.sums[i].SHA256) {
			return Manifest{}, fmt.Errorf("%w: the part %s is not what the manifest says", ErrDamaged, p.Name)
		}
	}
	if len(m.Parts) != len(s.sums) {
		return Manifest{}, fmt.Errorf("%w: the manifest does not name all parts", ErrDamaged)
	}
	if s.lines.Scan() || s.lines.Err() != nil {
		return Manifest{}, fmt.Errorf("%w: something comes after the manifest", ErrDamaged)
	}
	return m, nil
}

func (s *scan) next() ([]byte, error) {
	if s.lines.Scan() {
		return s.lines.Bytes(), nil
	}
	if err := s.lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil, fmt.Errorf("%w: it ends too early", ErrDamaged)
}

// wholeLine splits into lines that all end with a newline.
func wholeLine(data []byte, atEOF bool) (advance int, line []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return 0, nil, nil
}

// withContext makes a reader end with the context.
func withContext(ctx context.Context, r io.Reader) io.Reader { return contextReader{ctx, r} }

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
