import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { claimAddress, confirmReturn, freeAddress } from '../../src/people/claims.ts';
import { linkAccount } from '../../src/people/linking.ts';
import { endWayIn, waysIn } from '../../src/people/ways-in.ts';
import { openSession, personOfEmail } from '../../src/web/sessions.ts';
import { decideClaim } from '../support/admins-decide.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, everything, give, nothing, now, owned, withEverything } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
let tono: Context;
let hendra: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  await give(db, 'hendra.gunawan', 'ADMIN');
  tono = await actingAs(db, 'tono.wijaya');
  hendra = await actingAs(db, 'hendra.gunawan');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const profileOf = (verifiedEmail: string, externalId: string, tenant = 'T1') => ({
  externalId,
  tenant,
  name: 'Nama Akun',
  verifiedEmail,
  locale: 'id-ID',
});
const link = (email: string, externalId: string, platform = 'slack', tenant?: string) =>
  linkAccount(db, withoutDeadline, platform, profileOf(email, externalId, tenant), now);

/** An account comes with the address of somebody, and the ADMINs are asked; answers the question. */
async function asked(personId: number, email: string, externalId: string): Promise<number> {
  expect(await link(email, externalId)).toEqual({ type: 'claim', personId });
  const account = { platform: 'slack', tenant: 'T1', externalId };
  expect(await claimAddress(db, withoutDeadline, account, profileOf(email, externalId), personId, now)).toBe(
    'asked',
  );
  const [claim] = await db.query<{ id: number }>(
    'SELECT id FROM address_claim WHERE external_id = $1 AND outcome IS NULL',
    [externalId],
  );
  return claim?.id ?? 0;
}

const linksOf = async (personId: number) =>
  (await waysIn(db, personId)).links.map(({ platform, externalId }) => `${platform} ${externalId}`);
const entriesOf = async (subject: string) =>
  (
    await db.query<{ action: string }>('SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id', [
      subject,
    ])
  ).map(({ action }) => action);

describe('a chat account with a verified address', () => {
  it('I-1 is linked to its person at first sight, one in each workspace, and nothing else is', async () => {
    const email = 'pertama@nusantara.example';
    const first = await link(email, 'U1');
    const personId = first.type === 'linked' ? first.personId : 0;
    const linked = { type: 'linked', personId };
    expect(await link(email, 'U1')).toEqual(linked);
    expect(await link(email, 'A1', 'teams')).toEqual(linked);
    expect(await link(email, 'U1', 'slack', 'T2')).toEqual(linked);
    expect(await link(email, 'U2')).toEqual({ type: 'claim', personId });
    expect(await link(email, 'A2', 'teams')).toEqual({ type: 'claim', personId });
    expect(await linksOf(personId)).toEqual(['slack U1', 'teams A1', 'slack U1']);
  });

  it('I-1 of many that come at the same moment one is linked, and the others are a question', async () => {
    for (let round = 0; round < 20; round += 1) {
      const email = `serentak.${round}@nusantara.example`;
      const came = await Promise.all(Array.from({ length: 8 }, (_, n) => link(email, `R${round}-${n}`)));
      expect(came.filter(({ type }) => type === 'linked')).toHaveLength(1);
      expect(came.filter(({ type }) => type === 'claim')).toHaveLength(7);
    }
  });

  it('I-1 the same one that comes many times at the same moment is linked once, and asked about once', async () => {
    const email = 'sendiri@nusantara.example';
    const came = await Promise.all(Array.from({ length: 8 }, () => link(email, 'US')));
    expect(new Set(came.map((one) => JSON.stringify(one))).size).toBe(1);
    const [one] = came;
    const personId = one?.type === 'linked' ? one.personId : 0;
    const account = { platform: 'slack', tenant: 'T1', externalId: 'UT' };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        claimAddress(db, withoutDeadline, account, profileOf(email, 'UT'), personId, now),
      ),
    );
    expect(await db.query('SELECT 1 FROM address_claim WHERE external_id = $1', ['UT'])).toHaveLength(1);
    // Both ADMINs are asked, and nobody twice.
    expect(
      await db.query(
        `SELECT 1 FROM posted_card c JOIN address_claim a ON c.subject = 'address-claim:' || a.id WHERE a.external_id = 'UT'`,
      ),
    ).toHaveLength(2);
  });
});

