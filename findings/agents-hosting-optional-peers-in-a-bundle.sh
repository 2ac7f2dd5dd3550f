#!/usr/bin/env bash
# @microsoft/agents-hosting 1.8.1: OpenTelemetry is optional when it runs, but a bundler that takes it in fails without it.
#
# Its @microsoft/agents-telemetry names @opentelemetry/api and @opentelemetry/api-logs as optional peers, and without them traces do nothing. It
# asks for each in an arrow function, and catches what that throws elsewhere: no bundler sees that the request may fail, so that esbuild ends with an
# error where the same file runs. Installing them makes optional packages part of the program; marking them as external leaves it to the machine
# that runs the bundle whether traces are there; a plugin that answers both with a module which throws keeps what Node does.
#
# Seen with agents-hosting 1.8.1 and esbuild 0.28.2 on Node 20, npm 11:
#   installed none of 2 peers · Node: runs · bundled: 2 unresolved · bundled with a module that throws: runs
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/agents-hosting@1.8.1 esbuild@0.28.2
if [ -e node_modules/@opentelemetry ]; then installed='some of 2 peers'; else installed='none of 2 peers'; fi

cat >bot.cjs <<'JS'
const { AgentApplication } = require('@microsoft/agents-hosting');
console.log(typeof new AgentApplication().run === 'function' ? 'runs' : 'is another');
JS
cat >build.mjs <<'JS'
import { build } from 'esbuild';
const common = { entryPoints: ['bot.cjs'], bundle: true, platform: 'node', logLevel: 'silent' };
const failed = await build({ ...common, outfile: 'plain.cjs' }).then(() => [], ({ errors }) => errors);
const unresolved = failed.filter(({ text }) => /^Could not resolve "@opentelemetry\/(api|api-logs)"$/.test(text));
console.log(`${unresolved.length} unresolved`);
const throwing = {
  name: 'throwing',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@opentelemetry\// }, ({ path }) => ({ path, namespace: 'throwing' }));
    onLoad({ filter: /.*/, namespace: 'throwing' }, () => ({ contents: 'throw new Error("left out")' }));
  },
};
await build({ ...common, outfile: 'bundle.cjs', plugins: [throwing] });
JS
node=$(node bot.cjs)
bundled=$(node build.mjs)
throwing=$(node bundle.cjs)

seen="installed $installed · Node: $node · bundled: $bundled · bundled with a module that throws: $throwing"
echo "agents-hosting 1.8.1: $seen"
expected='installed none of 2 peers · Node: runs · bundled: 2 unresolved · bundled with a module that throws: runs'
[ "$seen" = "$expected" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
