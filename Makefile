# Bare `make` lists what there is. PYTHON makes .venv; everything else then runs in it.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
SCRIPTS := $(wildcard bin/*)
PRODUCTION = DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=example.org PROXY_COUNT=1 \
	PUBLIC_URL=https://example.org SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-servers audit lint lint-static format messages screenshots chaos outages bench lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with what the site needs
	@$(PYTHON) bin/bootstrap requirements.txt

setup-dev: ## the same, with the tools for work on the code
	@$(PYTHON) bin/bootstrap requirements-dev.txt

run: export PORT := $(PORT)
run: setup ## start the site at http://localhost:8000/ (PORT=8001 for another port)
	@$(BIN)/python bin/run

WITH_SERVERS = $(BIN)/python bin/with-servers
# As many processes as there are processors, each with a database and a Redis of its own.
WORKERS := $(shell getconf _NPROCESSORS_ONLN)
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist worksteal
test: setup-dev ## test on SQLite, then exactness on PostgreSQL and Valkey, a cluster too (ARGS="-k likes" for some)
ifdef ARGS
	$(BIN)/pytest $(ARGS)
else
	$(PYTEST) -m "not browser" --cov --cov-report=
	@$(BIN)/coverage report
	$(PYTEST) -m browser
	@$(WITH_SERVERS) --workers $(WORKERS) $(MAKE) --no-print-directory test-servers
endif

# The three share a PostgreSQL, which is migrated for the first of them alone (tests/migrated.py).
test-servers:
	$(PYTEST) -m exact
	$(WITH_SERVERS) --workers $(WORKERS) --cluster $(PYTEST) -m exact gallery
	@if redis=$$(command -v redis-server); then echo "With $$redis:"; \
		REDIS_SERVER=$$redis $(WITH_SERVERS) --workers $(WORKERS) $(PYTEST) -m exact gallery; fi

LAB = PYTHONPATH=.:site $(WITH_SERVERS) $(BIN)/python -m
LAB_ON_SQLITE = DATABASE_URL= PYTHONPATH=.:site $(BIN)/python -m
# pip-audit asks PyPI for known weaknesses; where it cannot, it says so of each package.
audit: setup-dev ## attack the site: every address in every state, payloads, hostile files, photos, kills; known weaknesses
	@rm -rf var/audit
	@$(BIN)/pytest -q tests/gate; found=$$?; $(BIN)/python -m tests.gate.figures; exit $$found
	@$(BIN)/pytest -q tests/test_browser_payloads.py; found=$$?; $(BIN)/python -m tests.audit payloads; exit $$found
	$(LAB_ON_SQLITE) benchmarks.hostile_files
	$(LAB_ON_SQLITE) benchmarks.attack
	$(LAB) benchmarks.attack
	-$(BIN)/uvx --quiet pip-audit@2.10.1 --requirement requirements.txt --disable-pip

chaos: setup-dev ## kill and break all parts while people look, then compare (ARGS="--flusher 20 --web 3 --valkey 2 --overlapping 1")
	$(LAB) benchmarks.chaos $(ARGS)
	$(LAB_ON_SQLITE) benchmarks.chaos $(ARGS)

outages: setup-dev ## what visitors notice while Redis refuses, hangs, is slow, full, read-only, emptied, locked, killed or put back
	$(LAB) benchmarks.outages $(ARGS)

bench: setup-dev ## what each page costs beside an empty one (SIZE=medium, large), the desk, a view, a page of the feed
	$(LAB) benchmarks.pages
	$(LAB) benchmarks.desk
	$(LAB) benchmarks.views
	$(LAB) benchmarks.feed

lint: setup-dev lint-static ## check style, types, templates, style sheets, scripts, migrations and the production settings
	$(BIN)/ruff check . $(SCRIPTS)
	$(BIN)/ruff format --check . $(SCRIPTS)
	$(BIN)/mypy
	$(BIN)/djlint templates --check --lint
	$(BIN)/python manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, with the production settings"
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

# The wheel is for Linux on x86-64 alone; elsewhere it is the same version from npm.
BIOME = $(or $(wildcard $(BIN)/biome),npx --yes @biomejs/biome@2.3.11)
lint-static:
	$(BIOME) ci .

format: setup-dev ## put code, templates, style sheets and scripts into shape
	$(BIN)/ruff check --fix . $(SCRIPTS)
	$(BIN)/ruff format . $(SCRIPTS)
	$(BIN)/djlint templates --reformat --quiet
	$(BIOME) check --write .

messages: setup-dev ## gather the strings into locale/, compile, and list what is not translated
	@$(BIN)/python bin/messages

screenshots: setup-dev ## show each page in every width, theme and language, in var/screenshots/ (QUICK=1 for half)
	@$(BIN)/python bin/screenshots

LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock'
lock: setup-dev ## pin the newest packages that pyproject.toml allows (ARGS=--upgrade for newer ones)
	$(LOCK) $(ARGS) -o requirements.txt
	$(LOCK) $(ARGS) --group dev -c requirements.txt -o requirements-dev.txt
