package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hocso/api"
	"hocso/courses"
	"hocso/internal/day"
)

// previewInterval is how soon a saved file is looked at.
const previewInterval = 500 * time.Millisecond

type previewCommand struct {
	Dir    string `arg:"" help:"Folder of courses." type:"existingdir"`
	Listen string `help:"Address to serve on; port 0 picks a free one." default:"127.0.0.1:8090"`
}

// Run serves the folder's content from a store that is thrown away, until the context ends.
func (cmd *previewCommand) Run(ctx context.Context, con console) error {
	data, err := os.MkdirTemp("", "hocso-preview-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(data) }()
	w := watch{dir: cmd.Dir, con: con}
	content, err := w.soundContent(ctx)
	if err != nil {
		return err
	}
	serve := serveCommand{storeFlags: storeFlags{Data: data}, Listen: cmd.Listen, preview: &api.Preview{}, content: &content}
	serve.follow = func(ctx context.Context, s *server) { w.publish(ctx, s, serve.preview) }
	return serve.Run(ctx, con)
}

// watch reads a content folder again whenever a file in it changes.
type watch struct {
	dir  string
	con  console
	seen string
}

// changed says whether the folder is another than at the last call.
func (w *watch) changed() bool {
	var now strings.Builder
	_ = filepath.WalkDir(w.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // being saved just now; the next look finds it
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintln(&now, name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	changed := now.String() != w.seen
	w.seen = now.String()
	return changed
}

// read reads the folder and prints its faults.
func (w *watch) read() (courses.Content, courses.Faults) {
	content, faults := courses.Read(os.DirFS(w.dir), ".", day.Of(w.con.now()))
	for i := range faults {
		faults[i].File = filepath.Join(w.dir, faults[i].File)
	}
	_, _ = fmt.Fprint(w.con.stderr, faults)
	return content, faults
}

// soundContent waits until the folder has no faults.
func (w *watch) soundContent(ctx context.Context) (courses.Content, error) {
	for {
		if w.changed() {
			content, faults := w.read()
			if len(faults) == 0 {
				return content, nil
			}
			_, _ = fmt.Fprintln(w.con.stderr, "the preview starts when these are mended")
		}
		if !pause(ctx) {
			return courses.Content{}, ctx.Err()
		}
	}
}

// publish publishes every sound state of the folder until the context ends.
func (w *watch) publish(ctx context.Context, s *server, preview *api.Preview) {
	for pause(ctx) {
		if !w.changed() {
			continue
		}
		content, faults := w.read()
		if len(faults) > 0 {
			preview.Refused(faults.String())
			continue
		}
		_, err := courses.Publish(ctx, s.db, content)
		if err == nil {
			err = s.library.Reload(ctx)
		}
		if err != nil {
			s.log.Error("publishing the preview failed", "error", err)
			continue
		}
		preview.Published()
	}
}

// pause says whether the context still runs after a while.
func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(previewInterval):
		return true
	}
}
