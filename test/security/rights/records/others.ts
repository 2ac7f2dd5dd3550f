import type { Database } from '../../../../src/db/database.ts';
import { giveBytes } from '../../../support/sealed-files.ts';
import { giveRows } from '../../../support/staged-blocks.ts';
import type { Account } from '../people.ts';
import { askAbout, begun, fileOf, idBy, nextKey, person, type Subject } from './subject.ts';

interface MappingPlan {
  state: string;
  is: readonly string[];
  person?: Account;
  ended?: boolean;
  returned?: boolean;
  who: Subject['who'];
}

/** Hendra is the official of the position. */
async function makeMapping(db: Database, plan: MappingPlan): Promise<Subject> {
  const key = nextKey();
  const secretary: Account = plan.person ?? 'joko.prasetyo';
  const number = `MAP-2026-77${key}`;
  const id = await idBy(
    db,
    `WITH m AS (INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission, ended_at)
       SELECT $1, ${person(secretary)}, o.id, current_date + $3 * 40 - 30, current_date + $3 * 40, current_date - 60, ${person('dina.direktori')}, now(), $1, CASE WHEN $2 THEN now() END
       FROM position o WHERE o.code = '50012345' RETURNING id, ends_on),
     n AS (INSERT INTO deadline_notice (kind, record, falls_on, days, made_on, told) SELECT 'partner.expiry', id, ends_on, 30, current_date, true FROM m)
     SELECT id FROM m`,
    [number, plan.ended ?? false, Number(key)],
  );
  const subject = `mapping:${id}`;
  await begun(db, subject, 'mapping.added', 'dina.direktori', '');
  const said = plan.returned ? await askAbout(db, subject, 'ACTIVE', 'hendra.gunawan', secretary) : 0;
  const saidFile = said ? await fileOf(db, subject, secretary, number, said) : 0;
  return {
    kind: 'mapping',
    state: plan.state,
    id,
    is: plan.is,
    number,
    who: {
      person: [secretary],
      ...(plan.returned && { questioner: ['hendra.gunawan' as const] }),
      ...plan.who,
    },
    secrets: [number],
    args: {
      'remark.file': ['mapping', String(saidFile)],
      'pintu.nudge': [subject],
      'minutes.make': ['mapping', String(id)],
    },
    alike: () => makeMapping(db, plan),
  };
}

const deciders = { holder: ['hendra.gunawan', 'dina.direktori'], substitute: ['wati.pengganti'] } as const;

export const mappings = async (db: Database): Promise<Subject[]> => {
  const plans: MappingPlan[] = [
    { state: 'ends soon', is: ['running', 'waiting'], who: deciders },
    {
      state: 'of the directory admin themselves',
      is: ['running', 'waiting'],
      person: 'dina.direktori',
      who: { holder: ['hendra.gunawan'], barred: ['dina.direktori', 'wati.pengganti'] },
    },
    { state: 'returned', is: ['running', 'returned'], returned: true, who: deciders },
    { state: 'ended', is: ['over'], ended: true, who: deciders },
  ];
  return Promise.all(plans.map((plan) => makeMapping(db, plan)));
};

/** Somebody enrolled whose phone is lost. */
async function makeNewPhone(db: Database, plan: { state: string; of?: Account }): Promise<Subject> {
  const key = nextKey();
  // One of somebody waits at a time: each further one is somebody else's.
  const owner = plan.of ?? (`hilang.${key}` as Account);
  if (!plan.of)
    await db.query(`INSERT INTO person (email, name) VALUES ($1 || '@nusantara.example', 'Hilang ' || $2)`, [
      owner,
      key,
    ]);
  const id = await idBy(
    db,
    `WITH s AS (INSERT INTO signer (person_id, phone, method, initial, initial_at, enrolled_at, changed_at)
       VALUES (${person(owner)}, NULL, 'AUTHENTICATOR', NULL, now(), now(), now()) ON CONFLICT (person_id) DO UPDATE SET changed_at = now() RETURNING id)
     INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT id, 'Hilang', now(), $1 FROM s RETURNING id`,
    [`phone ${key}`],
  );
  const subject = `new-phone:${id}`;
  await begun(db, subject, 'sign.newPhoneAsked', plan.of ?? 'rina.wulandari', 'WAITING');
  const isOwn = plan.of === 'tono.wijaya';
  return {
    kind: 'new-phone',
    state: plan.state,
    id,
    is: ['waiting'],
    who: {
      requester: plan.of ? [plan.of] : [],
      ...(isOwn
        ? { barred: ['wati.pengganti'] }
        : { holder: ['tono.wijaya'], substitute: ['wati.pengganti'] }),
    },
    secrets: [plan.of ? '0812-never' : `Hilang ${key}`],
    args: { 'pintu.nudge': [subject] },
    alike: () => makeNewPhone(db, { state: plan.state }),
  };
}

