package courses

import (
	"strings"
	"testing"
)

// The sanitizer stands alone: even what check refuses would do no harm.
func TestSanitizeLetsNothingRun(t *testing.T) {
	for _, payload := range []string{
		`<script>alert(1)</script>`,
		`<img src=x onerror=alert(1)>`,
		`<p onclick="alert(1)">x</p>`,
		`<a href="javascript:alert(1)">x</a>`,
		`<a href="JaVaScRiPt:alert(1)">x</a>`,
		`<a href=" javascript:alert(1)">x</a>`,
		"<a href=\"java\tscript:alert(1)\">x</a>",
		`<a href="&#106;avascript:alert(1)">x</a>`,
		`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
		`<a href="vbscript:msgbox(1)">x</a>`,
		`<a href="http://a.vn">x</a>`,
		`<a href="https://a.vn" onmouseover="alert(1)" style="x:expression(alert(1))" target=_blank>x</a>`,
		`<iframe src="https://a.vn"></iframe>`,
		`<svg onload=alert(1)>`,
		`<math><mi xlink:href="javascript:alert(1)">x</mi></math>`,
		`<style>p{background:url(javascript:alert(1))}</style>`,
		`<form action="https://a.vn"><input name=otp><button>x</button></form>`,
		`<object data="x"></object><embed src="x"><base href="https://a.vn"><meta http-equiv=refresh content=0>`,
		`<<script>script>alert(1)<</script>/script>`,
		`<p><!-- x --><![CDATA[<script>]]></p>`,
	} {
		got := strings.ToLower(sanitize(payload))
		for _, bad := range []string{"<script", "onerror", "onclick", "onload", "onmouseover", "href=\"j", "href=\"d", "href=\"v", "href=\"http:", "style=",
			"target", "<img", "<iframe", "<svg", "<math", "<style", "<form", "<input", "<object", "<base", "<meta", "<!--"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s\nbecame %s", payload, got)
			}
		}
	}
}

func TestSanitizeKeepsWhatLessonsUse(t *testing.T) {
	for _, kept := range []string{
		`<p>Một <strong>hai</strong> <em>ba</em><br/>bốn</p>`,
		`<ul><li>a</li></ul><ol><li>b</li></ol><h3>c</h3><blockquote><p>d</p></blockquote>`,
		`<p><a href="https://dichvucong.gov.vn/p/home" rel="noopener noreferrer nofollow">x</a></p>`,
		`<p><a href="/modules/mat-khau" rel="noopener noreferrer nofollow">x</a></p>`,
	} {
		if got := sanitize(kept); got != kept {
			t.Errorf("%s\nbecame %s", kept, got)
		}
	}
}

// A link gets its rel in any case.
func TestSanitizeGuardsLinks(t *testing.T) {
	got := sanitize(`<a href="https://a.vn" rel="opener">x</a>`)
	if strings.Contains(got, `"opener`) || !strings.Contains(got, "nofollow") || !strings.Contains(got, "noreferrer") {
		t.Errorf("got %s", got)
	}
}

func TestFoldKeepsWordsApart(t *testing.T) {
	for _, same := range [][2]string{{"Tắt máy", "TẮT  máy."}, {"“Đúng”", "đúng!"}, {" a ", "A"}} {
		if fold(same[0]) != fold(same[1]) {
			t.Errorf("%q and %q are kept apart", same[0], same[1])
		}
	}
	for _, other := range [][2]string{{"má", "mà"}, {"a.gov.vn", "a-gov.vn"}, {"tắt máy", "tắtmáy"}} {
		if fold(other[0]) == fold(other[1]) {
			t.Errorf("%q and %q are the same", other[0], other[1])
		}
	}
}
