import type { Context } from '../../../core/context.ts';
import { isDay } from '../../../core/day.ts';
import { formatDay, formatNumber, type Language, nameIn, type TextKey } from '../../../core/texts/index.ts';
import { nameOrErased } from '../../../people/shown-name.ts';
import type { Collected, Found, Look } from '../../../personal-data/collect.ts';
import { type HeldRow, type HeldValue, surfaceWords } from '../../../personal-data/held.ts';
import type { ViewedBy } from '../../../personal-data/views.ts';
import { removedText } from '../../../retention/emptied.ts';

/** Who reads, and what the records are called that they read of. */
export interface Reading extends Context {
  of: Pick<Collected, 'records' | 'themselves'>;
}

/** A record by what it is called and its number or name. */
function recordRead({ t, of }: Reading, subject: string): string {
  if (of.themselves.has(subject)) return t('held.one.yourself');
  const { called = 'held.one.other', name = null, nameSaysAll } = of.records.get(subject) ?? {};
  const inWords = typeof name === 'string' ? nameOrErased(name) : name;
  const said = inWords === null ? '' : dayOrText(t.language, nameIn(t.language, inWords));
  return (nameSaysAll && said) || [t.message({ key: called }), said].filter(Boolean).join(' ');
}

const dayOrText = (language: Language, text: string): string =>
  isDay(text) ? formatDay(language, text) : text;

/** A value as its person reads it: a code of ours by its words, where it has some. */
function valueRead(reading: Reading, { words, record }: Found, field: string, value: HeldValue): string {
  const { t, time } = reading;
  if (value === null || value === '') return '—';
  if (value instanceof Date) return time(value);
  if (typeof value === 'boolean') return t(value ? 'mydata.yes' : 'mydata.no');
  if (typeof value === 'object') return value[t.language];
  if (field === record) return recordRead(reading, String(value));
  const said = words?.[field]?.(t, String(value));
  if (said !== undefined) return said;
  return typeof value === 'number' ? formatNumber(t.language, value) : dayOrText(t.language, value);
}

/** A field as it is read; `inWords`: its value is in words of ours. */
export interface Field {
  label: string;
  value: string;
  inWords: boolean;
}

/** What a row says, field by field; of one whose personal data are gone what is left of it, and that they are. */
export function fieldsOf(reading: Reading, found: Found, row: HeldRow): Field[] {
  const { t } = reading;
  const { emptiedAt } = row;
  const fields = Object.entries(found.says).flatMap(([field, label]) => {
    const value = row[field] ?? null;
    return value === null || (emptiedAt && value === '')
      ? []
      : [
          {
            label: t.message({ key: label }),
            value: valueRead(reading, found, field, value),
            inWords: field === found.record || found.words?.[field] !== undefined,
          },
        ];
  });
  return emptiedAt
    ? [...fields, { label: t('retention.label'), value: removedText(reading, row), inWords: true }]
    : fields;
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
export function lookOf(reading: Reading, look: Look) {
  const { t, time } = reading;
  const thing = look.what === 'NIK' ? 'NIK' : t('mydata.look.file', { name: look.file ?? '—' });
  const who = look.viewer ?? t('mydata.look.link');
  return {
    who: look.own ? t('mydata.look.own', { name: who }) : who,
    what: `${thing} · ${recordRead(reading, look.subject)}`,
    by: `${t.message({ key: ways[look.by] })} · ${surfaceWords(t, look.surface) ?? look.surface}`,
    first: time(look.firstAt),
    last: time(look.lastAt),
    times: look.times,
  };
}
