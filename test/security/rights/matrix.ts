import { randomInt } from 'node:crypto';
import type { Platform } from '@satu-pintu/playground/people';
import fc from 'fast-check';
import { decodeAction, encodeAction, type Pressed } from '../../../src/chat/action.ts';
import { broughtBy, type Field, type Form, type Values } from '../../../src/chat/form.ts';
import { dayOf } from '../../../src/core/day.ts';
import type { Database } from '../../../src/db/database.ts';
import type { CompleteDesk } from '../../../src/desks/house.ts';
import type { Door } from './door.ts';
import type { Outcome } from './outcome.ts';
import { type Account, accounts, likenessOf, peopleCalled } from './people.ts';
import type { Program } from './program.ts';
import type { Subject } from './records/index.ts';
import { type Row, rows, seers } from './rules.ts';

/** One question to the program: may this person do this, to this record as it stands? */
export interface Cell {
  row: Row;
  does: string;
  subject?: Subject;
  who: Account;
  platform: Platform;
  may: boolean;
  ask(door: Door): Promise<Outcome>;
}

/** A cell that was answered otherwise than its rule has it. */
export interface Finding {
  cell: string;
  saw: string;
}

/** What was asked, and what of it was not as the rules have it. */
export interface Asked {
  cells: number;
  findings: Finding[];
}

const platforms: readonly Platform[] = ['slack', 'teams'];
/** Of what follows from each row every so many-th cell is asked, from row to row of other people; `RIGHTS_EVERY=1` asks all, on both platforms. */
export const every = Number(process.env.RIGHTS_EVERY ?? 6);
/** From where a run samples. */
const drawn = (fc.readConfigureGlobal().seed ?? randomInt(2 ** 31)) >>> 0;
let turns = 0;
const inTurn = (): Platform => platforms[++turns % 2] as Platform;

const nameOf = ({ row, does, subject, who, platform, may }: Omit<Cell, 'ask'>): string =>
  `${does}${subject ? ` · ${subject.kind} ${subject.state}` : ''} · ${who} · ${platform}: ${may ? 'may' : 'may not'} (${row.rule})`;

/** Everything that desks let people press or type, by the names that the rules use. */
const definitionsOf = (desks: readonly CompleteDesk[]): string[] =>
  desks.flatMap(({ id, actions, commands = {} }) => [
    ...Object.keys(actions).map((name) => `${id}.${name}`),
    ...Object.entries(commands).flatMap(([name, { verbs }]) =>
      Object.keys(verbs).map((verb) => `/${name} ${verb}`.trim()),
    ),
  ]);

/** The names in a row: `/userid list` is one of two words. */
const namesIn = (does: string): string[] =>
  does.endsWith('[]')
    ? [does]
    : (does.match(/\/\S+(?: [a-z][a-z-]*)?(?=\s|$)|[a-z-]+\.[a-z-]+(?:\(\))?/g) ?? []);

const saidOf = new Map<string, Row[]>();
for (const row of rows)
  for (const name of namesIn(row.does)) saidOf.set(name, [...(saidOf.get(name) ?? []), row]);

/** Whom the words of a row mean, of this record. */
export function named(words: string, subject?: Subject): Account[] {
  const found = words.split(' ').flatMap((word) => peopleCalled(word) ?? subject?.who[word] ?? []);
  return accounts.filter((one) => found.includes(one));
}

/** The row that speaks of it, as the record stands. */
export const rowOf = (does: string, subject?: Subject): Row | undefined =>
  saidOf
    .get(does)
    ?.find(({ on, when }) =>
      subject ? on === subject.kind && (when === undefined || subject.is.includes(when)) : on === undefined,
    );

/**
 * Everything that there is × everybody: on both platforms what is about no record, on either in turn what is, unless `both` are asked of that too.
 * `unsaid`: what the rules say nothing of (a kind of record for which arguments are prepared has to have its row), and what they speak of that there
 * is not.
 */
