# Two commands for a person: `make run` and `make test`. The rest is for people who change the code.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# Seam's own fake server, which the tests of cmd/seamdash start.
FAKE := cmd/seamdash/testdata/fake

.PHONY: run build test fake lint cross bench fmt

run: build
	bin/seamdash --sandbox

build:
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/seamdash ./cmd/seamdash

test: build fake
	go test -race -shuffle=on ./...

# npm leaves this file last, so an interrupted installation is done again.
$(FAKE)/node_modules/.package-lock.json: $(FAKE)/package.json $(FAKE)/package-lock.json
	cd $(FAKE) && npm ci --no-audit --no-fund
	touch $@

# Without npm the tests that need the fake are skipped; on CI (CI=true) that is a failure.
fake:
	@if command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory $(FAKE)/node_modules/.package-lock.json; \
	else \
		echo "npm is not installed: tests against Seam's own fake server are skipped" >&2; \
		test "$$CI" != true; \
	fi

lint:
	go mod tidy -diff
	go vet ./...
	$(GOLANGCI) config verify
	$(GOLANGCI) run --allow-parallel-runners ./...

cross:
	GOOS=darwin go build -o /dev/null ./...
	GOOS=windows go build -o /dev/null ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

fmt:
	go tool gofumpt -w .
