import { noCodes } from '../../src/chat/codes.ts';
import type { Reply } from '../../src/chat/desk.ts';
import type { Form, FormResult, Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import type { Language } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Bringing } from '../../src/desks/house.ts';
import { createMarketplaceDesk } from '../../src/desks/marketplace/index.ts';
import { ways } from '../../src/desks/marketplace/model.ts';
import type { MarketAccount } from '../../src/neighbours/marketplace/marketplace.ts';
import { admitAll } from '../../src/people/admission.ts';
import type { People } from '../../src/people/contexts.ts';
import { catalogueClock, longest, type Shown } from './card-catalogue.ts';
import { shownByDefault } from './step-up.ts';

export interface MarketCatalogue {
  desk: Bringing<'commands' | 'offers'>;
  people: People;
  /** What the marketplace knows of everybody from now on. */
  known: { accounts: MarketAccount[] };
}

export function marketCatalogue(db: Database, people: People, publicUrl: string): MarketCatalogue {
  const known: MarketCatalogue['known'] = { accounts: [] };
  const desk = createMarketplaceDesk({
    db,
    stepUp: shownByDefault,
    admit: admitAll,
    marketplace: {
      sandbox: true,
      check: async () => {},
      accounts: async () => known.accounts,
      logIn: async () => ({ type: 'refused' }),
      register: async () => ({ type: 'exists' }),
      signIn: async () => ({ url: 'https://market.example.com/in/token', expiresAt: catalogueClock() }),
      forgotten: async () => 'https://market.example.com/password',
    },
    publicUrl,
  });
  return { desk, people, known };
}

interface Records {
  officer: number;
  /** Somebody who has the role and no satker yet. */
  beginner: number;
  main: number;
  /** Additional ones: nobody has mapped it; another officer has; this one has. */
  unmapped: number;
  byOthers: number;
  mapped: number;
  /** In no profile. */
  unit: number;
  admin: number;
  /** Companies: of the main satker, whose officer buys there; and of one for which nobody does. */
  held: number;
  unheld: number;
}

