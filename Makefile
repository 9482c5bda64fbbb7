# The one entry point.  `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix docs bench quality

RUN := .venv/bin
VARIANT ?= equity
ROWS ?=

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## interpreter, virtual environment and everything the tests need
	@sh scripts/setup.sh dev

demo:  ## one made-up company through its whole transfer; the dossier is at the end
	@sh scripts/setup.sh runtime
	@$(RUN)/shoumi demo --variant $(VARIANT)

test:  ## everything: format, lint, types, contracts, then all tests on both databases
	@sh scripts/setup.sh dev
	@sh scripts/test.sh

check:  ## format, lint, types and import contracts only
	@sh scripts/setup.sh dev
	@sh scripts/check.sh

fix:  ## put format and imports right
	@sh scripts/setup.sh dev
	@$(RUN)/ruff check --fix src tests bench conftest.py
	@$(RUN)/ruff format src tests bench conftest.py

docs:  ## write docs/reference again from the code
	@sh scripts/setup.sh dev
	@$(RUN)/python -m shoumi.doors.reference docs/reference

quality:  ## measure the scan on made-up data and write docs/scan-quality.md
	@sh scripts/setup.sh dev
	@PYTHONPATH=src:. $(RUN)/python -m tests.quality

bench:  ## measure side by side with peers; ROWS="seal_fernet …" for some of them
	@sh scripts/setup.sh bench
	@PYTHONPATH=. $(RUN)/python -m bench $(ROWS)
