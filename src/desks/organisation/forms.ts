import * as z from 'zod';
import { idOf } from '../../chat/action.ts';
import type { Card, Choice, Part } from '../../chat/card.ts';
import type { FormsOf } from '../../chat/desk.ts';
import { becomes } from '../../chat/done.ts';
import {
  chosenOf,
  type Field,
  type Form,
  formOfCard,
  linesOf,
  textOf,
  type Values,
  withKey,
} from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { givenLine } from '../../core/given.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { RowData } from '../../imports/kind.ts';
import { nothing } from '../../imports/readers.ts';
import { requireAdmin } from '../../people/grants.ts';
import { personShown } from '../../people/register.ts';
import { onceSent } from '../../records/once.ts';
import { consequenceParts, rehearse } from '../../records/rehearsal.ts';
import { longestSearch, recordsCard, shown, subjectOf } from './cards.ts';
import type { OrganisationDeps } from './deps.ts';
import { type Edit, editOrganisation, editWithin } from './edit.ts';
import {
  type FoundRecord,
  fieldsOf,
  findNamed,
  namedRecord,
  recordById,
  type Subject,
  subjects,
} from './find.ts';
import type { OrganisationColumn } from './sheets/columns.ts';

type FormDeps = Pick<OrganisationDeps, 'db' | 'kinds' | 'personCard' | 'desks'>;

const mostFound = 20;
/** The choice that takes away what a field names: on some clients one that was chosen cannot be given up. */
const noChoice = '0';

/** Makes a record, or changes the one with this id: the columns of its sheet as fields, but for its key (I-9). */
export async function recordForm(ctx: Context, db: Database, subject: Subject, id: number): Promise<Form> {
  const { t } = ctx;
  const record = id ? await requireRecord(db, subject, id) : null;
  const { key } = subjects[subject].records;
  const fields = await Promise.all(
    fieldsOf(subject).map((column): Field | Promise<Field> => {
      if (!record || column.field !== key) return fieldOf(ctx, db, subject, column, record);
      const value = shown(t, column, record.state);
      return { type: 'show', part: { type: 'facts', facts: [{ label: titleOf(ctx, column), value }] } };
    }),
  );
  return {
    id: 'organisation.record',
    title: t(record ? `organisation.edit.${subject}` : `organisation.add.${subject}`),
    state: withKey((key) => [subject, String(id), '', key]),
    submit: t('organisation.save'),
    close: t('form.cancel'),
    fields,
  };
}

async function requireRecord(db: Database, subject: Subject, id: number): Promise<FoundRecord> {
  const record = await recordById(db, subject, id);
  if (!record) throw new Refusal(msg('organisation.error.gone'));
  return record;
}

const titleOf = ({ t }: Context, { title }: OrganisationColumn) => t.message({ key: title });

/** Somebody who is let in no more. */
const hasLeft = (subject: Subject, record: FoundRecord | null): boolean =>
  subject === 'person' && record?.state.active === 'NO';

/** Whether what is about to be written has somebody leave. */
const isLeaving = (subject: Subject, record: FoundRecord | null, { active }: RowData): boolean =>
  subject === 'person' && record?.state.active === 'YES' && active === 'NO';

async function fieldOf(
  ctx: Context,
  db: Database,
  subject: Subject,
  column: OrganisationColumn,
  record: FoundRecord | null,
): Promise<Field> {
  const { t } = ctx;
  const { field: name, required, refers, words, clears, spelledOut, explained } = column;
  // What strangers call themselves is no name: whoever registers them writes it.
  const isClaimed = name === 'name' && record?.state.registered === false;
  const value = isClaimed ? '' : String(record?.state[name] ?? '');
  const named = {
    name,
    label: titleOf(ctx, column),
    optional: !required,
    hint: spelledOut ? t.message({ key: explained }) : undefined,
  };
  if (refers) {
    const standing = value ? await namedRecord(db, refers, { key: value }) : null;
    return {
      ...named,
      type: 'search',
      placeholder: t(refers === 'person' ? 'organisation.personHint' : 'organisation.searchHint'),
      hint: clears ? t('organisation.clearHint', { none: t('organisation.none') }) : named.hint,
      value: standing ? choiceOf(standing) : undefined,
    };
  }
  if (words) {
    const choices = Object.entries(words).map(([word, key]) => ({ value: word, label: t.message({ key }) }));
    return {
      ...named,
      type: 'choice',
      style: 'radio',
      choices,
      value: value || (name === 'active' ? 'YES' : undefined),
      hint: name === 'active' && hasLeft(subject, record) ? t('organisation.leaving.again') : named.hint,
    };
  }
  return { ...named, type: 'text', value, maxLength: 254 };
}

