import { action, type VerbOf } from '../../chat/action.ts';
import type { Button, Card, ListItem, Part } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { givenLine } from '../../core/given.ts';
import { msg, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { requireAdmin } from '../../people/grants.ts';
import { type FoundRecord, fieldsOf, findRecords, type Subject, subjectNames, subjects } from './find.ts';
import type { OrganisationColumn } from './sheets/columns.ts';

const pageSize = 8;
/** A search travels in a button, encoded. */
export const longestSearch = 20;

/** What a button names; anything else was not ours. */
export function subjectOf(name: string | undefined): Subject {
  const subject = subjectNames.find((known) => known === name);
  if (!subject) throw new Refusal(msg('organisation.error.gone'));
  return subject;
}

/** Units, positions or systems, a page at a time; `saved` was written just now (I-9). */
export async function recordsCard(
  ctx: Context,
  db: Database,
  subject: Subject,
  { text = '', after = 0, saved }: { text?: string; after?: number; saved?: string } = {},
): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const search = givenLine(text.slice(0, longestSearch));
  const found = await findRecords(db, subject, { text: search, after, limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  const last = page.at(-1)?.id;
  const said: Part[] = search
    ? [{ type: 'text', text: t('people.searched', { text: search }), subtle: true }]
    : [];
  return {
    title: t.message(subjects[subject].sheet.name),
    status: saved ? { text: t('organisation.saved', { name: saved }), tone: 'good' } : undefined,
    parts: [
      ...said,
      {
        type: 'list',
        empty: t(search ? 'organisation.nothing' : 'organisation.empty'),
        items: page.map((record) => itemOf(t, subject, record)),
      },
    ],
    buttons: [
      button(t(`organisation.add.${subject}`), 'record', subject, 0),
      button(t('organisation.search'), 'find-record', subject),
      ...(found.length > pageSize && last ? [button(t('list.older'), 'records', subject, last, search)] : []),
      { label: t('people.title'), does: { action: action('pintu.people') } },
    ],
    again: action('organisation.records', subject, after || '', search),
  };
}

function itemOf(t: Translate, subject: Subject, { id, state }: FoundRecord): ListItem {
  const others = fieldsOf(subject).filter(({ field }) => field !== 'name' && field !== 'active');
  return {
    title: String(state.name ?? ''),
    text: others
      .map((column) => said(t, column, state))
      .filter(Boolean)
      .join(' · '),
    status: state.active === 'NO' ? { text: t('people.notActive'), tone: 'neutral' } : undefined,
    button: button(t('organisation.change'), 'record', subject, id),
  };
}

/** What a field holds, as people read it. */
export function shown(
  t: Translate,
  { field, words }: OrganisationColumn,
  state: FoundRecord['state'],
): string {
  const value = String(state[field] ?? '');
  const key = words?.[value];
  return key ? t.message({ key }) : value;
}

/** What a field holds, with its title where that is what it takes to be understood. */
function said(t: Translate, column: OrganisationColumn, state: FoundRecord['state']): string {
  const value = shown(t, column, state);
  return column.spelledOut && value ? `${t.message({ key: column.title })}: ${value}` : value;
}

function button(label: string, verb: VerbOf<'organisation'>, ...args: (string | number)[]): Button {
  return { label, does: { action: action(`organisation.${verb}`, ...args) } };
}

/** At one person: what the register says of them. */
export function personButtons({ t }: Context, personId: number): Button[] {
  return [button(t('organisation.edit.person'), 'record', 'person', personId)];
}

/** What the card of people says of the rest of the organisation: the lists beside it, and the workbook for all of it. */
export function organisationParts({ t }: Context): Part[] {
  const lists = (['unit', 'position', 'system', 'stage'] as const).map((subject) =>
    button(t.message(subjects[subject].sheet.name), 'records', subject),
  );
  return [
    {
      type: 'buttons',
      buttons: [
        button(t('organisation.add.person'), 'record', 'person', 0),
        ...lists,
        button(t('organisation.template'), 'template'),
      ],
    },
    { type: 'text', text: t('organisation.send'), subtle: true },
  ];
}
