# Every command a person types. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run dev test check format bench openapi route-matrix rls-matrix security-checks migration lock sbom venv demo backup restore screenshots clean
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
PYTHON_SOURCES := services deploy migrations tests

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: venv-run ## everything a fresh machine needs, then the whole system at one address
	@$(PY) -m bromost up --end-with-parent

dev: venv ## the same with reload on every change of the sources
	@$(PY) -m bromost up --reload --end-with-parent

test: venv ## everything a fresh machine needs, then every test; one of them: make test T=tests/api/test_x.py
	@sh deploy/setup/test.sh $(T)

check: venv ## format, lint, types, imports, contracts; without tests
	@sh deploy/setup/check.sh

format: venv ## put the sources into their standard format
	@$(PY) -m ruff format $(PYTHON_SOURCES)
	@$(PY) -m ruff check --fix-only --quiet $(PYTHON_SOURCES)
	@$(PY) -m bromost frontend run format

bench: venv ## measure speed, as ratios against a floor measured in the same run
	@$(PY) -m tests.bench

openapi: venv ## write the contract of each service to services/*/openapi.json
	@for service in api indicators notifications; do \
	    $(PY) -m bromost_$$service.openapi > services/$$service/openapi.json.new && \
	    mv services/$$service/openapi.json.new services/$$service/openapi.json && \
	    echo "==> services/$$service/openapi.json" || exit 1; done

route-matrix: venv ## write docs/security/route-matrix.md from the matrix that is tested
	@$(PY) -m tests.contract.route_matrix_page

rls-matrix: venv ## write docs/security/rls-matrix.md from what the database lets each role do
	@WRITE_RLS_MATRIX=1 $(PY) -m pytest tests/security/test_s2_rls_matrix.py

security-checks: venv ## write docs/security/checks.md from the names of the tests
	@$(PY) -m tests.security.checks

migration: venv ## a new migration: make migration m="add partner"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add partner"' >&2; exit 2; }
	@$(PY) -m bromost migration "$(m)"

lock: venv ## compile requirements/*.in to pinned and hashed requirements/*.txt
	@cd requirements && for kind in run dev node; do \
	    echo "==> requirements/$$kind.txt"; \
	    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	        $$kind.in -o $$kind.txt || exit 1; done

sbom: venv ## what this is made of, as CycloneDX: sbom/*.cdx.json
	@mkdir -p sbom
	@.venv/bin/cyclonedx-py requirements requirements/run.txt --output-reproducible -o sbom/services.cdx.json
	@$(PY) -m bromost frontend run sbom
	@ls sbom/*.json

venv: ## the Python environment for development, in .venv
	@sh deploy/setup/venv.sh dev

.PHONY: venv-run
venv-run:
	@sh deploy/setup/venv.sh run

demo: venv-run ## load the reference portfolio into the running installation
	@$(PY) -m bromost demo

backup: venv-run ## write the database to a file: make backup [FILE=bromost.dump]
	@$(PY) -m bromost backup $(FILE)

restore: venv-run ## replace the database by a backup: make restore FILE=bromost.dump
	@test -n "$(FILE)" || { echo 'Name the file: make restore FILE=bromost.dump' >&2; exit 2; }
	@$(PY) -m bromost restore "$(FILE)"

screenshots: venv ## pictures of the running system, into docs/
	@SCREENSHOTS=1 $(PY) -m bromost frontend run e2e screenshots

clean: ## remove what was built, but never the data in .bromost
	@rm -rf .venv .node frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
