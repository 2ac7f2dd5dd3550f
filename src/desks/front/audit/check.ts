import { action } from '../../../chat/action.ts';
import type { Reply } from '../../../chat/desk.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import {
  type ChainReport,
  checkAudit,
  type Finding,
  genesis,
  headOf,
  isSame,
  type Progress,
  readNote,
  signed,
} from '../../../db/audit-chain.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { post, refresh } from '../../../posted/post.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'audit.check': { id: number };
  }
}

export interface AuditDeps {
  db: Database;
  auditKey: Buffer;
}

/** A check of the log as its card shows it. */
export interface AuditCheck {
  id: number;
  askedById: number;
  askedBy: string;
  beganAt: Date;
  /** Seals when it began, and those that hold so far. */
  seals: string;
  position: string;
  hash: Buffer | null;
  /** The last entry that was looked at; entries come after the seals. */
  entry: string;
  mac: Buffer | null;
  /** A head that was noted outside, which the log must still have. */
  note: string | null;
  endedAt: Date | null;
  unsealed: number | null;
  finding: Finding | null;
}

const subjectOf = (id: number): string => `audit-check:${id}`;
/** A card is not updated more often than this. */
const progressMs = 3000;

export async function loadCheck(db: Queryable, id: number): Promise<AuditCheck | null> {
  const [check] = await db.query<AuditCheck>(
    `SELECT c.id, c.asked_by_id AS "askedById", p.name AS "askedBy", c.began_at AS "beganAt", c.seals::text, c.position::text,
       c.hash, c.entry::text, c.mac, c.note, c.ended_at AS "endedAt", c.unsealed, c.finding
     FROM audit_check c JOIN person p ON p.id = c.asked_by_id WHERE c.id = $1`,
    [id],
  );
  return check ?? null;
}

/**
 * Has the whole log checked by a job (I-5), whose progress and result are a card in this person's chat. One check runs at a
 * time: whoever comes second follows the one that runs. `note` is what a message outside of the database says of the log.
 */
export async function beginCheck(ctx: Context, deps: AuditDeps, note: string | null = null): Promise<Reply> {
  requireAdmin(ctx);
  if (note !== null && !readNote(deps.auditKey, note)) throw new Refusal(msg('error.oldCard'));
  const begun = await deps.db.transaction(async (tx) => {
    // What was noted of the head says how many seals there are, and costs nothing to read; where it is lost the check says so.
    const seals = await headOf(tx, deps.auditKey).catch(() => null);
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO audit_check (asked_by_id, began_at, seals, note) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [ctx.actor.id, ctx.now, String(seals?.position ?? 0), note],
    );
    const id = made?.id ?? (await runningCheck(tx));
    if (!id) return null;
    await post(tx, [
      {
        key: `${subjectOf(id)} ${ctx.actor.id}`,
        card: 'pintu.audit-check',
        subject: subjectOf(id),
        personId: ctx.actor.id,
        live: true,
      },
    ]);
    if (made) {
      await audit(tx, {
        at: ctx.now,
        actor: ctx.actor,
        surface: ctx.surface,
        action: 'audit.check-began',
        subject: subjectOf(id),
      });
      await enqueue(tx, 'audit.check', { id }, { key: subjectOf(id), queue: 'audit.check' });
    }
    return loadCheck(tx, id);
  });
  // The one that ran has ended at this very moment.
  if (!begun) return beginCheck(ctx, deps, note);
  const isOther = begun.askedById !== ctx.actor.id;
  const text = isOther ? ctx.t('audit.underWay', { name: begun.askedBy }) : ctx.t('audit.begun');
  return { type: 'text', text };
}

async function runningCheck(tx: Tx): Promise<number | undefined> {
  const [running] = await tx.query<{ id: number }>('SELECT id FROM audit_check WHERE ended_at IS NULL');
  return running?.id;
}

/** What a note in a channel has for a button: the check that this note's head is still in the log. */
export const checkNote = (note: string) => action('pintu.audit-check', note);

/** Checks the log, page by page; after a crash it goes on where the last page ended. */
export function auditCheckJob({ db, auditKey, clock }: AuditDeps & { clock: Clock }): Job<'audit.check'> {
  return job(
    'audit.check',
    'jobs.name.auditCheck',
    async ({ id }) => {
      const check = await loadCheck(db, id);
      if (!check || check.endedAt) return;
      let shownAt = clock().getTime();
      const report = await checkAudit(db, auditKey, {
        from: goOnFrom(auditKey, check),
        note: check.note === null ? null : readNote(auditKey, check.note),
        async seen(progress) {
          await keep(db, auditKey, id, progress);
          if (clock().getTime() - shownAt < progressMs) return;
          shownAt = clock().getTime();
          await db.transaction((tx) => refresh(tx, subjectOf(id)));
        },
      });
      await db.transaction((tx) => end(tx, id, report, clock()));
    },
    async (_tx, { id }) => [subjectOf(id)],
  );
}

const signature = (key: Buffer, id: number, progress: Progress) =>
  signed(key, `check ${id} ${progress.entry}`, progress);

/** How far it is, where it was we who noted that; from the start otherwise. */
function goOnFrom(key: Buffer, check: AuditCheck): Progress {
  const { hash, mac } = check;
  const start = { ...genesis, entry: 0n };
  if (!hash || !mac) return start;
  const noted = { position: BigInt(check.position), hash, entry: BigInt(check.entry) };
  return isSame(signature(key, check.id, noted), mac) ? noted : start;
}

async function keep(db: Database, key: Buffer, id: number, progress: Progress): Promise<void> {
  const { position, hash, entry } = progress;
  await db.query('UPDATE audit_check SET position = $2, hash = $3, entry = $4, mac = $5 WHERE id = $1', [
    id,
    String(position),
    hash,
    String(entry),
    signature(key, id, progress),
  ]);
}

async function end(tx: Tx, id: number, report: ChainReport, now: Date): Promise<void> {
  const { head, unsealed, finding } = report;
  const ended = await tx.query(
    `UPDATE audit_check SET ended_at = $2, position = $3, hash = $4, unsealed = $5, finding = $6
     WHERE id = $1 AND ended_at IS NULL RETURNING id`,
    [id, now, String(head.position), head.hash, unsealed, finding && JSON.stringify(finding)],
  );
  if (ended.length === 0) return;
  await audit(tx, {
    at: now,
    actor: { id: null, name: 'audit.check' },
    surface: 'system',
    action: 'audit.check-ended',
    subject: subjectOf(id),
    data: { seals: String(head.position), ...(finding ? { finding } : {}) },
  });
  await refresh(tx, subjectOf(id));
}
