import type { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createMessenger as createSlackMessenger, profileOf } from '../../src/platforms/slack/messenger.ts';
import { createNewerBlocks } from '../../src/platforms/slack/newer-blocks.ts';
import { createAuthentication } from '../../src/platforms/teams/authentication.ts';
import { createConnector } from '../../src/platforms/teams/connector.ts';
import { createMessenger } from '../../src/platforms/teams/messenger.ts';
import { collectLog } from '../support/bot.ts';

const email = 'dewi@mitra.example';

describe('whose address says who they are', () => {
  const workspace = { teamId: 'T1', botToken: '' };
  const member = {
    id: 'U1',
    team_id: 'T1',
    real_name: 'Dewi',
    is_email_confirmed: true,
    profile: { email, real_name: 'Dewi' },
  };
  it.each([
    ['a member of the workspace', {}, email],
    ['a guest of several channels', { is_restricted: true }, null],
    ['a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, null],
    ['somebody invited who has not come yet', { is_invited_user: true }, null],
    ['an unconfirmed address', { is_email_confirmed: false }, null],
    ['somebody of another workspace', { team_id: 'T2' }, null],
    ['somebody of a shared channel', { is_stranger: true }, null],
    ['an account that was closed', { deleted: true }, null],
    ['another bot', { is_bot: true }, null],
    ['a member without any address', { profile: {} }, null],
  ])('I-1 in Slack: %s', async (_who, change, expected) => {
    const users = { info: async () => ({ user: { ...member, ...change } }) };
    const profile = await profileOf({ users } as unknown as WebClient, workspace, 'U1');
    expect(profile.verifiedEmail).toBe(expected);
  });

  it.each([
    ['a member of the tenant', {}, email],
    ['a member who is known by their principal name alone', { email: '' }, email],
    ['a guest by role', { userRole: 'guest' }, null],
    ['a guest by name', { userPrincipalName: 'dewi_mitra.example#EXT#@nusantara.example' }, null],
    ['somebody of another tenant', { tenantId: 'B' }, null],
    ['a member without any address', { email: '', userPrincipalName: '' }, null],
  ])('I-1 in Teams: %s', async (_who, change, expected) => {
    const reported = {
      id: '29:1',
      tenantId: 'A',
      email,
      userPrincipalName: email,
      userRole: 'user',
      ...change,
    };
    type Parts = Parameters<typeof createMessenger>;
    const connector = { member: async () => reported } as unknown as Parts[1];
    const messenger = createMessenger({ tenantId: 'A' } as Parts[0], connector, {} as Parts[2]);
    const profile = await messenger.profileOf({ serviceUrl: 'https://x', id: 'a' }, '29:1', null);
    expect(profile.verifiedEmail).toBe(expected);
  });
});

describe('whether an account still acts as somebody', () => {
  const workspace = { teamId: 'T1', botToken: '' };
  const member = { id: 'U1', team_id: 'T1', is_email_confirmed: true, profile: { email } };
  it.each([
    ['a member', {}, null],
    ['one that was closed', { deleted: true }, 'deactivated'],
    ['a guest’s by now', { is_restricted: true }, 'guest'],
    ['one of another workspace, of which nothing is said', { team_id: 'T2' }, null],
  ])('I-1 A-1 in Slack: %s', async (_which, change, expected) => {
    const users = { info: async () => ({ user: { ...member, ...change } }) };
    const messenger = createSlackMessenger(
      { users } as unknown as WebClient,
      workspace,
      createNewerBlocks(collectLog()),
    );
    expect(await messenger.whyEnded('U1')).toBe(expected);
  });

  it.each([
    ['a member', { accountEnabled: true, userType: 'Member' }, null],
    ['one that was disabled', { accountEnabled: false, userType: 'Member' }, 'deactivated'],
    ['one that the directory has no more', 'none', 'deactivated'],
    ['a guest’s by now', { accountEnabled: true, userType: 'Guest' }, 'guest'],
    ['one that the directory does not let us look at', null, null],
  ])('I-1 A-1 in Teams: %s', async (_which, standing, expected) => {
    type Parts = Parameters<typeof createMessenger>;
    const connector = { standingOf: async () => standing } as unknown as Parts[1];
    const messenger = createMessenger({ tenantId: 'A' } as Parts[0], connector, {} as Parts[2]);
    expect(await messenger.whyEnded('a')).toBe(expected);
  });
});

describe('a local Teams without tokens', () => {
  const settings = {
    appId: '',
    appPassword: '',
    tenantId: 'A',
    // Nobody answers there, and nobody is to be asked.
    loginUrl: 'http://127.0.0.1:9',
    openIdMetadataUrl: 'http://127.0.0.1:9',
    serviceUrl: 'http://127.0.0.1:9',
    graphUrl: 'http://127.0.0.1:9',
  };
  const check = (anonymous: boolean) => {
    const all = { ...settings, anonymous };
    return createMessenger(all, createConnector(all), createAuthentication(all)).check();
  };
  it('I-9 is well for the doctor: it has no tokens to ask for and no keys to fetch', async () => {
    await expect(check(true)).resolves.toBeUndefined();
    await expect(check(false)).rejects.toThrow();
  });
});
