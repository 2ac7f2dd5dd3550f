import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headOf, sealAudit } from '../../src/audit-log/sealing.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { ActionHandler, FormHandler, LeadingHandler, Reply } from '../../src/chat/desk.ts';
import type { ChangingId, Form, FormResult, Value, Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { note } from '../../src/desks/front/noted.ts';
import { createImportsDesk } from '../../src/desks/imports/index.ts';
import { noteOf } from '../../src/merkle/signed-note.ts';
import { sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { actingAs, contextFor, give } from '../support/everything.ts';
import { employeeKind, organisationKinds, uses } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { makePartnerRecords } from '../support/partner-catalogue.ts';
import { returnables, returningDesks } from '../support/returnable.ts';
import { shownByDefault } from '../support/step-up.ts';
import { titlesOf } from '../support/titles.ts';
import { contents, undoing } from '../support/undoing.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
let remarks: ReturnType<typeof returningDesks>['remarks'];
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 8, timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  ({ remarks } = returningDesks(db));
  await give(db, 'tono.wijaya', 'DIRECTORY_ADMIN');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
/** A name that nothing else has. */
const fresh = (): string => {
  made += 1;
  return `uji-${made}`;
};
const idOf = async (sql: string, ...values: unknown[]): Promise<number> => {
  const [row] = await db.query<{ id: number }>(sql, values);
  if (!row) throw new Error(`nothing is found by ${sql}`);
  return row.id;
};
const text = (value: string): Value => ({ type: 'text', text: value });
const chosen = (...values: (string | number)[]): Value => ({
  type: 'chosen',
  chosen: values.map((value) => ({ value: String(value), label: String(value) })),
});
const why = { reason: text('Sesuai kebutuhan') };

type DeskOf = {
  actions: Record<string, ActionHandler>;
  forms: Record<string, FormHandler | LeadingHandler>;
};

/** A form that somebody has open, filled in: `desk` takes it. */
interface Open {
  desk: DeskOf;
  ctx: Context;
  form: Form;
  values: Values;
}

const formIn = (reply: Reply | FormResult | undefined): Form => {
  if (!reply || !('form' in reply)) throw new Error(`no form: ${JSON.stringify(reply)}`);
  return reply.form;
};
async function opened(
  desk: DeskOf,
  ctx: Context,
  verb: string,
  args: unknown[],
  values: Values = {},
): Promise<Open> {
  return { desk, ctx, form: formIn(await desk.actions[verb]?.run(ctx, args.map(String))), values };
}
const submit = async ({ desk, ctx, form, values }: Open): Promise<FormResult | undefined> =>
  desk.forms[form.id.slice(form.id.indexOf('.') + 1)]?.submit?.(ctx, form.state, values, noCodes);
const tono = () => actingAs(db, 'tono.wijaya');

/** Somebody whom both a register and a chat know. */
const person = (called = fresh()) =>
  idOf(
    `WITH p AS (INSERT INTO person (email, name, registered) VALUES ($1 || '@nusantara.example', $1, true) RETURNING id)
     INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'teams', 'T1', $1, id FROM p RETURNING person_id AS id`,
    called,
  );
const boundChannel = async () =>
  idOf(
    `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, bound_by_id, bound_at) VALUES ('slack', 'T1', $1, $1, 'ADMINS', $2, now()) RETURNING id`,
    fresh(),
    (await tono()).actor.id,
  );
const front =
  (verb: string, args: () => Promise<unknown[]>, values: () => Promise<Values> | Values) => async () =>
    opened(desks.front, await tono(), verb, await args(), await values());

/** An import of one employee: checked, or written. */
async function anImport(to: 'checked' | 'imported'): Promise<{ id: number; desk: DeskOf; ctx: Context }> {
  const ctx = await tono();
  const bench = undoing(db, ctx, organisationKinds);
  const name = fresh();
  const sheet = {
    kind: employeeKind,
    rows: [{ email: `${name}@nusantara.example`, name }],
  };
  const found = to === 'checked' ? await bench.checked(sheet) : (await bench.imported(sheet)).id;
  const desk = createImportsDesk({
    db,
    stepUp: shownByDefault,
    kinds: organisationKinds,
    uses,
    daysKept: () => 30,
    publicUrl: 'https://pintu.example.com',
  });
  return { id: found, desk, ctx };
}

/** A form of a record's act, by one of those whom it waits for. */
const deciding =
  (kind: keyof typeof returnables, desk: () => DeskOf, verb: string, ...args: string[]) =>
  async () => {
    const record = await returnables[kind]?.(db);
    if (!record) throw new Error(`no ${kind}`);
    return opened(desk(), record.holders[0], verb, [record.id, ...args], why);
  };

const partnerRecords = () => makePartnerRecords(db, fresh(), fresh().toUpperCase());

/** A form of each kind as somebody has it open; or the test that sends it twice, where opening one takes a whole desk. */
const forms: Record<
  Exclude<ChangingId, `room.${string}` | `dates.${string}`>,
  (() => Promise<Open>) | { in: string; says: string }
> = {
  'organisation.record': async () => {
    const code = fresh();
    return opened(desks.organisation, await tono(), 'record', ['unit', 0], {
      code: text(code),
      name: text(code),
      kind: chosen('UNIT'),
    });
  },
  'import.run': async () => {
    const { id, desk, ctx } = await anImport('checked');
    // Its form opens where rows are sensitive; a press without one is the same for whoever sends it.
    const form: Form = {
      id: 'import.run',
      state: [String(id), randomUUID()],
      title: '',
      close: '',
      fields: [],
    } as never;
    return { desk, ctx, form, values: {} };
  },
  'import.undo': async () => {
    const { id, desk, ctx } = await anImport('imported');
    return opened(desk, ctx, 'undo', [id], why);
  },
  'partner.roles': async () => {
    const { proposed, applicationId, roleId } = await partnerRecords();
    const first = await opened(desks.partner.desk, await tono(), 'whitelist', [proposed], {
      person: chosen(proposed),
      application: chosen(applicationId),
    });
    return { ...first, form: formIn(await submit(first)), values: { roles: chosen(roleId) } };
  },
  'partner.bundle': async () => {
    const { proposed, position } = await partnerRecords();
    const first = await opened(desks.partner.desk, await tono(), 'mapping', [proposed], {
      person: chosen(proposed),
      position: chosen(position),
      start: text('2026-12-01'),
      end: text('2027-06-30'),
    });
    return { ...first, form: formIn(await submit(first)), values: {} };
  },
  'partner.secretaries': async () =>
    opened(desks.partner.desk, await tono(), 'secretaries', [(await partnerRecords()).importId]),
  'partner.revoke': async () =>
    opened(desks.partner.desk, await tono(), 'revoke', [(await partnerRecords()).grant], why),
  'partner.mapping': async () => {
    const { secretary, position } = await partnerRecords();
    await db.query(
      `INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT $1, r.id, now() FROM application_role r JOIN application a ON a.id = r.application_id
       WHERE a.name = 'P-Office 2.0' AND r.name = 'Secretary User'`,
      [secretary],
    );
    return opened(desks.partner.desk, await tono(), 'mapping', [secretary], {
      person: chosen(secretary),
      position: chosen(position),
      start: text('2027-01-01'),
      end: text('2027-06-30'),
    });
  },
  'partner.change': deciding('mapping', () => desks.partner.desk, 'let-end'),
  'pintu.grant': front(
    'grant',
    async () => [0],
    async () => ({ person: chosen(await person()), role: chosen('ICT_MANAGER') }),
  ),
  'pintu.withdraw': front(
    'withdraw',
    async () => [
      await idOf(
        `INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_MANAGER') RETURNING id`,
        await person(),
      ),
    ],
    () => why,
  ),
  'pintu.bind': async () => {
    const ctx = await tono();
    const channel = fresh();
    const key = await note(db, ctx, 'channel', { platform: 'slack', tenant: 'T1', channel, name: channel });
    return opened(desks.front, ctx, 'bind', [key], { name: text(channel), purpose: chosen('ADMINS') });
  },
  'pintu.release': front(
    'release',
    async () => [await boundChannel()],
    () => why,
  ),
  'pintu.end-link': front(
    'end-link',
    async () => [
      await idOf(
        `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'U' || $1::int, $1) RETURNING id`,
        await person(),
      ),
    ],
    () => why,
  ),
  'pintu.end-account': front(
    'end-account',
    async () => {
      const key = fresh();
      return [
        await idOf(
          `WITH q AS (INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key, created_at, status_since, status)
             SELECT $2, 'UNIT', $1, 'slack', $2, '-', $2, min(u.id), $1, $2, now(), now(), 'COMPLETED' FROM unit u RETURNING id)
           INSERT INTO account (user_id, person_id, request_id, created_at) SELECT $2, $1, id, now() FROM q RETURNING id`,
          await person(key),
          key,
        ),
      ];
    },
    () => why,
  ),
  'pintu.confirm-person': front(
    'confirm-person',
    async () => {
      const id = await person();
      await db.query('UPDATE person SET left_at = now() WHERE id = $1', [id]);
      return [id];
    },
    () => why,
  ),
  'pintu.release-address': front(
    'release-address',
    async () => {
      const id = await person();
      await db.query('UPDATE person SET left_at = now(), active = false WHERE id = $1', [id]);
      return [id];
    },
    () => why,
  ),
  'pintu.change-step-up': front(
    'change-step-up',
    async () => {
      await db.query('DELETE FROM step_up_mark');
      return [];
    },
    () => ({ acts: chosen('pintu.grant') }),
  ),
  'pintu.audit-erase': front(
    'audit-erase',
    async () => [],
    async () => ({
      entry: text(
        String(
          await idOf(
            `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, reason) VALUES (now(), $1, 'A', 'slack', 'a', 's', 'Rahasia') RETURNING id::text`,
            await person(),
          ),
        ),
      ),
      columns: chosen('reason'),
      why: text('Diminta'),
    }),
  ),
  'pintu.erase-demand': {
    in: 'erasure/demand.test.ts',
    says: 'A-2 is one demand, and answered alike, where the same form is sent three times at once',
  },
  'pintu.audit-witness': async () => {
    const key = Buffer.alloc(32);
    const ctx = await tono();
    await db.query('DELETE FROM audit_check');
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES (now(), 'A', 'system', 'a', 's')`,
    );
    await sealAudit(db, key);
    const head = await headOf(db, key);
    return opened(desks.front, ctx, 'audit-witness', [], { note: text(head ? noteOf(head.checkpoint) : '') });
  },
  'pintu.delegate': async () => {
    const ctx = await contextFor(db, await person());
    return opened(desks.front, ctx, 'delegate', [], {
      substitute: chosen(await person()),
      from: text('2026-11-21'),
      to: text('2026-11-30'),
    });
  },
  'pintu.delegation': async () => {
    const [principal, substitute] = [await person(), await person()];
    const id = await idOf(
      `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at)
       VALUES ($1, $2, '2026-11-01', '2026-12-31', $1, now(), $3, now()) RETURNING id`,
      principal,
      substitute,
      fresh(),
    );
    return opened(desks.front, await contextFor(db, principal), 'end-delegation', [id], why);
  },
  'pintu.claim': front(
    'reject-account',
    async () => {
      const key = fresh();
      return [
        await idOf(
          `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
           SELECT 'teams', 'T1', $2, p.email, p.name, p.id, now() FROM person p WHERE p.id = $1 RETURNING id`,
          await person(key),
          key,
        ),
      ];
    },
    () => why,
  ),
  'pintu.proposal': front(
    'approve-role',
    async () => [
      await idOf(
        `INSERT INTO role_proposal (person_id, role, proposed_at) VALUES ($1, 'ICT_MANAGER', now()) RETURNING id`,
        await person(),
      ),
    ],
    () => why,
  ),
  'pintu.decide-several': {
    in: 'records/several.test.ts',
    says: 'A-8 A-2 fifty are decided by one form, each with its own entry; the same form again does nothing more',
  },
  'user-id.act': deciding('user-id', () => desks.userId, 'reject', 'WAITING_MANAGER'),
  'user-id.review': {
    in: 'races/user-id.ts',
    says: 'U-7 a form that is sent several times at once makes one request',
  },
  'satker.digit': async () => {
    const ctx = await actingAs(db, 'ali.rahman');
    await db.query('DELETE FROM digit_registration');
    const verb = desks.satker.desk.commands.satker?.verbs.digit;
    const form = formIn(await verb?.(ctx, ''));
    return {
      desk: desks.satker.desk,
      ctx,
      form,
      values: { nik: text('3273000000000004'), phone: text('0812-3456-7890') },
    };
  },
  'satker.registration': deciding('satker', () => desks.satker.desk, 'reject'),
  'satker.decision': deciding('satker-ticket', () => desks.satker.desk, 'reject-ticket'),
  'satker.add': {
    in: 'flows/satker-repeats.test.ts',
    says: 'S-7 S-5 the same form three times makes one registration, one DIGIT account and one link',
  },
  'satker.ticket': {
    in: 'flows/satker-repeats.test.ts',
    says: 'S-8 S-14 S-15 S-20 tickets, decisions and deletions that arrive again do nothing again',
  },
  'satker.remove': {
    in: 'flows/satker-repeats.test.ts',
    says: 'S-8 S-14 S-15 S-20 tickets, decisions and deletions that arrive again do nothing again',
  },
  'market.add': {
    in: 'desks/market-profile.test.ts',
    says: 'M-1 takes a satker once, also from a form that is sent again, and nothing that is none',
  },
  'market.choose': {
    in: 'desks/market-profile.test.ts',
    says: 'M-2 M-6 maps a satker once and tells so in its thread, with the account',
  },
  'market.act': {
    in: 'desks/market-profile.test.ts',
    says: 'A-2 M-8 a removal that arrives three times at the same moment is done, for each of them',
  },
  'market.undo-company': {
    in: 'desks/market-companies.test.ts',
    says: 'A-2 I-10 is undone once by one form, however often that arrives at the same moment',
  },
  'sign.new-phone': {
    in: 'desks/signature.test.ts',
    says: 'G-8 waits for the other ADMINs, once, whatever is pressed twice',
  },
  'sign.decision': deciding('new-phone', () => desks.signature.desk, 'reject'),
  'sign.signing-act': deciding('signing', () => desks.signature.desk, 'decline'),
  'sign.act': {
    in: 'desks/signature.test.ts',
    says: 'A-2 G-6 is revoked once by one form, however often that arrives at the same moment',
  },
  'sign.proved': {
    in: 'desks/signature.test.ts',
    says: 'G-4 G-5 one form issues one certificate, however often it comes, and its code is looked at once',
  },
  'sign.pdf': { in: 'desks/signings.test.ts', says: 'A-2 one form asks once, also at the same moment' },
  'sign.sign': {
    in: 'desks/signings.test.ts',
    says: 'G-7 I-3 is signed by nobody else, by each once, and with a code of their own',
  },
  'remark.act': async () => {
    const record = await returnables['user-id']?.(db);
    if (!record) throw new Error('no request');
    const [name = '', id = ''] = record.subject.split(':');
    return opened(remarks, record.holders[0], 'return', [id, name], why);
  },
};

/** Everything that the database says, but for work that is to be done and what is noted of a form. */
async function everything(): Promise<unknown> {
  const { form_draft: _drafts, posted_card: _cards, ...others } = await contents(db);
  return others;
}

/** An answer, but for the keys of the forms that it opens. */
const told = (result: FormResult | undefined): string =>
  JSON.stringify(result).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'key');

const entries = async ({ ctx }: Open): Promise<number> =>
  idOf('SELECT count(*)::int AS id FROM audit_entry WHERE actor_id = $1', ctx.actor.id);

describe.each(Object.entries(forms))('a form %s', (id, one) => {
  if (typeof one === 'object') {
    it(`A-2 that is sent twice is one submit: ${one.in} shows it`, () => {
      expect(titlesOf(one.in).filter((title) => title === one.says)).toHaveLength(1);
    });
    return;
  }

  it('A-2 that is sent again is answered as it was, and changes nothing', async () => {
    const open = await one();
    expect(open.form.id).toBe(id);
    const first = await submit(open);
    expect(first?.type).toBe('done');
    const before = await everything();
    expect(told(await submit(open))).toBe(told(first));
    expect(await everything()).toEqual(before);
  });

  it('A-2 that arrives three times at once is answered alike, and done once', async () => {
    const alone = await one();
    const start = await entries(alone);
    await submit(alone);
    const once = (await entries(alone)) - start;
    const open = await one();
    const before = await entries(open);
    const [first, ...copies] = await Promise.all([submit(open), submit(open), submit(open)]);
    expect(first?.type).toBe('done');
    for (const copy of copies) expect(told(copy)).toBe(told(first));
    expect((await entries(open)) - before).toBe(once);
  });
});

it('A-10 what asks for a code is changed by a form that an older version of the program opened: its last mark was seen, and is no key', async () => {
  const ctx = await tono();
  await db.query('DELETE FROM step_up_mark');
  await db.query(`INSERT INTO step_up_mark (mark) VALUES ('pintu.grant')`);
  const { form } = await opened(desks.front, ctx, 'change-step-up', []);
  expect(form.state).toEqual(['pintu.grant', expect.any(String)]);
  const older = { ...form, state: ['pintu.grant'] } as never;
  const sent = await submit({ desk: desks.front, ctx, form: older, values: { acts: chosen() } });
  expect(sent?.type).toBe('done');
  expect(await db.query('SELECT mark FROM step_up_mark')).toEqual([]);
});
