#!/bin/sh
# Everything CI needs: scripts/stages.py says in which stages.  "long" leaves nothing out.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/stages.py "$@"
