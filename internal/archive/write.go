package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
)

// The lines that are no record. None of a record's first fields is named like theirs.
type (
	firstLine struct {
		Archive string `json:"archive"`
		Format  int    `json:"format"`
		Schema  int    `json:"schema"`
	}
	partLine struct {
		Part string `json:"part"`
	}
	lastLine struct {
		Manifest manifestRecord `json:"manifest"`
	}
	manifestRecord struct {
		MadeAt time.Time       `json:"made_at"`
		Parts  []partSumRecord `json:"parts"`
	}
	partSumRecord struct {
		Name    string `json:"name"`
		Records int    `json:"records"`
		SHA256  []byte `json:"sha256"`
	}
)

const archiveName = "hocso"

// The sum at the end of a file is a skippable frame (RFC 8878, 3.1.2): four bytes that say so, four for the length, then it.
const (
	skippable   = 0x184D2A50
	sealedBytes = 4 + 4 + sha256.Size
)

func seal(sum []byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, skippable)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(sum)))
	return append(b, sum...)
}

// Write writes an archive of all that a store holds. If others write to the store meanwhile, what was stored before Write began
// is in the archive, and what came later may be.
func Write(ctx context.Context, w io.Writer, from Store, madeAt time.Time, tell Progress) (Manifest, error) {
	sum := sha256.New()
	packed, err := zstd.NewWriter(io.MultiWriter(w, sum), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(windowBytes))
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{MadeAt: madeAt.UTC().Truncate(time.Millisecond)}
	out := lineWriter{to: packed}
	err = out.line(firstLine{archiveName, format, schema})
	for _, p := range parts {
		if err == nil {
			err = out.line(partLine{p.name})
		}
		if err != nil {
			break
		}
		var sum PartSum
		sum, err = out.part(ctx, p, from, tell)
		m.Parts = append(m.Parts, sum)
	}
	if err == nil {
		err = out.line(lastLine{m.record()})
	}
	if err != nil {
		_ = packed.Close()
		return Manifest{}, err
	}
	if err := packed.Close(); err != nil {
		return Manifest{}, fmt.Errorf("write the archive: %w", err)
	}
	if _, err := w.Write(seal(sum.Sum(nil))); err != nil {
		return Manifest{}, fmt.Errorf("write the archive: %w", err)
	}
	return m, nil
}

func (m Manifest) record() manifestRecord {
	r := manifestRecord{MadeAt: m.MadeAt}
	for _, p := range m.Parts {
		r.Parts = append(r.Parts, partSumRecord(p))
	}
	return r
}

// lineWriter writes one line of JSON after the other.
type lineWriter struct {
	to     io.Writer
	sum    hash.Hash // of the part
	buffer bytes.Buffer
}

// part writes the records of a part and returns their sum.
func (w *lineWriter) part(ctx context.Context, p part, from Store, tell Progress) (PartSum, error) {
	w.sum = sha256.New()
	n := 0
	err := p.each(ctx, from, func(record any) error {
		n++
		tell(1)
		return w.line(record)
	})
	return PartSum{p.name, n, w.sum.Sum(nil)}, err
}

func (w *lineWriter) line(v any) error {
	line, err := w.encode(v)
	if err != nil {
		return err
	}
	if w.sum != nil {
		w.sum.Write(line)
	}
	if _, err := w.to.Write(line); err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// encode returns a line, which holds until the next one.
func (w *lineWriter) encode(v any) ([]byte, error) {
	w.buffer.Reset()
	e := json.NewEncoder(&w.buffer)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write a record: %w", err)
	}
	if w.buffer.Len() > maxLine {
		return nil, fmt.Errorf("write a record: it has %d bytes, and %d are allowed", w.buffer.Len(), maxLine)
	}
	return w.buffer.Bytes(), nil
}
