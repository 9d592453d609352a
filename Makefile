# Prerequisites: Go 1.26 and Node 20. What else the tests need is installed by `make tools` where it can be.
GO      ?= go
NPM     := npm --prefix frontend
LINT    := $(GO) tool -modfile=tools/go.mod golangci-lint

.PHONY: run build test test-long check cases bench pictures tools frontend clean

run: build ## Try it: the demo on http://127.0.0.1:8080
	bin/hocso serve --demo --data data/demo

build: frontend ## bin/hocso with the web app inside
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/hocso ./cmd/hocso

frontend: frontend/node_modules/.package-lock.json
	$(NPM) run --silent build

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	$(NPM) ci --no-audit --no-fund

test: tools check build cases ## Everything that must hold
	$(NPM) test
	$(NPM) run bytes
	$(GO) test -race -shuffle=on -count=1 -timeout=30m $$($(GO) list ./... | grep -v hocso/cmd/)
	./tools/fuzz 30
	$(GO) test -shuffle=on -count=1 -timeout=60m ./cmd/... # the built program, alone on the machine: it is timed

test-long: tools build ## The test campaigns at the figures of a night, and their table
	./tools/campaigns 600
	./tools/mutations

check: frontend ## Format, lint, types, imports
	$(NPM) run check
	$(LINT) run
	$(GO) run ./cmd/hocso check seed/courses
	./tools/mutations --check

cases: frontend/node_modules/.package-lock.json ## The table by which server and phone must grade alike
	mkdir -p frontend/node_modules/.cache/hocso
	$(GO) test -count=1 ./seed -run=TestEveryQuestionGrades -args -cases=$(CURDIR)/frontend/node_modules/.cache/hocso/cases.json

bench: build ## Figures of speed and size
	$(NPM) run bytes
	HOCSO_BENCH_SUBMISSIONS=1000000 $(GO) test -run='^$$' -bench=. -benchtime=1x -timeout=60m ./cmd/hocso
	$(GO) test -run='^$$' -bench=Admit ./api

pictures: build tools ## docs/img, drawn anew from the running demo
	./tools/pictures

tools: ## redis-server, chromium and poppler-utils, for the tests
	./tools/install

clean:
	rm -rf bin frontend/dist/assets frontend/node_modules
