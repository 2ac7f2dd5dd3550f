import type { Message, Translate } from '../core/texts/index.ts';
import type { Card, Part, Status, Tone } from './card.ts';
import { type Form, type FormResult, formOfCard, type Leading } from './form.ts';

/** What came of a decision that several people could take: of two at once, the first to commit counts (U-13). */
export type Decided = { type: 'decided' } | { type: 'passed'; why: Message };

/** What a form has brought about, said where it was sent. */
export interface Outcome {
  /** `Disetujui: UID-2026-000001. …` */
  text: string;
  /** Good, unless it ended something. */
  tone?: Tone;
  parts?: readonly Part[];
}

/** What has been done, in words. */
export function done(t: Translate, outcome: Outcome): FormResult {
  return { type: 'done', form: outcomePage(t, t('form.done'), outcome) };
}

/** What has been done, above the card as it stands now. */
export function doneWith(t: Translate, text: string | readonly string[], card: Card): FormResult {
  const form = formOfCard(card, t('form.close'));
  const said = [text].flat().map((text): Part => ({ type: 'text', text }));
  return {
    type: 'done',
    form: { ...form, final: true, fields: [...said.map(shown), ...form.fields] },
  };
}

/** That somebody was faster, said where the form was sent (U-13). */
export function passed(t: Translate, why: Message): FormResult {
  return { type: 'done', form: outcomePage(t, t('form.passed'), { text: t.message(why), tone: 'neutral' }) };
}

/** A page that says what has been done, and ends its form. */
export function lastPage(t: Translate, title: string, parts: readonly Part[], status?: Status): Form {
  return {
    id: 'chat.shown',
    title,
    state: [],
    close: t('form.close'),
    final: true,
    ...(status && { status }),
    fields: parts.map(shown),
  };
}

/** A page that says what has become of something. */
export const outcomePage = (
  t: Translate,
  title: string,
  { text, tone = 'good', parts = [] }: Outcome,
): Form => lastPage(t, title, parts, { text, tone });

/** A form's page becomes a card; nothing has changed. */
export function becomes(t: Translate, card: Card): Leading {
  return { type: 'become', form: formOfCard(card, t('form.close')) };
}

const shown = (part: Part) => ({ type: 'show' as const, part });
