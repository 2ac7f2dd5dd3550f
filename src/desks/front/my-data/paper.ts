import type { Context } from '../../../core/context.ts';
import type { Block, Paper } from '../../../paper/paper.ts';
import type { Collected, Found } from '../../../personal-data/collect.ts';
import type { HeldRow } from '../../../personal-data/held.ts';
import { reasons } from '../../../personal-data/withheld.ts';
import { type Field, fieldsOf, lookOf, type Reading } from './read.ts';

/** Of each kind so many stand in the document; the spreadsheet has all. */
const mostRows = 100;

/** What is in words of ours says by itself what it is. */
const saidAlone = ({ label, value, inWords }: Field): string => (inWords ? value : `${label}: ${value}`);

/** A row by its fields, set off from the one before; one of a log as a line that begins with its first field. */
function rowRead(reading: Reading, found: Found, row: HeldRow, n: number): Block[] {
  const facts = fieldsOf(reading, found, row);
  if (!found.isLog)
    return [...(n > 0 ? [{ type: 'text', text: ' ', subtle: true } as const] : []), { type: 'facts', facts }];
  const [first, ...rest] = facts;
  return [{ type: 'quote', label: first?.value ?? '', text: rest.map(saidAlone).join(' · ') }];
}

/** All that is held on somebody, to be read. */
export function paperOf(ctx: Context, collected: Collected): Paper {
  const { found, nothing, looks } = collected;
  const reading = { ...ctx, of: collected };
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
        ...one.rows.slice(0, mostRows).flatMap((row, n) => rowRead(reading, one, row, n)),
        ...rest(one.rows),
      ]),
      heading(t('mydata.looks')),
      ...(looks.length === 0 ? [{ type: 'text' as const, text: t('mydata.looksNone') }] : []),
      ...looks.slice(0, mostRows).map((look): Block => {
        const { who, what, by, last, times } = lookOf(reading, look);
        return { type: 'quote', label: `${last} · ${who}`, text: t('mydata.look.line', { what, by, times }) };
      }),
      ...rest(looks),
      heading(t('mydata.nothing')),
      { type: 'text', text: nothing.map((key) => t.message({ key })).join(', ') || '—' },
      heading(t('mydata.sheet.without')),
      {
        type: 'facts',
        facts: Object.values(reasons).map(({ what, why }) => ({
          label: t.message({ key: what }),
          value: t.message({ key: why }),
        })),
      },
      heading(t('mydata.correct')),
      { type: 'text', text: t('mydata.correctText') },
    ],
    foot: `${t('mydata.title')} · ${actor.name} · ${t('portal.name')}`,
    pageOf: t('minutes.pageOf', { page: '{page}', pages: '{pages}' }),
    unknownSigns: t('minutes.unknownSigns'),
  };
}