function choiceOf({ id, key, state }: FoundRecord): Choice {
  return { value: String(id), label: `${state.name} · ${key}` };
}

/** What the form says, read as the cells of a row are. */
async function readForm(
  db: Database,
  subject: Subject,
  record: FoundRecord | null,
  values: Values,
): Promise<RowData> {
  const data: RowData = {};
  const errors: Record<string, Message> = {};
  const { key } = subjects[subject].records;
  for (const column of fieldsOf(subject)) {
    const { field } = column;
    const typed = record && field === key ? record.key : await typedIn(db, column, values);
    const value = typed || (column.clears ? nothing : '');
    if (value === '' && column.required) errors[field] = msg('imports.expected.required');
    if (value === '') continue;
    const read = column.words && value in column.words ? { value } : column.read(value);
    if ('value' in read) data[field] = read.value;
    else errors[field] = read.expected;
  }
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
  return data;
}

async function typedIn(
  db: Database,
  { field, refers, words }: OrganisationColumn,
  values: Values,
): Promise<string> {
  const [chosen = ''] = chosenOf(values, field);
  if (words) return chosen;
  if (!refers) return textOf(values, field);
  const id = idOf(chosen);
  return id ? ((await namedRecord(db, refers, { id }))?.key ?? '?') : '';
}

const exists: Record<Subject, Message> = {
  person: msg('organisation.expected.newPerson'),
  unit: msg('organisation.expected.newUnit'),
  position: msg('organisation.expected.newPosition'),
  system: msg('organisation.expected.newSystem'),
  stage: msg('organisation.expected.newStage'),
};

/** What a form is about to write. */
function editOf({ kinds }: FormDeps, subject: Subject, record: FoundRecord | null, data: RowData): Edit {
  const { sheet, records, table } = subjects[subject];
  const kind = kinds.find(({ id }) => id === sheet.id);
  if (!kind) throw new Error(`the desk has no sheet ${sheet.id}`);
  const adding = { field: records.key, table, subject: records.subject, exists: exists[subject] };
  return { kind, data, adding: record ? undefined : adding };
}

/** What a change would do, before it does it; the button does it. */
async function rehearsalForm(
  ctx: Context,
  deps: FormDeps,
  subject: Subject,
  record: FoundRecord | null,
  data: RowData,
): Promise<Form> {
  const { t } = ctx;
  const edit = editOf(deps, subject, record, data);
  const found = await rehearse({ db: deps.db, desks: deps.desks() }, ctx, (tx) => editWithin(tx, ctx, edit));
  const form = {
    id: 'organisation.record' as const,
    state: withKey((key) => [subject, String(record?.id ?? 0), JSON.stringify(data), key]),
    close: t('form.back'),
  };
  const shows = (parts: readonly Part[]) => parts.map((part): Field => ({ type: 'show', part }));
  if (subject === 'stage')
    return {
      ...form,
      title: t('organisation.stage.rehearsal'),
      submit: t('organisation.save'),
      fields: shows([
        { type: 'heading', text: data.name ?? '' },
        { type: 'text', text: t('organisation.stage.newOnly') },
        ...consequenceParts(ctx, found),
      ]),
    };
  const roles = (await personShown(deps.db, record?.id ?? 0))?.grants.map(roleHeld) ?? [];
  return {
    ...form,
    title: t('organisation.leaving.title'),
    ends: t('organisation.leaving.ends', { name: data.name ?? '' }),
    submit: t('organisation.leaving.submit'),
    fields: [
      ...shows([
        {
          type: 'text',
          text:
            roles.length > 0
              ? t('organisation.leaving.roles', { roles: roles.join(', ') })
              : t('organisation.leaving.noRoles'),
        },
        ...consequenceParts(ctx, found),
      ]),
      { type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 },
    ],
  };
}

