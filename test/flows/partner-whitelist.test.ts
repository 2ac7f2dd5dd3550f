import { type ChatPerson, type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createWhitelistService } from '../../src/desks/partners/whitelist/granting.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import {
  auditOf,
  deskRecord,
  rolesOf,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { searchAndPick, sentTo } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, complaints, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('the whitelist in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    tono = workspace.person('tono.wijaya');
    await tono.command('/pintu language id');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  let made = 0;
  /** A secretary of their own; answers the account. */
  async function secretary(): Promise<string> {
    made += 1;
    await writeAccount(workspace, { account: `sekretaris.${made}`, name: `Sekretaris ${made}` });
    return `sekretaris.${made}`;
  }

  async function open(account: string, application: string): Promise<Modal> {
    await tono.command('/partner whitelist');
    const form = await tono.modal(words('partner.button.whitelist'));
    await searchAndPick(form, words('partner.field.users'), account, new RegExp(`· ${account}$`));
    await searchAndPick(form, words('partner.field.application'), application, application);
    return sentTo(form);
  }

  it('P-9 grants roles of an application, which defines what there is to choose', async () => {
    const account = await secretary();
    const form = await open(account, 'P-Office 2.0');
    const labels = await form.options(words('partner.field.roles'));
    expect(labels).toEqual(['Member User', 'Secretary User', 'Admin User']);
    expect(await form.text()).toContain('Sekretaris 1');
    await form.tick(words('partner.field.roles'), 'Member User', 'Secretary User');
    const shown = await sentTo(form);
    expect(await shown.text()).toContain(
      t('partner.done.granted', { roles: 'P-Office 2.0 (Member User), P-Office 2.0 (Secretary User)' }),
    );
    expect(await rolesOf(workspace, account)).toEqual([
      'P-Office 2.0: Member User',
      'P-Office 2.0: Secretary User',
    ]);
    expect(await auditOf(workspace, account)).toMatchObject([
      {
        action: 'whitelist.granted',
        actor: 'Tono Wijaya',
        data: { roles: ['P-Office 2.0: Member User', 'P-Office 2.0: Secretary User'] },
      },
    ]);
  });

  test('P-9 the bundle for secretaries is listed exactly, and granted in one confirmation', async () => {
    const account = await secretary();
    await writeGrant(workspace, account, 'Member User');
    const form = await open(account, t('partner.bundle.label'));
    const told = await form.text();
    expect(told).toContain('P-Office 2.0: Member User, Secretary User');
    expect(told).toContain('Universal Apps: Member');
    expect(told).not.toContain('Admin User');
    const shown = await (await sentTo(form)).text();
    expect(shown).toContain(t('partner.done.had', { roles: 'P-Office 2.0 (Member User)' }));
    expect(await rolesOf(workspace, account)).toEqual([
      'P-Office 2.0: Member User',
      'P-Office 2.0: Secretary User',
      'Universal Apps: Member',
    ]);
  });

  test('P-9 granting what is granted says so and changes nothing', async () => {
    const account = await secretary();
    await writeGrant(workspace, account, 'Member', 'Universal Apps');
    const before = await deskRecord(workspace);
    const form = await open(account, 'Universal Apps');
    await form.tick(words('partner.field.roles'), 'Member');
    expect(await (await sentTo(form)).text()).toContain(
      t('partner.done.had', { roles: 'Universal Apps (Member)' }),
    );
    expect(await deskRecord(workspace)).toEqual(before);
  });

  it('P-9 finds every one of 300 applications by a part of its name, and offers all of its roles', async () => {
    await workspace.query(
      `WITH a AS (INSERT INTO application (name) SELECT 'Aplikasi ' || n FROM generate_series(1, 300) n RETURNING id, name)
       INSERT INTO application_role (application_id, name)
       SELECT a.id, 'Peran ' || n FROM a, generate_series(1, CASE WHEN a.name = 'Aplikasi 300' THEN 150 ELSE 1 END) n`,
    );
    const account = await secretary();
    await tono.command('/partner whitelist');
    const form = await tono.modal(words('partner.button.whitelist'));
    const label = words('partner.field.application');
    expect(await form.search(label, 'APLIKASI 299')).toEqual(['Aplikasi 299']);
    expect(await form.search(label, 'paket')).toEqual([t('partner.bundle.label')]);
    expect(await form.search(label, 'tidak ada')).toEqual([]);
    await form.close();
    const roles = await open(account, 'Aplikasi 300');
    await roles.tick(`${t('partner.field.roles')} (1/2)`, 'Peran 1');
    await roles.tick(`${t('partner.field.roles')} (2/2)`, 'Peran 150');
    await sentTo(roles);
    expect(await rolesOf(workspace, account)).toEqual(['Aplikasi 300: Peran 1', 'Aplikasi 300: Peran 150']);
  });

  test('P-9 person, application and role are asked for', async () => {
    await tono.command('/partner whitelist');
    const form = await tono.modal(words('partner.button.whitelist'));
    expect(Object.keys((await form.submit()).errors)).toEqual([
      t('partner.field.users'),
      t('partner.field.application'),
    ]);
    await form.close();
    const without = await open(await secretary(), 'Universal Apps');
    expect(Object.keys((await without.submit()).errors)).toEqual([t('partner.field.roles')]);
  });

  it('I-10 one role is taken back with a reason; a role that a mapping needs stays', async () => {
    const account = await secretary();
    for (const role of ['Member User', 'Secretary User']) await writeGrant(workspace, account, role);
    const revoke = async (role: string, reason: string) => {
      await tono.command(`/partner find ${account}`);
      await tono.clickBeside(`P-Office 2.0 · ${role}`, t('partner.button.revoke'));
      const form = await tono.modal(words('partner.revoke.title'));
      await form.type(words('partner.field.reason'), reason);
      const result = await form.submit();
      await tono.closeModals();
      return complaints(result);
    };
    expect(await revoke('Member User', 'Salah beri')).toEqual([]);
    expect(await rolesOf(workspace, account)).toEqual(['P-Office 2.0: Secretary User']);
    const number = await writeMapping(workspace, { account, start: '2026-01-01', end: '2099-12-31' });
    expect(await revoke('Secretary User', 'Coba')).toEqual([t('partner.refuse.roleNeeded', { number })]);
    await workspace.query('UPDATE secretary_mapping SET ended_at = now() WHERE number = $1', [number]);
    expect(await revoke('Secretary User', 'Pindah')).toEqual([]);
    expect(await rolesOf(workspace, account)).toEqual([]);
    const withdrawn = (await auditOf(workspace, account)).filter(
      ({ action }) => action === 'whitelist.withdrawn',
    );
    expect(withdrawn.map(({ reason }) => reason)).toEqual(['Salah beri', 'Pindah']);
  });
});

