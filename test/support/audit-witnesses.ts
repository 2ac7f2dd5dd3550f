import { checkAudit } from '../../src/audit-log/checking.ts';
import { exportLog } from '../../src/audit-log/export.ts';
import { signersOf } from '../../src/audit-log/keys.ts';
import { leafOf } from '../../src/audit-log/line.ts';
import { sealAudit } from '../../src/audit-log/sealing.ts';
import type { Card } from '../../src/chat/card.ts';
import { type Messenger, OverLarge, textsIn, Undeliverable } from '../../src/chat/messenger.ts';
import type { Platform } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { JobCall, JobName } from '../../src/core/jobs.ts';
import { translate } from '../../src/core/texts/index.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { auditCards } from '../../src/desks/front/audit/cards.ts';
import { type AuditCheck, auditCheckJob, beginCheck, loadCheck } from '../../src/desks/front/audit/check.ts';
import { auditNoteJob } from '../../src/desks/front/audit/heads.ts';
import { auditMailsJob } from '../../src/desks/front/audit/mails.ts';
import type { Job, JobsDone } from '../../src/jobs/worker.ts';
import { noteOf, readNotes, signCheckpoint } from '../../src/merkle/signed-note.ts';
import { Frontier, hashes, hashLines } from '../../src/merkle/tree.ts';
import type { People } from '../../src/people/contexts.ts';
import { renderCard as renderForSlack } from '../../src/platforms/slack/cards.ts';
import { renderCard as renderForTeams } from '../../src/platforms/teams/cards.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { collectLog } from './bot.ts';
import { connected } from './database.ts';
import { actingAs } from './everything.ts';

export const key = Buffer.alloc(32, 7);
const timeZone = 'Asia/Jakarta';

/** A channel of a platform, with the messages that stand in it as that draws them. */
class Channel {
  readonly messages = new Map<string, string>();
  /** What the platform says where nobody may read there. */
  closed: string | null = null;
  readonly messenger: Messenger;
  #next = 1;

  constructor(platform: Platform, channel: string) {
    const drawn = (card: Card) => textsIn(platform === 'slack' ? renderForSlack(card) : renderForTeams(card));
    const add = (card: Card) => {
      const id = `${this.#next++}`;
      this.messages.set(id, drawn(card));
      return id;
    };
    const standing = () => {
      if (this.closed) throw new Undeliverable(this.closed);
      return [...this.messages].reverse();
    };
    this.messenger = {
      platform,
      async post(message: { channel: string; card: Card }) {
        return message.channel === channel ? add(message.card) : '0';
      },
      find: async () => null,
      async *readBack(asked: string) {
        if (asked !== channel) return;
        for (const [messageId, text] of standing()) yield { messageId, text };
      },
    } as unknown as Messenger;
  }
}

