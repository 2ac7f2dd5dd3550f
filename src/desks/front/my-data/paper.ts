import type { Context } from '../../../core/context.ts';
import type { Block, Paper } from '../../../paper/paper.ts';
import type { Collected } from '../../../personal-data/collect.ts';
import { reasons } from '../../../personal-data/withheld.ts';
import { fieldsOf, lookOf } from './read.ts';

/** Of each kind so many stand in the document; the spreadsheet has all. */
const mostRows = 100;

/** All that is held on somebody, to be read. */
export function paperOf(ctx: Context, { found, nothing, looks, records }: Collected): Paper {
  const { t, actor, time, now } = ctx;
  const heading = (text: string): Block => ({ type: 'heading', text });
  const rest = (all: readonly unknown[]): Block[] =>
    all.length > mostRows
      ? [{ type: 'text', text: t('mydata.more', { count: all.length - mostRows }), subtle: true }]
      : [];
  return {
    language: t.language,
    title: t('mydata.title'),
    author: t('portal.name'),
    madeAt: now,
    blocks: [
      { type: 'title', text: t('mydata.title'), beneath: `${actor.name} · ${actor.email}` },
      { type: 'facts', facts: [{ label: t('mydata.madeAt'), value: time(now) }] },
      { type: 'text', text: t('mydata.rightText') },
      ...found.flatMap((one): Block[] => [
        heading(t.message({ key: one.called })),
        ...one.rows
          .slice(0, mostRows)
          .flatMap((row, n): Block[] => [
            ...(n > 0 ? [{ type: 'text' as const, text: ' ', subtle: true as const }] : []),
            { type: 'facts', facts: fieldsOf(ctx, records, one, row) },
          ]),
        ...rest(one.rows),
      ]),
      heading(t('mydata.looks')),
      ...(looks.length === 0 ? [{ type: 'text' as const, text: t('mydata.looksNone') }] : []),
      ...looks.slice(0, mostRows).map((look): Block => {
        const { who, what, by, last, times } = lookOf(ctx, records, look);
        return { type: 'quote', label: `${last} · ${who}`, text: t('mydata.look.line', { what, by, times }) };
      }),
      ...rest(looks),
      heading(t('mydata.nothing')),
      { type: 'text', text: nothing.map((key) => t.message({ key })).join(', ') || '—' },
      heading(t('mydata.sheet.without')),
      ...Object.values(reasons).map((key): Block => ({ type: 'text', text: `• ${t.message({ key })}` })),
      heading(t('mydata.correct')),
      { type: 'text', text: t('mydata.correctText') },
    ],
    foot: `${t('mydata.title')} · ${actor.name} · ${t('portal.name')}`,
    pageOf: t('minutes.pageOf', { page: '{page}', pages: '{pages}' }),
    unknownSigns: t('minutes.unknownSigns'),
  };
}
