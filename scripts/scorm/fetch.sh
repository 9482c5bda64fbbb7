#!/bin/sh
# Fetch the run-time that lesson packages (SCORM) find in their frame, unchanged, of the package that
# package-lock.json pins by hash; put its sums into data/scorm/runtime.sha256.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kept=$here/../../src/shoumi/chapters/learning/data/scorm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund
from=node_modules/scorm-again
cp $from/dist/scorm12.min.js $from/dist/scorm2004.min.js "$kept"
{
    printf 'scorm12.min.js and scorm2004.min.js are of scorm-again %s, unchanged.\n\n' \
        "$(node -p "require('./$from/package.json').version")"
    cat $from/LICENSE
} > "$kept/runtime.LICENSE.txt"
cd "$kept" && sha256sum scorm12.min.js scorm2004.min.js runtime.LICENSE.txt > runtime.sha256