export function cellsOf(
  desks: readonly CompleteDesk[],
  subjects: readonly Subject[],
  both = false,
): { cells: Cell[]; unsaid: string[] } {
  // Who asks what is the same whatever was asked before in this process.
  turns = 0;
  const cells: Cell[] = [];
  const all = definitionsOf(desks);
  const commands = desks.flatMap((desk) => Object.keys(desk.commands ?? {}));
  const isOfThese = (does: string) =>
    /[\])]$/.test(does)
      ? false
      : does.startsWith('/')
        ? commands.includes(does.slice(1).split(' ')[0] ?? '')
        : desks.some(({ id }) => does.startsWith(`${id}.`));
  const unsaid = [...saidOf.keys()]
    .filter((does) => isOfThese(does) && !all.includes(does))
    .map((does) => `${does}, which is not there`);
  for (const does of all) {
    const said = new Set((saidOf.get(does) ?? []).map(({ on }) => on));
    const prepared = subjects.filter(({ args = {} }) => does in args).map(({ kind }) => kind);
    const kinds = said.size > 0 && !said.has(undefined) ? new Set([...said, ...prepared]) : said;
    const about = [...kinds].flatMap((kind): (Subject | undefined)[] =>
      kind === undefined ? [undefined] : subjects.filter((one) => one.kind === kind),
    );
    if (about.length === 0) unsaid.push(does);
    for (const subject of about) {
      const row = rowOf(does, subject);
      if (!row) {
        unsaid.push(`${does} of a ${subject?.kind} that is ${subject?.state}`);
        continue;
      }
      const may = named(row.may, subject);
      for (const who of unlike(may, subject)) {
        const onBoth = !subject || (both && !(row.daily && may.includes(who)));
        for (const platform of onBoth ? platforms : [inTurn()])
          cells.push({
            row,
            does,
            ...(subject && { subject }),
            who,
            platform,
            may: may.includes(who),
            ask: (door) => ask(door, who, does, row, subject),
          });
      }
    }
  }
  return { cells, unsaid };
}

/**
 * Of people who are alike to a record and to its rule (the same roles, the same standing, nothing to the record) one asks, another one each time:
 * everybody asks of everything that tells one person from another.
 */
function unlike(may: readonly Account[], subject?: Subject): Account[] {
  const relations = Object.entries(subject?.who ?? {});
  const classes = new Map<string, Account[]>();
  for (const who of accounts) {
    const words = relations.map(([word, those]) => (those.includes(who) ? word : ''));
    const key = [may.includes(who), likenessOf(who), ...words].join(' ');
    classes.set(key, [...(classes.get(key) ?? []), who]);
  }
  turns += 1;
  return [...classes.values()].map((alike) => alike[turns % alike.length] as Account);
}

/**
 * Of what follows from one row, of those who may and of those who may not, every so many-th cell and at least one. From row to row it begins
 * elsewhere, and where the first row begins is `drawn`: each run asks others, the same where its seed is set (`test/support/property-seed.ts`).
 */