/** An officer with more satkers than a page holds, which, like their institutions and companies, are called so. */
async function makeRecords(db: Database, text: string, number: string, language: string): Promise<Records> {
  const [row] = await db.query<Records>(
    `WITH line AS (SELECT left(regexp_replace($2, '\\s+', ' ', 'g'), 200) AS text),
     p AS (INSERT INTO person (email, name, registered, language)
           SELECT who || lower($1) || '@nusantara.example', line.text, true, $4
           FROM line, unnest(ARRAY['pejabat', 'lain', 'baru', 'admin']) AS who RETURNING id, email),
     u AS (INSERT INTO unit (code, name, kind, institution)
           SELECT $1 || n, line.text, 'SATKER', line.text FROM line, generate_series(10, 22) AS n RETURNING id, code),
     g AS (INSERT INTO role_grant (person_id, role, unit_id)
           SELECT p.id, CASE WHEN p.email LIKE 'admin%' THEN 'ADMIN' ELSE 'PROCUREMENT_OFFICER' END::role, u.id FROM p LEFT JOIN u ON u.code = $1 || 10 AND p.email LIKE 'pejabat%'),
     s AS (INSERT INTO procurement_satker (person_id, unit_id, is_main, changed_at)
           SELECT p.id, u.id, u.code = $1 || 10, $3 FROM p, u
           WHERE u.code <> $1 || 22 AND (p.email LIKE 'pejabat%' OR (p.email LIKE 'lain%' AND u.code IN ($1 || 12, $1 || 13)))
           RETURNING id, unit_id, person_id),
     c AS (INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at)
           SELECT u.id, u.code, left($2, 320), left($2, 1000), $3 FROM u WHERE u.code IN ($1 || 10, $1 || 12, $1 || 13, $1 || 21)
           RETURNING id, unit_id, company_id),
     l AS (INSERT INTO market_link (satker_id, company_id, account, email, linked_at)
           SELECT s.id, c.id, 'a' || s.id, left($2, 310) || '@x.example', $3
           FROM s JOIN c ON c.unit_id = s.unit_id JOIN p ON p.id = s.person_id
           WHERE c.company_id IN ($1 || 10, $1 || 13) OR c.company_id = $1 || 12 AND p.email LIKE 'lain%'),
     own AS (SELECT s.id, u.code FROM s JOIN u ON u.id = s.unit_id JOIN p ON p.id = s.person_id WHERE p.email LIKE 'pejabat%')
     SELECT (SELECT id FROM p WHERE email LIKE 'pejabat%') AS officer, (SELECT id FROM p WHERE email LIKE 'baru%') AS beginner,
       (SELECT id FROM own WHERE code = $1 || 10) AS main, (SELECT id FROM own WHERE code = $1 || 11) AS unmapped,
       (SELECT id FROM own WHERE code = $1 || 12) AS "byOthers", (SELECT id FROM own WHERE code = $1 || 13) AS mapped,
       (SELECT id FROM u WHERE code = $1 || 22) AS unit, (SELECT id FROM p WHERE email LIKE 'admin%') AS admin,
       (SELECT id FROM c WHERE company_id = $1 || 10) AS held, (SELECT id FROM c WHERE company_id = $1 || 21) AS unheld`,
    [number, text, catalogueClock(), language],
  );
  if (!row) throw new Error('the records were not made');
  await db.query(
    `INSERT INTO audit_entry (at, actor, surface, action, subject, to_state, reason, data)
     SELECT $1, left($2, 150), 'slack', action, 'market-satker:' || $3, 'MAIN', left($2, 500),
       jsonb_build_object('way', way, 'account', left($2, 320), 'company', left($2, 320))
     FROM unnest(ARRAY['market.added', 'market.removed', 'market.main', 'market.additional', 'market.mapped', 'market.undone',
       'market.left']) AS action, unnest($4::text[]) AS way`,
    [catalogueClock(), text, row.main, ways],
  );
  return row;
}

