import type { Attachments } from '../../src/attachments/attachments.ts';
import type { Choice } from '../../src/chat/card.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { Reply } from '../../src/chat/desk.ts';
import type { Form, FormResult, Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { addDays } from '../../src/core/day.ts';
import type { Language } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createPartnerDesk, type PartnerDesk } from '../../src/desks/partners/index.ts';
import type { DirectoryHub } from '../../src/neighbours/directory-hub/hub.ts';
import { admitAll } from '../../src/people/admission.ts';
import type { People } from '../../src/people/contexts.ts';
import { catalogueClock, noChat, type Shown } from './card-catalogue.ts';
import { shownByDefault } from './step-up.ts';

const today = '2026-11-21';

/** A hub that is not there, for a reason of its own. */
const hub: DirectoryHub = {
  sandbox: true,
  check: async () => {},
  state: async () => ({ name: 'PT. Pertamina Persero AAD', connected: false, reason: 'Maintenance' }),
  put: async () => [],
};

export interface PartnerCatalogue {
  desk: PartnerDesk;
  people: People;
}

export function partnerCatalogue(
  db: Database,
  people: People,
  attachments: Attachments,
  publicUrl: string,
): PartnerCatalogue {
  const desk = createPartnerDesk({
    db,
    stepUp: shownByDefault,
    admit: admitAll,
    jobDb: db,
    policy: { timeZone: 'Asia/Jakarta', partnerMailDomains: ['mitrakerja.pertamina.com'] },
    attachments,
    directoryHub: hub,
    publicUrl,
    clock: catalogueClock,
    defaultLanguage: 'id',
    contextOf: (id) => people.contextOf(id, 'system'),
    chat: noChat,
  });
  return { desk, people };
}

interface Records {
  importId: number;
  /** A secretary with everything, one of the import with nothing, and a partner whom the directory refused. */
  secretary: number;
  proposed: number;
  partner: number;
  applicationId: number;
  roleId: number;
  position: number;
  grant: number;
  mapping: number;
}

