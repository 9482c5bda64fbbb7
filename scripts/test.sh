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
echo "== SQLite"
$pytest -n "$workers" --dist loadfile --ignore=src/shoumi/core src tests
echo "== PostgreSQL"
.venv/bin/python scripts/with_postgres.py $pytest -n "$workers" --dist loadfile -m both src tests