const roleHeld = ({ role, unit }: { role: string; unit: string | null }): string =>
  unit ? `${role} (${unit})` : role;

/** What was read once from a form, as its next one keeps it; what nobody has written there is nothing. */
function readKept(subject: Subject, kept: string): RowData {
  const given = z.record(z.string(), z.string()).parse(JSON.parse(kept));
  return Object.fromEntries(
    fieldsOf(subject).flatMap(({ field, words, read }): [string, string][] => {
      const value = given[field];
      if (value === undefined) return [];
      const again = words && value in words ? { value } : read(value);
      return 'value' in again ? [[field, again.value]] : [];
    }),
  );
}

async function save(
  ctx: Context,
  deps: FormDeps,
  subject: Subject,
  record: FoundRecord | null,
  { data, reason, key }: { data: RowData; reason?: string; key: string },
): Promise<Card> {
  const { personCard } = deps;
  await onceSent(deps.db, ctx, { form: 'organisation.record', key }, ({ db }) =>
    editOrganisation(db, ctx, { ...editOf(deps, subject, record, data), reason }),
  );
  const { db } = deps;
  const { records } = subjects[subject];
  if (subject !== 'person')
    return recordsCard(ctx, db, subject, { text: data[records.key], saved: data.name });
  const [written] = await db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [data.email]);
  const card = await personCard(ctx, written?.id ?? 0);
  const saved = ctx.t('organisation.saved', { name: card.title });
  const isBack = hasLeft(subject, record) && data.active === 'YES';
  const text = isBack ? `${saved}\n${ctx.t('organisation.leaving.again')}` : saved;
  return { ...card, status: { text, tone: 'good' } };
}

export function findRecordForm({ t }: Context, subject: Subject): Form {
  return {
    id: 'organisation.find-record',
    title: t('organisation.search'),
    state: [subject],
    submit: t('organisation.search'),
    close: t('form.cancel'),
    fields: [{ type: 'text', name: 'text', label: t('organisation.searchText'), maxLength: longestSearch }],
  };
}

export function organisationForms(deps: FormDeps) {
  const { db } = deps;
  return {
    record: {
      async search(ctx, field, query) {
        requireAdmin(ctx);
        // A field means the same in every form that has it.
        const column = Object.values(subjects)
          .flatMap(({ sheet }) => sheet.columns)
          .find((one) => one.field === field);
        if (!column?.refers) return [];
        const found = await findNamed(db.within(ctx), column.refers, givenLine(query), mostFound);
        const none = column.clears ? [{ value: noChoice, label: ctx.t('organisation.none') }] : [];
        return [...found.map(choiceOf), ...none];
      },
      async submit(ctx, [name, id, kept, key = ''], values) {
        requireAdmin(ctx);
        const subject = subjectOf(name);
        const record = idOf(id) ? await requireRecord(db, subject, idOf(id)) : null;
        const data = kept ? readKept(subject, kept) : await readForm(db, subject, record, values);
        const leaves = isLeaving(subject, record, data);
        if (!kept && (subject === 'stage' || leaves))
          return { type: 'next', form: await rehearsalForm(ctx, deps, subject, record, data) };
        const reason = leaves ? linesOf(values, 'reason') : undefined;
        if (reason === '') throw new FieldErrors({ reason: msg('people.error.reason') });
        const card = await save(ctx, deps, subject, record, { data, reason, key });
        return { type: 'done', form: formOfCard(card, ctx.t('form.close')) };
      },
    },
    'find-record': {
      submit: async (ctx, [name], values) =>
        becomes(ctx.t, await recordsCard(ctx, db, subjectOf(name), { text: textOf(values, 'text') })),
    },
  } satisfies FormsOf<'organisation'>;
}
