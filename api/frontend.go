package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/certificates/openbadge"
)

// asset is one file of the built web app, with the compressed twins that the build made.
type asset struct {
	page
	kind  string
	cache string
}

// inlineStyle finds the styles that the build put into index.html; the policy allows them by hash.
var inlineStyle = regexp.MustCompile(`(?s)<style[^>]*>(.*?)</style>`)

const (
	immutable = "public, max-age=31536000, immutable"
	noCache   = "no-cache"
)

// serveFrontend answers every address that is not the API's with a file of the web app, or with its shell: the app
// routes in the browser. A missing asset is 404, never the shell.
func (a *App) serveFrontend(dist fs.FS) error {
	assets, err := readAssets(dist)
	if err != nil {
		return err
	}
	links, err := linksAhead(dist)
	if err != nil {
		return err
	}
	delete(assets, "/"+aheadFile)
	shell, ok := assets["/index.html"]
	if !ok {
		return errors.New("the web app is not built: run make build")
	}
	if a.cfg.Preview != nil {
		plain := withPreviewScript(shell.plain)
		shell.page = page{etag: tagOf(plain), plain: plain}
		assets["/index.html"] = shell
	}
	csp := contentSecurityPolicy(string(shell.plain))
	a.Fiber.Use(func(c *fiber.Ctx) error {
		address := c.Path()
		if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || strings.HasPrefix(address, "/api/") {
			return c.Next()
		}
		file, ok := assets[address]
		if !ok {
			if path.Ext(address) != "" || strings.HasPrefix(address, "/assets/") {
				return errNoRoute
			}
			file = shell
			if link := links.of(address); link != "" {
				c.Set(fiber.HeaderLink, link)
			}
		}
		if strings.HasPrefix(address, openbadge.PagePath) {
			noIndex(c)
		}
		c.Set("Content-Security-Policy", csp)
		return file.sendAs(c, file.kind, file.cache)
	})
	return nil
}

// aheadFile names the files of pages that the shell does not name itself, by address; the build writes it.
const aheadFile = "ahead.json"

// links are Link headers by pattern of an address.
type links map[string]string

func linksAhead(dist fs.FS) (links, error) {
	raw, err := fs.ReadFile(dist, aheadFile)
	if errors.Is(err, fs.ErrNotExist) { // the pages come all the same, only later
		return nil, nil
	}
	var files map[string][]string
	if err == nil {
		err = json.Unmarshal(raw, &files)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s of the web app: %w", aheadFile, err)
	}
	ahead := links{}
	for pattern, names := range files {
		var header []string
		for _, name := range names {
			header = append(header, "<"+name+">; rel=modulepreload")
		}
		ahead[pattern] = strings.Join(header, ", ")
	}
	return ahead, nil
}

// of returns the header for an address, or nothing.
func (l links) of(address string) string {
	for pattern, header := range l {
		if fiber.RoutePatternMatch(address, pattern) {
			return header
		}
	}
	return ""
}

func contentSecurityPolicy(shell string) string {
	var styles strings.Builder
	for _, m := range inlineStyle.FindAllStringSubmatch(shell, -1) {
		sum := sha256.Sum256([]byte(m[1]))
		styles.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	return "default-src 'self'; script-src 'self'; style-src 'self'" + styles.String() + "; img-src 'self' data:; connect-src 'self'; " +
		"worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
}

func readAssets(dist fs.FS) (map[string]asset, error) {
	assets := map[string]asset{}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		ext := path.Ext(name)
		if ext == ".br" || ext == ".gz" {
			return nil
		}
		raw, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		file := asset{page: page{etag: tagOf(raw), plain: raw}, kind: contentType(ext), cache: noCache}
		if strings.HasPrefix(name, "assets/") {
			file.cache = immutable
		}
		if file.brotli, err = twin(dist, name+".br"); err != nil {
			return err
		}
		if file.gzip, err = twin(dist, name+".gz"); err != nil {
			return err
		}
		assets["/"+name] = file
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the web app: %w", err)
	}
	return assets, nil
}

// twin reads a compressed version of a file, nil if the build made none.
func twin(dist fs.FS, name string) ([]byte, error) {
	raw, err := fs.ReadFile(dist, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return raw, err
}

// contentType does not ask the machine's own tables first, which differ.
func contentType(ext string) string {
	switch ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".webmanifest":
		return "application/manifest+json"
	case ".json":
		return fiber.MIMEApplicationJSON
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if kind := mime.TypeByExtension(ext); kind != "" {
		return kind
	}
	return fiber.MIMEOctetStream
}
