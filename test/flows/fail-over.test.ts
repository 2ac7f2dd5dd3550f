import type { Platform } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, forRina, settled } from '../support/user-id-steps.ts';

const both: readonly Platform[] = ['slack', 'teams'];
describe.each([
  ['slack', 'teams'],
  ['teams', 'slack'],
] as const)('%s takes no messages, %s does', (out, there) => {
  let workspace: Workspace;
  let aheadMs = 0;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: both, clock: () => new Date(Date.now() + aheadMs) });
  });
  afterAll(() => workspace.stop());

  const bimaAt = (platform: Platform) => workspace.person('bima.santoso', platform);
  const failing = async () =>
    (await workspace.query<{ n: number }>('SELECT count(*)::int AS n FROM failing_job'))[0]?.n ?? 0;
  const run = (job: string) =>
    workspace.query(`SELECT graphile_worker.add_job($1, '{}'::json, job_key := $1)`, [job]);
  const cards = async (platform: Platform, number: string) => (await bimaAt(platform).cards(number)).length;

  it('T-6 what waits for somebody who is on both goes to the other after ten minutes, for somebody else by mail, and nothing is there twice once it is back', async () => {
    await bimaAt(there).command('/pintu');
    await bimaAt(out).command('/pintu');
    await workspace.door(out).fail({ call: 'post', kind: 'error', times: 1000 });
    const rina = workspace.person('rina.wulandari', there);
    const number = await ask(rina, forRina);
    await expect.poll(failing).toBeGreaterThan(0);
    expect(await cards(there, number)).toBe(0);
    // The letter has gone all the same.
    expect(await workspace.mail.to('bima.santoso@nusantara.example').latest(number)).toBeDefined();

    aheadMs = 10 * 60_000;
    await run('posted.fail-over');
    await expect.poll(() => cards(there, number)).toBe(1);
    expect(await cards(out, number)).toBe(0);

    await workspace.door(out).heal();
    aheadMs = 12 * 60_000;
    const second = await ask(rina, forRina);
    await settled(workspace);
    await run('posted.fail-over');
    await settled(workspace);
    expect(await cards(there, number)).toBe(1);
    expect(await cards(out, number)).toBe(0);
    expect(await cards(out, second)).toBe(1);
    expect(await cards(there, second)).toBe(0);
  });
});
