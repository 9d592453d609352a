package moodle

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"

	"hocso/courses"
)

// WriteXML writes questions in Moodle's XML. What Moodle has no kind for is in the notes.
func WriteXML(w io.Writer, questions []Question) ([]Note, error) {
	quiz := xmlQuiz{}
	var notes []Note
	category := ""
	for _, q := range questions {
		switch q.Kind {
		case courses.SafeOrScam:
			notes = append(notes, q.dropped(noVerdict))
			continue
		case courses.Simulation:
			notes = append(notes, q.dropped(noPhone))
			continue
		}
		notes = append(notes, q.renamed()...)
		if q.Category != category {
			category = q.Category
			quiz.Questions = append(quiz.Questions, xmlQuestion{Type: "category", Category: plainXML(category)})
		}
		quiz.Questions = append(quiz.Questions, q.xml())
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return nil, err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(quiz); err != nil {
		return nil, err
	}
	_, err := io.WriteString(w, "\n")
	return notes, err
}

// The elements, in the order in which Moodle writes them.
type (
	xmlQuiz struct {
		XMLName   xml.Name      `xml:"quiz"`
		Questions []xmlQuestion `xml:"question"`
	}
	xmlQuestion struct {
		Type     string   `xml:"type,attr"`
		Category *xmlText `xml:"category"`
		*xmlHead
		Single    string      `xml:"single,omitempty"`
		Shuffle   string      `xml:"shuffleanswers,omitempty"`
		Numbering string      `xml:"answernumbering,omitempty"`
		Layout    string      `xml:"layouttype,omitempty"`
		Select    string      `xml:"selecttype,omitempty"`
		Count     string      `xml:"selectcount,omitempty"`
		Grading   string      `xml:"gradingtype,omitempty"`
		Show      string      `xml:"showgrading,omitempty"`
		Answers   []xmlAnswer `xml:"answer"`
		Pairs     []xmlPair   `xml:"subquestion"`
		Words     []xmlWord   `xml:"selectoption"`
		Tags      *xmlTags    `xml:"tags"`
	}
	xmlHead struct {
		Name     *xmlText `xml:"name"`
		Text     *xmlText `xml:"questiontext"`
		Explain  *xmlText `xml:"generalfeedback"`
		Grade    string   `xml:"defaultgrade"`
		Penalty  string   `xml:"penalty"`
		Hidden   string   `xml:"hidden"`
		IDNumber string   `xml:"idnumber"`
	}
	xmlText struct {
		Format string  `xml:"format,attr,omitempty"`
		Text   xmlData `xml:"text"`
	}
	xmlData struct {
		Text string `xml:",cdata"`
	}
	xmlAnswer struct {
		Weight   string   `xml:"fraction,attr"`
		Format   string   `xml:"format,attr"`
		Text     xmlData  `xml:"text"`
		Feedback *xmlText `xml:"feedback"`
	}
	xmlPair struct {
		Format string   `xml:"format,attr"`
		Text   xmlData  `xml:"text"`
		Answer *xmlText `xml:"answer"`
	}
	xmlWord struct {
		Text  xmlData `xml:"text"`
		Group int     `xml:"group"`
	}
	xmlTags struct {
		Tags []xmlText `xml:"tag"`
	}
)

func plainXML(s string) *xmlText { return &xmlText{Text: xmlData{s}} }
func htmlXML(s string) *xmlText  { return &xmlText{Format: "html", Text: xmlData{toHTML(s)}} }

func (q Question) xml() xmlQuestion {
	x := xmlQuestion{xmlHead: &xmlHead{
		Name: plainXML(q.label()), Text: htmlXML(q.Text.Text), Explain: htmlXML(q.Text.Explain),
		Grade: "1", Penalty: "0", Hidden: "0", IDNumber: q.idNumber(),
	}}
	for _, tag := range q.tags() {
		if x.Tags == nil {
			x.Tags = &xmlTags{}
		}
		x.Tags.Tags = append(x.Tags.Tags, *plainXML(tag))
	}
	switch q.Kind {
	case courses.TrueFalse:
		x.Type = typeTrueFalse
		for _, a := range [][2]string{{"t", "true"}, {"f", "false"}} {
			weight := "0"
			if slices.Contains(q.Key, a[0]) {
				weight = "100"
			}
			x.Answers = append(x.Answers, xmlAnswer{weight, "moodle_auto_format", xmlData{a[1]}, htmlXML(q.Text.Options[a[0]].Feedback)})
		}
	case courses.Match:
		x.Type, x.Shuffle = typeMatch, "true"
		for _, item := range q.Key {
			slot, option, _ := strings.Cut(item, ":")
			x.Pairs = append(x.Pairs, xmlPair{"html", xmlData{toHTML(q.Text.Slots[slot])}, plainXML(q.Text.Options[option].Text)})
		}
	case courses.Order:
		x.Type, x.Layout, x.Select, x.Count, x.Grading, x.Show = typeOrder, "VERTICAL", "ALL", "0", "ALL_OR_NOTHING", "SHOW"
		for i, id := range q.Key {
			x.Answers = append(x.Answers, xmlAnswer{strconv.Itoa(i+1) + ".0000000", "html", xmlData{toHTML(q.Text.Options[id].Text)}, htmlXML("")})
		}
	case courses.Fill:
		q.gapsXML(&x)
	default:
		x.Type, x.Single, x.Shuffle, x.Numbering = typeChoice, strconv.FormatBool(q.Kind == courses.Single), "true", "abc"
		for i, weight := range weights(q) {
			text := q.Text.Options[q.Options[i]]
			x.Answers = append(x.Answers, xmlAnswer{percent(weight), "html", xmlData{toHTML(text.Text)}, htmlXML(text.Feedback)})
		}
	}
	return x
}

// gapsXML writes the bank of words, and the sentence whose gaps have the numbers of their words.
func (q Question) gapsXML(x *xmlQuestion) {
	x.Type, x.Shuffle = typeGaps, "1"
	sentence := toHTML(q.Text.Sentence)
	var pairs []string
	for _, item := range q.Key {
		slot, word, _ := strings.Cut(item, ":")
		pairs = append(pairs, "[["+slot+"]]", "[["+strconv.Itoa(1+slices.Index(q.Options, word))+"]]")
	}
	sentence = strings.NewReplacer(pairs...).Replace(sentence)
	task := strings.ReplaceAll(toHTML(q.Text.Text), "[", "&#91;") // no gap, whatever it holds
	x.Text = &xmlText{Format: "html", Text: xmlData{"<p>" + task + "</p>\n<p>" + sentence + "</p>"}}
	for _, id := range q.Options {
		x.Words = append(x.Words, xmlWord{xmlData{q.Text.Options[id].Text}, 1})
	}
}
