import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxBodyBytes } from '../../src/platforms/slack/app.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { unchanged } from '../support/user-id-steps.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.stop());

describe('a delivery of Slack', () => {
  for (const signature of ['bad', 'none', 'old', 'future', 'tampered'] as const) {
    it(`I-3 with a ${signature} signature is refused and changes nothing`, async () => {
      await unchanged(workspace, async () => {
        const answer = await workspace.playground.api.deliverRaw({
          body: 'command=%2Fpintu&text=language+en&user_id=U1&trigger_id=1.1&team_id=T',
          contentType: 'application/x-www-form-urlencoded',
          signature,
        });
        expect(answer.status).toBe(401);
      });
    });
  }

  it('I-3 is read up to its limit and refused beyond it, whoever has signed it', async () => {
    const asked = JSON.stringify({ type: 'url_verification', challenge: 'ya' });
    const send = (bytes: number) =>
      workspace.playground.api.deliverRaw({
        body: asked.padEnd(bytes),
        contentType: 'application/json',
        signature: 'good',
      });
    expect((await send(maxBodyBytes)).status).toBe(200);
    await unchanged(workspace, async () => expect((await send(maxBodyBytes + 1)).status).toBe(413));
  });

  it('answers Slack when it verifies the address', async () => {
    expect(await workspace.playground.api.verifyUrl({})).toBe(true);
    expect(await workspace.playground.api.sslCheck({})).toBe(true);
  });
});
