import type { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { profileOf } from '../../src/platforms/slack/messenger.ts';
import { createMessenger } from '../../src/platforms/teams/messenger.ts';

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
