import { inspect } from 'node:util';
import { type SealedColumns, type SealedTable, sealedTables } from '../../src/core/data-keys.ts';
import type { Database } from '../../src/db/database.ts';
import type { Workspace } from '../support/bot.ts';
import { type Given, isIn } from './readings.ts';

/** All that is kept or was sent, as text, by where: a table by its name, `cards of Rina Wulandari`, `mails`, `log`. */
export type Places = ReadonlyMap<string, string>;

/** The places in which a value can be read. */
export const placesOf = (places: Places, value: Given): string[] =>
  [...places].filter(([, text]) => isIn(text, value)).map(([place]) => place);

/**
 * From now on every row that any table has, if only for a moment, stays to be looked through: a dump may be taken at any time, and a job's payload
 * is gone with the job.
 */
export async function rememberRows({ query }: Pick<Workspace, 'query'>): Promise<void> {
  await query(`CREATE TABLE remembered_row (place text NOT NULL, said text NOT NULL)`);
  await query(
    `CREATE FUNCTION remember_row() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO public.remembered_row VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, to_jsonb(NEW)::text);
       RETURN NULL;
     END $$`,
  );
  await query(
    `DO $$ DECLARE place text; BEGIN
       FOR place IN ${tables} AND tablename <> 'remembered_row' LOOP
         EXECUTE 'CREATE TRIGGER remember_row AFTER INSERT OR UPDATE ON ' || place || ' FOR EACH ROW EXECUTE FUNCTION public.remember_row()';
       END LOOP;
     END $$`,
  );
}
const tables = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;

/** Every table of every schema as `pg_dump` would write it and as it was since `rememberRows`, the jobs' own too; and what went out. */
export async function gather(workspace: Workspace): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const add = (place: string, text: string) => found.set(place, `${found.get(place) ?? ''}${text}\n`);
  for (const { name } of await workspace.query<{ name: string }>(tables)) {
    const rows = await workspace.query<{ place: string; said: string }>(
      name === 'public.remembered_row'
        ? `SELECT place, string_agg(DISTINCT said, E'\\n') AS said FROM ${name} GROUP BY place`
        : `SELECT $1 AS place, coalesce(string_agg(to_jsonb(t)::text, E'\\n'), '') AS said FROM ${name} t`,
      name === 'public.remembered_row' ? [] : [name],
    );
    for (const { place, said } of rows) add(place.replace(/^public\./, ''), said);
  }
  for (const { reader, message } of await messagesOf(workspace)) add(`cards of ${reader}`, message);
  add('mails', JSON.stringify(await workspace.playground.api.mails({})));
  // What an error has with it too, which JSON leaves out.
  const lines = { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: Infinity };
  add('log', `${JSON.stringify(workspace.log.lines)}\n${inspect(workspace.log.lines, lines)}`);
  return found;
}

/** What copies that are kept up to date show, by who reads them. */
export async function liveCards(workspace: Workspace): Promise<Map<string, string>> {
  const live = await workspace.query<{ id: string }>('SELECT message_id AS id FROM posted_card WHERE live');
  const ids = new Set(live.map(({ id }) => id));
  const found = new Map<string, string>();
  for (const { id, reader, message } of await messagesOf(workspace))
    if (ids.has(id))
      found.set(`live cards of ${reader}`, `${found.get(`live cards of ${reader}`) ?? ''}${message}\n`);
  return found;
}

/** Every message that stands anywhere, with who reads it: a person, or a channel. */
async function messagesOf({
  playground,
}: Workspace): Promise<{ id: string; reader: string; message: string }[]> {
  const slack = await playground.api.everything({});
  const teams = await playground.teams?.api.everything({});
  return [
    ...slack.messages.map((message) => {
      const channel = slack.channels.find(({ id }) => id === message.channel);
      const reader = slack.people.find(({ id }) => id === channel?.with)?.realName ?? channel?.name ?? '';
      return { id: message.ts, reader, message: JSON.stringify(message) };
    }),
    ...(teams?.messages ?? []).map((message) => {
      const chat = teams?.chats.find(({ id }) => id === message.chat);
      const member = teams?.people.find(({ id }) => id === chat?.members[0])?.name;
      return {
        id: message.id,
        reader: (chat?.kind === 'personal' ? member : chat?.name) ?? '',
        message: JSON.stringify(message),
      };
    }),
  ];
}

/** What lies sealed, by its table, as whoever has the keys reads it; but for keys, which say nothing of anybody. */
export async function opened(db: Database): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const tables: [string, SealedColumns][] = Object.entries(sealedTables);
  for (const [table, { row, columns, as = table }] of tables) {
    if (table === 'product_certificate' || table === 'certificate_authority') continue;
    const rows = await db.query<{ row: string; fields: string[] }>(
      `SELECT ${row} AS row, ARRAY[${columns.map((column) => `encode("${column}", 'hex')`).join(', ')}] AS fields FROM "${table}"`,
    );
    for (const { row, fields } of rows)
      for (const [n, hex] of fields.entries()) {
        if (!hex) continue;
        const sealed = { [columns[n] ?? '']: Buffer.from(hex, 'hex') };
        const bytes = Object.values(await db.keys.openBytes(as as SealedTable, row, sealed))[0];
        const said = `${bytes?.toString()} ${bytes?.toString('hex')}`;
        found.set(`${table}, opened`, `${found.get(`${table}, opened`) ?? ''}${said}\n`);
      }
  }
  return found;
}
