import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type Claim,
  checkAudit,
  type Finding,
  type LogReport,
  type Progress,
  start,
} from '../../../audit-log/checking.ts';
import { type AuditKey, verifiersOf } from '../../../audit-log/keys.ts';
import { headOf } from '../../../audit-log/sealing.ts';
import {
  type Disagreement,
  differs,
  firstDay,
  type HeardPlace,
  hear,
  judged,
  type Testimony,
} from '../../../audit-log/witnesses.ts';
import type { Context } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { Frontier, hashes } from '../../../merkle/tree.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { post, refresh } from '../../../posted/post.ts';
import type { AuditDeps, AuditJobDeps } from './deps.ts';
import { given, readWitnesses } from './reading.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'audit.check': { id: number };
  }
}

/** A check of the log as its card shows it. */
export interface AuditCheck {
  id: number;
  askedById: number;
  askedBy: string;
  beganAt: Date;
  /** Seals when it began, and those that were read so far. */
  seals: string;
  position: string;
  /** The root of those, at the end. */
  hash: Buffer | null;
  frontier: Buffer | null;
  /** The last entry that was looked at; entries come after the seals. */
  entry: string;
  mac: Buffer | null;
  /** What its ADMIN has brought along of heads that were noted outside. */
  note: string | null;
  endedAt: Date | null;
  unsealed: number | null;
  erased: number | null;
  finding: Finding | null;
  witnesses: WitnessReport | null;
}

/** What the witnesses outside say (T-1). */
export interface WitnessReport {
  places: HeardPlace[];
  /** All that disagrees about the first day of which anything does. */
  first: Disagreement[];
}

const subjectOf = (id: number): string => `audit-check:${id}`;
/** A card is not updated more often than this. */
const progressMs = 3000;

export async function loadCheck(db: Queryable, id: number): Promise<AuditCheck | null> {
  const [check] = await db.query<AuditCheck>(
    `SELECT c.id, c.asked_by_id AS "askedById", p.name AS "askedBy", c.began_at AS "beganAt", c.seals::text, c.position::text,
       c.hash, c.frontier, c.entry::text, c.mac, c.note, c.ended_at AS "endedAt", c.unsealed, c.erased, c.finding, c.witnesses
     FROM audit_check c JOIN person p ON p.id = c.asked_by_id WHERE c.id = $1`,
    [id],
  );
  return check ?? null;
}

/**
 * Has the whole log checked by a job (I-5, T-1), whose progress and result are a card in this person's chat. One check runs at a
 * time: whoever comes second follows the one that runs, or comes back where they bring another `note` along: what was noted outside, whose
 * signatures hold. Answers what becomes of it, in words.
 */
export async function beginCheck(ctx: Context, deps: AuditDeps, note: string | null = null): Promise<string> {
  requireAdmin(ctx);
  const begun = deps.db.transaction(ctx, async (tx) => {
    // What was noted of the head says how many seals there are, and costs nothing to read; where it is lost the check says so.
    const head = await headOf(tx, deps.auditKey).catch(() => null);
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO audit_check (asked_by_id, began_at, seals, note) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [ctx.actor.id, ctx.now, String(head?.checkpoint.size ?? 0), note],
    );
    const running = made ? undefined : await runningCheck(tx);
    if (running && note !== null && running.note !== note) throw new Refusal(msg('audit.witness.error.busy'));
    const id = made?.id ?? running?.id;
    if (!id) throw new JustEnded();
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
    const check = await loadCheck(tx, id);
    const isOther = check && check.askedById !== ctx.actor.id;
    return isOther ? ctx.t('audit.underWay', { name: check.askedBy }) : ctx.t('audit.begun');
  });
  return begun.catch((error) => {
    if (error instanceof JustEnded) return beginCheck(ctx, deps, note);
    throw error;
  });
}

/** The check that ran has ended at the very moment at which another one was to begin. */
class JustEnded extends Error {}

async function runningCheck(tx: Tx): Promise<{ id: number; note: string | null } | undefined> {
  const [running] = await tx.query<{ id: number; note: string | null }>(
    'SELECT id, note FROM audit_check WHERE ended_at IS NULL',
  );
  return running;
}

