import type { Context } from '../../../core/context.ts';
import { formatNumber, type TextKey } from '../../../core/texts/index.ts';
import type { Look } from '../../../personal-data/collect.ts';
import type { Coded, HeldValue } from '../../../personal-data/held.ts';
import type { ViewedBy } from '../../../personal-data/views.ts';

/** A value as its person reads it: a code of ours by its words, where it has some. */
export function valueRead({ t, time }: Context, value: HeldValue, words?: Coded): string {
  if (value === null || value === '') return '—';
  if (value instanceof Date) return time(value);
  if (typeof value === 'boolean') return t(value ? 'mydata.yes' : 'mydata.no');
  return typeof value === 'number' ? formatNumber(t.language, value) : (words?.(t, value) ?? value);
}

const ways: Record<ViewedBy, TextKey> = {
  CARD: 'mydata.by.CARD',
  POSTED: 'mydata.by.POSTED',
  PAPER: 'mydata.by.PAPER',
  PREVIEW: 'mydata.by.PREVIEW',
  DOWNLOAD: 'mydata.by.DOWNLOAD',
  LINK: 'mydata.by.LINK',
  EXPORT: 'mydata.by.EXPORT',
};

/** Who looked, at what, when and by what, in words. */
export function lookOf({ t, time }: Context, look: Look) {
  const thing = look.what === 'NIK' ? 'NIK' : t('mydata.look.file', { name: look.file ?? '—' });
  const who = look.viewer ?? t('mydata.look.link');
  return {
    who: look.own ? t('mydata.look.own', { name: who }) : who,
    what: `${thing} · ${look.subject}`,
    by: `${t.message({ key: ways[look.by] })} · ${look.surface}`,
    first: time(look.firstAt),
    last: time(look.lastAt),
    times: look.times,
  };
}
