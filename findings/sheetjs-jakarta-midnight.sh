#!/usr/bin/env bash
# SheetJS (npm xlsx 0.18.5): a local midnight in Indonesia is written seconds after midnight.
#
# The package takes the zone's offset of 1899 from a date, and that was local mean time: +7:07:12 in Jakarta. In code it reckons
# with whole minutes, and the rest stays in the serial. `new Date(2026, 11, 1)` becomes 46357.000139, twelve seconds after
# midnight in Jakarta, 36 in Makassar, 48 in Jayapura and none in UTC. The cell shows the right day in every program, so nobody sees
# it; a reader that takes only whole serials for days refuses every date that such a system exports.
#
# Seen with xlsx 0.18.5 on Node 20:  Asia/Jakarta 12 s · Asia/Makassar 36 s · Asia/Jayapura 48 s · UTC 0 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5

cat >try.cjs <<'JS'
const xlsx = require('xlsx');
const sheet = xlsx.utils.aoa_to_sheet([[new Date(2026, 11, 1)]]);
const serial = sheet.A1.v;
process.stdout.write(`${process.env.TZ} ${Math.round((serial - Math.floor(serial)) * 86400)} s`);
JS

seen=''
for zone in Asia/Jakarta Asia/Makassar Asia/Jayapura UTC; do
  seen="$seen${seen:+ · }$(TZ=$zone node try.cjs)"
done
echo "xlsx 0.18.5: $seen"
[ "$seen" = 'Asia/Jakarta 12 s · Asia/Makassar 36 s · Asia/Jayapura 48 s · UTC 0 s' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
