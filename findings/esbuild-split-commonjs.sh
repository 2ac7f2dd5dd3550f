#!/usr/bin/env bash
# esbuild 0.28.2: `import()` of a CommonJS package gives other names in a split bundle than in Node.
#
# Node finds the names that a CommonJS module assigns and gives them beside `default`. esbuild's ESM output with
# --splitting puts such a package into a chunk whose only export is `default`. `const { from } = await import('pg-copy-streams')`
# runs from the sources and in every test of them, has the right type, and is undefined in the program that was built; without
# --splitting the same line works there too. Taking `default` is right in all three.
#
# Seen with esbuild 0.28.2, pg-copy-streams 7.0.0 on Node 20:  sources function · bundle function · split bundle undefined
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts esbuild@0.28.2 pg-copy-streams@7.0.0

cat >try.mjs <<'JS'
const { from } = await import('pg-copy-streams');
process.stdout.write(typeof from);
JS

require="import{createRequire}from'node:module';const require=createRequire(import.meta.url);"
build() { npx --no-install esbuild try.mjs --bundle --platform=node --format=esm --log-level=error --out-extension:.js=.mjs --banner:js="$require" "$@"; }
build --outdir=whole
build --outdir=split --splitting
seen="sources $(node try.mjs) · bundle $(node whole/try.mjs) · split bundle $(node split/try.mjs)"
echo "esbuild 0.28.2: $seen"
[ "$seen" = 'sources function · bundle function · split bundle undefined' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
