import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { makeRequest } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { type OutsideWorkspace, openOutside } from '../support/program.ts';
import { complaints, settled, voice } from '../support/user-id-steps.ts';

// Programs are started and killed several times in one test.

let workspace: OutsideWorkspace;
afterEach(() => workspace.stop());

const count = 20;
const reason = 'Sesuai kebutuhan unit';

const numberOf = (n: number) => `UID-2026-5${String(n).padStart(5, '0')}`;

/** Requests that wait for Bima, as their people left them. */
async function waiting(): Promise<void> {
  const db = openDatabase(workspace.databaseUrl, { max: 2, timeoutMs: 30_000 });
  for (let n = 1; n <= count; n += 1) await makeRequest(db, `Antre ${n}`, numberOf(n));
  await db.close();
}

const decidedSoFar = async (): Promise<number> => {
  const [row] = await workspace.query<{ n: number }>('SELECT count(*)::int AS n FROM user_id_decision');
  return row?.n ?? 0;
};

/** Kills the program, and starts another one that takes up at once what that one had begun. */
async function restart(): Promise<void> {
  await workspace.programs.at(-1)?.kill();
  await workspace.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
  await workspace.deliverTo(await workspace.start());
}

/** Kills and restarts it as soon as so many are decided. */
async function killedAt(many: number): Promise<void> {
  await expect.poll(decidedSoFar, { interval: 2 }).toBeGreaterThanOrEqual(many);
  await restart();
}

/** Has the work wait where the decision of this row stands and is not noted as done; answers what kills and restarts it there. */
async function heldBeforeNoting(row: number): Promise<() => Promise<void>> {
  await workspace.query(
    `CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(8); RETURN NEW; END $$`,
  );
  await workspace.query(
    `CREATE TRIGGER held BEFORE UPDATE ON import_sheet FOR EACH ROW WHEN (NEW.done_through = ${row}) EXECUTE FUNCTION held()`,
  );
  const holder = new pg.Client({ connectionString: workspace.databaseUrl });
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock(8)');
  const noting = () =>
    workspace.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database() AND query LIKE '%import_sheet%'`,
    );
  return async () => {
    await expect.poll(noting).toHaveLength(1);
    expect(await decidedSoFar()).toBe(row);
    expect(await workspace.query('SELECT done FROM import_sheet')).toEqual([{ done: row - 1 }]);
    await workspace.programs.at(-1)?.kill();
    // Its machine is gone with it: what it had asked for last is not done any more.
    const [last] = await noting();
    await workspace.query('SELECT pg_terminate_backend($1)', [last?.pid]);
    await expect.poll(noting).toEqual([]);
    await holder.end();
    await restart();
  };
}

/** That all are decided, each once, and that everybody who is told of one is told once. */
async function expectDecidedOnce(): Promise<void> {
  await settled(workspace);
  const stands = await workspace.query(
    `SELECT status, count(*)::int AS requests, sum(decisions)::int AS decisions, sum(entries)::int AS entries, sum(cards)::int AS cards FROM (
       SELECT r.status, (SELECT count(*) FROM user_id_decision d WHERE d.request_id = r.id AND d.reason = $1) AS decisions,
         (SELECT count(*) FROM audit_entry e WHERE e.subject = 'user-id:' || r.id AND e.action = 'user-id.approved') AS entries,
         (SELECT count(*) FROM posted_card c JOIN person p ON p.id = c.person_id WHERE c.subject = 'user-id:' || r.id
            AND p.email LIKE 'dewi.%' AND c.posted_at IS NOT NULL) AS cards
       FROM user_id_request r) each_request GROUP BY status`,
    [reason],
  );
  expect(stands).toEqual([
    { status: 'WAITING_VERIFICATOR', requests: count, decisions: count, entries: count, cards: count },
  ]);
  const imports = await workspace.query(
    'SELECT i.status, s.done, s.failed, s.done_through AS through FROM import i JOIN import_sheet s ON s.import_id = i.id',
  );
  expect(imports).toEqual([{ status: 'DONE', done: count, failed: 0, through: count }]);
}

describe.each(platforms)('kill -9 while several are decided at once, in %s', (platform) => {
  const t = voice(platform, 'id');

  /** Chooses all in the inbox; answers the page whose button has them decided. */
  async function chosen(bima: ChatPerson) {
    await bima.command('/pintu inbox');
    await bima.click(t('several.title'));
    const choice = await bima.modal(t('several.title'));
    await choice.redrawn(() => choice.click(t('several.all', { count })));
    const page = await choice.submit();
    expect(complaints(page)).toEqual([]);
    if (!page.next) throw new Error('there was no second page');
    await page.next.type(t('userId.decision.whyApprove'), reason);
    return page.next;
  }

  /** The answer to whoever asked names every one of them, once. */
  async function expectAnswered(bima: ChatPerson): Promise<void> {
    await bima.closeModals();
    await bima.scroll();
    const told = await bima.sees(t('several.import.allDone'));
    for (let n = 1; n <= count; n += 1) expect(told.split(numberOf(n))).toHaveLength(2);
  }

  it('A-8 U-13 at several moments of the work: all twenty are decided once, and whoever asked is answered', async () => {
    workspace = await openOutside(1, [platform]);
    const bima = workspace.person('bima.santoso');
    await bima.command('/pintu language id');
    await waiting();
    const form = await chosen(bima);
    const killedThere = await heldBeforeNoting(8);
    await form.submitWithoutWaiting();
    await killedAt(1);
    await killedThere();
    await killedAt(15);
    await expectAnswered(bima);
    await expectDecidedOnce();
  });

  // What follows is the jobs' doing, whichever platform they call.
  it.runIf(platform === 'slack')(
    'A-8 A-2 between the button and the work, and sent once more after the restart: they are decided once',
    async () => {
      workspace = await openOutside(1, [platform]);
      const bima = workspace.person('bima.santoso');
      await bima.command('/pintu language id');
      await waiting();
      const form = await chosen(bima);
      // What was begun is not taken up by anybody who lives.
      await workspace.query(
        `CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.run_at := now() + interval '1 hour'; RETURN NEW; END $$`,
      );
      await workspace.query(
        `CREATE TRIGGER late BEFORE INSERT ON graphile_worker._private_jobs FOR EACH ROW WHEN (NEW.key LIKE 'import %') EXECUTE FUNCTION late()`,
      );
      const { next } = await form.submit();
      expect(await next?.text()).toContain(t('several.begun', { count }));
      expect(await decidedSoFar()).toBe(0);
      await workspace.query('DROP TRIGGER late ON graphile_worker._private_jobs');
      await restart();
      await workspace.door().resendSubmission(1);
      await expectAnswered(bima);
      await expectDecidedOnce();
    },
  );
});