/** A log whose heads stand in a channel of either platform. */
export function openWitnessed(db: Database, url: string) {
  const slack = new Channel('slack', 'C1');
  const teams = new Channel('teams', '19:admin@thread.tacv2');
  const messengers = [slack.messenger, teams.messenger];
  let now = new Date('2026-11-20T00:00:00Z');
  const clock = () => now;
  const deps = { db, auditKey: key, messengers, clock, timeZone };
  const people = {
    contextOf: async () => null,
    channelContext: () => ({ ...ctxFor, surface: 'slack' }),
  } as unknown as People;
  const ctxFor = {
    actor: { id: 0, roles: [] },
    now,
    t: translate('id'),
    timeZone,
    time: () => '',
  };

  const jobs = (): JobsDone => ({
    ...deliveryJobs({
      db,
      people,
      messengers,
      cards: new Map([['pintu.audit-note', auditCards(db)['audit-note'] as never]]),
      overview: () => Promise.reject(new Error('nobody has a Home')),
      clock,
      log: collectLog(),
    }),
    'audit.note': auditNoteJob({ ...deps, mailTo: ['auditor@lain.example'] }),
    'audit.check': auditCheckJob(deps),
  });

  /** Does the jobs of these names that are due. */
  async function work(...names: JobName[]): Promise<JobCall[]> {
    const done: JobCall[] = [];
    for (;;) {
      const [due] = await db.query<JobCall>(
        `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
         WHERE t.id = j.task_id AND j.id = (SELECT min(i.id) FROM graphile_worker._private_jobs i
           JOIN graphile_worker._private_tasks k ON k.id = i.task_id WHERE k.identifier = ANY($1)) RETURNING t.identifier AS name, j.payload`,
        [names],
      );
      if (!due) return done;
      done.push(due);
      await (jobs()[due.name] as Job<JobName> | undefined)?.(due.payload);
    }
  }

  /** Has mails read that somebody gave together; why those were refused that were. */
  async function read(account: string, ...mails: Buffer[]): Promise<string[]> {
    const ctx = await actingAs(db, account);
    const run = auditMailsJob({
      ...deps,
      people: { contextOf: async () => ctx },
      async download({ source }, maxBytes) {
        const mail = mails[Number(source)] ?? Buffer.alloc(0);
        if (mail.length > maxBytes) throw new OverLarge(`${mail.length} bytes`);
        return mail;
      },
      log: collectLog(),
    });
    const files = mails.map(({ length }, n) => ({ source: String(n), name: `${n}.eml`, size: length }));
    await run({ personId: ctx.actor.id, platform: 'slack', files });
    const cards = await db.query<{ why: string }>(
      `SELECT args->'why'->>'key' AS why FROM posted_card WHERE card = 'pintu.refused-file' AND person_id = $1 ORDER BY id`,
      [ctx.actor.id],
    );
    return cards.map(({ why }) => why);
  }

  return {
    slack,
    teams,
    deps,
    work,
    note: () => (jobs()['audit.note'] as Job<'audit.note'>)({}),
    async bind(): Promise<void> {
      await db.query(
        `INSERT INTO bound_channel (platform, tenant, channel, team, name, purpose, bound_by_id, bound_at)
         SELECT p.platform, 'T1', p.channel, '19:team', p.name, 'ADMINS', (SELECT id FROM person WHERE email LIKE 'tono.wijaya@%'), now()
         FROM (VALUES ('slack', 'C1', '#admin'), ('teams', '19:admin@thread.tacv2', 'Admin')) AS p(platform, channel, name)`,
      );
    },
    /** On a day: entries are written and sealed, and its head is posted. */
    async day(day: string, entries: number): Promise<void> {
      now = new Date(`${day}T00:00:00Z`);
      await write(db, day, entries);
      while ((await sealAudit(db, key, 1000, now)) > 0);
      await this.note();
      await work('posted.deliver');
    },
    /** What a check finds. */
    async verify(note: string | null = null): Promise<AuditCheck> {
      const ctx = await actingAs(db, 'tono.wijaya');
      await beginCheck(ctx, deps, note);
      const [begun] = await db.query<{ id: number }>('SELECT id FROM audit_check WHERE ended_at IS NULL');
      await work('audit.check');
      const check = await loadCheck(db, begun?.id ?? 0);
      if (!check?.endedAt) throw new Error('the check did not end');
      return check;
    },
    read,
    /** What becomes of mails that an ADMIN gives together: the check that they began, and why others were refused. */
    async mail(...mails: Buffer[]): Promise<{ check: AuditCheck | null; refused: string[] }> {
      const refused = await read('tono.wijaya', ...mails);
      const [begun] = await db.query<{ id: number }>('SELECT id FROM audit_check WHERE ended_at IS NULL');
      await work('audit.check');
      return { check: begun ? await loadCheck(db, begun.id) : null, refused };
    },
    tamper: (...statements: string[]) => tamper(url, statements),
    /** Whoever has the database and the key has the log hold by itself again, whatever they did to it. */
    async forge(): Promise<void> {
      await forge(db, url);
      const { finding } = await checkAudit(db, key);
      if (finding) throw new Error(`forged badly: ${JSON.stringify(finding)}`);
    },
  };
}

export type Witnessed = ReturnType<typeof openWitnessed>;

async function write(db: Database, day: string, entries: number): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    for (let n = 0; n < entries; n += 1)
      await audit(tx, {
        at: new Date(`${day}T00:00:00Z`),
        actor: { id: null, name: 'Sari Utami' },
        surface: 'slack',
        action: 'user-id.approved',
        subject: 'user-id:1',
        reason: `${day} ${n}`,
      });
  });
}

async function tamper(url: string, statements: readonly string[]): Promise<void> {
  await connected(url, async (client) => {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  });
}

/** All seals, the head and our own heads of days are made anew for the entries as they are now. */
async function forge(db: Database, url: string): Promise<void> {
  const leaves: string[] = [];
  for await (const lines of exportLog(db))
    hashLines(Buffer.from(`\0${lines}`), (hashed, line) => void leaves.push(leafOf(hashed, line)));
  const days = await db.query<{ id: number; size: string; note: string }>(
    'SELECT id, size::text, note FROM audit_checkpoint',
  );
  const signers = await db.transaction(withoutDeadline, (tx) => signersOf(tx, key, new Date()));
  const tree = new Frontier();
  const statements: string[] = [];
  for (const [n, leaf] of leaves.entries()) {
    tree.append(leaf);
    const hex = hashes.toBuffer(leaf).toString('hex');
    statements.push(`UPDATE audit_seal SET hash = '\\x${hex}' WHERE position = ${n + 1}`);
    for (const { id, size, note } of days) {
      const [before] = readNotes(note);
      if (Number(size) !== n + 1 || !before) continue;
      const forged = noteOf(signCheckpoint({ ...before, root: tree.root() }, signers));
      statements.push(
        `UPDATE audit_checkpoint SET note = '${forged}' WHERE id = ${id}`,
        `UPDATE posted_card SET args = jsonb_build_object('note', '${forged}') WHERE card = 'pintu.audit-note' AND args->>'note' = '${note}'`,
      );
    }
  }
  const [head] = await db.query<{ note: string }>('SELECT note FROM audit_head');
  const [before] = readNotes(head?.note ?? '');
  if (!before) throw new Error('there is no head');
  const note = noteOf(signCheckpoint({ ...before, size: tree.size, root: tree.root() }, signers));
  statements.push(
    `DELETE FROM audit_checkpoint WHERE size > ${tree.size}`,
    `UPDATE audit_head SET size = ${tree.size}, frontier = '\\x${tree.toBytes().toString('hex')}', note = '${note}'`,
  );
  await tamper(url, statements);
}
