#!/usr/bin/env bash
# exceljs 4.4.0: a text that looks like OOXML's escape of a character does not survive writing and reading.
#
# In an .xlsx `_x0041_` stands for the character U+0041, and a text that really reads so has to be written
# `_x005F_x0041_`. exceljs decodes the escape when it reads and never makes one when it writes: a cell with the text
# `KODE_x0041_` comes back as `KODEA`, from its own file and from every reader that knows the escape. A product that hands a
# person's rows back as a spreadsheet has to escape such texts itself, or their codes change on the way.
#
# Seen with exceljs 4.4.0 on Node 20:  written KODE_x0041_ · in the file KODE_x0041_ · read KODEA
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0

cat >try.mjs <<'JS'
import excel from 'exceljs';

const text = 'KODE_x0041_';
const workbook = new excel.Workbook();
workbook.addWorksheet('A').addRow([text]);
const file = await workbook.xlsx.writeBuffer();

const again = new excel.Workbook();
await again.xlsx.load(file);
console.log(`written ${text} · read ${again.worksheets[0].getCell('A1').value}`);
JS

seen=$(node try.mjs)
echo "exceljs 4.4.0: $seen"
[ "$seen" = 'written KODE_x0041_ · read KODEA' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
