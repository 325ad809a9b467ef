# Two commands for a person: `make run` and `make test`. The rest is for people who change the code.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# What the tests take from npm: Seam's own fake server, and Seam's OpenAPI document.
FAKE    := seamclient/conform/fakeseam/testdata
OPENAPI := seamclient/conform/testdata/openapi

# The same source and the same release of Go give the same bytes, wherever and by whomever it is built: no paths, no C compiler,
# nothing of the repository but its version. Tests build with the same line, and one compares.
BUILD = CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-X main.version=$(VERSION)"

.PHONY: run build test soak fake openapi keyring lint cross bench fmt generate sbom reproduce

run: build
	bin/seamdash --sandbox

build:
	$(BUILD) -o bin/seamdash ./cmd/seamdash

# What the program is built of, for programs that look for known flaws.
sbom: build
	bin/seamdash licences --sbom >bin/seamdash.cdx.json.part && mv bin/seamdash.cdx.json.part bin/seamdash.cdx.json

# Two builds from nothing, in two places, must be equal. It takes minutes; a test does the same with what Go has compiled already.
reproduce:
	@set -e; dir=$$(mktemp -d); trap 'chmod -R u+w "$$dir"; rm -rf "$$dir"' EXIT; \
	for n in one another/two; do \
		mkdir -p "$$dir/$$n"; tar -c --exclude=./.git --exclude=./bin --exclude=node_modules . | tar -x -C "$$dir/$$n"; \
		GOCACHE="$$dir/$$n.cache" $(MAKE) -C "$$dir/$$n" --no-print-directory build VERSION="$(VERSION)"; \
	done; \
	cmp "$$dir/one/bin/seamdash" "$$dir/another/two/bin/seamdash" && sha256sum "$$dir/one/bin/seamdash" | cut -d' ' -f1

# What has goroutines, or is shared by some: the race detector has nothing to find elsewhere. A test holds that none is missing.
SHARED := ./cmd/alert ./cmd/credentials/... ./cmd/ledger ./cmd/seamdash ./cmd/storm ./model ./model/desk ./model/engine/... ./model/live \
	./model/routine ./model/rulebook/... ./model/store ./model/veil ./seamclient/... ./ui ./ui/anchor ./ui/coderow ./ui/plain ./ui/ruleform ./ui/uitest/...

# The race detector makes everything eight times as slow and finds its races in a few rounds of a random test, so it gets -short.
test: build fake openapi keyring
	go test -race -short -shuffle=on $(SHARED)
	go test -shuffle=on ./...

# More of the simulation of recurring schedules: SEEDS of them, from FROM on, which is the time if nothing is said.
soak: SEEDS ?= 20000
soak: FROM ?= $(shell date +%s)
soak:
	go test -count=1 -timeout 24h -run '^TestStorm$$' ./cmd/storm -seeds=$(SEEDS) -from=$(FROM)

# npm leaves this file last, so an interrupted installation is done again.
%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	touch $@

$(OPENAPI)/openapi.json: $(OPENAPI)/node_modules/.package-lock.json $(OPENAPI)/extract.mjs
	cd $(OPENAPI) && node extract.mjs >$(@F).part && mv $(@F).part $(@F)

# Without npm the tests that need these are skipped; on CI (CI=true) that is a failure.
fake: INSTALLED := $(FAKE)/node_modules/.package-lock.json
fake: WHAT := Seam's own fake server
openapi: INSTALLED := $(OPENAPI)/openapi.json
openapi: WHAT := Seam's OpenAPI document
fake openapi:
	@if command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory $(INSTALLED); \
	else \
		echo "npm is not installed: tests against $(WHAT) are skipped" >&2; \
		test "$$CI" != true; \
	fi

# The tests of the keyring start a Secret Service of their own, from the Debian packages dbus and gnome-keyring; those of what
# a terminal keeps ask tmux.
keyring:
	@if ! command -v dbus-daemon >/dev/null || ! command -v gnome-keyring-daemon >/dev/null; then \
		echo "dbus-daemon or gnome-keyring is not installed: tests against a real keyring are skipped" >&2; \
		test "$$CI" != true; \
	fi
	@if ! command -v tmux >/dev/null; then \
		echo "tmux is not installed: tests of what a terminal keeps are skipped" >&2; \
		test "$$CI" != true; \
	fi

lint:
	go mod tidy -diff
	go mod verify
	$(GOLANGCI) config verify
	$(GOLANGCI) run --allow-parallel-runners ./...

cross:
	GOOS=darwin go build -o /dev/null ./...
	GOOS=windows go build -o /dev/null ./...

# What is fast, by what it is for. The comment of each benchmark says what its target is, and ARCHITECTURE.md what was measured.
bench:
	$(call measure,A key: what the program does,^Benchmark(Key|KeyPlain|FilterKey)$$,./ui)
	$(call measure,A key: until the terminal hears of it,^BenchmarkKeyToOutput,./cmd/seamdash)
	@echo; echo "# Bytes to the terminal (a test holds the bounds)"
	@go test -count=1 -run '^TestBytes$$' -v ./ui | grep bytes
	$(call measure,A new picture and the clock's second,^Benchmark(Picture|Tick)$$,./ui)
	$(call measure,A presentation of 200000 codes,^BenchmarkPresentation$$,./ui)
	$(call measure,Finding among 200000 codes,.,./model/find)
	$(call measure,The feed and its memory,.,./model/live)
	$(call measure,Start and a still screen,^Benchmark(FirstFrame|Version|FirstPicture|Still)$$,./cmd/seamdash)
	$(call measure,Time zones,.,./model/zone)
	$(call measure,Recurrence rules,.,./model/rrule)
	$(call measure,Rolling: a tick with nothing due and a start,.,./model/engine)
	$(call measure,Rolling: a start over the store on disk,^BenchmarkRollerStart,./cmd/seamdash)
	$(call measure,The local store,.,./model/store)
	$(call measure,The API and the simulator,.,./seamclient/...)

measure = @echo; echo "\# $(1)"; go test -run '^$$' -bench '$(2)' -benchmem $(3)

fmt:
	go tool gofumpt -w .

# What the program carries of others, made anew: the licences, and the time zones, from the Debian package that TZDATA names or else
# from bin/tzdata.deb, which is the newest where there was none.
generate: TZDATA ?= bin/tzdata.deb
generate:
	test -e "$(TZDATA)" || { mkdir -p bin && cd bin && apt-get download tzdata && mv tzdata_*.deb tzdata.deb; }
	TZDATA=$(abspath $(TZDATA)) go generate ./model/zone
	go generate ./cmd/licences
