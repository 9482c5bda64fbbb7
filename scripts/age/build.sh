#!/bin/sh
# Make the age.js that recipients' pages load, of the packages that package-lock.json pins by hash.
# Then see what changed, and put the new sums into vendor/age.sha256.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vendor=$here/../../src/shoumi/doors/console/static/console/js/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/entry.js" "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund
node_modules/.bin/esbuild entry.js --bundle --format=iife --global-name=age --target=es2022 \
    --charset=utf8 --legal-comments=inline --outfile=age.js
{
    echo "age.js is made by scripts/age/build.sh of the packages below, unchanged."
    for name in age-encryption @noble/ciphers @noble/curves @noble/hashes @noble/post-quantum @scure/base; do
        version=$(node -p "require('./node_modules/$name/package.json').version")
        printf '\n%s\n%s %s\n%s\n\n' "================" "$name" "$version" "================"
        cat "node_modules/$name/LICENSE"
    done
} > age.LICENSE.txt
cp age.js age.LICENSE.txt "$vendor"
cd "$vendor" && sha256sum age.js age.LICENSE.txt > age.sha256
