import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pemOf } from '../../src/pki/certificate.ts';
import { openssl } from './judges.ts';

const settings = `
[req]
distinguished_name = name
x509_extensions = stamping
prompt = no
[name]
CN = Stempel Waktu
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`;

/** How the authority answers: as it should, or with what is spoilt. */
type Answering = 'well' | 'slowly' | 'with an error' | 'at length' | 'nonsense' | 'another question';

/** Who attests times, as TSA_URL means it: OpenSSL's authority behind an address. */
export interface TimeStamping {
  url: string;
  certificate: Uint8Array<ArrayBuffer>;
  answer(how: Answering): void;
  /** What OpenSSL says of a time-stamp over some bytes, trusting this authority alone. */
  judged(token: Uint8Array, data: Uint8Array): string;
  close(): void;
}

export async function openTimeStamping(): Promise<TimeStamping> {
  const key = openssl.makes(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'k'], {}, 'k');
  const certificate = openssl.makes(
    ['req', '-new', '-x509', '-days', '3650', '-config', 'conf', '-key', 'k', '-outform', 'DER', '-out', 'c'],
    { conf: settings, k: key },
    'c',
  );
  const files = { conf: settings, 'tsa.pem': pemOf(certificate), 'tsa.key': key, serial: '01' };
  let answering: Answering = 'well';
  let before: Uint8Array = new Uint8Array();
  const server = createServer(async (req, res) => {
    const body: Buffer[] = [];
    for await (const piece of req) body.push(piece);
    if (answering === 'slowly') return;
    if (answering === 'with an error') return res.writeHead(503).end();
    if (answering === 'at length') return res.end(Buffer.alloc(1_000_000));
    if (answering === 'nonsense') return res.end('<html>');
    if (answering === 'another question') return res.end(before);
    before = openssl.makes(
      ['ts', '-reply', '-config', 'conf', '-queryfile', 'q', '-out', 'r'],
      { ...files, q: Buffer.concat(body) },
      'r',
    );
    res.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(before);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    certificate,
    answer(how) {
      answering = how;
    },
    judged: (token, data) =>
      openssl.says(['ts', '-verify', '-token_in', '-in', 'token', '-data', 'data', '-CAfile', 'tsa.pem'], {
        token,
        data,
        'tsa.pem': pemOf(certificate),
      }).words,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The time-stamp of a signature, and the bytes that it is over: what the signature says, as OpenSSL takes it apart. */
export function timeStampIn(signature: Uint8Array): { token: Uint8Array; data: Uint8Array } {
  const lines = openssl
    .says(['asn1parse', '-inform', 'DER', '-in', 's'], { s: signature })
    .words.split('\n')
    .map((line) => /^ *(\d+):d= *(\d+) +hl= *(\d+) +l= *(\d+) +(?:prim|cons): +(.*?) *$/.exec(line))
    .filter((line) => line !== null)
    .map(([, at, depth, head, length, what]) => ({
      from: Number(at),
      depth: Number(depth),
      head: Number(head),
      to: Number(at) + Number(head) + Number(length),
      what: what ?? '',
    }));
  const named = lines.findIndex(({ what }) => what.includes('id-smime-aa-timeStampToken'));
  // The attribute: its name, and the set of its one value.
  const token = lines[named + 2];
  // The signature stands before the attributes that it is not over.
  const unsigned = lines.slice(0, named).findLastIndex(({ what }) => what.startsWith('cont [ 1 ]'));
  const data = lines[unsigned - 1];
  if (named < 0 || !token || !data?.what.startsWith('OCTET STRING')) throw new Error('no time-stamp in it');
  return {
    token: signature.subarray(token.from, token.to),
    data: signature.subarray(data.from + data.head, data.to),
  };
}
