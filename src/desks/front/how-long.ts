import type { ListItem, Part } from '../../chat/card.ts';
import type { Desk, Waiting } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { formatDay, formatTerm } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { waitingOf } from '../../records/waiting.ts';
import { people } from '../../reminders/receivers.ts';
import { dueOf } from '../../reminders/steps.ts';
import { type KnownWorkingTime, workingTime } from '../../working-time/settings.ts';
import { between } from '../../working-time/time.ts';
import type { Zone } from '../../working-time/zones.ts';
import { questionsOf } from './questions.ts';

interface Deps {
  db: Database;
  desks: readonly Pick<Desk, 'waiting'>[];
}

/** Lists of what waits with how long each has waited, in working time, and until when, the longest first. */
export async function withHowLong(ctx: Context, deps: Deps, parts: readonly Part[]): Promise<Part[]> {
  const itemsOf = (part: Part): readonly ListItem[] => (part.type === 'list' ? part.items : []);
  const subjects = parts.flatMap(itemsOf).flatMap(({ waits }) => waits ?? []);
  if (subjects.length === 0) return [...parts];
  const records = await waitingOf([...deps.desks, questionsOf(deps.db)], { subjects });
  if (records.length === 0) return [...parts];
  const working = await workingTime(
    deps.db,
    new Date(Math.min(...records.map(({ since }) => since.getTime()))),
  );
  const holders = await people(deps.db, [...new Set(records.flatMap((record) => record.holders))]);
  const zones = new Map(holders.map(({ id, zone }) => [id, zone]));
  const known = new Map(records.map((record) => [record.subject, record]));
  const recordOf = ({ waits }: ListItem) => (waits === undefined ? undefined : known.get(waits));
  // What has no such moment of its own stays where it stands, behind the others.
  const sinceOf = (item: ListItem) => recordOf(item)?.since.getTime() ?? Number.POSITIVE_INFINITY;
  const said = (item: ListItem): ListItem => {
    const record = recordOf(item);
    return record ? { ...item, text: `${item.text}\n${howLong(ctx, working, zones, record)}` } : item;
  };
  return parts.map((part) =>
    part.type === 'list'
      ? {
          ...part,
          items: part.items.toSorted((one, other) => compare(sinceOf(one), sinceOf(other))).map(said),
        }
      : part,
  );
}

const compare = (one: number, other: number): number => (one === other ? 0 : one - other);

/** How many whole working days it has waited, as its reader counts them, and until when it is to be decided, as its card says. */
function howLong(
  { t, now, timeZone }: Context,
  working: KnownWorkingTime,
  zones: ReadonlyMap<number, Zone | null>,
  record: Waiting,
): string {
  const { since, holders, term } = record;
  const days = Math.floor(between(working, since, now, timeZone));
  if (term?.ends) return t('inbox.waitsEnds', { days, day: formatDay(t.language, term.ends) });
  if (holders.length === 0) return t('inbox.waits', { days });
  const due = dueOf(
    working,
    record,
    holders.map((id) => zones.get(id) ?? null),
  );
  const args = { days, due: formatTerm(t.language, timeZone, due) };
  return t(due < now ? 'inbox.waitsPast' : 'inbox.waitsUntil', args);
}
