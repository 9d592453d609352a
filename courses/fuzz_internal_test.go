package courses

import (
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// FuzzSanitize: whatever HTML goes in, what comes out holds only elements that lessons use, no attribute that runs, and
// links that lead nowhere but to secure pages or within the site. To clean it again changes nothing.
func FuzzSanitize(f *testing.F) {
	for _, s := range []string{
		"<p>Một <strong>hai</strong></p>", `<a href="https://a.vn">x</a>`, `<a href="/modules/x">x</a>`, `<a href=javascript:alert(1)>x</a>`,
		"<a href=\"java\nscript:alert(1)\">x</a>", `<a href="//evil.example">x</a>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
		`<p/onclick=alert(1)>`, "<<script>script>", "<!--><script>alert(1)</script>-->", "<a href='https://a.vn\" onmouseover=\"alert(1)'>x</a>", "&lt;script&gt;", "\x00<scr\x00ipt>",
		`<template><script>`, `<a href="https:javascript:alert(1)">x</a>`, `<a href="&#x6A;avascript:alert(1)">`, `<p title="<img src=x>">`, `<xmp><script>`, `<plaintext><script>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, dirty string) {
		clean := sanitize(dirty)
		checkHarmless(t, clean)
		if again := sanitize(clean); again != clean {
			t.Fatalf("%q became %q, and that %q", dirty, clean, again)
		}
	})
}

// checkHarmless reads HTML as browsers do.
func checkHarmless(t *testing.T, text string) {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Fatalf("%q: %v", text, z.Err())
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("more than elements in %q", text)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !slices.Contains([]string{"p", "ul", "ol", "li", "strong", "em", "br", "h3", "blockquote", "a"}, token.Data) {
				t.Fatalf("element %q in %q", token.Data, text)
			}
			for _, a := range token.Attr {
				if token.Data != "a" || a.Key != "href" && a.Key != "rel" {
					t.Fatalf("attribute %q in %q", a.Key, text)
				}
				if a.Key == "href" {
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "" && u.Scheme != "https" {
						t.Fatalf("link %q in %q", a.Val, text)
					}
				}
			}
		}
	}
}

// FuzzPicture: a drawing is refused, or holds only what can be drawn.
func FuzzPicture(f *testing.F) {
	const start = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">`
	for _, s := range []string{
		start + `<rect class="paper" x="1" y="2" width="3" height="4"/></svg>`, start + `<script>alert(1)</script></svg>`, start + `<path d="M0 0" onload="alert(1)"/></svg>`,
		start + `<g class="line"><circle r="1"/></g></svg>`, start + `<a href="javascript:alert(1)"><path/></a></svg>`, start + `<foreignObject/></svg>`,
		start + `<use href="x"/></svg>`, start + `<path style="x"/></svg>`, start + `<path d="&quot;/>&lt;script>"/></svg>`, start + `<![CDATA[<script>]]></svg>`,
		start + `</svg><svg/>`, `<!DOCTYPE svg [<!ENTITY x "y">]>` + start + `&x;</svg>`, `<?xml version="1.0"?>` + start + `</svg>`, start + `<x:path xmlns:x="y"/></svg>`, "\ufeff" + start + "</svg>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, drawing string) {
		r := &reader{fsys: fstest.MapFS{"pictures/a.svg": {Data: []byte(drawing)}}, dir: "."}
		r.readPictures()
		svg := r.pictures["a.svg"]
		if (svg == "") == (len(r.faults) == 0) {
			t.Fatalf("%q became %q with faults %v", drawing, svg, r.faults)
		}
		for z := html.NewTokenizer(strings.NewReader(svg)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				return
			}
			token := z.Token()
			switch {
			case kind == html.TextToken && strings.TrimSpace(token.Data) == "":
			case kind == html.CommentToken, kind == html.DoctypeToken, kind == html.TextToken:
				t.Fatalf("%q became %q", drawing, svg)
			case token.Data != "svg" && !slices.Contains(drawnElements, token.Data):
				t.Fatalf("%q became %q with %s", drawing, svg, token.Data)
			}
			for _, a := range token.Attr {
				if token.Data != "svg" && !slices.Contains(drawnAttributes, a.Key) || strings.ContainsAny(a.Val, "<>&\"';") {
					t.Fatalf("%q became %q with %s=%q", drawing, svg, a.Key, a.Val)
				}
			}
		}
	})
}
