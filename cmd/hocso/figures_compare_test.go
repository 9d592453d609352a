package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// comparison counts the figures that were held against the fold, and keeps what differs.
type comparison struct {
	figures int
	faults  []string
}

func (c *comparison) fault(path string, format string, args ...any) {
	c.faults = append(c.faults, path+": "+fmt.Sprintf(format, args...))
}

// some are a few of the faults of each sort, and how many there are of it.
func (c *comparison) some() string {
	counts, lines := map[string]int{}, []string{}
	for _, fault := range c.faults {
		sort, _, _ := strings.Cut(fault, ", ")
		if counts[sort]++; counts[sort] <= 4 {
			lines = append(lines, fault)
		}
	}
	return fmt.Sprintf("%s\nin all: %v", strings.Join(lines, "\n"), counts)
}

// hold compares an answer with what it must say. What is expected may leave texts out, and no figure: a number, or a null, that
// nobody expects is a fault.
func (c *comparison) hold(path string, got, want any) {
	raw, err := json.Marshal(want)
	var right any
	if err == nil {
		err = json.Unmarshal(raw, &right)
	}
	if err != nil {
		c.fault(path, "%v", err)
		return
	}
	c.compare(path, got, right)
}

func (c *comparison) compare(path string, got, want any) {
	switch g := got.(type) {
	case object:
		w, ok := want.(object)
		if !ok {
			c.fault(path, "says an object, the fold %v", want)
			return
		}
		c.objects(path, g, w)
	case []any:
		w, ok := want.([]any)
		if !ok || len(w) != len(g) {
			c.fault(path, "says %d lines, the fold %d", len(g), len(w))
			return
		}
		for i := range g {
			c.compare(fmt.Sprintf("%s[%s]", path, nameOf(g[i], i)), g[i], w[i])
		}
	default:
		if _, text := got.(string); !text {
			c.figures++
		}
		if got != want {
			c.fault(path, "says %v, the fold %v", said(got), said(want))
		}
	}
}

func (c *comparison) objects(path string, got, want object) {
	for _, key := range slices.Sorted(maps.Keys(got)) {
		right, expected := want[key]
		if !expected && right == nil && figureless(got[key]) {
			continue
		}
		if !expected {
			c.fault(path+"."+key, "nothing is known of this: %v", got[key])
			continue
		}
		c.compare(path+"."+key, got[key], right)
	}
	for key, right := range want {
		if _, told := got[key]; !told && right != 0.0 { // a count of none may be left out
			c.fault(path+"."+key, "is not told, the fold says %v", right)
		}
	}
}

// figureless reports whether nothing counted is in a value.
func figureless(v any) bool {
	switch x := v.(type) {
	case string, bool:
		return true
	case object:
		return !slices.ContainsFunc(slices.Collect(maps.Values(x)), func(one any) bool { return !figureless(one) })
	case []any:
		return !slices.ContainsFunc(x, func(one any) bool { return !figureless(one) })
	}
	return false
}

// nameOf is what tells a line of a list from others, for who must find it.
func nameOf(line any, i int) string {
	o, _ := line.(object)
	for _, inner := range []string{"ward", "village"} {
		if within, ok := o[inner].(object); ok {
			o = within
		}
	}
	for _, key := range []string{"id", "code", "village", "day", "module", "question", "band"} {
		if name, ok := o[key].(string); ok {
			return name
		}
	}
	return fmt.Sprint(i)
}

func said(v any) string {
	if v == nil {
		return "that it is hidden or none"
	}
	return strings.TrimSpace(fmt.Sprintf("%v", v))
}