export function sampled<T extends Pick<Cell, 'does' | 'row' | 'may'>>(
  cells: readonly T[],
  every: number,
): T[] {
  const groups = new Map<string, T[]>();
  for (const cell of cells) {
    const key = `${cell.does} ${rows.indexOf(cell.row)} ${cell.may}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group, begins) => {
    const step = Math.min(every, group.length);
    return group.filter((_, at) => at % step === (begins + drawn) % step);
  });
}

const argsOf = (does: string, row: Row, subject?: Subject): readonly string[] =>
  subject ? (subject.args?.[does] ?? [String(subject.id), ...(row.args ?? [])]) : (row.args ?? []);

function ask(door: Door, who: Account, does: string, row: Row, subject?: Subject): Promise<Outcome> {
  if (does.startsWith('/'))
    return door.command(who, [does, subject?.number ?? row.rest].filter(Boolean).join(' '));
  const encoded = encodeAction({ name: does, args: [...argsOf(does, row, subject)] });
  return door.press(who, encoded, row.chosen === undefined ? {} : { chosen: row.chosen });
}

/** What nobody's rights decide. */
const failing = new Set([
  'error.unexpected',
  'error.stalled',
  'error.stalledSent',
  'error.undone',
  'error.crowded',
]);

/** What is wrong with an answer; null where it is as the rules have it. */
function wrongWith({ does, may, row, subject, who }: Omit<Cell, 'ask'>, outcome: Outcome): string | null {
  const { shows, why = '', text } = outcome;
  const seen = `${shows}${why && ` ${why}`}: ${text.slice(0, 200).replaceAll('\n', ' | ')}`;
  if (failing.has(why)) return seen;
  const isNothingThere = (row.or ?? '').split(' ').includes(why);
  if (may)
    return (shows === 'refusal' && !isNothingThere) || shows === 'closed' || shows === 'nothing'
      ? seen
      : null;
  if (shows !== 'refusal' && shows !== 'closed') return seen;
  // What somebody sends themselves comes back to them.
  if (does.startsWith('form ')) return null;
  const isSecret = subject && !named(seers[subject.kind] ?? 'nobody', subject).includes(who);
  // An address that somebody has typed is on the page that is not there.
  const isPage = /^(GET|POST) /.test(does);
  const told = isSecret
    ? subject.secrets.find((secret) => text.includes(secret) && !(isPage && secret === subject.number))
    : undefined;
  return told ? `names ${told}: ${seen}` : null;
}

/** Of those who may search, whoever has it open finds something where there is anything: others have another satker, another unit. */
const wrongWithSearch = ({ may }: Pick<Cell, 'may'>, { shows }: Outcome): string | null =>
  (shows === 'found' && may) || shows === 'nothing' ? null : shows;

/** Buttons of what somebody is shown that do what they may not: nobody is offered what they would be refused. */
function offeredInVain(
  who: Account,
  { offers = [] }: Outcome,
  subjects: readonly Subject[],
): { asked: number; vain: string[] } {
  const pressed = offers.map(decodeAction).filter((one): one is Pressed => one !== null);
  let asked = 0;
  const vain = pressed.flatMap(({ name, args }) => {
    const subject = subjects.find(
      ({ id, kind, args: own }) =>
        saidOf.get(name)?.some(({ on }) => on === kind) &&
        (own?.[name] ? String(own[name]) === String(args) : args[0] === String(id)) &&
        (!name.startsWith('remark.') || args.includes(kind)),
    );
    const row = rowOf(name, subject);
    if (!row) return [];
    asked += 1;
    return named(row.may, subject).includes(who) ? [] : [`${name} ${args.join(' ')}`];
  });
  return { asked, vain };
}

/** Each person asks one after the other, several people at the same time. */
async function byPerson<T extends { who: Account }>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = accounts.map((who) => all.filter((one) => one.who === who));
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let mine = waiting.shift(); mine; mine = waiting.shift()) for (const one of mine) await work(one);
    }),
  );
}

/** A form that somebody has in front of them who may, and what led to it. */
export interface OpenForm {
  cell: Cell;
  form: Form;
}

/** Asks these cells; with the forms that were opened. */
export async function askCells(
  { doors }: Pick<Program, 'doors'>,
  cells: readonly Cell[],
  subjects: readonly Subject[],
): Promise<Asked & { forms: OpenForm[] }> {
  const findings: Finding[] = [];
  const forms: OpenForm[] = [];
  let asked = cells.length;
  await byPerson(cells, async (cell) => {
    const outcome = await cell.ask(doors[cell.platform]);
    const wrong = wrongWith(cell, outcome);
    if (wrong) findings.push({ cell: nameOf(cell), saw: wrong });
    const offered = offeredInVain(cell.who, outcome, subjects);
    asked += offered.asked;
    for (const vain of offered.vain) findings.push({ cell: nameOf(cell), saw: `offers ${vain}` });
    const { form } = outcome;
    if (!cell.may || !form) return;
    // What Slack is handed tells no fields: Teams opens it once more.
    const whole = form.fields ? form : (await cell.ask(doors.teams)).form;
    if (whole) forms.push({ cell, form: whole });
  });
  return { cells: asked, findings, forms };
}

/** What may be typed and chosen in a form, its searched fields by what they find for whoever has it open. */
async function filled(door: Door, who: Account, form: Form): Promise<Values> {
  const values: Values = { ...broughtBy(form) };
  for (const field of form.fields) {
    if (!('name' in field) || field.type === 'button' || values[field.name]) continue;
    const value = await valueFor(door, who, form, field);
    if (value) values[field.name] = value;
  }
  return values;
}

async function valueFor(
  door: Door,
  who: Account,
  form: Form,
  field: Exclude<Field, { type: 'show' } | { type: 'button' }>,
): Promise<Values[string]> {
  switch (field.type) {
    case 'text':
      return { type: 'text', text: field.name === 'newUserId' ? `rights.${++turns}` : 'Sudah diperiksa' };
    case 'date':
      return {
        type: 'text',
        text: field.min ?? dayOf(new Date(Date.now() + 60 * 24 * 60 * 60_000), 'Asia/Jakarta'),
      };
    case 'choice':
    case 'choices':
      return field.choices[0] && { type: 'chosen', chosen: [field.choices[0]] };
    case 'search': {
      const { found } = await searched(door, who, form, field.name);
      return found && { type: 'chosen', chosen: [found] };
    }
    default:
      return undefined;
  }
}

/** The first that a search finds by one of these. */
async function searched(door: Door, who: Account, form: Form, field: string) {
  for (const query of ['a', 'e', '5', '3']) {
    const outcome = await door.search(who, form, field, query);
    if (outcome.shows === 'found' && outcome.first) return { query, found: outcome.first };
  }
  return { query: 'a', found: undefined };
}

/** One form for each thing that opens one: whatever changes it is sent. */
const firstOfEach = (forms: readonly OpenForm[]): OpenForm[] => [
  ...new Map(forms.map((one) => [`${one.cell.does} ${one.form.id} ${one.cell.subject?.kind}`, one])).values(),
];

/** Forms as those have them who may, sent and searched in by everybody who may not (I-3). */
export async function askForms(
  { doors }: Pick<Program, 'doors'>,
  forms: readonly OpenForm[],
  every = 1,
): Promise<Asked> {
  const findings: Finding[] = [];
  const cells: (Cell & { check?: 'search' })[] = [];
  for (const { cell: opened, form } of firstOfEach(forms)) {
    // A form is for whoever opens it, unless the rules say more of it.
    const own = rowOf(`${form.id}()`, opened.subject) ?? rowOf(`${form.id}()`);
    const row = own?.always ? own : opened.row;
    const cell = { ...opened, row };
    const { subject } = cell;
    const values = form.submit ? await filled(doors.teams, cell.who, form) : {};
    const others = accounts.filter((who) => !named(row.may, subject).includes(who));
    for (const who of form.submit ? others : [])
      cells.push({
        ...cell,
        does: `form ${form.id}`,
        who,
        platform: inTurn(),
        may: false,
        ask: (door) => door.submit(who, form, values),
      });
    for (const field of form.fields) {
      if (field.type !== 'search') continue;
      const { query } = await searched(doors.teams, cell.who, form, field.name);
      for (const who of accounts)
        cells.push({
          ...cell,
          does: `search ${form.id} ${field.name}`,
          check: 'search',
          who,
          platform: inTurn(),
          may: named(row.may, subject).includes(who),
          ask: (door) => door.search(who, form, field.name, query),
        });
    }
  }
  const asked = sampled(cells, every);
  await byPerson(asked, async (cell) => {
    const outcome = await cell.ask(doors[cell.platform]);
    const wrong = cell.check ? wrongWithSearch(cell, outcome) : wrongWith(cell, outcome);
    if (wrong) findings.push({ cell: nameOf(cell), saw: wrong });
  });
  return { cells: asked.length, findings };
}

/** Forms to which nothing in the matrix has led, sent as nobody has them open: by everybody who may not, and nothing comes of it. */
export async function askUnopened(
  { doors }: Pick<Program, 'doors'>,
  ids: readonly string[],
  every: number,
): Promise<Asked & { unsaid: string[] }> {
  const findings: Finding[] = [];
  const unsaid = ids.filter((id) => !rowOf(`${id}()`));
  const cells = ids.flatMap((id) => {
    const row = rowOf(`${id}()`);
    const form = { id, state: ['0', '0', '0', '0', '0'], fields: [] } as unknown as Form;
    const others = row ? accounts.filter((who) => !named(row.may).includes(who)) : [];
    return others.map(
      (who): Cell => ({
        row: row as Row,
        does: `form ${id}`,
        who,
        platform: inTurn(),
        may: false,
        ask: (door) => door.submit(who, form, {}),
      }),
    );
  });
  const asked = sampled(cells, every);
  await byPerson(asked, async (cell) => {
    const { shows, text } = await cell.ask(doors[cell.platform]);
    if (shows === 'done' || shows === 'form' || shows === 'card')
      findings.push({ cell: nameOf(cell), saw: `${shows}: ${text.slice(0, 200)}` });
  });
  return { cells: asked.length, findings, unsaid };
}

/** The same forms sent by those who may, each about a record of its own that stands alike. */
export async function sendForms(
  program: Program,
  cells: readonly Cell[],
): Promise<Asked & { sent: Set<string> }> {
  const findings: Finding[] = [];
  const sent = new Set<string>();
  let asked = 0;
  const { doors } = program;
  for (const cell of cells) {
    const subject = cell.subject && (await cell.subject.alike());
    const opened = await ask(doors.teams, cell.who, cell.does, cell.row, subject);
    let form = opened.form;
    // A page may lead to the next one.
    for (let page = 0; form?.submit && page < 3; page += 1) {
      asked += 1;
      sent.add(form.id);
      const does = `form ${form.id}`;
      const outcome = await doors[inTurn()].submit(cell.who, form, await filled(doors.teams, cell.who, form));
      const wrong = wrongWith({ ...cell, ...(subject && { subject }) }, outcome);
      if (wrong) findings.push({ cell: nameOf({ ...cell, does }), saw: wrong });
      form = outcome.form?.fields ? outcome.form : undefined;
    }
  }
  return { cells: asked, findings, sent };
}

/** What only says how far work is, who was seen, and what is on its way: it may change while nobody changes anything. */
const passing = [
  'posted_card',
  'chat_identity',
  'counted',
  'taken_delivery',
  'drawn_modal',
  'sent_mail',
  'form_draft',
  'audit_seal',
  'audit_unsealed',
  'audit_head',
  'audit_checkpoint',
  'audit_key',
  'failing_job',
  'waiting_record',
  'deadline_day',
  'platform_outage',
  'database_life',
  'portal_session',
  'retention_run',
  'retention_removal',
];

/** Likewise of an authority: its list of revocations is signed anew at seven minutes past each hour. */
const signedAnew = ['crl', 'crl_number', 'crl_made_at', 'crl_next_at'];

/** All that the program keeps, as one number for each table: the same while nothing has changed. */
export async function stateOf(db: Database): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL($1) ORDER BY 1`,
    [passing],
  );
  // A dialog of Teams has a link for files of its own.
  const which = (name: string) => (name === 'one_time_link' ? ` WHERE purpose <> 'attach'` : '');
  const row = (name: string) =>
    name === 'certificate_authority' ? '(to_jsonb(one) - $1::text[])::text' : 'one::text';
  const sums = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(${row(name)}, '' ORDER BY ${row(name)}), '')) AS sum FROM "${name}" one${which(name)}`,
  );
  const rows = await db.query<{ name: string; sum: string }>(sums.join(' UNION ALL '), [signedAnew]);
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}