describe('what an ADMIN answers', () => {
  it('I-1 the same person: the account takes the place of the one before, and rights stay', async () => {
    const who = await withEverything(db);
    const claim = await asked(who.id, who.email, 'U-baru');
    expect(await decideClaim({ db, leaving }, tono, claim, 'SAME', 'Akun Slack dibuat ulang')).toEqual({
      type: 'decided',
    });
    expect(await linksOf(who.id)).toEqual([`teams U-${who.userId}`, 'slack U-baru']);
    expect(await owned(db, who)).toEqual({ ...everything, openLinks: 1 });
    // The one before is nobody's now, and a question when it comes.
    expect(await link(who.email, `U-${who.userId}`)).toEqual({ type: 'claim', personId: who.id });
    expect(await entriesOf(`person:${who.id}`)).toEqual(['person.unlinked', 'person.linked']);
    expect(await entriesOf(`address-claim:${claim}`)).toEqual(['address.claimed', 'address.claim-decided']);
  });

  it('I-1 another person: whoever had the address leaves and gives it up, and the account is somebody new', async () => {
    const who = await withEverything(db);
    const claim = await asked(who.id, who.email, 'U-lain');
    expect(await decideClaim({ db, leaving }, tono, claim, 'ANOTHER', 'Pegawai baru')).toEqual({
      type: 'decided',
    });
    const [heir] = await db.query<{ id: number; name: string; registered: boolean }>(
      'SELECT id, name, registered FROM person WHERE email = $1',
      [who.email],
    );
    expect(heir).toMatchObject({ name: 'Nama Akun', registered: false });
    expect(heir?.id).not.toBe(who.id);
    expect(await linksOf(heir?.id ?? 0)).toEqual(['slack U-lain']);
    expect(await owned(db, who)).toEqual(nothing);
    expect(await owned(db, { id: heir?.id ?? 0, email: who.email })).toEqual({ ...nothing, links: 1 });
    // The other platform's account of the former one is a question too, not the new one's.
    expect(await link(who.email, `U-${who.userId}`, 'teams')).toEqual({ type: 'claim', personId: heir?.id });
  });

  it('I-1 rejected: it changes nothing, is not asked again, and can be taken back', async () => {
    const who = await withEverything(db);
    const claim = await asked(who.id, who.email, 'U-asing');
    expect(await decideClaim({ db, leaving }, tono, claim, 'REJECTED', 'Tidak dikenal')).toEqual({
      type: 'decided',
    });
    expect(await owned(db, who)).toEqual(everything);
    const account = { platform: 'slack', tenant: 'T1', externalId: 'U-asing' };
    expect(
      await claimAddress(db, withoutDeadline, account, profileOf(who.email, 'U-asing'), who.id, now),
    ).toBe('rejected');
    expect(await decideClaim({ db, leaving }, hendra, claim, 'SAME', 'Ternyata benar')).toEqual({
      type: 'decided',
    });
    expect(await linksOf(who.id)).toContain('slack U-asing');
  });

  it('A-2 of two answers at the same moment one counts, and the other is told whose', async () => {
    for (let round = 0; round < 10; round += 1) {
      const who = await withEverything(db);
      const claim = await asked(who.id, who.email, `U-dua-${round}`);
      const answers = await Promise.all([
        decideClaim({ db, leaving }, tono, claim, 'SAME', 'a'),
        decideClaim({ db, leaving }, hendra, claim, 'ANOTHER', 'b'),
      ]);
      expect(answers.map(({ type }) => type).sort()).toEqual(['decided', 'passed']);
      const [lost] = answers.filter((one) => one.type === 'passed');
      expect(lost?.why.args?.name).toBe(answers[0]?.type === 'decided' ? 'Tono Wijaya' : 'Hendra Gunawan');
    }
  });

  it('I-4 about the address of an ADMIN another ADMIN answers, where there is one', async () => {
    const claim = await asked(tono.actor.id, tono.actor.email, 'U-tono-1').catch(() => 0);
    expect(claim).toBe(0);
    // Their first account comes by the address alone; the second one is the question.
    await link(tono.actor.email, 'U-tono-1');
    const second = await asked(tono.actor.id, tono.actor.email, 'U-tono-2');
    await expect(decideClaim({ db, leaving }, tono, second, 'SAME', 'saya')).rejects.toMatchObject({
      reason: { key: 'people.refuse.ownAddress' },
    });
    const rina = await actingAs(db, 'rina.wulandari');
    await expect(decideClaim({ db, leaving }, rina, second, 'SAME', 'x')).rejects.toMatchObject({
      reason: { key: 'error.adminOnly' },
    });
    expect(await decideClaim({ db, leaving }, hendra, second, 'SAME', 'benar')).toEqual({ type: 'decided' });
  });

  it('I-1 nobody is linked to somebody who has left: they are activated first', async () => {
    const who = await withEverything(db);
    await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [who.id], tono));
    // With the account that was theirs it is them, who are let in no more; with another one it is asked whose it is.
    expect(await link(who.email, `U-${who.userId}`)).toEqual({ type: 'left' });
    const claim = await asked(who.id, who.email, 'U-kembali');
    await expect(decideClaim({ db, leaving }, tono, claim, 'SAME', 'x')).rejects.toMatchObject({
      reason: { key: 'people.refuse.notActive' },
    });
    await db.query('UPDATE person SET active = true WHERE id = $1', [who.id]);
    expect(await decideClaim({ db, leaving }, tono, claim, 'SAME', 'Bekerja lagi')).toEqual({
      type: 'decided',
    });
    expect(await owned(db, who)).toEqual({ ...nothing, links: 1 });
    expect(await link(who.email, 'U-teams', 'teams')).toEqual({ type: 'claim', personId: who.id });
  });

  it('I-1 whoever an ADMIN has confirmed after they came back is asked about no more, in a workspace of nobody’s before', async () => {
    const who = await withEverything(db);
    await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [who.id], tono));
    await db.query('UPDATE person SET active = true WHERE id = $1', [who.id]);
    await expect(
      db.transaction(withoutDeadline, (tx) => personOfEmail(tx, who.email, 'x', now)),
    ).rejects.toMatchObject({
      reason: { key: 'error.addressReturned' },
    });
    await confirmReturn(db, tono, who.id, 'Bekerja lagi');
    expect(
      await db.transaction(withoutDeadline, (tx) => personOfEmail(tx, who.email, 'x', now)),
    ).toMatchObject({
      id: who.id,
    });
    expect(await link(who.email, 'U-anyar', 'slack', 'T9')).toEqual({ type: 'linked', personId: who.id });
  });

  it('I-1 an address that was released is somebody new’s, by chat and by the portal alike', async () => {
    const who = await withEverything(db);
    await expect(freeAddress(db, tono, who.id, 'x')).rejects.toMatchObject({
      reason: { key: 'people.error.gone' },
    });
    await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [who.id], tono));
    expect(await db.transaction(withoutDeadline, (tx) => personOfEmail(tx, who.email, 'x', now))).toBeNull();
    await freeAddress(db, tono, who.id, 'Alamat dipakai pegawai baru');
    const heir = await db.transaction(withoutDeadline, (tx) =>
      personOfEmail(tx, who.email, 'Pegawai Baru', now),
    );
    expect(heir).toMatchObject({ name: 'Pegawai Baru' });
    expect(heir?.id).not.toBe(who.id);
  });
});

