import { action } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { CardsOf } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { idIn } from '../../records/kind.ts';
import { fileRemoved } from '../../retention/emptied.ts';
import { downloadCard } from '../../web/download-card.ts';
import type { DeskDeps } from './deps.ts';
import { type Issued, loadIssued } from './store.ts';

declare module '../../core/names.ts' {
  interface Cards extends Named<'minutes', 'ready', Nothing> {}
}

/** Whether this person may have the file now: theirs, of a record that they may read still (I-3). */
export async function mayHave(ctx: Context, { db, kinds }: DeskDeps, issued: Issued): Promise<boolean> {
  if (issued.personId !== ctx.actor.id) return false;
  const [name = ''] = issued.subject.split(':');
  const minutes = kinds.get(name);
  return minutes !== undefined && (await minutes.mayRead(db, ctx, idIn({ name }, issued.subject)));
}

/** While it is being written: how it comes, and the way to it where somebody waits for it here. */
export function makingCard({ t }: Context, reference: string, again: { kind: string; id: number }): Card {
  const does = { action: action('minutes.make', again.kind, again.id) };
  return {
    title: t('minutes.title', { reference }),
    parts: [{ type: 'text', text: t('minutes.making') }],
    buttons: [{ label: t('minutes.open'), does }],
    again: does.action,
  };
}

/** A one-time link to the file. */
export const fileCard = (ctx: Context, deps: DeskDeps, { file, reference }: Issued): Promise<Card> =>
  downloadCard(ctx, deps, file, ctx.t('minutes.title', { reference }));

/** What is brought to whoever asked. */
export function postedCards(deps: DeskDeps) {
  return {
    async ready(ctx, id, _args, moment) {
      const issued = await loadIssued(moment, id);
      if (!issued || !(await mayHave(ctx, { ...deps, db: deps.db }, issued))) return null;
      const { t, time } = ctx;
      const { reference, file, madeAt, sha256 } = issued;
      return {
        title: t('minutes.title', { reference }),
        parts: [
          {
            type: 'text',
            text: file.removedAt
              ? t.message(fileRemoved(ctx, file))
              : t('minutes.ready', { name: file.name }),
          },
          {
            type: 'facts',
            facts: [
              { label: t('minutes.field.madeAt'), value: time(madeAt) },
              { label: 'SHA-256', value: sha256 },
            ],
          },
        ],
        buttons: file.removedAt
          ? []
          : [{ label: t('minutes.open'), style: 'primary', does: { action: action('minutes.open', id) } }],
      };
    },
  } satisfies CardsOf<'minutes'>;
}
