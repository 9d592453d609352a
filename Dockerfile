# The whole of hocso in one static file. The last stage holds that file, a health probe and certificates: no shell, no
# package manager, no root.

FROM node:20.20.2-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
COPY docs/ranking.vi.md ../docs/
RUN npm run build

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=frontend /src/frontend/dist frontend/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/hocso ./cmd/hocso \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/probe ./internal/deploy/probe \
 && mkdir /out/data

FROM scratch
# For MongoDB and Redis that are reached over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/hocso /out/probe /
# A new volume mounted here takes over this owner.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV HOCSO_DATA=/data HOCSO_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/hocso"]
CMD ["serve"]
