#!/bin/sh
# Everything CI needs.  The core under branch coverage, the rest on SQLite, and what touches the
# database once more on PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
pytest=".venv/bin/pytest -p no:cacheprovider"
workers=$(.venv/bin/python -c 'import os; print(max(2, os.cpu_count() or 2))')
sh scripts/check.sh
echo "== core, branch coverage"
.venv/bin/coverage erase
.venv/bin/coverage run --source=src/shoumi/core -m pytest -p no:cacheprovider src/shoumi/core
.venv/bin/coverage report --skip-covered --fail-under=100
# The fault tests fork and kill; a fork of a threaded worker may never wake, so they run alone.
echo "== SQLite"
$pytest -n "$workers" --dist loadfile --ignore=src/shoumi/core --ignore=tests/faults src tests
$pytest -p no:xdist tests/faults
echo "== PostgreSQL"
postgres=".venv/bin/python scripts/with_postgres.py"
$postgres $pytest -n "$workers" --dist loadfile -m both --ignore=tests/faults src tests
$postgres $pytest -p no:xdist -m both tests/faults
