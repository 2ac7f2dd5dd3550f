import { type Platform, platforms } from '@satu-pintu/playground/people';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneOf } from '../support/authenticators.ts';
import { expectDelivered } from '../support/delivered.ts';
import { type OutsideWorkspace, openOutside, type Program } from '../support/program.ts';
import {
  approve,
  ask,
  forJoko,
  forRina,
  openDecision,
  settled,
  someReason,
  words,
} from '../support/user-id-steps.ts';

let workspace: OutsideWorkspace;

/** One for all tests of a platform: each has requests of its own, and begins with as many replicas as it is about. */
function inOneWorkspace(...platforms: Platform[]): void {
  beforeAll(async () => {
    workspace = await openOutside(0, platforms);
  });
  afterAll(() => workspace.stop());
}

/** Everything that the request's people got, each once: the thread, the cards, the letters. */
async function expectOnce(number: string, replies: number, answersLost = false): Promise<void> {
  await settled(workspace);
  const approvers = ['bima.santoso', 'dewi.lestari'];
  await expectDelivered(workspace, { number, steps: replies, approvers, answersLost });
  // A letter that the mail server took and we had not noted is repeated under its Message-ID: one letter to its reader.
  const letters = await workspace.mail.about(number);
  const byId = new Map(
    letters.map((mail) => [mail.headers.find((each) => each.name === 'message-id')?.value, mail]),
  );
  const about = [...byId.values()].map((letter) => letter.to.join());
  // A letter that was still to leave when its stage had passed is not sent any more.
  expect(about.filter((to) => to.startsWith('bima.')).length).toBeLessThanOrEqual(1);
  expect(about.filter((to) => to.startsWith('dewi.'))).toHaveLength(1);
}

async function decided(number: string): Promise<boolean> {
  const rows = await workspace.query(
    'SELECT 1 FROM user_id_decision d JOIN user_id_request r ON r.id = d.request_id WHERE r.number = $1',
    [number],
  );
  return rows.length > 0;
}

describe.each(platforms)('in %s', (platform) => {
  inOneWorkspace(platform);

  describe('kill -9', () => {
    it('U-10 between commit and post loses nothing: after a restart everything arrives, once', async () => {
      const [program] = await workspace.running(1);
      const number = await ask(workspace.person('rina.wulandari'), forRina);
      const form = await openDecision(workspace.person('bima.santoso'), number, 'Approve');
      await form.type(words('userId.decision.whyApprove'), someReason);
      // No message is taken for now, so that the kill falls between the commit and every message.
      await workspace.door().fail({ call: 'post', kind: 'error', times: 1000 });
      await workspace.door().fail({ call: 'update', kind: 'error', times: 1000 });
      await form.submit();
      await program.kill();
      expect(await decided(number)).toBe(true);
      expect(await workspace.person('dewi.lestari').isShown(number)).toBe(false);

      await workspace.door().heal();
      await workspace.query(
        `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`,
      );
      await workspace.deliverTo(await workspace.start());
      await workspace.person('dewi.lestari').sees(number);
      await expectOnce(number, 2);
    });

    it('U-10 after a message was taken and before we noted it: everybody has it, as things stand now', async () => {
      const [program] = await workspace.running(1);
      const number = await ask(workspace.person('rina.wulandari'), forRina);
      await workspace.person('bima.santoso').sees(number);
      await settled(workspace);
      const form = await openDecision(workspace.person('bima.santoso'), number, 'Approve');
      await form.type(words('userId.decision.whyApprove'), someReason);
      // Messages are taken, but the answers take longer than the program lives.
      await workspace.door().fail({ call: 'post', kind: 'slow', delayMs: 60_000, times: 20 });
      await form.submit();
      await workspace.person('dewi.lestari').sees(number);
      await program.kill();

      await workspace.door().heal();
      await workspace.deliverTo(await workspace.start());
      await expectOnce(number, 2, true);
    });

    it('U-13 right after an ack, and after more and more calls: what was acked is decided, and arrives once', async () => {
      let [program] = await workspace.running(1);
      const rina = workspace.person('rina.wulandari');
      const rounds = platform === 'slack' ? 10 : 3;
      const numbers: string[] = [];
      for (let round = 0; round < rounds; round += 1) numbers.push(await ask(rina, forRina));
      for (const [calls, number] of numbers.entries()) {
        const form = await openDecision(workspace.person('bima.santoso'), number, 'Approve');
        await form.type(words('userId.decision.whyApprove'), `Putaran ${calls}`);
        const called = calls > 0 ? callsBegun(calls) : Promise.resolve();
        const { outcome } = await form.submit();
        await called;
        await program.kill();
        expect(outcome.status, `round ${calls} was acked`).toBe(200);
        expect(await decided(number)).toBe(true);
        program = await workspace.start();
        await workspace.deliverTo(program);
      }
      for (const number of numbers) await expectOnce(number, 2, true);
    });
  });

  describe('two replicas on one PostgreSQL', () => {
    async function bothRunning(): Promise<[Program, Program]> {
      const [one, other] = await workspace.running(2);
      if (!other) throw new Error('two replicas were to run');
      return [one, other];
    }

    it('I-5 U-13 both serve clicks, each job runs once, and one carries on alone when the other dies', async () => {
      const [one, other] = await bothRunning();
      const [since, ...said] = [
        (await workspace.door().exchanges()).at(-1)?.id,
        one.output(),
        other.output(),
      ];
      const first = await ask(workspace.person('rina.wulandari'), forRina);
      await approve(workspace.person('bima.santoso'), first);
      await expectOnce(first, 2);
      const served = (await workspace.door().exchanges(since)).filter((exchange) => !exchange.fromBot);
      expect(served.length).toBeGreaterThan(0);
      expect(served.every((exchange) => exchange.status === 200)).toBe(true);
      for (const [n, program] of [one, other].entries())
        expect(program.output().slice(said[n]?.length)).not.toContain('"level":50');

      const second = await ask(workspace.person('rina.wulandari'), forRina);
      // What is under way when one dies is another test's: not every platform can be asked what it has taken.
      await settled(workspace);
      await one.kill();
      await workspace.deliverTo(other);
      await approve(workspace.person('bima.santoso'), second);
      await workspace.person('dewi.lestari').sees(second);
      await expectOnce(second, 2);
    });

    // What follows is the jobs' doing, whichever platform they call.
    it.runIf(platform === 'slack')(
      'U-10 U-13 one takes over what the other was doing when it died, and everything arrives once',
      async () => {
        const [one, other] = await bothRunning();
        const number = await ask(workspace.person('rina.wulandari'), forRina);
        await workspace.person('bima.santoso').sees(number);
        await settled(workspace);
        const form = await openDecision(workspace.person('bima.santoso'), number, 'Approve');
        await form.type(words('userId.decision.whyApprove'), someReason);
        for (const call of ['post', 'update'] as const)
          await workspace.door().fail({ call, kind: 'slow', delayMs: 2500, times: 4 });
        await form.submit();
        await workspace.person('dewi.lestari').sees(number);
        await one.kill();
        await workspace.deliverTo(other);
        await expectOnce(number, 2);
        await workspace.door().heal();
        await approve(workspace.person('dewi.lestari'), number);
        await workspace.person('agus.pranoto').sees(number);
        await expectOnce(number, 3);
      },
    );

    it.runIf(platform === 'slack')(
      'U-13 one that is frozen does not keep the other from serving, and goes on where it was when it thaws',
      async () => {
        const [one, other] = await bothRunning();
        await workspace.deliverTo(other);
        const first = await ask(workspace.person('rina.wulandari'), forRina);
        await workspace.person('bima.santoso').sees(first);
        one.process.kill('SIGSTOP');
        const second = await ask(workspace.person('rina.wulandari'), forJoko);
        await approve(workspace.person('bima.santoso'), first);
        expect(await decided(first)).toBe(true);
        one.process.kill('SIGCONT');
        await workspace.person('bima.santoso').sees(second);
        await workspace.deliverTo(one);
        await approve(workspace.person('bima.santoso'), second);
        for (const number of [first, second]) {
          await workspace.person('dewi.lestari').sees(number);
          await expectOnce(number, 2);
        }
      },
    );
  });
});

