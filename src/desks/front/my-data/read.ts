import type { Context } from '../../../core/context.ts';
import { isDay } from '../../../core/day.ts';
import { formatDay, formatNumber, type TextKey } from '../../../core/texts/index.ts';
import type { Collected, Found, Look } from '../../../personal-data/collect.ts';
import { type Coded, type HeldRow, type HeldValue, surfaceWords } from '../../../personal-data/held.ts';
import type { ViewedBy } from '../../../personal-data/views.ts';
import { removedText } from '../../../retention/emptied.ts';

type Records = Collected['records'];

/** A record of theirs by its number; of somebody else's there is no more than the log's name for it. */
function recordRead({ t }: Pick<Context, 't'>, records: Records, subject: string): string {
  const known = records.get(subject);
  return known ? [t.message({ key: known.called }), known.number].filter(Boolean).join(' ') : subject;
}

/** A value as its person reads it: a code of ours by its words, where it has some. */
function valueRead({ t, time }: Context, records: Records, value: HeldValue, words?: Coded): string {
  if (value === null || value === '') return '—';
  if (value instanceof Date) return time(value);
  if (typeof value === 'boolean') return t(value ? 'mydata.yes' : 'mydata.no');
  if (typeof value === 'number') return formatNumber(t.language, value);
  if (isDay(value)) return formatDay(t.language, value);
  return words?.(t, value) ?? recordRead({ t }, records, value);
}

/** What a row says, field by field; of one whose personal data are gone what is left of it, and that they are. */
export function fieldsOf(
  ctx: Context,
  records: Records,
  { says, words }: Pick<Found, 'says' | 'words'>,
  row: HeldRow,
): { label: string; value: string }[] {
  const { t } = ctx;
  const { emptiedAt } = row;
  const fields = Object.entries(says).flatMap(([field, label]) => {
    const value = row[field] ?? null;
    return value === null || (emptiedAt && value === '')
      ? []
      : [{ label: t.message({ key: label }), value: valueRead(ctx, records, value, words[field]) }];
  });
  return emptiedAt ? [...fields, { label: t('retention.label'), value: removedText(ctx, row) }] : fields;
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
export function lookOf({ t, time }: Context, records: Records, look: Look) {
  const thing = look.what === 'NIK' ? 'NIK' : t('mydata.look.file', { name: look.file ?? '—' });
  const who = look.viewer ?? t('mydata.look.link');
  return {
    who: look.own ? t('mydata.look.own', { name: who }) : who,
    what: `${thing} · ${recordRead({ t }, records, look.subject)}`,
    by: `${t.message({ key: ways[look.by] })} · ${surfaceWords(t, look.surface) ?? look.surface}`,
    first: time(look.firstAt),
    last: time(look.lastAt),
    times: look.times,
  };
}
