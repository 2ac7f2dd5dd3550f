#!/usr/bin/env bash
# exceljs 4.4.0 leaves out control characters without a word, but writes U+FFFF as it is: no XML parser takes that file.
#
# XML 1.0 allows neither U+0001 nor U+FFFF. exceljs knows the first kind and drops it from what it writes; the noncharacters
# U+FFFE and U+FFFF go into the shared strings as they are. exceljs' own reader refuses the file ("disallowed character"), and
# so does every other parser that keeps to the rules, though writing raised nothing. Names copied out of old systems do
# hold such characters, so they have to be taken out before a file is written.
#
# Seen with exceljs 4.4.0 on Node 20:  U+0001 read BudiHartono · U+FFFF Error: 2:… disallowed character.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0

cat >try.mjs <<'JS'
import excel from 'exceljs';

async function thereAndBack(text) {
  const workbook = new excel.Workbook();
  workbook.addWorksheet('A').addRow([text]);
  const file = await workbook.xlsx.writeBuffer();
  const again = new excel.Workbook();
  return again.xlsx.load(file).then(
    () => `read ${again.worksheets[0].getCell('A1').value}`,
    (error) => `refused: ${error.message.replace(/^[\d:]+ /, '')}`,
  );
}

console.log(`U+0001 ${await thereAndBack('Budi\u0001Hartono')} · U+FFFF ${await thereAndBack('Budi\uFFFFHartono')}`);
JS

seen=$(node try.mjs)
echo "exceljs 4.4.0: $seen"
[ "$seen" = 'U+0001 read BudiHartono · U+FFFF refused: disallowed character.' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
