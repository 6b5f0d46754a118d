# Every target says what it is for. `make test` is the one that counts.
export CGO_ENABLED ?= 0
GO      ?= go
VERSION ?= $(shell git describe --tags --always 2>/dev/null || echo development)
# web first: its walks take longest and one processor, the others run beside them.
PACKAGES = ./web ./...

.PHONY: help demo test needs check unit torture matrix canary flood fuzz postgres story browser race generate vendor release bench i18n-report

help: ## this list
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

demo: ## serve the invented house
	$(GO) run ./cmd/pana demo

test: needs check unit torture matrix canary flood postgres race browser ## everything: installs what it needs, then checks and tests

needs: ## Debian and npm packages that the tests use
	@test/needs

check: ## form: gofmt, vet, staticcheck, generated pages up to date
	@test/check

# The long proofs have targets of their own. What vet has to say is said by check.
LONG = ^Test(Torture|Matrix|Canary|Flood)

unit: ## all Go tests on the embedded store, story scripts of the binary included
	@test/in-memory $(GO) test -vet=off -timeout 30m -skip '$(LONG)' $(PACKAGES)

torture: ## kills, power cuts, failing disks, files, sets and trails that were changed, edits at once: nothing lost or unseen (long: PANA_LONG=1)
	@test/proof Torture

matrix: ## every route, role, relation and method against the table (long: PANA_LONG=1)
	@test/in-memory test/proof Matrix

canary: ## marked words through everything: found only where they may be (long: PANA_LONG=1)
	@test/in-memory test/proof Canary

flood: ## far more than it can serve: the surplus is turned away, the rest is served (long: PANA_LONG=1)
	@test/proof Flood

fuzz: ## every fuzz target for a short while (PANA_FUZZ=10m for longer)
	@test/fuzz

# -short gives rules fewer rounds where the same ones run in full under unit.
postgres: ## the tests of everything that keeps records, on PostgreSQL
	@test/in-memory test/postgres $(GO) test -vet=off -count=1 -short -timeout 30m -skip '$(LONG)' ./internal/... ./policy/... ./trail/... ./house/... ./casework/... ./people/... ./collections/... ./complaints/... ./residence/... ./night/... ./intake/... ./assessment/... ./plan/... ./therapy/... ./health/... ./legal/... ./learning/... ./followup/... ./funding/... ./belongings/... ./stories/... ./forms/... ./rights/... ./letters/... ./youth/... ./report/... ./stats/... ./erasure/... ./backup/... ./transfer/...

# Walks through every page by one hand, where nothing happens at once: the race
# detector takes far longer over them and has nothing to find.
WALKS = ^Test(NoFormTakesAnIdOfAnotherFile|TheIdOfAnotherFileIsTheIdOfNothing|WhatMayNotBeKnownChangesNoPage|NoNameStandsWhereOthersCouldReadIt|EveryFieldOfEveryFormBearsWhatItIsGiven|EveryPageIsWholeInEveryLanguage)

race: ## the packages where things happen at once, under the race detector
	@CGO_ENABLED=1 test/in-memory $(GO) test -vet=off -race -count=1 -short -timeout 30m -skip '$(LONG)|$(WALKS)' ./web/... ./internal/db/... ./internal/seal/... ./house/... ./residence/... ./intake/... ./followup/...

browser: ## journeys in a real browser, axe on every page in three languages (PANA_PICTURES=1 keeps pictures)
	@test/in-memory test/browser/run

generate: ## pages from their templates
	@web/generate

vendor: ## front-end files from npm, trimmed and committed
	npm ci && node web/static/vendor.mjs

bench: ## measure this machine against the budgets
	$(GO) run ./cmd/pana bench --clients 100000 --json

i18n-report: ## texts that a native reader has not checked yet
	$(GO) run ./internal/locale/report

# clobberfree has the collector write over what it frees: words of clients do not
# stay in the memory of a house that was stopped. The program of a house has no
# invented house in it and no commands to measure; pana-demo has both, for trying.
release: ## two files per system, in dist/: the program of a house, and one with the demo
	@build() { \
		name=$$1$$os-$$arch$$ext; shift; echo "$$name"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath "$$@" -ldflags "-s -w -X main.version=$(VERSION) -X runtime.godebugDefault=clobberfree=1" -o "$$name" ./cmd/pana; \
	}; \
	for target in linux/amd64 linux/arm64 windows/amd64 darwin/arm64; do \
		os=$${target%/*}; arch=$${target#*/}; ext=; [ $$os = windows ] && ext=.exe; \
		build dist/pana- -tags release && build dist/pana-demo- || exit 1; \
	done
