#!/bin/sh
# Format, lint, strict types, import contracts, migrations.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check -q src tests bench conftest.py
$bin/ruff check -q src tests bench conftest.py
$bin/djangofmt --check -q src
$bin/mypy --no-error-summary
$bin/lint-imports --no-cache
DJANGO_SETTINGS_MODULE=shoumi.doors.settings.test $bin/python -m django makemigrations --check --dry-run
