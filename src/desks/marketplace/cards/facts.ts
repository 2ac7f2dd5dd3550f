import type { Status as CardStatus, Fact } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { MappedCompany, Satker } from '../model.ts';

export function statusOf(
  { t }: Pick<Context, 't'>,
  { link, company }: Pick<Satker, 'link' | 'company'>,
): CardStatus {
  if (link) return { text: t('market.status.mapped'), tone: 'good' };
  return company
    ? { text: t('market.status.byOthers'), tone: 'waiting' }
    : { text: t('market.status.unmapped'), tone: 'neutral' };
}

/** How a satker is told from others: offices of several institutions are called alike. Some have their code in their name. */
export const satkerName = ({ name, code }: Pick<Satker['unit'], 'name' | 'code'>): string =>
  name.includes(code) ? name : `${name} (${code})`;

const companyName = ({ name, address }: Pick<MappedCompany, 'name' | 'address'>): string =>
  [name, address].filter(Boolean).join(', ');

/** What the manual's list says of a satker, and where it buys (M-1, M-6, M-7). */
export function satkerFacts({ t, time }: Pick<Context, 't' | 'time'>, satker: Satker): Fact[] {
  const { unit, isMain, changedAt, company, link } = satker;
  return [
    { label: t('market.field.institution'), value: unit.institution ?? '—' },
    { label: t('market.field.satker'), value: satkerName(unit) },
    { label: t('market.field.kind'), value: t(isMain ? 'market.kind.main' : 'market.kind.additional') },
    ...(company
      ? [
          {
            label: t('market.field.company'),
            value: companyName(company),
          },
        ]
      : []),
    ...(link ? [{ label: t('market.field.account'), value: link.email }] : []),
    { label: t('market.field.changed'), value: time(changedAt) },
  ];
}

/** Where a satker buys, since when, and who does. */
export function companyFacts({ t, time }: Pick<Context, 't' | 'time'>, company: MappedCompany): Fact[] {
  const { unit, mappedAt, officers } = company;
  return [
    { label: t('market.field.institution'), value: unit.institution ?? '—' },
    { label: t('market.field.satker'), value: satkerName(unit) },
    { label: t('market.field.company'), value: companyName(company) },
    { label: t('market.field.mapped'), value: time(mappedAt) },
    { label: t('market.field.officers'), value: officers.join(', ') || '—' },
  ];
}
