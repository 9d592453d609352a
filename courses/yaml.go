package courses

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// YAML is read node by node instead of into structs: nodes know their lines, and every fault needs one.

// shape is what a node can be.
type shape int

const (
	scalar shape = iota
	mapped
	listed
	marked // &name, *name or !name, which content has no use for
)

// node is a value in YAML.
type node struct {
	shape
	line    int
	value   string // of a scalar, as typed: dates and numbers are not interpreted
	null    bool   // a scalar left empty
	comment bool   // one follows on the line, where no quotes say that the text has ended
	pairs   []pair
	items   []*node
}

type pair struct{ key, value *node }

// parseYAML returns the root of a piece's only document, or nil after recording a fault. Nothing but comments is a fault
// as well, since no file or block may be empty.
func (p piece) parseYAML(text string) *node {
	if !p.checkYAMLSize(text) {
		return nil
	}
	file, err := parser.ParseBytes([]byte(text), parser.ParseComments, parser.AllowDuplicateMapKey())
	if err != nil {
		p.faultYAML(err)
		return nil
	}
	if len(file.Docs) > 1 {
		line := slices.IndexFunc(strings.Split(text, "\n"), func(line string) bool {
			return strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...")
		})
		p.fault(1+line, "delete the line and what repeats below it", "a line of --- starts a second document")
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil || file.Docs[0].Body.Type() == ast.CommentType {
		p.fault(1, "type its keys, as docs/authoring.md shows", "nothing is written here")
		return nil
	}
	return nodeOf(file.Docs[0].Body)
}

// checkYAMLSize refuses what no one writes by hand. The parser's time grows with the square of the lines, and it calls
// itself for every level, so that a file that was broken by a program could keep it busy for hours.
func (p piece) checkYAMLSize(text string) bool {
	const mostLines, mostBrackets, longestLine = 10_000, 5_000, 5_000
	lines := strings.Split(text, "\n")
	long := slices.IndexFunc(lines, func(line string) bool { return len(line) > longestLine })
	switch {
	case len(lines) > mostLines:
		p.fault(mostLines+1, "delete what is not needed", "more than %d lines of YAML", mostLines)
	case long >= 0:
		p.fault(1+long, "write the text in several lines", "a line of YAML longer than %d bytes", longestLine)
	case strings.Count(text, "[")+strings.Count(text, "{") > mostBrackets:
		p.fault(1, "delete what is not needed", "more than %d brackets in YAML", mostBrackets)
	default:
		return true
	}
	return false
}

func (p piece) faultYAML(err error) {
	mend := `put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`
	line, message := 1, "the parser gives no reason"
	var broken *yaml.SyntaxError
	if errors.As(err, &broken) {
		line, message = broken.Token.Position.Line, broken.Message
	}
	if strings.Contains(message, "\t") {
		mend, message = "indent with spaces instead of tabs", "a tab stands where spaces must"
	}
	p.fault(line, mend, "not readable as YAML: %s", strings.ReplaceAll(message, "\n", " "))
}

// nodeOf turns the parser's nodes, of which it has twenty kinds, into the few that content has.
func nodeOf(n ast.Node) *node {
	if n == nil || n.GetToken() == nil {
		return &node{null: true, line: 1}
	}
	made := &node{line: n.GetToken().Position.Line, comment: hasComment(n)}
	switch n := n.(type) {
	case *ast.MappingNode:
		made.shape = mapped
		for _, v := range n.Values {
			made.pairs = append(made.pairs, pair{nodeOf(v.Key), nodeOf(v.Value)})
		}
		if len(made.pairs) > 0 {
			made.line = min(made.line, made.pairs[0].key.line)
		}
	case *ast.MappingValueNode:
		made.shape = mapped
		made.pairs = []pair{{nodeOf(n.Key), nodeOf(n.Value)}}
	case *ast.SequenceNode:
		made.shape = listed
		for _, v := range n.Values {
			made.items = append(made.items, nodeOf(v))
		}
	case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		made.shape = marked
	case *ast.LiteralNode:
		made.value = n.Value.Value
	case *ast.NullNode:
		made.null = true
	default:
		made.value = n.GetToken().Value
	}
	return made
}

func hasComment(n ast.Node) bool {
	switch n.GetToken().Type {
	case token.SingleQuoteType, token.DoubleQuoteType, token.LiteralType, token.FoldedType:
		return false
	}
	return n.GetComment() != nil
}
