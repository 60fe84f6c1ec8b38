# Hài Lòng: `make demo` and `make test` do everything on a fresh machine.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PORT ?= 8000
SERVE ?= 1
ADDRESS ?= 127.0.0.1
RESET ?= 0
DATABASE_URL ?=
VENV := .venv
PYTHON := $(VENV)/bin/python
PYTEST := $(PYTHON) -m pytest
TEST_JOBS ?= 2
KILLS ?= 200
CUTS ?= 25

# Python starts in a third of the time where it may keep what it compiled; many tests start it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo demo-fresh test check format translations faults-kiosk bench lock packages-demo packages-test

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: packages-demo setup ## Set up, make the simulated province, serve it (PORT=8000 ADDRESS=… SERVE=0 DATABASE_URL=…)
	@PORT=$(PORT) SERVE=$(SERVE) ADDRESS=$(ADDRESS) RESET=$(RESET) DATABASE_URL='$(DATABASE_URL)' $(PYTHON) -m hailong demo

demo-fresh: ## The same from the beginning: what was rated is lost
	@$(MAKE) --no-print-directory demo RESET=1

test: packages-test setup ## Set up, run the whole suite with PostgreSQL and Chromium
	$(PYTEST) -n $(TEST_JOBS) --dist loadgroup $(ARGS)

check: setup ## Lint, format, types, templates, translations, architecture
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/djlint --quiet --lint survey/templates kiosk/templates
	$(PYTEST) -q tests/test_architecture.py tests/test_translations.py

format: setup ## Bring the code into its one format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

translations: setup ## Collect new sentences into the catalogues and compile them
	$(VENV)/bin/pybabel -q extract -F translations/babel.cfg -k _l -k _n:1,2 -k lazy_gettext --width=100 \
		--no-location --sort-output --omit-header -o translations/messages.pot .
	$(VENV)/bin/pybabel -q update -i translations/messages.pot -d translations -l vi --width=100 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(VENV)/bin/pybabel -q compile -f -d translations

faults-kiosk: packages-test setup ## Kill the kiosk's browser and cut its power (as root; KILLS=200 CUTS=25)
	$(PYTHON) -m tests.kiosk.faults --kills $(KILLS) --cuts $(CUTS)

bench: packages-test setup ## Measure, as ratios within one run (ARGS="submissions --quick")
	$(PYTHON) -m bench $(ARGS)

lock: setup ## Resolve the dependencies anew, with hashes and without registry addresses
	$(VENV)/bin/uv pip compile -q --no-config --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --extra postgres --group dev \
		--upgrade pyproject.toml -o requirements.lock

setup: packages-demo $(VENV)/.ready translations/vi/LC_MESSAGES/messages.mo

$(VENV)/.ready: requirements.lock pyproject.toml
	test -x $(PYTHON) || python3 -m venv $(VENV)
	$(PYTHON) -m pip install -q --disable-pip-version-check uv
	$(VENV)/bin/uv pip install -q --python $(PYTHON) --require-hashes -r requirements.lock
	$(VENV)/bin/uv pip install -q --python $(PYTHON) --no-deps --no-build-isolation -e .
	touch $@

translations/vi/LC_MESSAGES/messages.mo: translations/vi/LC_MESSAGES/messages.po
	$(VENV)/bin/pybabel -q compile -f -d translations

# Debian packages are installed only where they are missing, as root or through sudo.
packages-demo:
	@tools/debian-packages python3 python3-venv

packages-test:
	@tools/debian-packages python3 python3-venv chromium-headless-shell postgresql libatomic1 poppler-utils
