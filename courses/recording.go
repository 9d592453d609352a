package courses

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
)

const maxRecording = 1 << 20 // bytes

// recordingTypes are the endings of recordings with what such a file shows of itself.
var recordingTypes = map[string]func(data []byte) bool{
	".mp3": func(d []byte) bool {
		return bytes.HasPrefix(d, []byte("ID3")) || len(d) > 1 && d[0] == 0xff && d[1]&0xe0 == 0xe0
	},
	".ogg": func(d []byte) bool { return bytes.HasPrefix(d, []byte("OggS")) },
	".m4a": func(d []byte) bool { return len(d) > 8 && string(d[4:8]) == "ftyp" },
}

// readAudio reads the optional key of that name and puts what it names into the lesson's text. It runs when steps and
// questions are known.
func (l *lesson) readAudio() {
	v := l.audio.values["audio"]
	if v == nil {
		return
	}
	const example = `audio: {"1": cac-kieu-lua-1.mp3, q1: cac-kieu-lua-q1.mp3}`
	if v.shape != mapped {
		l.audio.fault(v.line, "type "+example, "audio names no steps or questions")
		return
	}
	for _, entry := range v.pairs {
		file, ok := l.audio.scalar(entry.value, example)
		if !ok {
			continue
		}
		a := l.readRecording(entry.value.line, file)
		id := entry.key.value
		question, isQuestion := l.text.Questions[id]
		step, err := strconv.Atoi(id)
		switch {
		case isQuestion:
			question.Audio = a
			l.text.Questions[id] = question
		case err == nil && l.mayLack && step >= 1 && step <= maxSteps:
			for len(l.text.Steps) < step {
				l.text.Steps = append(l.text.Steps, Step{})
			}
			l.text.Steps[step-1].Audio = a
		case err == nil && step >= 1 && step <= len(l.text.Steps):
			l.text.Steps[step-1].Audio = a
		case l.mayLack && isID(id): // a question without a text in this language
			l.text.Questions[id] = QuestionText{Audio: a}
		default:
			l.audio.fault(entry.key.line, "type the number of a step or the id of a question", "%s is neither a step nor a question", quoted(id))
		}
	}
}

// readRecording returns nil after recording a fault.
func (l *lesson) readRecording(line int, file string) *Audio {
	isType, ok := recordingTypes[path.Ext(file)]
	if !ok || path.Base(file) != file {
		l.audio.fault(line, "name an MP3, Ogg or M4A file beside this one: cac-kieu-lua-1.mp3", "%s is no recording", quoted(file))
		return nil
	}
	name := path.Join(path.Dir(l.file), file)
	l.r.played = append(l.r.played, name)
	data, err := readUpTo(l.r.fsys, name, maxRecording+1)
	switch {
	case err != nil:
		l.audio.fault(line, "put the file beside this one", "the recording %s cannot be read", quoted(file))
		return nil
	case len(data) > maxRecording:
		l.audio.fault(line, "save it in mono at 32 kbit/s, or record less", "the recording %s is over 1 MiB", quoted(file))
		return nil
	case !isType(data):
		l.audio.fault(line, "save it anew from the recorder", "the recording %s is not what its ending says", quoted(file))
		return nil
	}
	sum := sha256.Sum256(data)
	r := Recording{Name: hex.EncodeToString(sum[:]) + path.Ext(file), Data: data}
	if !slices.ContainsFunc(l.r.content.Recordings, func(other Recording) bool { return other.Name == r.Name }) {
		l.r.content.Recordings = append(l.r.content.Recordings, r)
	}
	return &Audio{r.Name, len(data)}
}
