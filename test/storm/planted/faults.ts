import type { StepName } from '../steps/index.ts';

/** A fault as somebody might make it: in the sources, or in what the database does. */
export interface Planted {
  /** What of the product's own text is another one. */
  patches?: readonly Patch[];
  /** What is done to the database. */
  sql?: string;
  /** In what it shows: that happens more often, so that a short storm finds it. */
  shows?: readonly StepName[];
}

export interface Patch {
  /** Below `src/`. */
  file: string;
  from: string;
  to: string;
}

const patch = (file: string, from: string, to: string): Patch => ({ file, from, to });

/** The program knows nothing of these: each is put into a build of its own, which storms are to find out. */
export const planted: Readonly<Record<string, Planted>> = {
  'ack before commit': {
    shows: ['press'],
    patches: [
      patch(
        'db/database.ts',
        `      await run(client, { text: 'COMMIT' });
      return result;`,
        `      later = String(work).includes('act.write(');
      if (!later) {
        await run(client, { text: 'COMMIT' });
        return result;
      }
      setTimeout(() => client.query('COMMIT').then(() => client.release(), (error) => client.release(error)), 400);
      return result;`,
      ),
      patch(
        'db/database.ts',
        'is in an unknown state: close it.\n      client.release(broken);',
        'is in an unknown state: close it.\n      if (!later) client.release(broken);',
      ),
      patch(
        'db/database.ts',
        `    let broken: Error | undefined;
    try {
      await run(client, { text: 'BEGIN' });`,
        `    let broken: Error | undefined;
    let later = false;
    try {
      await run(client, { text: 'BEGIN' });`,
      ),
    ],
  },
  'no idempotency key': {
    shows: ['press'],
    patches: [
      patch(
        'db/audit.ts',
        `($10::jsonb->>'key' IS NULL OR NOT EXISTS`,
        `(true OR $10::jsonb->>'key' IS NULL OR NOT EXISTS`,
      ),
      patch('records/once.ts', 'return rows.length > 0;', 'return false;'),
    ],
  },
  'refresh lost': {
    shows: ['press'],
    patches: [
      patch(
        'posted/deliver.ts',
        '      refreshSubject(subject),\n',
        '      subject ? Promise.resolve() : refreshSubject(subject),\n',
      ),
    ],
  },
  'edit lost where the platform is busy': {
    shows: ['platform fault', 'press'],
    patches: [patch('posted/deliver.ts', 'if (waiting) throw waiting;', '')],
  },
  'message lost at a 429': {
    shows: ['platform fault', 'ask'],
    patches: [
      patch(
        'posted/deliver.ts',
        `        if (!(error instanceof Undeliverable)) {
          // Whoever`,
        `        if (!(error instanceof Undeliverable) && !(error instanceof RetryLater)) {
          // Whoever`,
      ),
    ],
  },
  'stale card edit wins': {
    shows: ['overtaking'],
    patches: [
      patch(
        'posted/deliver.ts',
        'c.live AND (c.revision <> a.revision OR c.content_hash IS NULL OR',
        'c.live AND (false OR',
      ),
    ],
  },
  'retry posts twice': {
    shows: ['platform fault'],
    patches: [patch('posted/deliver.ts', 'row.attemptedAt && messenger.find', 'false && messenger.find')],
  },
  'card in the wrong conversation': {
    shows: ['ask'],
    patches: [
      patch(
        'posted/accounts.ts',
        'if (account.direct) return { platform: account.platform, channel: account.direct };',
        `const wrong = globalThis as { last?: Record<string, string> };
  wrong.last ??= {};
  const before = wrong.last[account.platform];
  if (account.direct) wrong.last[account.platform] = account.direct;
  if (account.direct) return { platform: account.platform, channel: before ?? account.direct };`,
      ),
    ],
  },
  'reminder twice': {
    shows: ['time'],
    patches: [
      patch(
        'reminders/run.ts',
        'args: { record: subject, why } };',
        'args: { record: subject, why } };\n    reminder.key += now.getTime();',
      ),
    ],
  },
  'deadline skipped by a clock jump': {
    shows: ['time'],
    patches: [
      patch(
        'reminders/run.ts',
        'FROM waiting_record WHERE next_at <= $1 ORDER',
        `FROM waiting_record WHERE next_at <= $1 AND next_at > $1::timestamptz - make_interval(hours => 3) ORDER`,
      ),
    ],
  },
  'right checked at show only': {
    shows: ['roles', 'keep', 'send kept'],
    patches: [
      patch(
        'records/act.ts',
        'before = await (isSeen ? kind.whole(reads, ctx, id) : kind.seen(reads, ctx, id));',
        `const all = { ...ctx, actor: { ...ctx.actor, roles: [{ role: 'ADMIN' as const, unitId: null }] } };
    before = await (isSeen ? kind.whole(reads, all, id) : kind.seen(reads, all, id));`,
      ),
      patch(
        'records/act.ts',
        'const record = await permitted(reads, kind, act, ctx, id, before);',
        'const record = before;\n    if (!record) throw new Refusal(kind.unknown);',
      ),
    ],
  },
  'seen on by a former holder': {
    shows: ['roles', 'keep', 'send kept'],
    patches: [
      patch(
        'desks/user-id/kind.ts',
        'return mayFollow(request, actor) ? { ...request, remarks } : null;',
        'return mayFollow(request, actor) || true ? { ...request, remarks } : null;',
      ),
    ],
  },
  'own request decided': {
    shows: ['press'],
    patches: [
      patch(
        'desks/user-id/rules.ts',
        'return named({ persons: [requesterId], addresses: [email], nopek });',
        'return named({ persons: [-requesterId], addresses: [email.length > 0 ? "" : email], nopek: nopek && null });',
      ),
    ],
  },
  'both of two count': {
    shows: ['at once'],
    patches: [
      patch(
        'desks/user-id/voice.ts',
        'WHERE id = $1 AND status = $2 AND voices = $6 RETURNING id',
        'WHERE id = $1 AND $2::text IS NOT NULL AND $6::int IS NOT NULL RETURNING id',
      ),
    ],
  },
  'quorum counts one twice': {
    shows: ['press'],
    patches: [
      patch(
        'desks/user-id/quorum.ts',
        'voice.groups.includes(group) ? [place] : []',
        'voice.groups.includes(group) ? [place, -100 - place] : []',
      ),
    ],
  },
  'change without an entry': {
    shows: ['press'],
    patches: [
      patch(
        'records/act.ts',
        'if (made.isLogged) await refresh(tx, subject);',
        `if (made.isLogged || made.action === 'user-id.withdrawn') await refresh(tx, subject);`,
      ),
    ],
  },
  'substitute after the end': {
    shows: ['stand in', 'time', 'press'],
    patches: [
      patch(
        'people/contexts.ts',
        '({ until }) => until >= dayOf(clock(), options.timeZone)',
        '({ until }) => until !== dayOf(new Date(0), options.timeZone)',
      ),
      patch(
        'desks/front/delegation/turn.ts',
        '(to_day < $1::date OR begun_at IS NULL AND from_day <= $1::date)',
        '(begun_at IS NULL AND from_day <= $1::date)',
      ),
    ],
  },
  'job lost with its replica': {
    shows: ['power cut'],
    patches: [
      patch(
        'jobs/liveness.ts',
        `await client.query('SELECT graphile_worker.force_unlock_workers($1)', [dead]);`,
        `await client.query('DELETE FROM graphile_worker._private_jobs WHERE locked_by = ANY($1)', [dead]);
    await client.query('SELECT graphile_worker.force_unlock_workers($1)', [dead]);`,
      ),
    ],
  },
  'end of what another has taken': {
    shows: ['freeze'],
    patches: [patch('jobs/fetching.ts', ' AND locked_by = $2::text ORDER BY', ' ORDER BY')],
  },
  'told to a former holder': {
    shows: ['roles', 'press'],
    sql: `DO $$ BEGIN EXECUTE replace(pg_get_functiondef('holders_of'::regproc), 'g.withdrawn_at IS NULL', 'true'); END $$`,
  },
  'number given twice': {
    shows: ['ask'],
    sql: `DROP INDEX user_id_request_number_key;
      DO $$ BEGIN EXECUTE replace(pg_get_functiondef('take_number'::regproc), 'nextval(TG_ARGV[1]::regclass)', 'greatest(1, nextval(TG_ARGV[1]::regclass) / 2)'); END $$`,
  },
  'log rewritten': {
    shows: ['press'],
    sql: `DROP TRIGGER audit_entry_append_only ON audit_entry;
      DROP TRIGGER audit_entry_erasure ON audit_entry;
      CREATE FUNCTION rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE audit_entry SET to_state = from_state WHERE id = NEW.id - 5 AND from_state IS NOT NULL; RETURN NULL; END $$;
      CREATE TRIGGER rewritten AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION rewrite()`,
  },
};
