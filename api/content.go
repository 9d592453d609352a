package api

import (
	"context"
	_ "embed"
	"fmt"
	"path"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"hocso/courses"
)

//go:embed openapi.yaml
var openAPI []byte

func (a *App) getOpenAPI(_ context.Context, c *fiber.Ctx) error {
	return a.document.sendAs(c, "application/yaml", "public, no-cache")
}

type langQuery struct {
	Lang string `query:"lang" validate:"omitempty,oneof=vi en rad jra cmo mnn mng"`
}

func language(c *fiber.Ctx) (courses.Language, error) {
	var q langQuery
	if err := parseQuery(c, &q); err != nil {
		return "", err
	}
	if q.Lang == "" {
		return courses.Vietnamese, nil
	}
	return courses.Language(q.Lang), nil
}

func (a *App) getCourses(_ context.Context, c *fiber.Ctx) error {
	return a.sendContent(c, "courses", func(cat *courses.Catalogue, lang courses.Language) (any, error) {
		return newList(cat.CourseViews(lang), ""), nil
	})
}

func (a *App) getCourse(_ context.Context, c *fiber.Ctx) error {
	id := c.Params("course")
	return a.sendContent(c, "course/"+id, func(cat *courses.Catalogue, lang courses.Language) (any, error) {
		return cat.CourseView(id, lang)
	})
}

func (a *App) getModule(_ context.Context, c *fiber.Ctx) error {
	id := c.Params("module")
	return a.sendContent(c, "module/"+id, func(cat *courses.Catalogue, lang courses.Language) (any, error) {
		return cat.ModuleView(id, lang)
	})
}

// audioTypes are the content types of recordings by the ending of their names.
var audioTypes = map[string]string{".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}

// getRecording answers with a recording or the part of it that is asked for: Safari plays nothing from a server that sends
// no parts.
func (a *App) getRecording(ctx context.Context, c *fiber.Ctx) error {
	name := c.Params("recording")
	r, err := a.cfg.Courses.Recording(ctx, name)
	if err != nil {
		return err
	}
	etag := `"` + name + `"`
	c.Set(fiber.HeaderETag, etag)
	if names(c.Get(fiber.HeaderIfNoneMatch), etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, audioTypes[path.Ext(name)])
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable") // the name is the content's hash
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	asked := c.Get(fiber.HeaderRange)
	if asked == "" {
		return c.Send(r.Data)
	}
	start, end, err := fasthttp.ParseByteRange([]byte(asked), len(r.Data))
	if err != nil {
		return errRange
	}
	c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", start, end, len(r.Data)))
	return c.Status(fiber.StatusPartialContent).Send(r.Data[start : end+1])
}

// sendContent answers with a page of the catalogue, made once per catalogue and language.
func (a *App) sendContent(c *fiber.Ctx, key string, view func(*courses.Catalogue, courses.Language) (any, error)) error {
	lang, err := language(c)
	if err != nil {
		return err
	}
	p, err := a.contents.get(a.cfg.Courses.Catalogue(), key+"?"+string(lang), func(cat *courses.Catalogue) (any, error) { return view(cat, lang) })
	if err != nil {
		return err
	}
	// Phones ask again each time and mostly hear 304, so that a mended lesson reaches them the same day.
	return p.send(c, "public, no-cache")
}

// contentPages keeps the pages made of one catalogue; a new catalogue starts anew. Only what exists is kept, so strangers
// cannot fill it.
type contentPages struct {
	mu        sync.Mutex
	catalogue *courses.Catalogue
	pages     map[string]*page
}

func newContentPages() *contentPages { return &contentPages{} }

func (p *contentPages) get(cat *courses.Catalogue, key string, view func(*courses.Catalogue) (any, error)) (*page, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.catalogue != cat {
		p.catalogue, p.pages = cat, map[string]*page{}
	}
	if made, ok := p.pages[key]; ok {
		return made, nil
	}
	v, err := view(cat)
	if err != nil {
		return nil, err
	}
	made, err := newPage(v)
	if err != nil {
		return nil, err
	}
	p.pages[key] = made
	return made, nil
}
