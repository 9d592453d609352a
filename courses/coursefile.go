package courses

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

const courseFile = "course.yaml"

// courseOrder is where a course says its place, to find two that say the same.
type courseOrder struct {
	piece
	line, order int
}

// readCourse reads a course's folder: course.yaml, and every file of every module it lists.
func (r *reader) readCourse(folder string) {
	if !isID(folder) {
		r.whole(folder).fault(1, mendID+", as the folder's name", "the folder's name %s cannot be a course's id", quoted(folder))
	}
	files := r.moduleFiles(folder)
	course, listed, ok := r.readCourseFile(folder)
	if !ok { // the lessons' own faults can be told all the same
		for _, f := range files {
			listed = append(listed, word{f.module, 1})
		}
		listed = slices.CompactFunc(listed, func(a, b word) bool { return a.value == b.value })
	}
	p := r.whole(path.Join(folder, courseFile))
	for _, w := range listed {
		switch other, taken := r.owners[w.value]; {
		case !isID(w.value):
			p.fault(w.line, mendID, "module id %s has a wrong shape", quoted(w.value))
			continue
		case taken:
			p.fault(w.line, "give the module another id, here and in its files' names", "module %s is in course %s already", w.value, other)
			continue
		}
		r.owners[w.value] = folder
		course.Modules = append(course.Modules, w.value)
		r.readModule(folder, w, files, course.Title[English] != "")
	}
	for _, f := range files {
		if !slices.ContainsFunc(listed, func(w word) bool { return w.value == f.module }) {
			r.whole(f.name).fault(1, "add "+f.module+" to modules in "+path.Join(folder, courseFile)+", or delete the file",
				"course.yaml does not list the module")
		}
	}
	for _, name := range r.recordings(folder) {
		if !slices.Contains(r.played, r.whole(name).file) {
			r.whole(name).fault(1, "name it under audio: in the front matter of a lesson, or delete it", "no lesson plays the recording")
		}
	}
	r.content.Courses = append(r.content.Courses, course)
}

// readCourseFile returns the course without its modules, and these as listed.
func (r *reader) readCourseFile(folder string) (Course, []word, bool) {
	course := Course{ID: folder}
	p, text, ok := r.load(path.Join(folder, courseFile), "create it with order, title, summary and modules")
	if !ok {
		return course, nil, false
	}
	root := p.parseYAML(p.markHotlines(text))
	if root == nil {
		return course, nil, false
	}
	m, ok := p.mapping(root, []string{"order", "title", "summary", "modules", "known"}, nil)
	if !ok {
		return course, nil, false
	}
	const mostCourses = 1000
	course.Order = m.number("order", 1, 1, mostCourses)
	r.orders = append(r.orders, courseOrder{p, m.lineOf("order"), course.Order})
	course.Title = m.translated("title")
	course.Summary = m.translated("summary")
	if m.has("known") {
		course.Known = m.translated("known")
		if r.known++; r.known > maxKnown {
			m.fault(m.lineOf("known"), "delete known", "more than %d courses have a starting question", maxKnown)
		}
	}
	const example = "modules: [cac-kieu-lua, mat-khau-manh]"
	before := len(r.faults)
	listed := m.words("modules", example)
	if len(listed) == 0 && len(r.faults) == before {
		m.fault(m.lineOf("modules"), "type "+example, "the course has no modules")
	}
	return course, listed, len(listed) > 0
}

// checkCourseOrder finds two courses that say the same place.
func (r *reader) checkCourseOrder() {
	first := map[int]courseOrder{}
	for _, o := range r.orders {
		if other, taken := first[o.order]; taken {
			o.fault(o.line, "type another number", "order %d is taken by %s", o.order, other.file)
			continue
		}
		first[o.order] = o
	}
}

// moduleName is a lesson's file, named <module>.<language>.md.
type moduleName struct {
	name     string // from the content folder
	module   string
	language Language
}

// moduleFiles returns a course's lessons by name. Other files are faults.
func (r *reader) moduleFiles(folder string) []moduleName {
	var found []moduleName
	entries, _ := r.list(folder)
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		parts := strings.Split(entry.Name(), ".")
		switch {
		case entry.Name() == courseFile || isRecording(entry):
		case entry.Type()&fs.ModeType != 0:
			r.whole(name).fault(1, "move its files beside course.yaml, or delete it", "a course's folder holds only files")
		case len(parts) != 3 || parts[2] != "md" || !slices.Contains(Languages, Language(parts[1])):
			r.whole(name).fault(1, "name it like cac-kieu-lua.vi.md, with "+strings.Join(languageNames(), " or ")+
				" as the language, or delete it", "the file's name is not a lesson's")
		default:
			found = append(found, moduleName{name, parts[0], Language(parts[1])})
		}
	}
	return found
}

func isRecording(entry fs.DirEntry) bool {
	_, ok := recordingTypes[path.Ext(entry.Name())]
	return ok && entry.Type()&fs.ModeType == 0
}

// recordings returns a course's recordings, named from the content folder.
func (r *reader) recordings(folder string) []string {
	var names []string
	entries, _ := r.list(folder)
	for _, entry := range entries {
		if isRecording(entry) {
			names = append(names, path.Join(folder, entry.Name()))
		}
	}
	return names
}

// readModule reads a module in all its languages, the Vietnamese one first. english says whether the course promises English.
func (r *reader) readModule(folder string, listed word, files []moduleName, english bool) {
	name := func(l Language) string { return path.Join(folder, listed.value+"."+string(l)+".md") }
	exists := func(l Language) bool {
		return slices.ContainsFunc(files, func(f moduleName) bool { return f.name == name(l) })
	}
	if !exists(Vietnamese) {
		r.whole(path.Join(folder, courseFile)).fault(listed.line, "write "+name(Vietnamese)+", or delete "+listed.value+" from modules",
			"module %s has no Vietnamese file", listed.value)
	}
	if exists(Vietnamese) && !exists(English) && english {
		r.whole(name(Vietnamese)).fault(1, "write "+name(English)+", or delete en from the course's title", "the module is not translated into English")
	}
	var leading *lesson
	m := Module{ID: listed.value, Course: folder, Texts: map[Language]Text{}}
	for _, l := range Languages {
		if !exists(l) {
			continue
		}
		read := r.readLesson(name(l), l)
		if read == nil {
			continue
		}
		if l == Vietnamese {
			leading = read
			read.fill(&m)
		} else if leading != nil {
			read.compare(leading)
		}
		m.Texts[l] = read.text
	}
	m.Hash = Hash(m)
	r.content.Modules = append(r.content.Modules, m)
	r.checkSize(m, name)
}

// fill puts what is the same in every language into a module.
func (l *lesson) fill(m *Module) {
	m.Minutes, m.PassMark, m.Mode = l.front.Minutes, l.front.PassMark, l.front.Mode
	m.DigComp, m.Facts = l.front.DigComp, l.front.Facts
	for _, q := range l.questions {
		if q.practice {
			m.Practices = append(m.Practices, PracticeInStep{q.step, q.question})
		} else {
			m.Questions = append(m.Questions, q.question)
		}
	}
}

// checkSize says whether a phone can load the module quickly.
func (r *reader) checkSize(m Module, name func(Language) string) {
	for l := range m.Texts {
		if n := compressedSize(ViewModule(m, l)); n > maxModule {
			r.whole(name(l)).fault(1, "show fewer pictures and screens, or make two modules",
				"the module takes %d KB on its way to a phone, more than %d", (n+1023)>>10, maxModule>>10)
		}
	}
}