describe('the ways in of a person', () => {
  it('I-9 I-10 an ADMIN ends a link with a reason: its sessions end, and the account is a question when it comes again', async () => {
    const who = await withEverything(db);
    const { links } = await waysIn(db, who.id);
    const inSlack = links.find(({ platform }) => platform === 'slack');
    await db.transaction(withoutDeadline, (tx) =>
      openSession(tx, {
        action: 'portal.entered',
        person: { id: who.id, name: 'x' },
        account: null,
        now,
        language: { language: 'id', chosen: true },
        former: null,
      }),
    );
    await endWayIn(db, tono, 'link', inSlack?.id ?? 0, 'Ponsel hilang');
    expect(await owned(db, who)).toEqual({ ...everything, links: 1, openLinks: 1 });
    expect(await link(who.email, `U-${who.userId}`)).toEqual({ type: 'claim', personId: who.id });
    expect(
      await db.query(
        `SELECT data->>'account' AS account, reason FROM audit_entry WHERE subject = $1 AND action = 'person.unlinked'`,
        [`person:${who.id}`],
      ),
    ).toEqual([{ account: `slack:T1:U-${who.userId}`, reason: 'Ponsel hilang' }]);
    await expect(endWayIn(db, tono, 'link', inSlack?.id ?? 0, 'lagi')).rejects.toMatchObject({
      reason: { key: 'people.error.gone' },
    });
  });

  it('I-9 I-10 an ADMIN ends a User ID with a reason: it opens nothing, and sets no password any more', async () => {
    const who = await withEverything(db);
    const [account] = (await waysIn(db, who.id)).accounts;
    const rina = await actingAs(db, 'rina.wulandari');
    await expect(endWayIn(db, rina, 'account', account?.id ?? 0, 'x')).rejects.toMatchObject({
      reason: { key: 'error.adminOnly' },
    });
    await endWayIn(db, tono, 'account', account?.id ?? 0, 'Tidak dipakai');
    expect(await owned(db, who)).toEqual({ ...everything, userIds: 0, sessions: 0, openLinks: 2 });
    expect(await entriesOf(`account:${account?.id}`)).toEqual(['account.ended']);
  });
});
