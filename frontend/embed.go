// Package frontend carries the built web app inside the program. Nothing else lives here on the Go side:
// headers, caching and the Content-Security-Policy belong to package api.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Dist is the built web app with index.html at its root, or nearly empty when the front end has not been built.
func Dist() fs.FS {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // "dist" is a constant and valid path, the only thing fs.Sub refuses
	}
	return dist
}