/** A secretary, a position and an application with these texts in everything that people or registers wrote. */
export async function makePartnerRecords(db: Database, text: string, number: string): Promise<Records> {
  const [row] = await db.query<Records>(
    `WITH line AS (SELECT left(regexp_replace($2, '\\s+', ' ', 'g'), 200) AS text),
     tono AS (SELECT id FROM person WHERE email LIKE 'tono.%'),
     u AS (SELECT id FROM unit WHERE code = 'HO-RET'),
     i AS (INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
           SELECT $1, 'DONE', $3, $2, '', $1, id, 'slack', $3 FROM tono RETURNING id),
     o AS (INSERT INTO position (code, name, unit_id, holder_id)
           SELECT $1, line.text, u.id, h.id FROM line, u, person h WHERE h.email LIKE 'hendra.%' RETURNING id),
     p AS (INSERT INTO person (email, name, unit_id)
           SELECT lower($1) || '.' || n || '@mitra.example', line.text, u.id FROM line, u, generate_series(1, 14) AS n
           RETURNING id, email),
     pa AS (INSERT INTO partner_account (person_id, account_name, contact_email, company, kind, unit_id, parent_id, starts_on,
                                         ends_on, import_id, created_at, hub_refusal)
            SELECT p.id, split_part(p.email, '@', 1), p.email, line.text,
              CASE WHEN p.email LIKE '%.3@%' THEN 'PARTNER' ELSE 'SECRETARY' END::partner_kind, u.id, o.id, '2026-01-01', '2027-12-31',
              CASE WHEN p.email NOT LIKE '%.1@%' THEN i.id END, $3, CASE WHEN p.email LIKE '%.3@%' THEN line.text END
            FROM p, line, u, o, i),
     a AS (INSERT INTO application (name) SELECT left(line.text, 150) || $1 FROM line RETURNING id),
     r AS (INSERT INTO application_role (application_id, name)
           SELECT a.id, left(line.text, 150) || n FROM a, line, generate_series(1, 24) AS n RETURNING id),
     g AS (INSERT INTO whitelist_grant (person_id, role_id, granted_by_id, granted_at)
           SELECT p.id, r.id, tono.id, $3 FROM p, r, tono WHERE p.email LIKE '%.1@%' RETURNING id),
     m AS (INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id,
                                          created_at, submission, reason, ended_at)
           SELECT $1 || n, p.id, o.id, make_date(2026 - n, 1, 1), make_date(2026 - n, 12, 10), '2020-01-01', tono.id, $3, $1 || n,
             CASE WHEN n > 0 THEN $2 END, CASE WHEN n > 0 THEN $3::timestamptz END
           FROM p, o, tono, generate_series(0, 6) AS n WHERE p.email LIKE '%.1@%' RETURNING id, number)
     SELECT (SELECT id FROM i) AS "importId", (SELECT id FROM p WHERE email LIKE '%.1@%') AS secretary,
       (SELECT id FROM p WHERE email LIKE '%.2@%') AS proposed, (SELECT id FROM p WHERE email LIKE '%.3@%') AS partner,
       (SELECT id FROM a) AS "applicationId", (SELECT min(id) FROM r) AS "roleId", (SELECT id FROM o) AS position,
       (SELECT min(id) FROM g) AS grant, (SELECT id FROM m WHERE number = $1 || 0) AS mapping`,
    [number, text, catalogueClock()],
  );
  if (!row) throw new Error('the records were not made');
  await db.query(
    `INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, reason)
     SELECT $1, left($2, 150), 'slack', action, 'mapping:' || $3, '2026-12-10', state, $2
     FROM (VALUES ('mapping.added', '2026-12-10'), ('mapping.endChanged', '2026-12-31'), ('mapping.letEnd', '2026-12-10'),
       ('mapping.endedEarly', 'ENDED'), ('mapping.ended', 'ENDED')) AS e(action, state)`,
    [catalogueClock(), text, row.mapping],
  );
  return row;
}

