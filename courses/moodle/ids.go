package moodle

import (
	"strconv"
	"strings"
)

// ids names questions: as an export named them where it did, else q1, q2 and so on.
type ids struct {
	given map[string]bool // ids that Moodle's file has, of any module
	taken map[string]bool // module/id
	next  int
}

func newIDs(items []*item) *ids {
	all := &ids{given: map[string]bool{}, taken: map[string]bool{}}
	for _, it := range items {
		_, id := it.ownID()
		all.given[id] = true
	}
	return all
}

// ownID reads the module and id that an export wrote, first from the id number, which Moodle may have dropped.
func (it *item) ownID() (module, id string) {
	for _, s := range []string{it.idnumber, it.name} {
		module, id, found := strings.Cut(s, "/")
		if found && isID(module) && isID(id) {
			return module, id
		}
	}
	path := strings.Split(it.category, "/")
	if last := path[len(path)-1]; isID(last) {
		module = last
	}
	if isID(it.idnumber) {
		id = it.idnumber
	}
	return module, id
}

func (all *ids) name(it *item, q *Question) {
	q.Module, q.ID = it.ownID()
	if q.ID != "" && all.taken[q.label()] {
		it.lost.add("another question has its id " + q.ID)
		q.ID = ""
	}
	for q.ID == "" {
		all.next++
		if id := "q" + strconv.Itoa(all.next); !all.given[id] {
			q.ID = id
		}
	}
	all.taken[q.label()] = true
}
