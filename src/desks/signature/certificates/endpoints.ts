import type { IncomingMessage, ServerResponse } from 'node:http';
import { idOf } from '../../../chat/action.ts';
import { newReference, traceOf } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import type { Database } from '../../../db/database.ts';
import type { DeskDeps } from '../deps.ts';
import { authorityPem, caPath, crlPath } from './authority.ts';
import { currentList } from './revocation-list.ts';

type Served = { type: string; content: Buffer | string } | null;

/** What anybody's reader asks for to verify a signature: the list of what is revoked, and the certificates above (G-6). */
export function publicEndpoints(
  deps: Pick<DeskDeps, 'sealing' | 'clock'> & { db: Database; log: Log },
): Record<string, (req: IncomingMessage, res: ServerResponse) => void> {
  const serve =
    (find: (query: URLSearchParams) => Promise<Served>) =>
    (req: IncomingMessage, res: ServerResponse): void => {
      // A body is nobody's to send here.
      req.resume();
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        res.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const { searchParams } = new URL(req.url ?? '', 'http://here.invalid');
      find(searchParams).then(
        (found) => {
          if (!found) return void res.writeHead(404).end();
          res.writeHead(200, { 'content-type': found.type, 'cache-control': 'public, max-age=300' });
          res.end(found.content);
        },
        (error) => {
          deps.log.error({ reference: newReference(), error: traceOf(error) }, 'nothing could be published');
          res.writeHead(503, { 'retry-after': '5' }).end();
        },
      );
    };
  return {
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
