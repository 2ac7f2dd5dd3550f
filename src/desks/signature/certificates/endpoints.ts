import type { IncomingMessage, ServerResponse } from 'node:http';
import { idOf } from '../../../chat/action.ts';
import { answerRefusedBody, type Bodies, BodyRefused } from '../../../core/bodies.ts';
import { newReference, traceOf } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import { Crowded, createShares } from '../../../core/shares.ts';
import type { Database } from '../../../db/database.ts';
import type { DeskDeps } from '../deps.ts';
import { authorityPem, caPath, crlPath, ocspPath } from './authority.ts';
import { askers, type OcspAnswer, ocspResponder } from './responder.ts';
import { currentList } from './revocation-list.ts';

type Served = { type: string; content: Buffer | string } | null;

type Endpoint = (req: IncomingMessage, res: ServerResponse) => void;

/** Questions name certificates by their numbers: nothing that is longer is one. */
const maxQuestionBytes = 4096;

/**
 * What anybody's reader asks for to verify a signature: the list of what is revoked, the certificates above, and whether one certificate holds
 * now (G-6).
 */
export function publicEndpoints(
  deps: Pick<DeskDeps, 'clock'> & { db: Database; log: Log; bodies: Bodies },
): Record<string, Endpoint> {
  const turn = createShares(askers);
  function failed(res: ServerResponse, error: unknown): void {
    if (error instanceof Crowded) return void res.writeHead(503, { 'retry-after': '5' }).end();
    deps.log.error({ reference: newReference(), error: traceOf(error) }, 'nothing could be published');
    res.writeHead(503, { 'retry-after': '5' }).end();
  }
  const serve =
    (find: (query: URLSearchParams) => Promise<Served>) =>
    (req: IncomingMessage, res: ServerResponse): void => {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        refuse(req, res, 405, { allow: 'GET, HEAD' });
        return;
      }
      // A body is nobody's to send here.
      req.resume();
      const { searchParams } = new URL(req.url ?? '', 'http://here.invalid');
      turn('anybody', () => find(searchParams)).then(
        (found) => {
          if (!found) return void res.writeHead(404).end();
          res.writeHead(200, { 'content-type': found.type, 'cache-control': 'public, max-age=300' });
          res.end(found.content);
        },
        (error) => failed(res, error),
      );
    };
  const responder = ocspResponder(deps);
  function answer(res: ServerResponse, { content, holdsUntil }: OcspAnswer, mayBeKept: boolean): void {
    res.writeHead(200, {
      'content-type': 'application/ocsp-response',
      ...(holdsUntil && mayBeKept
        ? { 'cache-control': 'public, max-age=300, no-transform', expires: holdsUntil.toUTCString() }
        : { 'cache-control': 'no-store' }),
    });
    res.end(content);
  }
  const posted: Endpoint = (req, res) => {
    if (req.method !== 'POST') return refuse(req, res, 405, { allow: 'POST' });
    if (req.headers['content-type'] !== 'application/ocsp-request') return refuse(req, res, 415);
    deps.bodies
      .read(req, maxQuestionBytes)
      .then(responder)
      .then(
        (given) => answer(res, given, false),
        (error) => (error instanceof BodyRefused ? answerRefusedBody(res, error) : failed(res, error)),
      );
  };
  const got: Endpoint = (req, res) => {
    if (req.method !== 'GET') return refuse(req, res, 405, { allow: 'GET' });
    const question = questionIn(req.url ?? '');
    if (!question) return refuse(req, res, 400);
    responder(question).then(
      (given) => answer(res, given, true),
      (error) => failed(res, error),
    );
  };
  return {
    [ocspPath]: posted,
    [`${ocspPath}/`]: got,
    [crlPath]: serve(async (query) => {
      const named = query.get('issuer');
      const content = await currentList(deps, named === null ? null : idOf(named));
      return content && { type: 'application/pkix-crl', content };
    }),
    [caPath]: serve(async () => {
      const content = await authorityPem(deps.db);
      return content ? { type: 'application/x-pem-file', content } : null;
    }),
  };
}

/** Whatever the body is, nobody reads it. */
function refuse(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  req.resume();
  res.writeHead(status, headers).end();
}

/** A question as it stands in a path (RFC 6960, A.1): in base64, of which clients escape what a path may not have, or not. */
function questionIn(url: string): Buffer | null {
  const [path = ''] = url.split('?');
  try {
    const written = decodeURIComponent(path.slice(`${ocspPath}/`.length));
    const isQuestion = /^[A-Za-z0-9+/]+={0,2}$/.test(written) && written.length <= maxQuestionBytes;
    return isQuestion ? Buffer.from(written, 'base64') : null;
  } catch {
    return null;
  }
}