/** Everything that the marketplace desk may show of satkers with these texts, in one language. */
export async function marketShown(
  db: Database,
  { desk, people, known }: MarketCatalogue,
  made: { text: string; number: string },
  language: Language,
): Promise<Shown[]> {
  const number = `M${made.number}${language}`;
  const records = await makeRecords(db, made.text, number, language);
  const { officer, beginner, main, unmapped, byOthers, mapped, unit, admin, held, unheld } = records;
  const reader = async (id: number): Promise<Context> => {
    const ctx = await people.contextOf(id, 'slack');
    if (!ctx) throw new Error('nobody');
    return ctx;
  };
  const [putri, newcomer, tono] = await Promise.all([reader(officer), reader(beginner), reader(admin)]);
  const shown: Shown[] = [];

  const add = (name: string, reply: Reply | undefined): Form | undefined => {
    if (reply?.type !== 'card' && reply?.type !== 'form') throw new Error(`${name} shows nothing`);
    shown.push({ name, shows: reply });
    return reply.type === 'form' ? reply.form : undefined;
  };
  const answer = async (verb: string, ctx: Context, ...args: (string | number)[]) =>
    add(`market:${verb}`, await desk.actions[verb]?.run(ctx, args.map(String), 'any'));
  const command = async (line: string, ctx: Context) => {
    const [verb = '', ...rest] = line.split(' ');
    return add(`/market ${line}`, await desk.commands.market?.verbs[verb]?.(ctx, rest.join(' ')));
  };
  const posted = async (name: string, id: number, args: Record<string, unknown> = {}) => {
    const card = await desk.cards[name]?.(putri, id, args, db);
    if (!card) throw new Error(`${name} shows nothing`);
    shown.push({ name: `market.${name}`, shows: { type: 'card', card } });
  };
  const submitted = async (form: Form | undefined, values: Values, by = putri): Promise<void> => {
    const result: FormResult | undefined =
      form && (await desk.forms[form.id.replace('market.', '')]?.submit?.(by, form.state, values, noCodes));
    if (!result || !('form' in result)) throw new Error(`${form?.id} leads nowhere`);
    shown.push({ name: result.form.id, shows: { type: 'form', form: result.form } });
  };
  const typed = (text: string) => ({ type: 'text' as const, text });
  const chosen = (value: string | number) => ({
    type: 'chosen' as const,
    chosen: [{ value: String(value), label: '' }],
  });

  // The profile and the shop: of a beginner, with pages, searched, and with nothing found.
  for (const line of ['', 'satkers', 'history']) await command(line, newcomer);
  for (const line of ['', 'satkers', 'satkers tidak ada yang begini', ' tidak ada', 'add', 'history'])
    await command(line, putri);
  for (const verb of ['shop', 'satkers', 'find', 'add', 'history']) await answer(verb, putri);
  const [oldest] = await db.query<{ id: number }>(
    `SELECT max(id)::int AS id FROM audit_entry WHERE subject = 'market-satker:' || $1`,
    [main],
  );
  await answer('history', putri, `b${(oldest?.id ?? 0) - 9}`);
  const search = longest(made.text, 40);
  for (const purpose of ['satkers', 'shop']) {
    await answer('satkers', putri, purpose, `b${mapped}`, search);
    await submitted(await answer('find', putri, purpose, '', search), { text: typed(search) });
  }

  // A satker as each may stand, and what is told of it.
  for (const id of [main, unmapped, byOthers, mapped]) {
    await answer('open', putri, id);
    await posted('satker', id);
  }
  const [link] = await db.query<{ id: number }>('SELECT id FROM market_link WHERE satker_id = $1', [mapped]);
  await posted('mapped', mapped, { link: link?.id });

  // The shop's press: let in; by one account or several with the same e-mail; for somebody unknown; for a second officer.
  const account = (id: number, company: string): MarketAccount => ({
    id: `market-${id}`,
    email: longest(made.text, 320),
    company: { id: company, name: longest(made.text, 320), address: longest(made.text, 1000) },
    satker: null,
  });
  const several = Array.from({ length: 50 }, (_, n) => account(n, `${number}c${n}`));
  await answer('enter', putri, mapped);
  for (const verb of ['enter', 'other', 'log-in', 'register']) await answer(verb, putri, unmapped);
  for (const verb of ['enter', 'other', 'log-in']) await answer(verb, putri, byOthers);
  known.accounts = several;
  await answer('enter', putri, unmapped);
  known.accounts = several.slice(0, 1);
  const confirming = await answer('enter', putri, unmapped);
  await submitted(confirming, {});
  known.accounts = [];

  // What is done to a satker, and what that leads to.
  await submitted(await answer('add', putri), { satker: chosen(unit) });
  await submitted(await answer('make-main', putri, mapped), {});
  await submitted(await answer('undo', putri, mapped), { reason: typed(longest(made.text, 400)) });
  await submitted(await answer('remove', putri, main), {});

  // The companies of all satkers, for ADMINs.
  for (const line of ['', 'companies', 'companies tidak ada']) await command(line, tono);
  await answer('companies', tono, `b${unheld}`, search);
  await submitted(await answer('find-company', tono, '', search), { text: typed(search) }, tono);
  for (const id of [held, unheld]) await answer('company', tono, id);
  const freed = { reason: typed(longest(made.text, 400)) };
  await submitted(await answer('undo-company', tono, unheld), freed, tono);
  await answer('company', tono, unheld);
  shown.push({
    name: 'market home',
    shows: {
      type: 'card',
      card: {
        title: 'home',
        parts: [],
        buttons: (await desk.offers(putri)).map((offer) => ({
          label: offer.label,
          does: { action: offer.action },
        })),
      },
    },
  });
  return shown;
}
