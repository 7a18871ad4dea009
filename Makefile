# The commands people use; `make help` lists them. What they do is written in deploy/launch.

PYTHON ?= python3
LAUNCH = $(PYTHON) -m deploy.launch
ARGS ?=

.PHONY: help setup with-test-packages demo test test-deep check backup restore upgrade services services-stop bench-matching bench-search bench-web bench-pages bench-lighthouse
.DEFAULT_GOAL := help

help: ## lists these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-22s %s\n' "$$name" "$$text"; done

setup: ## prepares everything: packages, front end, translations, database, static files
	@$(LAUNCH) setup

demo: ## sets up, builds the demo region and starts the portal (PORT=8000); Ctrl-C ends it
	@$(LAUNCH) demo

test: ## runs all tests (ARGS="tests/search -k word"; REQUIRE_SERVICES=1 makes a missing server a failure)
	@$(LAUNCH) test $(ARGS)

test-deep: ## property tests with large numbers; takes long
	@HYPOTHESIS_PROFILE=deep $(LAUNCH) test $(ARGS)

check: ## format, lint, imports, house rules, translations, templates, migrations, types
	@$(LAUNCH) check

backup: ## backs the portal up while it runs, into BACKUP_DIR (var/backups)
	@$(LAUNCH) backup

restore: ## loads a back-up: FROM=folder; REPLACE=1 where there is something already
	@$(LAUNCH) restore

upgrade: ## after fetching newer code: back-up, tables, data, indexes, look; tells the way back
	@$(LAUNCH) upgrade

services: ## starts PostgreSQL, Redis and Elasticsearch on loopback, for tests
	@$(LAUNCH) services

services-stop: ## ends exactly those
	@$(LAUNCH) services-stop

# Peers, browsers and measuring tools belong to the packages for tests.
with-test-packages:
	@$(LAUNCH) setup --tests

bench-matching: with-test-packages ## the matching engine beside its peers: speed, memory, recall, growth, changes, cohorts; takes long
	@for name in retrieval growth answers cohorts; do .venv/bin/python benchmarks/matching/$$name.py || missed=1; done; exit $${missed:-0}

bench-search: with-test-packages ## search beside its peers: relevance, speed, size, memory, and as visitors meet it; takes an hour
	@for name in compare portal; do .venv/bin/python benchmarks/search/$$name.py || missed=1; done; exit $${missed:-0}

bench-web: with-test-packages ## times and weighs the portal's pages; figures under var/benchmarks
	@.venv/bin/python benchmarks/web.py $(ARGS)

bench-pages: with-test-packages ## builds 5,000 pages in a copy of the demo and times lists, menus, sitemap and publishing
	@.venv/bin/python benchmarks/many_pages.py $(ARGS)

bench-lighthouse: with-test-packages ## asks Lighthouse about the start page, an article and a company
	@.venv/bin/python benchmarks/lighthouse.py $(ARGS)
