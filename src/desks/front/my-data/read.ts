import type { Context } from '../../../core/context.ts';
import { formatNumber, type TextKey } from '../../../core/texts/index.ts';
import type { Found, Look } from '../../../personal-data/collect.ts';
import type { Coded, HeldRow, HeldValue } from '../../../personal-data/held.ts';
import type { ViewedBy } from '../../../personal-data/views.ts';
import { removedText } from '../../../retention/emptied.ts';

/** A value as its person reads it: a code of ours by its words, where it has some. */
function valueRead({ t, time }: Context, value: HeldValue, words?: Coded): string {
  if (value === null || value === '') return '—';
  if (value instanceof Date) return time(value);
  if (typeof value === 'boolean') return t(value ? 'mydata.yes' : 'mydata.no');
  return typeof value === 'number' ? formatNumber(t.language, value) : (words?.(t, value) ?? value);
}

/** What a row says, field by field; of one whose personal data are gone what is left of it, and that they are. */
export function fieldsOf(
  ctx: Context,
  { says, words }: Pick<Found, 'says' | 'words'>,
  row: HeldRow,
): { label: string; value: string }[] {
  const { t } = ctx;
  const { emptiedAt } = row;
  const fields = Object.entries(says).flatMap(([field, label]) => {
    const value = row[field] ?? null;
    return value === null || (emptiedAt && value === '')
      ? []
      : [{ label: t.message({ key: label }), value: valueRead(ctx, value, words[field]) }];
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
