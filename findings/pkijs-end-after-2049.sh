#!/usr/bin/env bash
# pkijs 4.0.0 on asn1js 4.0.0: an end of validity after 2049 is written with its milliseconds, and OpenSSL then trusts nothing below it.
#
# Up to 2049 a certificate's times are UTCTime, which has no place for milliseconds, so `new Date()` plus so many years may be given
# as it is. From 2050 on the standard wants GeneralizedTime, which has: `20560601000000.123Z`. RFC 5280 forbids the fraction. The
# certificate is signed, parsed and shown without a word, by pkijs, by Node and by `openssl x509`; only `openssl verify` says
# "format error in certificate's notAfter field", for the root and for all that it has issued. So a root for thirty years, made today
# by code that was right for twenty, is refused 999 times of 1,000. Cut the moment to whole seconds before it is given.
#
# Seen with pkijs 4.0.0, asn1js 4.0.0, OpenSSL 3.0.19 and Node 20:
#   2049 .123 OK · 2056 .000 OK · 2056 .123 format error in certificate's notAfter field
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pkijs@4.0.0 asn1js@4.0.0

cat >issue.mjs <<'JS'
import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto }));
const [year, milliseconds] = process.argv.slice(2);
const at = (full) => new pkijs.Time({ type: full < 2050 ? 0 : 1, value: new Date(`${full}-06-01T00:00:00${milliseconds}Z`) });
const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const root = new pkijs.Certificate({ version: 2, serialNumber: new asn1js.Integer({ value: 1 }) });
for (const name of [root.subject, root.issuer])
  name.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: 'A root' }) }),
  );
root.notBefore = at(2026);
root.notAfter = at(Number(year));
await root.subjectPublicKeyInfo.importKey(keys.publicKey);
await root.sign(keys.privateKey, 'SHA-256');
const lines = Buffer.from(root.toSchema().toBER()).toString('base64').replace(/.{1,64}/g, '$&\n');
process.stdout.write(`-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`);
JS

seen=''
for case in '2049 .123' '2056 .000' '2056 .123'; do
  # shellcheck disable=SC2086
  node issue.mjs $case >root.pem
  openssl x509 -in root.pem -noout -enddate >/dev/null
  said=$(openssl verify -attime 1800000000 -CAfile root.pem root.pem 2>&1 || true)
  case $said in
    *': OK') said=OK ;;
    *) said=$(sed -n 's/^error .* lookup: //p' <<<"$said") ;;
  esac
  seen="$seen${seen:+ · }$case $said"
done
echo "pkijs 4.0.0, $(openssl version | cut -d' ' -f1,2): $seen"
[ "$seen" = "2049 .123 OK · 2056 .000 OK · 2056 .123 format error in certificate's notAfter field" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
