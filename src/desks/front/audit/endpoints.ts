import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportLog } from '../../../audit-log/export.ts';
import { type AuditKey, verifiersOf } from '../../../audit-log/keys.ts';
import type { Card } from '../../../chat/card.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import { newReference, traceOf } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import { Crowded, createShares } from '../../../core/shares.ts';
import { audit } from '../../../db/audit.ts';
import type { Database } from '../../../db/database.ts';
import { keyLine } from '../../../merkle/signed-note.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { createLink, readLink } from '../../../web/links.ts';
import type { AuditDeps } from './deps.ts';

/** All that is served of the log stands below it. */
const auditPath = '/audit/';
const exportPath = `${auditPath}export/`;
const exportMs = 10 * 60_000;

/** Anybody may ask for the keys. */
export const askers = { atOnce: 2, each: 2, waiting: 50, waitingEach: 50 };
/** An export reads the whole log, as fast as its reader takes it. */
const readers = { atOnce: 3, each: 3, waiting: 0, waitingEach: 0 };

interface EndpointDeps {
  db: Database;
  auditKey: AuditKey;
  clock: Clock;
  log: Log;
}

/** The public keys, for everybody; the log, for whoever has an ADMIN's link (T-1). */
export function auditEndpoints(
  deps: EndpointDeps,
): Record<string, (req: IncomingMessage, res: ServerResponse) => void> {
  const turn = createShares(askers);
  const reading = createShares(readers);
  return {
    [auditPath](req, res) {
      req.resume();
      if (req.method !== 'GET' && req.method !== 'HEAD')
        return void res.writeHead(405, { allow: 'GET, HEAD' }).end();
      const [path = ''] = (req.url ?? '').split('?');
      const find = () => (path === `${auditPath}key` ? keys(deps) : log(deps, path));
      const answer = async () => {
        const found = await turn('anybody', find);
        if (!found) return void res.writeHead(404).end();
        res.writeHead(200, { ...found.headers, 'x-content-type-options': 'nosniff' });
        if (req.method === 'HEAD') return void res.end();
        await reading('anybody', () => pipeline(Readable.from(found.content), res));
      };
      answer().catch((error) => {
        if (!(error instanceof Crowded))
          deps.log.error(
            { reference: newReference(), error: traceOf(error) },
            'the log could not be handed out',
          );
        // An export that breaks off is not to be taken for a whole one.
        if (res.headersSent) res.destroy();
        else res.writeHead(503, { 'retry-after': '5' }).end();
      });
    },
  };
}

interface Found {
  headers: Record<string, string>;
  content: Iterable<string> | AsyncIterable<string>;
}

async function keys({ db, auditKey }: EndpointDeps): Promise<Found | null> {
  const verifiers = await verifiersOf(db, auditKey);
  if (verifiers.length === 0) return null;
  return {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' },
    content: verifiers.map((key) => `${keyLine(key)}\n`),
  };
}

async function log({ db, clock }: EndpointDeps, path: string): Promise<Found | null> {
  const token = path.startsWith(exportPath) ? path.slice(exportPath.length) : '';
  const link = token ? await readLink(db, 'audit', token, clock()) : null;
  if (link?.state !== 'valid') return null;
  return {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.jsonl"',
      'cache-control': 'no-store',
    },
    content: exportLog(db),
  };
}

/** The log's public keys, and where else they are had. */
export async function keyCard(ctx: Context, deps: AuditDeps & { publicUrl: string }): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const keys = await verifiersOf(deps.db, deps.auditKey);
  return {
    title: t('audit.key.title'),
    parts: [
      { type: 'text', text: t('audit.key.text') },
      keys.length > 0
        ? { type: 'text', text: keys.map(keyLine).join('\n') }
        : { type: 'text', text: t('audit.key.none') },
      { type: 'text', text: t('audit.key.where', { url: `${deps.publicUrl}${auditPath}key` }), subtle: true },
    ],
    buttons: [],
  };
}

/** A link to the whole log, as `npm run audit:verify` takes it; that somebody asked for it is in the log. */
export async function exportCard(ctx: Context, deps: AuditDeps & { publicUrl: string }): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const token = await deps.db.transaction(ctx, async (tx) => {
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'audit.exported',
      subject: 'audit',
    });
    return createLink(tx, { purpose: 'audit', subject: {}, now: ctx.now, validMs: exportMs });
  });
  return {
    title: t('audit.export.title'),
    parts: [{ type: 'text', text: t('audit.export.text') }],
    buttons: [
      {
        label: t('audit.export.download'),
        style: 'primary',
        does: { url: `${deps.publicUrl}${exportPath}${token}` },
      },
    ],
  };
}