interface SigningPlan {
  state: string;
  is: readonly string[];
  requester: Account;
  status?: string;
  returned?: boolean;
  who: Subject['who'];
}

/** Bima and Dewi are asked to sign, in this order. */
async function makeSigning(db: Database, plan: SigningPlan): Promise<Subject> {
  const key = nextKey();
  const name = `kontrak ${key}`;
  const number = `SIG-2026-77${key}`;
  const id = await idBy(
    db,
    `WITH f AS (INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       VALUES ($1 || '.pdf', 'application/pdf', 4, '', '', $1, ${person(plan.requester)}) RETURNING id),
     s AS (INSERT INTO signing (number, requester_id, original_id, current_id, in_order, pages, created_at, submission_key, status)
       SELECT $3, ${person(plan.requester)}, f.id, f.id, true, 1, now(), $1, $2::signing_status FROM f RETURNING id),
     y AS (INSERT INTO signing_party (signing_id, person_id, turn) SELECT s.id, p.id, p.turn FROM s, (VALUES (${person('bima.santoso')}, 1), (${person('dewi.lestari')}, 2)) AS p (id, turn))
     SELECT id FROM s`,
    [name, plan.status ?? 'WAITING', number],
  );
  const subject = `signing:${id}`;
  await giveBytes(db, await idBy(db, 'SELECT current_id AS id FROM signing WHERE id = $1', [id]), '%PDF');
  await begun(db, subject, 'sign.asked', plan.requester, 'WAITING');
  const said = plan.returned ? await askAbout(db, subject, 'WAITING', 'bima.santoso', plan.requester) : 0;
  const saidFile = said ? await fileOf(db, subject, plan.requester, name, said) : 0;
  return {
    kind: 'signing',
    state: plan.state,
    id,
    is: plan.is,
    number,
    who: {
      requester: [plan.requester],
      ...(plan.returned && { questioner: ['bima.santoso' as const] }),
      party: ['bima.santoso', 'dewi.lestari'],
      ...plan.who,
    },
    secrets: [name, number],
    args: { 'remark.file': ['signing', String(saidFile)], 'pintu.nudge': [subject] },
    alike: () => makeSigning(db, plan),
  };
}

const due = { due: ['bima.santoso'] } as const;
const signingPlans: readonly SigningPlan[] = [
  { state: 'waits for the first signer', is: ['waiting'], requester: 'rina.wulandari', who: due },
  { state: 'of an ADMIN', is: ['waiting', 'of an ADMIN'], requester: 'tono.wijaya', who: due },
  { state: 'returned', is: ['returned'], requester: 'rina.wulandari', returned: true, who: due },
  { state: 'declined', is: ['over'], requester: 'rina.wulandari', status: 'DECLINED', who: {} },
];

export const signatures = async (db: Database): Promise<Subject[]> => [
  await makeNewPhone(db, { state: 'asked for', of: 'sari.utami' }),
  await makeNewPhone(db, { state: 'of an ADMIN', of: 'tono.wijaya' }),
  ...(await Promise.all(signingPlans.map((plan) => makeSigning(db, plan)))),
];

