import { action, idOf } from '../../../chat/action.ts';
import type { Card, Part, Tone } from '../../../chat/card.ts';
import type { ActionsOf, FormsOf, Reply } from '../../../chat/desk.ts';
import { becomes, lastPage } from '../../../chat/done.ts';
import { chosenOf, type Form, linesOf, newForm, textOf } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg, type TextKey } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { erasureSubject, goOn } from '../../../erasure/run.ts';
import { requireAdmin } from '../../../people/grants.ts';
import {
  type Listed,
  peopleCalled,
  peopleListed,
  personChoice,
  personShown,
} from '../../../people/register.ts';
import { shownName } from '../../../people/shown-name.ts';
import { post } from '../../../posted/post.ts';
import { onceSent } from '../../../records/once.ts';
import {
  blockedParts,
  type ErasingDeps,
  type Hindrance,
  hindranceOf,
  nothingGoesParts,
  type Preview,
  previewOf,
  previewParts,
} from './preview.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'erase'> {}
  interface Forms extends Named<'pintu', 'erase', Leads>, Named<'pintu', 'erase-demand'> {}
}

type Deps = ErasingDeps & { db: Database };

const mostFound = 20;

const found = async (db: Queryable, text: string, most = mostFound) =>
  peopleListed(db, { ids: await peopleCalled(db, text, 0, most) }, most);

/** Whose data are to be erased; after a name that says it of nobody or of several why it is asked, and among whom. */
function whomForm(ctx: Context, text = '', people: readonly Listed[] = []): Form {
  requireAdmin(ctx);
  const { t } = ctx;
  const field = { name: 'person', label: t('erasure.person') };
  const isToBePicked = people.length > 0 && people.length <= mostFound;
  return {
    id: 'pintu.erase',
    title: t('erasure.title'),
    ...(text && { status: { text: whyAsked(ctx, text, people.length), tone: 'waiting' } }),
    state: [],
    submit: t('erasure.next'),
    close: t('form.cancel'),
    fields: [
      isToBePicked
        ? { ...field, type: 'choice', style: 'radio', choices: people.map(personChoice) }
        : {
            ...field,
            type: 'search',
            hint: t('erasure.personHint'),
            placeholder: t('people.personSearch'),
          },
    ],
  };
}

function whyAsked({ t }: Context, text: string, count: number): string {
  if (count === 0) return t('erasure.foundNobody', { text });
  return count > mostFound
    ? t('erasure.foundMany', { text, most: mostFound })
    : t('erasure.foundSeveral', { text, count });
}

interface Hindered {
  status: { text: TextKey; tone: Tone };
  parts(ctx: Context, preview: Preview): Part[];
  /** To whoever sends a form that was shown before it was so. */
  refusal: TextKey;
}
const hindered: Record<Hindrance, Hindered> = {
  'something is open': {
    status: { text: 'erasure.blocked', tone: 'bad' },
    parts: blockedParts,
    refusal: 'erasure.error.changed',
  },
  'nothing can go': {
    status: { text: 'erasure.goesNothing', tone: 'neutral' },
    parts: nothingGoesParts,
    refusal: 'erasure.error.nothing',
  },
};

/** What would go and what stays, with what the demand is and why; or why there is nothing to demand. */
async function whatOf(
  ctx: Context,
  deps: Deps,
  personId: number,
): Promise<{ form: Form } | { instead: Card }> {
  const { t } = ctx;
  const preview = await previewOf(ctx, deps.db, deps, personId);
  const hindrance = hindranceOf(preview);
  if (!hindrance) return { form: demandForm(ctx, preview) };
  const { status, parts } = hindered[hindrance];
  return {
    instead: {
      title: t('erasure.title'),
      status: { ...status, text: t.message({ key: status.text }) },
      parts: parts(ctx, preview),
      buttons: [{ label: t('record.open'), does: { action: action('pintu.person', personId) } }],
    },
  };
}

const demandForm = (ctx: Context, preview: Preview): Form => {
  const { t } = ctx;
  return newForm(
    t,
    {
      id: 'pintu.erase-demand',
      title: t('erasure.title'),
      ends: t('erasure.ends'),
      submit: t('erasure.submit'),
      fields: [
        ...previewParts(ctx, preview).map((part) => ({ type: 'show' as const, part })),
        {
          type: 'text',
          name: 'demand',
          label: t('erasure.demand'),
          hint: t('erasure.demandHint'),
          maxLength: 100,
        },
        {
          type: 'text',
          name: 'why',
          label: t('erasure.why'),
          hint: t('erasure.whyHint'),
          multiline: true,
          maxLength: 500,
        },
      ],
    },
    [String(preview.person.id)],
  );
};

