import { describe, expect, it } from 'vitest';
import type { Deed } from './acting.ts';
import { violations } from './invariants/index.ts';
import type { Step } from './invariants/invariant.ts';
import type { Copy } from './oracle.ts';
import type { Entry, Snapshot, View } from './snapshot.ts';

const tono = { id: 8, email: 'tono.wijaya@nusantara.example', nopek: '100008' };

const nothing: Snapshot = {
  now: 0,
  entries: [],
  decisions: [],
  requests: [],
  plans: [],
  people: [tono],
  rights: { grants: [], delegations: [], handed: [] },
  tables: new Map(),
  views: [],
  copies: [],
  standing: { slack: [], teams: [], direct: new Map([['D1', tono.email]]) },
  mails: [],
  unseen: [],
  stuck: [],
  maySee: async () => true,
};

/** What stands with Tono by these keys, all of it posted on one day; whatever does not matter here is as it should be. */
function standing(card: string, ...keys: string[]): Snapshot {
  const copies = keys.map(
    (key, at): Copy => ({
      ...{ id: at, key, card, subject: key.split(' ')[0] ?? '', args: {}, personId: tono.id },
      ...{ platform: 'slack', channel: 'D1', under: null, thread: key, messageId: String(at), live: true },
      ...{ closed: false, postedAt: new Date('2026-12-16T05:00:00Z'), failure: null, contentHash: null },
      ...{ revision: 0, isTroubled: false, ought: [] },
    }),
  );
  const slack = copies.map(({ messageId }) => ({ channel: 'D1', ts: messageId, blocks: [], deleted: false }));
  return {
    ...nothing,
    copies,
    standing: { ...nothing.standing, slack: slack as unknown as Snapshot['standing']['slack'] },
  };
}

const broken = async (step: Partial<Step>): Promise<string[]> => {
  const still: Step = {
    ...{ before: nothing, after: nothing, deeds: [] },
    ...{ isDisturbed: false, mayRepeat: false, mayRepeatAnywhere: false },
  };
  return (await violations({ ...still, ...step })).map(({ invariant }) => invariant);
};

describe('T-5 a storm judges', () => {
  const first = 'mapping:1 end 2026-12-21 7 8';
  it.each([
    ['the same reminder twice in a day', ['reminded once'], [first, `${first}x`]],
    ['a reminder and that it was handed on that day', [], [first, 'mapping:1 handed 1796961600000 8']],
    ['two reminders that a busy platform took on one day', [], [first, 'mapping:1 end 2026-12-21 1 8']],
  ])('%s: %j', async (_what, says, keys) => {
    expect(await broken({ after: standing('partner.expiring', ...keys) })).toEqual(says);
  });

  const forBima = { grants: [], delegations: [{ principalId: 1, substituteId: tono.id }], handed: [] };
  const roles = { ...forBima, delegations: [], grants: [{ personId: tono.id, role: 'ICT_MANAGER' }] };
  const both = { ...forBima, grants: roles.grants };
  it.each([
    ['what is sent to somebody who may not see it', ['audience'], roles, roles],
    [
      'what was sent to somebody who stood in for its holder until then, whatever else they are',
      [],
      both,
      roles,
    ],
    ['what is sent to somebody who has become somebody else’s substitute', ['audience'], roles, both],
  ])('%s: %j', async (_what, says, rightsBefore, rightsAfter) => {
    const after = { ...standing('pintu.reminder', 'user-id:2 waits 2026-12-07T02:02:00.000Z 1 8') };
    const step = {
      before: { ...nothing, rights: rightsBefore },
      after: { ...after, rights: rightsAfter, maySee: async () => false },
    };
    expect(await broken(step)).toEqual(says);
  });

  const refused: Deed = {
    ...{ account: 'tono.wijaya', platform: 'slack', what: 'presses Approve' },
    ...{ answer: 'refused', told: 'Isi paling banyak 20 karakter.' },
  };
  const pressed: Deed = { ...refused, what: 'presses Signed record', answer: 'shown', told: '' };
  it.each([
    ['a refusal that changed something', ['refused'], [refused]],
    ['a refusal beside a button that does something by itself', [], [refused, pressed]],
  ])('%s: %j', async (_what, says, deeds) => {
    const after = { ...nothing, tables: new Map([['minutes', 'another']]) };
    expect(await broken({ after, deeds })).toEqual(says);
  });

  const searched: View = { viewerId: tono.id, subject: 'satker:3', what: 'NIK', by: 'CARD', times: 2 };
  const opened: View = { ...searched, what: 'FILE', by: 'DOWNLOAD' };
  const officer = [{ personId: tono.id, role: 'KPPN_OFFICER' }];
  const admin = [{ personId: tono.id, role: 'ADMIN' }];
  it.each([
    ['a refusal after what somebody may see was shown them', [], searched, true, admin],
    ['a refusal that shows what somebody may not see', ['viewed'], searched, false, admin],
    ['a NIK that was searched by whoever registers people', [], searched, false, officer],
    ['a file that whoever registers people was given, and may not see', ['viewed'], opened, false, officer],
    ['what was shown before they might no longer see it', [], { ...opened, times: 1 }, false, admin],
  ])('%s: %j', async (_what, says, view, isTheirs, grants) => {
    const before = { ...nothing, views: [{ ...opened, times: 1 }] };
    const rights = { ...nothing.rights, grants };
    const after = { ...before, rights, views: [view], maySee: async () => isTheirs };
    expect(await broken({ before: { ...before, rights }, after, deeds: [refused] })).toEqual(says);
  });

  const linked = (chatAccount: string, id: number): Entry => ({
    ...{ id, at: new Date(0), actorId: tono.id, action: 'person.linked', subject: 'person:8' },
    ...{ from: null, to: null, key: null, chatAccount },
  });
  it.each([
    ['one account linked twice', ['once'], [linked('slack:T1:U8', 1), linked('slack:T1:U8', 2)]],
    ['accounts of both chats linked at once', [], [linked('slack:T1:U8', 1), linked('teams:T2:U8', 2)]],
  ])('%s: %j', async (_what, says, entries) => {
    expect(await broken({ after: { ...nothing, entries } })).toEqual(says);
  });
});
