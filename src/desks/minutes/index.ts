import { idOf } from '../../chat/action.ts';
import type { ActionsOf, CardsOf, Reply } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import { pressLater } from '../../paper/press-later.ts';
import type { Minutes } from '../../records/minutes.ts';
import type { CompleteDesk, House, ProductSignature } from '../house.ts';
import { called } from './called.ts';
import { fileCard, makingCard, mayHave, postedCards } from './cards.ts';
import type { DeskDeps } from './deps.ts';
import { parting } from './leaving.ts';
import { retention } from './retention.ts';
import { issuedTo, loadIssued } from './store.ts';
import { uses } from './uses.ts';
import { helpers } from './who-can-help.ts';
import { orderMinutes, writeJob } from './write.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'minutes', 'open'> {}
}

/** Of the house, for the kinds of records that its desks have documents of, and how the product signs these. */
export function openMinutesDesk(
  house: House,
  kinds: readonly Minutes[],
  sign: ProductSignature | undefined,
): CompleteDesk {
  if (!sign) throw new Error('no desk brings how the product signs');
  const { db, jobDb, publicUrl, people, clock, env } = house;
  const deps = { db, publicUrl, kinds: new Map(kinds.map((one) => [one.name, one])) };
  return {
    ...createMinutesDesk(deps),
    jobs: {
      'minutes.write': writeJob({
        ...deps,
        db: jobDb,
        press: pressLater(),
        sign,
        contextOf: (personId) => people.contextOf(personId, 'system'),
      }),
    } satisfies JobsOf<'minutes'>,
    pages: async () =>
      (await import('./pages.ts')).minutesPages({ ...deps, db: jobDb, clock, timeZone: env.TIMEZONE }),
  };
}

/** The berita acara of records that are over: asked for on their cards, written and signed by the product, confirmed by a page. */
export function createMinutesDesk(deps: DeskDeps): CompleteDesk {
  return {
    id: 'minutes',
    forms: {},
    actions: actionsOf(deps),
    cards: postedCards(deps) satisfies CardsOf<'minutes'>,
    retention,
    parting,
    uses,
    called,
    helpers,
  };
}

function actionsOf(deps: DeskDeps): ActionsOf<'minutes'> {
  return {
    make: { open: true, run: (ctx, [kind = '', id]) => make(ctx, deps, kind, idOf(id)) },
    open: {
      open: true,
      async run(ctx, [id]) {
        const issued = await loadIssued(deps.db, idOf(id));
        if (!issued || !(await mayHave(ctx, deps, issued))) throw new Refusal(msg('minutes.refuse.none'));
        return { type: 'card', card: await fileCard(ctx, deps, issued) };
      },
    },
  };
}

/** The file where this person has it of the record as it is; otherwise it is written (I-3, U-14). */
async function make(ctx: Context, deps: DeskDeps, kind: string, id: number): Promise<Reply> {
  const { db } = deps;
  const minuted = await deps.kinds.get(kind)?.of(db, ctx, id);
  if (!minuted) throw new Refusal(msg('minutes.refuse.none'));
  const issued = await issuedTo(db, ctx.actor.id, minuted);
  if (issued) return { type: 'card', card: await fileCard(ctx, deps, issued) };
  await db.transaction(ctx, (tx) => orderMinutes(tx, { kind, record: id, person: ctx.actor.id }));
  return { type: 'card', card: makingCard(ctx, minuted.reference, { kind, id }) };
}
