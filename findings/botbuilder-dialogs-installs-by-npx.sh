#!/usr/bin/env bash
# botbuilder-dialogs 4.23.3: installing it runs `npx rimraf`, so that a full npm cache and a lock file are not enough without a registry.
#
# Its `postinstall` script deletes folders of its dependencies by a program that is none of its dependencies. npx fetches that program at
# every install, in whichever version is the newest that day: an install without a registry fails though all packages are cached, and so does one in
# an image without npx. Whatever comes with botbuilder inherits it; `--ignore-scripts` installs the same packages, and they work.
#
# Seen with botbuilder-dialogs 4.23.3 on Node 20, npm 11:  scripts fail without a registry · packages alone work: WaterfallDialog
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_cache="$folder/cache"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts botbuilder-dialogs@4.23.3
grep -q 'npx rimraf' node_modules/botbuilder-dialogs/package.json

# What an install does once all packages are there.
if npm rebuild --offline botbuilder-dialogs >with-scripts.log 2>&1; then with_scripts='work'; else with_scripts='fail'; fi
cat with-scripts.log
grep -q 'npx rimraf' with-scripts.log
works=$(node -e "console.log(require('botbuilder-dialogs').WaterfallDialog.name)")

seen="scripts $with_scripts without a registry · packages alone work: $works"
echo "botbuilder-dialogs 4.23.3: $seen"
[ "$seen" = 'scripts fail without a registry · packages alone work: WaterfallDialog' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
