#!/usr/bin/env bash
# esbuild 0.28.2: of a file whose path a plugin's onResolve answers, esbuild forgets that its package.json says "type": "module".
#
# In an ES module `import plugin from` a CommonJS package that calls itself an ES module (`__esModule`) gives all of `module.exports`
# in Node, and in a bundle too: esbuild looks at the importing file's package.json for that. Where a plugin resolved the importing file,
# though to the very same path, it does not look, and `default` is `module.exports.default`: a plugin that answers paths only to take
# note of them changes what a program imports. Answering `undefined` after taking note leaves it as it was.
#
# Seen with esbuild 0.28.2, @babel/plugin-syntax-jsx 7.27.1 on Node 20:  node object · bundle object · with a plugin function · noting object
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps esbuild@0.28.2 @babel/plugin-syntax-jsx@7.27.1

echo "import './later.js';" >main.js
echo "import plugin from '@babel/plugin-syntax-jsx'; process.stdout.write(typeof plugin);" >later.js
cat >build.js <<'JS'
import path from 'node:path';
import { build } from 'esbuild';
const resolving = (answer) => ({
  name: 'resolving',
  setup({ onResolve }) {
    onResolve({ filter: /later\.js$/ }, ({ resolveDir }) => answer(path.join(resolveDir, 'later.js')));
  },
});
const options = { entryPoints: ['main.js'], bundle: true, platform: 'node', format: 'esm', logLevel: 'error' };
const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" };
await build({ ...options, banner, outfile: 'plain.mjs' });
await build({ ...options, banner, outfile: 'answered.mjs', plugins: [resolving((file) => ({ path: file }))] });
await build({ ...options, banner, outfile: 'noted.mjs', plugins: [resolving(() => undefined)] });
JS
node build.js
seen="node $(node main.js) · bundle $(node plain.mjs) · with a plugin $(node answered.mjs) · noting $(node noted.mjs)"
echo "esbuild 0.28.2: $seen"
[ "$seen" = 'node object · bundle object · with a plugin function · noting object' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
