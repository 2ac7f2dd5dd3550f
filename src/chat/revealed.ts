import type { Card, Part, Reveal } from './card.ts';
import type { Field, Form } from './form.ts';

const ofPart = (part: Part): Reveal[] =>
  part.type === 'facts' ? part.facts.flatMap(({ reveals }) => reveals ?? []) : [];

function ofField(field: Field): Reveal[] {
  if (field.type === 'show') return ofPart(field.part);
  return field.type === 'text' && field.reveals && field.value ? [field.reveals] : [];
}

const once = (all: readonly Reveal[]): Reveal[] => [
  ...new Map(all.map((one) => [`${one.what} ${one.of}`, one])).values(),
];

/** What parts show of people, each once, whatever stands in them twice. */
export const revealedByParts = (parts: readonly Part[]): Reveal[] => once(parts.flatMap(ofPart));

/** What an answer shows of people: a card, a form, or what brings one of them. */
export function revealedBy(shown: object): Reveal[] {
  const { card, form, parts }: { card?: Card; form?: Form; parts?: readonly Part[] } = shown;
  return once([
    ...[...(parts ?? []), ...(card?.parts ?? [])].flatMap(ofPart),
    ...(form?.fields ?? []).flatMap(ofField),
  ]);
}
