import { action, type VerbOf } from '../../../chat/action.ts';
import type { Button, Status as CardStatus, Fact, ListItem, Part, Tone } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { type Day, dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import { formatDay, formatPeriod, type Translate } from '../../../core/texts/index.ts';
import type { DeskDeps, PartnerPolicy } from '../deps.ts';
import { type Mapping, type MappingState, mappingStateTexts, positionTitle } from '../model.ts';
import { mappingState, whyNotManage } from '../rules.ts';

export const mappingTones: Record<MappingState, Tone> = {
  AHEAD: 'neutral',
  ACTIVE: 'good',
  ENDED: 'neutral',
};

/** Refuses, privately and in words, whoever is no directory admin (I-2). */
export function requireManager({ actor }: Context): void {
  const refusal = whyNotManage(actor);
  if (refusal) throw new Refusal(refusal);
}

export function todayOf({ now }: Pick<Context, 'now'>, { timeZone }: PartnerPolicy): Day {
  return dayOf(now, timeZone);
}

export function stateOf({ t }: Pick<Context, 't'>, mapping: Mapping, today: Day): CardStatus {
  const state = mappingState(mapping, today);
  return { text: t.message({ key: mappingStateTexts[state] }), tone: mappingTones[state] };
}

/** `1 Januari – 31 Desember 2026`. */
export const period = (
  { language }: Translate,
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
): string => formatPeriod(language, startsOn, endsOn);

/** What a mapping says wherever it is shown: who, to which position, from when until when. */
export const mappingFacts = (t: Translate, mapping: Mapping): Fact[] => [
  ...askedFacts(t, mapping),
  { label: t('partner.field.end'), value: formatDay(t.language, mapping.endsOn) },
];

/** The same but for its End. */
export function askedFacts(t: Translate, mapping: Mapping): Fact[] {
  return [
    { label: t('partner.field.users'), value: mapping.person.name },
    { label: t('partner.field.position'), value: positionTitle(mapping.position) },
    { label: t('partner.field.official'), value: mapping.position.holder?.name ?? t('partner.card.nobody') },
    { label: t('partner.field.start'), value: formatDay(t.language, mapping.startsOn) },
  ];
}

/** A mapping as a row of a list. */
export function mappingItem(
  ctx: Context,
  mapping: Mapping,
  today: Day,
  { showPerson = true } = {},
): ListItem {
  const { t } = ctx;
  const { position, person, number } = mapping;
  return {
    title: showPerson ? `${number} · ${person.name}` : `${number} · ${positionTitle(position)}`,
    text: [
      showPerson
        ? `${positionTitle(position)} · ${position.holder?.name ?? t('partner.card.nobody')}`
        : (position.holder?.name ?? t('partner.card.nobody')),
      period(t, mapping),
    ].join('\n'),
    status: stateOf(ctx, mapping, today),
    button: verbButton(t('partner.button.detail'), 'open', mapping.id),
  };
}

/** Says that what is shown of the directory is made up. */
export function sandboxPart(
  { t }: Pick<Context, 't'>,
  { directoryHub }: Pick<DeskDeps, 'directoryHub'>,
): Part[] {
  return directoryHub?.sandbox ? [{ type: 'text', text: t('partner.card.sandbox'), subtle: true }] : [];
}

export function reasonPart({ t }: Pick<Context, 't'>, reason: string | null): Part[] {
  return reason ? [{ type: 'quote', label: t('partner.field.reason'), text: reason }] : [];
}

export function verbButton(
  label: string,
  verb: VerbOf<'partner'>,
  id?: number | string,
  style?: Button['style'],
): Button {
  return {
    label,
    does: { action: action(`partner.${verb}`, ...(id === undefined ? [] : [id])) },
    ...(style ? { style } : {}),
  };
}