describe('A-10 kill -9 around a decision that asks for a code', () => {
  inOneWorkspace('slack');

  it('spends the code only if the decision stands', async () => {
    const [program] = await workspace.running(1);
    await workspace.query(`INSERT INTO step_up_mark (mark) VALUES ('stage:WAITING_EXECUTOR')`);
    const phone = await phoneOf(workspace, 'eko.saputra');
    const lastStep = () => workspace.query('SELECT last_step, failures FROM authenticator');
    const before = await lastStep();
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await workspace.person('bima.santoso').sees(number);
    await settled(workspace);
    await workspace.query(`UPDATE user_id_request SET status = 'WAITING_EXECUTOR'`);
    const eko = workspace.person('eko.saputra');
    const opened = async () => {
      await eko.command(`/userid show ${number}`);
      const form = await openDecision(eko, number, 'Confirm');
      await form.type(words('userId.field.newUserId'), 'rina.kode');
      await form.type(words('code.label'), await phone());
      return form;
    };

    // The code is found right, and the decision has to wait: the program ends between the two.
    const holder = new pg.Client({ connectionString: workspace.databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM user_id_request WHERE number = $1 FOR UPDATE', [number]);
    await (await opened()).submitWithoutWaiting();
    await expect
      .poll(() =>
        workspace.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
             AND query LIKE '%user_id_decision%'`,
        ),
      )
      .toHaveLength(1);
    await program.kill();
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await decided(number)).toBe(false);
    expect(await lastStep()).toEqual(before);

    // The decision has committed, and the program ends before anybody has heard of it.
    await workspace.deliverTo(await workspace.start());
    await eko.closeModals();
    await workspace.door().fail({ call: 'post', kind: 'error', times: 1000 });
    await workspace.door().fail({ call: 'update', kind: 'error', times: 1000 });
    await (await opened()).submit();
    await workspace.programs.at(-1)?.kill();
    expect(await decided(number)).toBe(true);
    expect(await lastStep()).not.toEqual(before);
  });
});

/** Waits until the bot has begun so many calls after the delivery that follows, or has nothing more to do. */
async function callsBegun(calls: number): Promise<void> {
  const door = workspace.door();
  const since = (await door.exchanges()).at(-1)?.id ?? 0;
  return new Promise((resolve) => {
    const done = (): void => {
      stopListening();
      clearInterval(look);
      resolve();
    };
    const stopListening = workspace.playground.onChange(() => {
      door.exchanges(since).then((begun) => {
        if (begun.length > calls) done();
      });
    });
    const look = setInterval(async () => {
      if ((await door.exchanges(since)).length === 0) return;
      if ((await workspace.query('SELECT 1 FROM graphile_worker.jobs')).length === 0) done();
    }, 200);
  });
}
