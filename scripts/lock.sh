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
every="--extra fast --extra names --extra pictures --group dev"
lock requirements.lock
# shellcheck disable=SC2086 # one word an option
lock requirements-dev.lock $every
# shellcheck disable=SC2086
lock requirements-bench.lock $every --group bench
