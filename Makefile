# Two commands for a person: `make run` and `make test`. The rest is for people who change the code.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: run build test lint cross bench fmt

run: build
	bin/seamdash --sandbox

build:
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/seamdash ./cmd/seamdash

test: build
	go test -race -shuffle=on ./...

lint:
	go mod tidy -diff
	go vet ./...
	$(GOLANGCI) config verify
	$(GOLANGCI) run ./...

cross:
	GOOS=darwin go build -o /dev/null ./...
	GOOS=windows go build -o /dev/null ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

fmt:
	go tool gofumpt -w .
