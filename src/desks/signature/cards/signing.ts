import { action } from '../../../chat/action.ts';
import type { ListItem } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import { formatSize, type TextKey } from '../../../core/texts/index.ts';
import { cardOf, postedCard } from '../../../records/card.ts';
import { type Entry, entriesOf, loadEntry } from '../../../records/entry.ts';
import { subjectOf } from '../../../records/kind.ts';
import { offeredActs } from '../documents/acts.ts';
import { signings, signingsReturning } from '../documents/kind.ts';
import type { Signing } from '../documents/model.ts';
import { mayRead, maySee } from '../documents/rules.ts';
import { loadSigning } from '../documents/store.ts';
import { partiesFacts, signingFacts, signingProgress, signingStatus, signingTitle } from './signing-facts.ts';

/** A file with its signatures: who has signed, whose turn it is, and how it is had (G-7). */
export const signingCard = cardOf(signings, async (ctx, signing, db) => {
  const { t } = ctx;
  const { file, note } = signing;
  const isReader = mayRead(ctx.actor, signing) && !file.removedAt;
  const [ended] =
    signing.status === 'DECLINED' || signing.status === 'ENDED'
      ? await entriesOf(db, subjectOf(signings, signing.id), ['sign.declined', 'sign.ended'])
      : [];
  return {
    status: signingStatus(ctx, signing),
    parts: [
      signingProgress(ctx, signing),
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
      ...(ended
        ? [
            { type: 'text' as const, text: stepText(ctx, ended) },
            { type: 'quote' as const, label: t('sign.field.reason'), text: ended.reason ?? '—' },
          ]
        : []),
    ],
    acts: [...offeredActs, ...signingsReturning.acts],
    again: action('sign.open-signing', signing.id),
  };
});

const steps = new Map<string, TextKey>([
  ['sign.signed', 'sign.signing.signedBy'],
  ['sign.declined', 'sign.signing.declinedBy'],
  ['sign.ended', 'sign.signing.endedBy'],
  ['sign.notWritten', 'sign.signing.notWritten'],
]);

const stepText = ({ t, time }: Context, { action: step, actor, at }: Entry): string =>
  t.message({ key: steps.get(step) ?? 'sign.signing.signedBy', args: { name: actor, time: time(at) } });

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
export function signingCards() {
  const shown = postedCard(signings, signingCard);
  return {
    signing: shown,
    'to-sign': shown,

    async step(ctx, id, { entry: entryId }, moment) {
      const [signing, entry] = [await loadSigning(moment, id), await loadEntry(moment, entryId)];
      if (!signing || !entry || !maySee(ctx.actor, signing)) return null;
      const { t } = ctx;
      const isOver = entry.to !== null && entry.to !== 'WAITING';
      return {
        title: signingTitle(signing),
        ...(isOver ? { status: signingStatus(ctx, signing) } : {}),
        parts: [
          { type: 'text', text: stepText(ctx, entry) },
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
