#!/bin/sh
# Make the requirement locks anew from pyproject.toml, for every Python and system we support.
set -eu
cd "$(dirname "$0")/.."
lock() {  # FILE ARGUMENTS...
    file=$1
    shift
    .tool/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-header --no-emit-index-url "$@" pyproject.toml -o "$file"
}
lock requirements.lock
lock requirements-dev.lock --group dev
lock requirements-bench.lock --group dev --group bench
