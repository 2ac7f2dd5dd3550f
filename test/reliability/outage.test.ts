import type { Playground } from '@satu-pintu/playground';
import { type Platform, platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { aroundBot, briefPatience, samplePlayground, type Workspace } from '../support/bot.ts';
import { expectDelivered } from '../support/delivered.ts';
import { type Program, replicaEnv, runProgram } from '../support/program.ts';
import {
  ask,
  complaints,
  forRina,
  openDecision,
  sendDone,
  someReason,
  words,
} from '../support/user-id-steps.ts';
import { type RestartableServer, startRestartableServer } from './server.ts';

const stalled = translate('id')('error.stalled');

let server: RestartableServer;
let playground: Playground;
let program: Program;
let around: Pick<Workspace, 'platform' | 'person' | 'door' | 'query'>;
afterEach(async () => {
  await program.kill();
  await playground.stop();
  await server.drop();
});

async function open(platform: Platform): Promise<void> {
  server = await startRestartableServer();
  playground = await samplePlayground([platform], briefPatience);
  program = await runProgram(replicaEnv(playground, server.url, [platform], briefPatience));
  around = aroundBot(playground, server.url, [platform]);
  await around.door().deliverTo(program.url);
}

const who = (account: string) => around.person(account);
const query = (text: string) => around.query(text);

/** No job is left, not even as a dead letter. */
async function allDone(): Promise<void> {
  await expect
    .poll(() => query('SELECT task_identifier, attempts, last_error FROM graphile_worker.jobs'))
    .toEqual([]);
}

describe.each(platforms)('a PostgreSQL that is stopped and started again, in %s', (platform) => {
  it('U-13 ends no replica: clicks are told, jobs in flight run again, and everything arrives once', async () => {
    await open(platform);
    const rina = who('rina.wulandari');
    const number = await ask(rina, forRina);
    const form = await openDecision(who('bima.santoso'), number, 'Approve');
    await form.type(words('userId.decision.whyApprove'), someReason);
    // Jobs are in the middle of calls when the server goes, so that their ends cannot be noted.
    await around.door().fail({ call: 'post', kind: 'slow', delayMs: 1200, times: 3 });
    await form.submit();
    const dewi = await openDecision(who('dewi.lestari'), number, 'Approve');
    await dewi.type(words('userId.decision.whyApprove'), someReason);
    // A letter that was taken but not noted may come twice; that is another matter. One may wait for its slow card.
    await expect
      .poll(() =>
        query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'mail.send' AND run_at <= now()"),
      )
      .toEqual([]);
    await server.halt();

    const refused = await dewi.submit();
    expect(refused.outcome.status).toBe(200);
    expect(complaints(refused)).toEqual([stalled]);
    await rina.command('/userid list');
    await rina.sees(stalled);
    await expect
      .poll(async () => (await around.door().exchanges()).every((call) => call.what !== 'post' || call.done))
      .toBe(true);
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${program.url}/readyz`)).status).toBe(503);

    await server.start();
    await sendDone(who('dewi.lestari'), dewi);
    await allDone();
    expect(program.process.exitCode).toBe(null);
    await expectDelivered(around, {
      number,
      status: 'Waiting for Approval ICT Manager',
      steps: 3,
      answersLost: true,
      approvers: ['bima.santoso', 'dewi.lestari', 'agus.pranoto'],
    });
    const letters = (await playground.api.mails({})).map((letter) => letter.to.join());
    expect(letters).toHaveLength(new Set(letters).size);
  });
});