/** Everything that the partner desk may show of records with these texts, in one language. */
export async function partnerShown(
  db: Database,
  { desk, people }: PartnerCatalogue,
  made: { text: string; number: string },
  language: Language,
): Promise<Shown[]> {
  const records = await makePartnerRecords(db, made.text, `P${made.number}${language}`);
  const { secretary, proposed, partner, mapping, grant, importId, position, applicationId, roleId } = records;
  const shown: Shown[] = [];
  const reader = async (account: string): Promise<Context> => {
    await db.query(`UPDATE person SET language = $2 WHERE email LIKE $1 || '.%'`, [account, language]);
    const [row] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE $1 || '.%'`, [
      account,
    ]);
    const ctx = await people.contextOf(row?.id ?? 0, 'slack');
    if (!ctx) throw new Error(`${account} is nobody`);
    return ctx;
  };
  const [tono, hendra] = await Promise.all([reader('tono'), reader('hendra')]);

  const add = (name: string, reply: Reply | undefined): Form | undefined => {
    if (reply?.type !== 'card' && reply?.type !== 'form') throw new Error(`${name} shows nothing`);
    shown.push({ name, shows: reply });
    return reply.type === 'form' ? reply.form : undefined;
  };
  const answer = async (verb: string, ctx: Context, ...args: (string | number)[]) =>
    add(`partner:${verb}`, await desk.actions[verb]?.run(ctx, args.map(String), 'any'));
  const command = async (line: string, ctx: Context) => {
    const [verb = '', ...rest] = line.split(' ');
    return add(`/partner ${line}`, await desk.commands.partner?.verbs[verb]?.(ctx, rest.join(' ')));
  };
  const posted = async (name: string, ctx: Context, args: Record<string, unknown>) => {
    const card = await desk.cards[name]?.(ctx, mapping, args, db);
    if (!card) throw new Error(`${name} shows nothing`);
    shown.push({ name: `partner.${name}`, shows: { type: 'card', card } });
  };
  const submitted = async (ctx: Context, form: Form | undefined, values: Values): Promise<Form> => {
    const result: FormResult | undefined =
      form && (await desk.forms[form.id.replace('partner.', '')]?.submit?.(ctx, form.state, values, noCodes));
    if (!result || !('form' in result)) throw new Error(`${form?.id} leads nowhere`);
    shown.push({ name: result.form.id, shows: { type: 'form', form: result.form } });
    return result.form;
  };
  const typed = (text: string) => ({ type: 'text' as const, text });
  const chosen = (...values: (string | number)[]) => ({
    type: 'chosen' as const,
    chosen: values.map((value): Choice => ({ value: String(value), label: '' })),
  });

  // The desk, people, and their whitelist.
  for (const line of [
    '',
    'find tidak-ada-yang-begini',
    'mappings',
    'mappings expiring',
    'mappings tidak-ada',
  ])
    await command(line, tono);
  await command('', hendra);
  for (const verb of ['desk', 'template', 'hub', 'hub-again', 'find', 'whitelist', 'mapping', 'mappings'])
    await answer(verb, tono);
  for (const id of [secretary, proposed, partner, tono.actor.id]) await answer('person', tono, id);
  await submitted(tono, await answer('find', tono), { text: typed(made.text.slice(0, 40)) });
  const search = made.text.slice(0, 40).replace(/[\ud800-\udbff]$/, '');
  await answer('mappings', tono, 'expiring', '', search);
  await answer('narrow', tono, 'state', 'expiring', '', search);
  await submitted(tono, await answer('find-mapping', tono, '', '', search), { text: typed(search) });
  const whitelist = await answer('whitelist', tono, secretary);
  for (const application of ['bundle', applicationId]) {
    const roles = await submitted(tono, whitelist, {
      person: chosen(proposed),
      application: chosen(application),
    });
    if (application !== 'bundle') await submitted(tono, roles, { roles: chosen(roleId) });
  }

  // Secretaries of an import, before and after.
  await submitted(tono, await answer('secretaries', tono, importId), {});

  // A mapping: made where the role is missing, changed, reminded of, ended.
  const wanted: Values = {
    person: chosen(partner),
    position: chosen(position),
    start: typed(today),
    end: typed(addDays(today, 90)),
  };
  const bundle = await submitted(tono, await answer('mapping', tono, partner), wanted);
  await submitted(tono, await submitted(tono, bundle, {}), wanted);
  await answer('revoke', tono, grant);
  await submitted(tono, await answer('revoke', tono, grant), { reason: typed('Salah') });
  for (const verb of ['open', 'log', 'extend', 'change-end', 'let-end', 'end'])
    await answer(verb, hendra, mapping);
  for (const shared of [true, false]) {
    await posted('reminder', shared ? people.channelContext('slack') : hendra, { end: '2026-12-10', shared });
    await posted('ended', shared ? people.channelContext('slack') : hendra, {
      roleWithdrawn: shared,
      shared,
    });
  }
  shown.push({
    name: 'partner home',
    shows: { type: 'card', card: { title: 'home', parts: (await desk.home(tono)).waiting, buttons: [] } },
  });
  const extend = await answer('extend', hendra, mapping);
  await submitted(hendra, extend, { end: typed('2026-12-20'), reason: typed(made.text.slice(0, 900)) });
  await posted('reminder', hendra, { end: '2026-12-10' });
  const end = await answer('end', hendra, mapping);
  await submitted(hendra, end, { reason: typed(made.text.slice(0, 900)) });
  await posted('ended', hendra, { roleWithdrawn: true });
  // The next catalogue lists its own alone.
  await db.query('UPDATE application SET active = false WHERE id = $1', [applicationId]);
  return shown;
}
