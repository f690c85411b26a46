# make demo | make demo-talk | make demo-reset | make test | make lint | make bench | make fmt
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= python3.11
PORT ?= 8000
BIN := .venv/bin
HOUSE := site talk_rooms cast_portal guest_portal payouts cms_pages
MANAGE := $(BIN)/python manage.py
export PYTHONPATH := site:.

TEST_PROGRAMS := chromium fonts-ipaexfont-gothic fonts-noto-cjk postgresql redis-server coturn \
	nginx nodejs openssl fontconfig libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PYTEST := $(BIN)/pytest -q -p no:cacheprovider
SERVICES := $(BIN)/python -m tests.services

DEMO_DATA := $(CURDIR)/var/demo
# Every store is named, so that no setting of a real copy leaks into the demo.
DEMO_ENV = env DEMO=1 DATA_DIR=$(DEMO_DATA) SITE_URL=http://localhost:$(PORT) \
	DATABASE_URL=sqlite:///$(DEMO_DATA)/db.sqlite3 REDIS_URL= EMAIL_URL=
# The runner holds the lock, so that nobody takes the data away from a demo that runs.
DEMO_IS_FREE = flock -n $(DEMO_DATA).lock true || \
	{ echo 'A demo is running in this folder: end it with Ctrl-C first.'; exit 1; }
# What a production copy is started with; the key is as long as a real one.
PRODUCTION_ENV = env DEMO=0 DEBUG=0 DATA_DIR=$(CURDIR)/var/lint DATABASE_URL=sqlite://:memory: SITE_URL=https://sashitalk.example \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')

.PHONY: help demo demo-talk demo-reset test lint bench fmt units live races migrations scripts beside one-after-the-other browser

help:
	@echo 'make demo        try the platform: http://localhost:$(PORT) (PORT=… for another port)'
	@echo 'make demo-talk   a fresh talk that starts soon, while the demo runs'
	@echo 'make demo-reset  forget what happened in the demo'
	@echo 'make test        every test, with a real PostgreSQL, Redis, coturn and Chromium'
	@echo 'make lint        every check that needs no running program'
	@echo 'make bench       how fast it is: pages on demo data, talk rooms, and a real call'
	@echo 'make fmt         put the code into the house format'

# --- the demo: SQLite, everything inside two processes, keys made on first use

demo: .venv/.platform
	@mkdir -p $(DEMO_DATA)
	@$(DEMO_IS_FREE)
	@$(DEMO_ENV) $(MANAGE) migrate --noinput -v0
	@$(DEMO_ENV) $(MANAGE) collectstatic --noinput -v0
	@$(DEMO_ENV) $(MANAGE) load_banks -v0
	@$(DEMO_ENV) $(MANAGE) set_schedules -v0
	@$(DEMO_ENV) $(MANAGE) load_demo
	@PATH="$(CURDIR)/$(BIN):$$PATH" exec flock -n -F $(DEMO_DATA).lock $(DEMO_ENV) honcho start -p $(PORT)

demo-talk:
	@test -e $(DEMO_DATA)/db.sqlite3 || { echo 'There is no demo yet: start one with `make demo`.'; exit 1; }
	@$(DEMO_ENV) $(MANAGE) load_demo

demo-reset:
	@mkdir -p $(DEMO_DATA)
	@$(DEMO_IS_FREE)
	@rm -rf $(DEMO_DATA)
	@echo 'The demo starts afresh with the next `make demo`.'

# --- tests: a missing part is a failure, never a skip

test: .venv/.tests units
	@$(SERVICES).with_shared_data $(MAKE) beside browser

units: .venv/.tests
	@$(PYTEST) -n 2

# The verbs that move money, because only PostgreSQL refuses what its row locks cannot do.
MONEY := $(addprefix tests/payouts/test_,batches.py settling.py claims.py)
# The search must find the same on both databases.
SEARCH := tests/cms_pages/test_search.py

races: .venv/.tests
	@$(SERVICES).with_postgres $(PYTEST) --migrations tests/races $(MONEY) $(SEARCH)

# The room's sockets against a daphne of their own: a minute of fuzzing, and the shipped proxy.
live: .venv/.tests
	@$(PYTEST) tests/live

migrations: .venv/.tests
	@$(PYTEST) --migrations tests/from_zero

scripts: .venv/.tests
	@node --test tests/js/

# The fuzzing is a minute long whatever the machine: all that needs one core runs meanwhile.
beside:
	@$(MAKE) -j2 -Otarget live one-after-the-other
one-after-the-other:
	@$(MAKE) races migrations scripts

# Two at a time, because they wait more than they work; but calls have the machine to themselves.
CALLS := tests/browser/calls
browser: .venv/.tests
	@$(SERVICES).with_shared_data sh -ec '\
		$(PYTEST) -n 2 --dist loadfile tests/journeys tests/browser --ignore=$(CALLS); $(PYTEST) $(CALLS)'

# --- checks

lint: .venv/.checks
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy --no-error-summary .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint $(HOUSE)
	@$(PRODUCTION_ENV) $(MANAGE) makemigrations --check --dry-run -v1
	@$(PRODUCTION_ENV) $(MANAGE) check --deploy --fail-level WARNING

# --- speeds: kept out of the tests, because a busy machine is no fault

BENCH_DATA := $(CURDIR)/var/bench
BENCH_ENV = env DEMO=1 DATA_DIR=$(BENCH_DATA) SITE_URL=http://localhost REDIS_URL= EMAIL_URL= \
	DATABASE_URL=sqlite:///$(BENCH_DATA)/db.sqlite3 DJANGO_SETTINGS_MODULE=config.settings

bench: .venv/.tests
	@rm -rf $(BENCH_DATA)
	@$(BENCH_ENV) $(MANAGE) migrate --noinput -v0
	@$(BENCH_ENV) $(MANAGE) collectstatic --noinput -v0
	@$(BENCH_ENV) $(MANAGE) load_banks -v0
	@$(BENCH_ENV) $(MANAGE) load_demo -v0
	@$(BENCH_ENV) $(BIN)/python -m bench.pages
	@$(BENCH_ENV) $(BIN)/python -m bench.queue
	@$(BENCH_ENV) $(BIN)/python -m bench.schedule
	@$(BENCH_ENV) $(BIN)/python -m bench.rooms
	@$(BIN)/python -m bench.call

fmt: .venv/.checks
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

# --- what the targets stand on

.venv/bin/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/debian-packages python3.11 python3-venv
	@$(PYTHON) -m venv .venv

.venv/.platform: requirements.txt constraints.txt | .venv/bin/python
	@echo 'Installing the platform …'
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.checks: requirements.txt requirements-dev.txt constraints.txt | .venv/bin/python
	@echo 'Installing the platform and its tools …'
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/.platform

.venv/.tests: .venv/.checks package.json Makefile
	@.ci/debian-packages $(TEST_PROGRAMS)
	@command -v npm >/dev/null || .ci/debian-packages npm
	@npm install --silent --no-package-lock --no-audit --no-fund
	@touch $@
