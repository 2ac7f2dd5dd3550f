import { action } from '../../../chat/action.ts';
import { type Card, closedCard, type ListItem } from '../../../chat/card.ts';
import type { CardSource, CardsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatSize } from '../../../core/texts/index.ts';
import { actButtons } from '../../../records/buttons.ts';
import { entriesOf, loadEntry } from '../../../records/entry.ts';
import { subjectOf } from '../../../records/kind.ts';
import { waitingFor } from '../../../records/waiting.ts';
import { nudgeButtons } from '../../../reminders/nudge.ts';
import type { DeskDeps } from '../deps.ts';
import { offeredActs } from '../documents/acts.ts';
import { signings, waitOf } from '../documents/kind.ts';
import type { Signing } from '../documents/model.ts';
import { mayRead, maySee } from '../documents/rules.ts';
import { loadSigning } from '../documents/store.ts';
import { partiesFacts, signingFacts, signingStatus, signingSteps, signingTitle } from './signing-facts.ts';

/** A file with its signatures: who has signed, whose turn it is, and how it is had (G-7). */
export async function signingCard(
  ctx: Context,
  deps: Pick<DeskDeps, 'db'>,
  signing: Signing,
  moment: Queryable = deps.db,
): Promise<Card> {
  const { t, time } = ctx;
  const { file, note } = signing;
  const isReader = mayRead(ctx.actor, signing);
  const [declined] =
    signing.status === 'DECLINED'
      ? await entriesOf(moment, subjectOf(signings, signing.id), ['sign.declined'])
      : [];
  return {
    title: signingTitle(signing),
    status: signingStatus(ctx, signing),
    parts: [
      { type: 'progress', steps: signingSteps(ctx, signing) },
      { type: 'facts', facts: (isReader ? partiesFacts : signingFacts)(ctx, signing) },
      ...(note ? [{ type: 'quote' as const, label: t('sign.field.note'), text: note }] : []),
      ...(isReader
        ? [
            {
              type: 'files' as const,
              label: t('sign.field.file'),
              files: [
                {
                  name: file.name,
                  size: formatSize(t.language, file.size),
                  open: { label: t('record.open'), does: { action: action('sign.file', signing.id) } },
                },
              ],
            },
          ]
        : []),
      ...(declined
        ? [
            {
              type: 'text' as const,
              text: t('sign.signing.declinedBy', { name: declined.actor, time: time(declined.at) }),
            },
            { type: 'quote' as const, label: t('sign.field.reason'), text: declined.reason ?? '—' },
          ]
        : []),
      ...(await waitingFor(ctx, moment, waitOf(signing))),
    ],
    buttons: [...(await actButtons(ctx, signing, offeredActs)), ...nudgeButtons(ctx, waitOf(signing))],
    again: action('sign.open-signing', signing.id),
  };
}

/** One of several, in a list. */
export function signingItem(ctx: Context, signing: Signing): ListItem {
  return {
    title: signingTitle(signing),
    text: `${signing.requester.name}\n${ctx.time(signing.createdAt)}`,
    status: signingStatus(ctx, signing),
    button: { label: ctx.t('record.open'), does: { action: action('sign.open-signing', signing.id) } },
  };
}

/** What stands in the thread of whoever asked, and what is brought to whoever is to sign. */
export function signingCards(deps: Pick<DeskDeps, 'db'>) {
  const shown: CardSource = async (ctx, id, _args, moment) => {
    const signing = await loadSigning(moment, id);
    if (!signing) return null;
    return maySee(ctx.actor, signing)
      ? signingCard(ctx, deps, signing, moment)
      : closedCard(ctx.t, signingTitle(signing));
  };
  return {
    signing: shown,
    'to-sign': shown,

    async step(ctx, id, { entry: entryId }, moment) {
      const [signing, entry] = [await loadSigning(moment, id), await loadEntry(moment, entryId)];
      if (!signing || !entry || !maySee(ctx.actor, signing)) return null;
      const { t, time } = ctx;
      const said = { name: entry.actor, time: time(entry.at) };
      const text =
        entry.action === 'sign.declined'
          ? t('sign.signing.declinedBy', said)
          : t(entry.action === 'sign.signed' ? 'sign.signing.signedBy' : 'sign.signing.notWritten', said);
      return {
        title: signingTitle(signing),
        ...(entry.to === 'SIGNED' || entry.to === 'DECLINED' ? { status: signingStatus(ctx, signing) } : {}),
        parts: [
          { type: 'text', text },
          ...(entry.reason
            ? [{ type: 'quote' as const, label: t('sign.field.reason'), text: entry.reason }]
            : []),
        ],
        buttons:
          entry.action === 'sign.signed'
            ? [{ label: t('sign.button.file'), does: { action: action('sign.file', signing.id) } }]
            : [],
      };
    },
  } satisfies Partial<CardsOf<'sign'>>;
}
