# The two promises: `make demo` and `make test`. They need Python 3.11 with venv, make and git; the rest comes as wheels.
UV_VERSION := 0.13.9
PYTHON ?= python3.11
BIN := .venv/bin
SYNC := $(BIN)/uv sync --quiet --frozen --inexact
PYTEST := $(BIN)/python -m pytest -q
ORDINARY := not real_data and not browser and not soak
DATA ?= ../shared/data

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(BIN)/uv:
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
	  { echo 'Entraide needs Python 3.11 with venv. On Debian 12: apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: $(BIN)/uv pyproject.toml uv.lock $(shell find src/entraide/locale -name '*.po') $(wildcard src/entraide/web/packages/*)
	@$(SYNC) --group names --group web
	@$(BIN)/python -m entraide.engine.matching.name_data
	@$(BIN)/python -m entraide.web.packages
	@touch $@

.venv/ready-%: .venv/ready
	@$(SYNC) --group $*
	@touch $@

.venv/ready-browser: .venv/ready
	@$(SYNC) --group browser
	@$(BIN)/python -m entraide.web.packages tests
	@touch $@

demo: .venv/ready ## a hub of invented records in the browser, on 127.0.0.1
	@$(BIN)/entraide demo

test: .venv/ready-test ## every test that needs no browser and no list from outside
	@$(PYTEST) -n auto -m "$(ORDINARY)"

check: .venv/ready-test .venv/ready-check ## lint, types, layers, spelling, unused dependencies, catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell src docs benchmarks tools *.md
	@$(BIN)/deptry src 2>/dev/null
	@$(BIN)/python tools/messages.py check
	@$(BIN)/python tools/database_pages.py check

test-real: .venv/ready-test ## the real public lists, where they lie beside the project
	@ENTRAIDE_DATA="$(DATA)" $(PYTEST) -m real_data tests/real

test-browser: .venv/ready-test .venv/ready-browser ## the pages in a real browser
	@{ command -v chromium && ldconfig -p | grep libatomic.so.1; } >/dev/null || \
	  { echo 'No browser here, or not what drives it. On Debian, as root: apt-get install chromium libatomic1'; exit 1; }
	@$(PYTEST) -m browser tests/browser

screenshots: .venv/ready-browser ## pictures of every page of a demonstration, into screenshots/
	@$(BIN)/python -m tools.screenshots

clients: .venv/ready-clients ## clients in TypeScript and Go, made from the descriptions and compiled
	@$(BIN)/python tools/make_clients.py

soak: .venv/ready-test ## hundreds of kills: tens of minutes
	@$(PYTEST) -n auto -m soak

bench: .venv/ready-test ## speed, as ratios measured in one run
	@$(BIN)/python -m benchmarks

.PHONY: help demo test check test-real test-browser screenshots clients soak bench