/** Hears the witnesses, then checks the log page by page; after a crash it goes on where the last page ended. */
export function auditCheckJob(deps: AuditJobDeps): Job<'audit.check'> {
  const { db, auditKey, messengers, clock, timeZone } = deps;
  return job(
    'audit.check',
    'jobs.name.auditCheck',
    async ({ id }) => {
      const check = await loadCheck(db, id);
      if (!check || check.endedAt) return;
      const witnesses = [
        ...(await readWitnesses(db, messengers)),
        ...(check.note === null ? [] : [given(check.note)]),
      ];
      const heard = hear(witnesses, await verifiersOf(db, auditKey), (at) => dayOf(at, timeZone));
      const disagreements = [...heard.disagreements];
      let shownAt = clock().getTime();
      const report = await checkAudit(db, auditKey, {
        from: goOnFrom(auditKey, check, heard.testimonies),
        claims: heard.testimonies,
        differs: (claim) => disagreements.push(differs(claim as Testimony)),
        async seen(progress) {
          await keep(db, auditKey, id, progress, heard.testimonies);
          if (clock().getTime() - shownAt < progressMs) return;
          shownAt = clock().getTime();
          await db.transaction(withoutDeadline, (tx) => refresh(tx, subjectOf(id)));
        },
      });
      const said = { places: judged(heard.places, disagreements), first: firstDay(disagreements) };
      await db.transaction(withoutDeadline, (tx) => end(tx, id, report, said, clock()));
    },
    async (_tx, { id }) => [subjectOf(id)],
  );
}

/** Nobody but us says how far a check is and which claims it has come past, so that none leaves something out. */
function signature(
  key: AuditKey,
  id: number,
  { frontier, entry }: Progress,
  claims: readonly Claim[],
): Buffer {
  const past = claims.filter(({ size }) => size <= frontier.size).map(({ size, root }) => `${size} ${root}`);
  return createHmac('sha256', key)
    .update(`check ${id} ${frontier.size} ${entry} `)
    .update(frontier.toBytes())
    .update(past.toSorted().join(' '))
    .digest();
}

/** How far it is, where it was we who noted that and it had heard of the same that lies behind it; from the start otherwise. */
function goOnFrom(key: AuditKey, check: AuditCheck, claims: readonly Claim[]): Progress {
  const frontier = Frontier.fromBytes(Number(check.position), check.frontier ?? Buffer.alloc(0));
  if (!frontier || check.mac?.length !== 32) return start();
  const noted = { frontier, entry: BigInt(check.entry) };
  return timingSafeEqual(signature(key, check.id, noted, claims), check.mac) ? noted : start();
}

async function keep(
  db: Database,
  key: AuditKey,
  id: number,
  progress: Progress,
  claims: readonly Claim[],
): Promise<void> {
  const { frontier, entry } = progress;
  await db.query('UPDATE audit_check SET position = $2, frontier = $3, entry = $4, mac = $5 WHERE id = $1', [
    id,
    String(frontier.size),
    frontier.toBytes(),
    String(entry),
    signature(key, id, progress, claims),
  ]);
}

async function end(
  tx: Tx,
  id: number,
  { sealed, root, unsealed, erased, finding }: LogReport,
  witnesses: WitnessReport,
  now: Date,
): Promise<void> {
  const ended = await tx.query(
    `UPDATE audit_check SET ended_at = $2, position = $3, hash = $4, unsealed = $5, finding = $6, witnesses = $7, erased = $8
     WHERE id = $1 AND ended_at IS NULL RETURNING id`,
    [
      id,
      now,
      String(sealed),
      hashes.toBuffer(root),
      unsealed,
      finding && JSON.stringify(finding),
      JSON.stringify(witnesses),
      erased,
    ],
  );
  if (ended.length === 0) return;
  await audit(tx, {
    at: now,
    actor: { id: null, name: 'audit.check' },
    surface: 'system',
    action: 'audit.check-ended',
    subject: subjectOf(id),
    data: {
      seals: String(sealed),
      ...(finding ? { finding } : {}),
      ...(witnesses.first.length > 0 ? { disagreements: witnesses.first } : {}),
    },
  });
  await refresh(tx, subjectOf(id));
}
