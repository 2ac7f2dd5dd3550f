import { onePdf } from '../../../attachments/pdf.ts';
import type { FileRef } from '../../../chat/form.ts';
import { filesOf, linesOf, textOf, type Values } from '../../../chat/form.ts';
import { emailIn, phoneIn } from '../../../core/contact.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { differenceText } from '../../../people/names/differences.ts';
import { matchName, type OfferedTitle } from '../../../people/names/match.ts';
import type { DeskDeps } from '../deps.ts';

export const maxReason = 2000;
export const maxName = 200;

/** Thrown as field errors, all at once. */
export type Errors = Record<string, Message>;

/** A line of text that has to be there. */
export function requiredLine(
  values: Values,
  field: string,
  missing: Message,
  errors: Errors,
  max = maxName,
): string {
  const text = textOf(values, field);
  if (!text) errors[field] = missing;
  else if (text.length > max) errors[field] = msg('error.tooLong', { max });
  return text;
}

export function optionalText(values: Values, field: string, errors: Errors, max = maxReason): string | null {
  const text = linesOf(values, field);
  if (text.length > max) errors[field] = msg('error.tooLong', { max });
  return text || null;
}

export function emailOf(values: Values, errors: Errors): string {
  const email = emailIn(textOf(values, 'email'));
  if (!email) errors.email = msg('field.error.email');
  return email ?? '';
}

export function phoneOf(values: Values, errors: Errors): string {
  const phone = phoneIn(textOf(values, 'phone'));
  if (!phone) errors.phone = msg('satker.error.phone');
  return phone ?? '';
}

/** That a document is given, or one is `kept`: said with whatever else is missing, before any file is fetched. */
export function requireDocument(values: Values, kept: number | null, errors: Errors): void {
  const given = filesOf(values, 'document').length;
  if (given !== 1 && !(given === 0 && kept !== null)) errors.document = msg('satker.error.document');
}

/**
 * The one PDF that justifies a registration or ticket, recognised by its content (S-3). `kept` stands in for it where one
 * is there already.
 */
export async function documentOf(
  ctx: Context,
  deps: DeskDeps,
  values: Values,
  kept: number | null = null,
): Promise<number> {
  const files: readonly FileRef[] = filesOf(values, 'document');
  if (files.length === 0 && kept !== null) return kept;
  const errors: Errors = {};
  requireDocument(values, kept, errors);
  if (errors.document) throw new FieldErrors(errors);
  const { id } = await onePdf(deps.attachments, ctx.actor.id, files, 'document', (name) =>
    msg('satker.error.documentType', { name }),
  );
  return id;
}

/** That a register cannot be asked now, or that there is none. */
export function downMessage(register: object | null, name: 'Dukcapil' | 'DIGIT'): Message {
  return msg(register ? 'satker.error.registerDown' : 'satker.error.notSetUp', { register: name });
}

/**
 * Checks a NIK and a name with the civil register, in its own words, and beneath them which of the typed words differ
 * (S-4). Answers what has to be accepted as a title for the name to be right, where that is all that stands in the way.
 */
export async function checkWithDukcapil(
  deps: DeskDeps,
  person: { nik: string; name: string },
  errors: Errors,
): Promise<OfferedTitle | null> {
  if (!deps.dukcapil) {
    errors.nik = downMessage(null, 'Dukcapil');
    return null;
  }
  try {
    const resident = await deps.dukcapil.resident(person.nik);
    if (!resident) {
      errors.nik = msg('satker.error.nikUnknown');
      return null;
    }
    const { nameMatchMinimum: minimum, titles } = deps.policy;
    const match = matchName(person.name, resident.name, minimum, titles);
    if (match.type === 'differs')
      errors.name = {
        ...msg('satker.error.nameDiffers', { score: match.score, minimum }),
        more: match.differences.map(differenceText),
      };
    return match.type === 'passesWithout' ? match.offered : null;
  } catch (error) {
    if (!(error instanceof NeighbourDown)) throw error;
    errors.nik = downMessage(deps.dukcapil, 'Dukcapil');
    return null;
  }
}
