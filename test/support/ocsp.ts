import { openssl } from './judges.ts';

/** Asks a responder about a certificate, and has OpenSSL judge the answer; `unknown`: about a number that nobody has given out. */
export async function ocspVerdict(
  address: string,
  chain: { own: string; issuing: string; root: string },
  { now, method = 'POST', unknown = false }: { now: Date; method?: 'GET' | 'POST'; unknown?: boolean },
): Promise<{ words: string; headers: Headers }> {
  const files = { 'own.pem': chain.own, 'issuing.pem': chain.issuing, 'root.pem': chain.root };
  const about = unknown ? ['-serial', '0x1234'] : ['-cert', 'own.pem'];
  // What is asked for by an address may be kept for others: nobody asks so for an answer of their own.
  const once = method === 'POST' ? [] : ['-no_nonce'];
  const request = openssl.makes(
    ['ocsp', ...once, '-issuer', 'issuing.pem', ...about, '-reqout', 'req.der'],
    files,
    'req.der',
  );
  const written = encodeURIComponent(Buffer.from(request).toString('base64'));
  const response = await (method === 'GET'
    ? fetch(`${address}/${written}`)
    : fetch(address, { method, headers: { 'content-type': 'application/ocsp-request' }, body: request }));
  const { words } = openssl.says(
    [
      ...['ocsp', '-reqin', 'req.der', '-respin', 'resp.der', '-resp_text'],
      ...['-issuer', 'issuing.pem', '-CAfile', 'root.pem'],
      ...['-attime', String(Math.floor(now.getTime() / 1000))],
    ],
    { ...files, 'req.der': request, 'resp.der': new Uint8Array(await response.arrayBuffer()) },
  );
  return { words, headers: response.headers };
}