describe('grants at the same moment', () => {
  let workspace: Workspace;
  let db: Database;
  beforeAll(async () => {
    workspace = await openWorkspace();
    db = openDatabase(workspace.databaseUrl, { timeoutMs: 60_000 });
  });
  afterAll(async () => {
    await db.close();
    await workspace.stop();
  });

  it('P-9 of ten at once each role is granted once, and nothing that an application does not define', async () => {
    const personId = await writeAccount(workspace, { account: 'bersama', name: 'Bersama' });
    const people = createPeople({
      db,
      clock: () => new Date(),
      reached: async () => {},
      spoken: (_surface, language) => translate(language),
      timeZone: 'Asia/Jakarta',
      defaultLanguage: () => 'id',
    });
    const [row] = await workspace.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'tono.%'`);
    const ctx = await people.contextOf(row?.id ?? 0, 'slack');
    if (!ctx) throw new Error('Tono is nobody');
    const service = createWhitelistService(db);
    const results = await Promise.all(Array.from({ length: 10 }, () => service.grantBundle(ctx, personId)));
    expect(results.flatMap(({ granted }) => granted)).toHaveLength(3);
    for (const { granted, had } of results) expect(granted.length + had.length).toBe(3);
    expect(await rolesOf(workspace, 'bersama')).toHaveLength(3);
    for (const roles of [[99_999], []])
      await expect(service.grant(ctx, personId, roles)).rejects.toThrow(/invalid: roles/);
  });
});
