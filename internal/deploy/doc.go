// Package deploy checks the files by which hocso is deployed: docker-compose.yml, the Dockerfile and what they name. It
// holds tests only, and the health probe of the container image.
package deploy
