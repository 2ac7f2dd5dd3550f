import { chosenOf, type Field, type Value, type Values } from '../../../chat/form.ts';
import type { Translate } from '../../../core/texts/index.ts';
import type { Employee } from '../../../people/register.ts';
import { isKind, type Kind, kindNames, type RequestDetail } from '../model.ts';

/** Whoever asks, for themselves, or somebody else. */
export type ForWhom = 'self' | 'other';

/** For whom a form was drawn last, and how often that had changed by then. */
export interface Drawn {
  forWhom: ForWhom;
  turn: number;
}

const kindOfEmployment: Record<Employee['employment'], Kind> = {
  ORGANIK_PKWT: 'HO_ORGANIK_PKWT',
  TKJP: 'HO_TKJP',
  UNIT: 'UNIT',
};

/** Whether this kind is asked for with the Nopek of such an employee (U-4). */
export const isKindOf = ({ employment }: Employee, kind: Kind): boolean =>
  kindOfEmployment[employment] === kind;

/** The answers that say who the applicant is. */
const ofApplicant: readonly string[] = ['nopek', 'name', 'position', 'email', 'unit', 'atasan'];

/**
 * For whom a form is filled in, and what stands in it: for whoever asks what the register says of them, and over it what they have typed;
 * for somebody else nothing of the one before. Of whom the register says nothing, that one has nothing to choose.
 */
export function filledIn(own: Employee | null, drawn: Drawn, values: Values): Drawn & { values: Values } {
  const forWhom = own ? (forWhomIn(values) ?? drawn.forWhom) : 'other';
  const isAnother = forWhom !== drawn.forWhom;
  const typed = isAnother
    ? without(forWhom === 'self' ? ['kind', ...ofApplicant] : ofApplicant, values)
    : values;
  // A field that was emptied is among what was typed: it stays empty.
  return {
    forWhom,
    turn: drawn.turn + (isAnother ? 1 : 0),
    values: own && forWhom === 'self' ? { ...answersOf(own), ...typed } : typed,
  };
}

/** Of what is about the applicant: another one each time that it is for another one, since some platforms keep what was typed. */
export const generationAt = (turn: number): string | undefined => (turn > 0 ? String(turn) : undefined);

const without = (names: readonly string[], values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

/** What the register says of an employee, as the answers of whichever kind (U-3, U-4). */
function answersOf({ nopek, name, position, email, employment, unit }: Employee): Values {
  const text = (value: string): Value => ({ type: 'text', text: value });
  const chosen = (value: string | number, label: string): Value => ({
    type: 'chosen',
    chosen: [{ value: String(value), label }],
  });
  const kind = kindOfEmployment[employment];
  return {
    kind: chosen(kind, kindNames[kind]),
    nopek: text(nopek),
    name: text(name),
    position: text(position),
    email: text(email),
    // A unit of the head office is none that kind Unit is for.
    ...(kind === 'UNIT' && { unit: chosen(unit.id, unit.name) }),
  };
}

export function forWhomIn(values: Values): ForWhom | null {
  const [chosen] = chosenOf(values, 'for');
  return chosen === 'self' || chosen === 'other' ? chosen : null;
}

export function kindIn(values: Values): Kind | null {
  const [chosen] = chosenOf(values, 'kind');
  return chosen && isKind(chosen) ? chosen : null;
}

/** For whom an earlier request was, as seen by whoever starts it again. */
export const forWhomWas = (
  { nopek, email }: Pick<RequestDetail, 'nopek' | 'email'>,
  own: Employee | null,
): ForWhom => (own && (nopek ? nopek === own.nopek : email === own.email) ? 'self' : 'other');

/** For whoever asks, which is what most ask for, or for somebody else. */
export const forWhomField = (t: Translate, forWhom: ForWhom): Field => ({
  type: 'choice',
  name: 'for',
  label: t('userId.field.for'),
  choices: [
    { value: 'self', label: t('userId.for.self') },
    { value: 'other', label: t('userId.for.other') },
  ],
  value: forWhom,
  style: 'radio',
  redraws: true,
});
