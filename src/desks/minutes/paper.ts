import type { Part } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import { formatSize, type TextKey } from '../../core/texts/index.ts';
import type { Block, Paper } from '../../paper/paper.ts';
import type { Minuted } from '../../records/minutes.ts';
import type { Attached } from './store.ts';

/** The document: what was asked for, what was decided, by which hash each attachment is known, and how it is checked. */
export function paperOf(
  ctx: Context,
  called: TextKey,
  { reference, status, asked, steps }: Minuted,
  attached: readonly Attached[],
  url: string,
): Paper {
  const { t, time, now } = ctx;
  const kind = t.message({ key: called });
  const heading = (text: string): Block => ({ type: 'heading', text });
  return {
    language: t.language,
    title: t('minutes.title', { reference }),
    author: t('portal.name'),
    madeAt: now,
    blocks: [
      { type: 'title', text: t('minutes.heading'), beneath: `${kind} · ${reference}` },
      {
        type: 'facts',
        facts: [
          { label: t('minutes.field.status'), value: status },
          { label: t('minutes.field.madeAt'), value: time(now) },
        ],
      },
      heading(t('minutes.asked')),
      ...asked.flatMap(blockOf),
      heading(t('minutes.steps')),
      ...steps.map(
        ({ at, text, reason }): Block => ({ type: 'quote', label: `${time(at)} · ${text}`, text: reason }),
      ),
      heading(t('minutes.attached')),
      ...attached.map(
        ({ name, size, sha256 }): Block => ({
          type: 'quote',
          label: `${name} (${formatSize(t.language, size)})`,
          text: `SHA-256 ${sha256}`,
        }),
      ),
      ...(attached.length === 0 ? [{ type: 'text' as const, text: t('minutes.nothingAttached') }] : []),
    ],
    code: { url, label: t('minutes.check'), text: t('minutes.checkText') },
    foot: `${t('minutes.title', { reference })} · ${t('portal.name')}`,
    pageOf: t('minutes.pageOf', { page: '{page}', pages: '{pages}' }),
    unknownSigns: t('minutes.unknownSigns'),
  };
}

/** What of a card is for reading: its buttons and files are not. */
function blockOf(part: Part): Block[] {
  switch (part.type) {
    case 'facts':
      return [{ type: 'facts', facts: part.facts }];
    case 'quote':
      return [{ type: 'quote', label: part.label, text: part.text }];
    case 'text':
      return [{ type: 'text', text: part.text }];
    default:
      return [];
  }
}
