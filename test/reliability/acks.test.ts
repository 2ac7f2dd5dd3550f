import { readdirSync, readFileSync } from 'node:fs';
import { type Modal, type Platform, platforms } from '@satu-pintu/playground/people';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { briefPatience, openWorkspace, type Workspace, type WorkspaceOptions } from '../support/bot.ts';
import {
  ask,
  complaints,
  forRina,
  openDecision,
  sendDone,
  settled,
  someReason,
  words,
} from '../support/user-id-steps.ts';

let workspace: Workspace;
afterEach(() => workspace.stop());

const stalled = translate('id')('error.stalled');

async function decisions(number: string): Promise<number> {
  const rows = await workspace.query(
    'SELECT 1 FROM user_id_decision d JOIN user_id_request r ON r.id = d.request_id WHERE r.number = $1',
    [number],
  );
  return rows.length;
}

/** Bima's decision form with its reason typed in. */
async function readyToDecide(number: string): Promise<Modal> {
  const form = await openDecision(workspace.person('bima.santoso'), number, 'Approve');
  await form.type(words('userId.decision.whyApprove'), someReason);
  return form;
}

/** Holds the requests' table as a runaway migration would, until the answer is called. */
async function holdRequests(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: workspace.databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE user_id_request IN ACCESS EXCLUSIVE MODE');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

const open = async (platform: Platform, options: WorkspaceOptions = {}): Promise<void> => {
  workspace = await openWorkspace({ platforms: [platform], patience: briefPatience, ...options });
};

describe.each(platforms)('an ack to %s', (platform) => {
  it('I-5 follows the commit and waits for no message: every one may be refused', async () => {
    await open(platform);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    const form = await readyToDecide(number);
    await settled(workspace);
    const door = workspace.door();
    for (const call of ['post', 'update', 'open'] as const) {
      await door.fail({ call, kind: 'error', times: 1000 });
    }
    const before = (await door.exchanges()).at(-1)?.id ?? 0;
    const { outcome } = await form.submit();
    expect(outcome.status).toBe(200);
    expect(await decisions(number)).toBe(1);

    const after = await door.exchanges(before);
    const ack = after.find((exchange) => exchange.what === 'submission');
    const messages = after.filter(({ what }) => what === 'post' || what === 'update' || what === 'open');
    for (const exchange of messages)
      expect(exchange.at).toBeGreaterThanOrEqual((ack?.at ?? 0) + Math.floor(ack?.ms ?? 0));
  });
});

describe.each(platforms)('a database that stalls, in %s', (platform) => {
  it('U-13 is said at the field in time, keeps what was typed, and pressing again decides once', async () => {
    await open(platform);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    const form = await readyToDecide(number);
    const release = await holdRequests();
    const refused = await form.submit();
    expect(refused.outcome.status).toBe(200);
    expect(complaints(refused)).toEqual([stalled]);
    expect(await form.value('Alasan persetujuan')).toBe(someReason);
    await release();
    expect(await decisions(number)).toBe(0);

    await sendDone(workspace.person('bima.santoso'), form);
    expect(await decisions(number)).toBe(1);
    await settled(workspace);
    expect(await workspace.person('rina.wulandari').thread(number)).toHaveLength(2);
  });

  it('I-3 is said privately when a button is pressed or a command typed', async () => {
    await open(platform);
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forRina);
    await workspace.person('bima.santoso').sees(number);
    const release = await holdRequests();
    try {
      await workspace.person('bima.santoso').click('Approve', { in: number });
      await workspace.person('bima.santoso').sees(stalled);
      await rina.command('/userid list');
      await rina.sees(stalled);
    } finally {
      await release();
    }
  });
});

describe.each(platforms)('a PostgreSQL that does not answer at all, in %s', (platform) => {
  it('U-13 freezes in mid-click: the person is told, and the same form decides once when it thaws', async () => {
    await open(platform, { ownServer: true });
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    const form = await readyToDecide(number);
    await settled(workspace);
    const frozen = processesOf(workspace.serverPid ?? 0);
    for (const pid of frozen) signal(pid, 'SIGSTOP');
    const refused = await form.submit();
    for (const pid of frozen) signal(pid, 'SIGCONT');
    expect(refused.outcome.status).toBe(200);
    expect(complaints(refused)).toEqual([stalled]);

    await sendDone(workspace.person('bima.santoso'), form);
    expect(await decisions(number)).toBe(1);
  });
});

/** A background process of the server may have ended by itself meanwhile (autovacuum's workers do). */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A server's process and those it has made. */
function processesOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const [, , , parent] = /^(\d+) \(.*\) (\S) (\d+)/.exec(readStat(name)) ?? [];
      return Number(parent) === pid ? [Number(name)] : [];
    });
  return [pid, ...children];
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
