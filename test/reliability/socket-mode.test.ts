import { afterEach, describe, expect, it } from 'vitest';
import { type OutsideWorkspace, openOutside } from '../support/program.ts';
import { approve, ask, forRina, settled } from '../support/user-id-steps.ts';

let workspace: OutsideWorkspace;
afterEach(() => workspace.stop());

/** Presses until the new connection stands: whoever presses in between is told to try again by Slack. */
async function connectedAgain(connections: number): Promise<void> {
  const { api } = workspace.playground;
  await expect
    .poll(async () => (await api.traffic({ name: 'apps.connections.open' })).length)
    .toBeGreaterThanOrEqual(connections);
  await expect.poll(async () => (await workspace.person('tono.wijaya').command('/pintu')).status).toBe(200);
}

describe('Socket Mode', () => {
  it('U-10 U-13 serves the same path, over a new connection when Slack asks for one, and ends cleanly', async () => {
    workspace = await openOutside(0);
    const { api, appToken } = workspace.playground;
    const program = await workspace.start({ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: '' });
    await connectedAgain(1);
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forRina);
    await approve(workspace.person('bima.santoso'), number);
    await workspace.person('dewi.lestari').sees(number);

    await api.refreshSockets({});
    await connectedAgain(2);
    await api.disturbDeliveries({ kinds: ['view_submission'], times: 1, copies: 3 });
    await approve(workspace.person('dewi.lestari'), number);
    await workspace.person('agus.pranoto').sees(number);
    await settled(workspace);
    expect(await rina.thread(number)).toHaveLength(3);

    const served = await api.traffic({ direction: 'slack_to_bot' });
    const answered = served.filter((entry) => entry.status === 200);
    expect(new Set(answered.map((entry) => entry.transport))).toEqual(new Set(['socket']));
    expect((await fetch(`${program.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(await program.stop()).toBe(0);
  });

  it('U-13 goes on by itself after reconnects that fail, says why once, and ends cleanly in the middle of one', async () => {
    workspace = await openOutside(0);
    const { api, appToken } = workspace.playground;
    const program = await workspace.start({ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: '' });
    await connectedAgain(1);
    const failing = { method: 'apps.connections.open' } as const;
    for (const kind of ['server_error', 'reset'] as const) await api.failApi({ ...failing, kind, times: 1 });
    await api.refreshSockets({});
    await connectedAgain(4);
    expect(program.process.exitCode).toBe(null);
    expect(program.output().match(/Slack cannot be connected to/g)).toHaveLength(1);
    expect(program.output()).toContain('Slack is connected again');

    await api.failApi({ ...failing, kind: 'server_error', times: 100 });
    await api.refreshSockets({});
    await expect
      .poll(async () => (await api.traffic({ name: 'apps.connections.open' })).length)
      .toBeGreaterThan(4);
    expect(await program.stop()).toBe(0);
  });
});