/** What ADMINs answer and look after. */
export async function adminRecords(db: Database): Promise<Subject[]> {
  const key = nextKey();
  const idOf = (account: Account) => idBy(db, `SELECT ${person(account)} AS id`);
  const admins = { holder: ['tono.wijaya'], substitute: ['wati.pengganti'] } as const;
  const claim = async (): Promise<Subject> => {
    const one = nextKey();
    const id = await idBy(
      db,
      `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
       VALUES ('teams', 'T9', $1, 'ali.rahman@nusantara.example', 'Ali ' || $1, ${person('ali.rahman')}, now()) RETURNING id`,
      [`claim${one}`],
    );
    return {
      kind: 'claim',
      state: 'asked',
      id,
      is: ['waiting'],
      who: admins,
      secrets: [`claim${one}`],
      alike: claim,
    };
  };
  const proposal = async (): Promise<Subject> => {
    const one = nextKey();
    const to = `usul.${one}`;
    await db.query(`INSERT INTO person (email, name) VALUES ($1 || '@nusantara.example', 'Usul ' || $2)`, [
      to,
      one,
    ]);
    const id = await idBy(
      db,
      `INSERT INTO role_proposal (person_id, role, proposed_at, reason) VALUES (${person(to)}, 'ICT_MANAGER', now(), 'Perlu') RETURNING id`,
    );
    return {
      kind: 'proposal',
      state: 'asked',
      id,
      is: ['waiting'],
      who: admins,
      secrets: [`Usul ${one}`],
      alike: proposal,
    };
  };
  const lone = (kind: string, id: number | string, more: Partial<Subject> = {}): Subject => ({
    kind,
    state: 'there',
    id,
    is: [],
    who: {},
    secrets: [],
    alike: async () => lone(kind, id, more),
    ...more,
  });
  const grant = async (): Promise<Subject> =>
    lone(
      'grant',
      await idBy(
        db,
        `WITH p AS (INSERT INTO person (email, name) VALUES ('peran.' || $1 || '@nusantara.example', 'Peran') RETURNING id)
         INSERT INTO role_grant (person_id, role) SELECT id, 'PROCUREMENT_OFFICER' FROM p RETURNING id`,
        [nextKey()],
      ),
      { alike: grant },
    );
  const channel = await idBy(
    db,
    `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, unit_id, bound_by_id, bound_at)
     SELECT 'slack', 'T1', 'C9', '#rahasia', 'SATKER', u.id, ${person('tono.wijaya')}, now() FROM unit u WHERE u.code = '527010' RETURNING id`,
  );
  const linked = async (): Promise<Subject> =>
    lone(
      'chat account',
      await idBy(
        db,
        `WITH p AS (INSERT INTO person (email, name) VALUES ('tertaut.' || $1 || '@nusantara.example', 'Tertaut') RETURNING id)
         INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'teams', 'T9', 'linked' || $1, id FROM p RETURNING id`,
        [nextKey()],
      ),
      { alike: linked },
    );
  const officerSatker = await idBy(
    db,
    `SELECT id FROM procurement_satker WHERE person_id = ${person('putri.maharani')}`,
  );
  const company = await idBy(db, 'SELECT min(id) AS id FROM satker_company');
  const position = await idBy(db, `SELECT id FROM position WHERE code = '50012345'`);
  const imported = await idBy(
    db,
    `WITH i AS (INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, run_by_id, created_at)
       SELECT 'IMP-2026-77' || $1, 'DONE', now(), 'mitra.xlsx', '', $1, ${person('dina.direktori')}, 'slack', ${person('dina.direktori')}, now() RETURNING id),
     s AS (INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, failed, done, done_through, examples, changed, unchanged)
       SELECT id, 0, 'partner.account', 'Formulir', ARRAY['Nama'], '{"name":0}', 1, 0, 1, 1, 0, 0, 0 FROM i)
     SELECT id FROM i`,
    [key],
  );
  await giveRows(db, imported, [
    { sheet: 0, n: 1, row: 2, cells: ['Ada'], data: { name: 'Ada' }, problems: null },
  ]);
  const delegation = await idBy(
    db,
    `SELECT id FROM delegation WHERE principal_id = ${person('bima.santoso')} AND ended_at IS NULL`,
  );
  const account = async (): Promise<Subject> => {
    const one = nextKey();
    const id = await idBy(
      db,
      `WITH q AS (INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key, created_at, status_since, status)
         SELECT $1, 'UNIT', ${person('joko.prasetyo')}, 'slack', 'Akun', 'Staf', $1 || '@mitra.example', (SELECT min(id) FROM unit), ${person('bima.santoso')}, $1, now(), now(), 'COMPLETED' RETURNING id)
       INSERT INTO account (user_id, person_id, request_id, created_at) SELECT $1, ${person('joko.prasetyo')}, id, now() FROM q RETURNING id`,
      [`akun.${one}`],
    );
    return lone('account', id, { secrets: [`akun.${one}`], alike: account });
  };
  const whitelisted = async (): Promise<Subject> => {
    await db.query('DELETE FROM whitelist_grant WHERE withdrawn_at IS NULL');
    const id = await idBy(
      db,
      `INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT ${person('joko.prasetyo')}, min(id), now() FROM application_role RETURNING id`,
    );
    return lone('whitelist grant', id, { alike: whitelisted });
  };
  const signer = await idBy(db, `SELECT id FROM signer WHERE person_id = ${person('sari.utami')}`);
  const former = await idOf('nia.nonaktif');
  const rina = await idOf('rina.wulandari');
  return [
    await claim(),
    await proposal(),
    await grant(),
    lone('person', rina, {
      secrets: ['rina.wulandari@'],
      who: { self: ['rina.wulandari'] },
      args: { 'pintu.grant': [String(rina)] },
    }),
    lone('channel', channel, { secrets: ['#rahasia'] }),
    await linked(),
    lone('delegation', delegation, { who: { principal: ['bima.santoso'], substitute: ['wati.pengganti'] } }),
    await account(),
    await whitelisted(),
    lone('signer', signer, { who: { owner: ['sari.utami'] } }),
    lone('signing person', await idOf('sari.utami')),
    lone('former person', former),
    lone('procurement satker', officerSatker, { who: { owner: ['putri.maharani'] }, secrets: [] }),
    lone('company', company),
    lone('position', position, { args: { 'organisation.record': ['position', String(position)] } }),
    lone('import', imported, {
      who: { giver: ['dina.direktori'] },
      secrets: ['mitra.xlsx', `IMP-2026-77${key}`],
    }),
  ];
}