/** `/pintu erase`, with a name or without. */
export async function eraseCommand(ctx: Context, deps: Deps, text: string): Promise<Reply> {
  requireAdmin(ctx);
  const people = text ? await found(deps.db, text, mostFound + 1) : [];
  const [only] = people;
  return only && people.length === 1
    ? replyOf(ctx, deps, only.id)
    : { type: 'form', form: whomForm(ctx, text, people) };
}

async function replyOf(ctx: Context, deps: Deps, personId: number): Promise<Reply> {
  const what = await whatOf(ctx, deps, personId);
  return 'form' in what ? { type: 'form', form: what.form } : { type: 'card', card: what.instead };
}

/**
 * Has all that is held on somebody erased that may be (T-3): the demand with its reason, and the first job, in one transaction. What is found there is what is erased
 * by: whatever has come up since the form was shown stops it as well.
 */
async function demand(
  tx: Tx,
  ctx: Context,
  deps: ErasingDeps,
  { personId, key, reference, why }: { personId: number; key: string; reference: string; why: string },
): Promise<void> {
  // Of two who demand it at once, under whatever of their addresses, the second one finds it under way.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('erasure demand'))`);
  const preview = await previewOf(ctx, tx, deps, personId);
  const hindrance = hindranceOf(preview);
  if (hindrance) throw new Refusal({ key: hindered[hindrance].refusal });
  const { actor, surface, now } = ctx;
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO erasure (person_id, demand, persons, subjects, begun_at) VALUES ($1, 0, $2, $3, $4) RETURNING id`,
    [personId, preview.persons, preview.subjects, now],
  );
  const id = made?.id ?? 0;
  const entry = await audit(tx, {
    at: now,
    actor,
    surface,
    action: 'erasure.demanded',
    subject: erasureSubject(id),
    reason: why,
    data: { key, personId, reference },
  });
  await tx.query('UPDATE erasure SET demand = $2::bigint WHERE id = $1', [id, entry]);
  await post(tx, [
    {
      key: `erasure ${id}`,
      card: 'pintu.erasure',
      subject: erasureSubject(id),
      personId: actor.id,
      live: true,
    },
  ]);
  await goOn(tx, id);
}

export function erasureActions(deps: Deps) {
  return {
    erase: {
      async run(ctx, [id = '']) {
        requireAdmin(ctx);
        return idOf(id) ? replyOf(ctx, deps, idOf(id)) : { type: 'form', form: whomForm(ctx) };
      },
    },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function erasureForms(deps: Deps) {
  return {
    erase: {
      async search(ctx, _field, query) {
        requireAdmin(ctx);
        const people = await found(deps.db.within(ctx), query);
        return people.map(personChoice);
      },
      async submit(ctx, _state, values) {
        requireAdmin(ctx);
        const personId = idOf(chosenOf(values, 'person')[0]);
        if (!personId) throw new FieldErrors({ person: msg('erasure.error.person') });
        const what = await whatOf(ctx, deps, personId);
        return 'form' in what ? { type: 'next', form: what.form } : becomes(ctx.t, what.instead);
      },
    },
    'erase-demand': {
      async submit(ctx, [key = '', personId = ''], values) {
        requireAdmin(ctx);
        const reference = textOf(values, 'demand').trim();
        const why = linesOf(values, 'why');
        const wrong = {
          ...(reference ? {} : { demand: msg('erasure.error.demand') }),
          ...(why ? {} : { why: msg('erasure.error.why') }),
        };
        if (Object.keys(wrong).length > 0) throw new FieldErrors(wrong);
        const given = { personId: idOf(personId), key, reference, why };
        // What is kept of a form that was sent names nobody: it is kept after they are erased.
        await onceSent(deps.db, ctx, { form: 'pintu.erase-demand', key }, ({ db }) =>
          db.transaction(ctx, (tx) => demand(tx, ctx, deps, given)),
        );
        const person = await personShown(deps.db, given.personId);
        const text = ctx.t('erasure.begun', { name: person ? shownName(ctx.t, person) : '—' });
        return {
          type: 'done',
          form: lastPage(ctx.t, ctx.t('erasure.title'), [], { text, tone: 'good' }),
        };
      },
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}
