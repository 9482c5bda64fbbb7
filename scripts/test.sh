#!/bin/sh
# Everything CI needs.  SQLite first, then what touches the database once more on PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
sh scripts/check.sh
.venv/bin/coverage erase
echo "== SQLite"
.venv/bin/coverage run -m pytest -p no:cacheprovider
.venv/bin/coverage report --include='src/shoumi/core/*' --skip-covered --fail-under=100
echo "== PostgreSQL"
.venv/bin/python scripts/with_postgres.py .venv/bin/pytest -p no:cacheprovider -m both
