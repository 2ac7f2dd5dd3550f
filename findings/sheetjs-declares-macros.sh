#!/usr/bin/env bash
# SheetJS (npm xlsx 0.18.5): every .xlsx that it writes declares a macro-enabled content type, for parts that are not there.
#
# `[Content_Types].xml` of a plain workbook with one number says that files ending in "bin" are
# `application/vnd.ms-excel.sheet.binary.macroEnabled.main`. The archive holds no such file. A guard that looks for "macroEnabled"
# among the declared types refuses all that this package, and what is built on it, has ever exported. Whether there are macros
# is told by the type of the workbook's own part and by the parts that exist.
#
# Seen with xlsx 0.18.5 on Node 20:  declared macroEnabled for bin · parts ending in bin 0 · workbook sheet.main+xml
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 fflate@0.8.3

cat >try.cjs <<'JS'
const xlsx = require('xlsx');
const { unzipSync, strFromU8 } = require('fflate');
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([[1]]), 'A');
const parts = unzipSync(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }));
const types = strFromU8(parts['[Content_Types].xml']);
const declared = /Default Extension="bin" ContentType="[^"]*macroEnabled/.test(types) ? 'macroEnabled' : 'nothing';
const own = /PartName="\/xl\/workbook.xml" ContentType="[^"]*\.(\w+\.\w+\+xml)"/.exec(types)?.[1];
const bins = Object.keys(parts).filter((name) => name.endsWith('.bin')).length;
console.log(`declared ${declared} for bin · parts ending in bin ${bins} · workbook ${own}`);
JS

seen=$(node try.cjs)
echo "xlsx 0.18.5: $seen"
[ "$seen" = 'declared macroEnabled for bin · parts ending in bin 0 · workbook sheet.main+xml' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
