import type { AttachmentInfo } from '../../../attachments/attachments.ts';
import { onePdf } from '../../../attachments/pdf.ts';
import { chosenOf, type Field, filesOf, keptSource, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { msg, type Translate } from '../../../core/texts/index.ts';
import type { DeskDeps } from '../deps.ts';

/** Asks for one PDF. */
export const pdfField = (t: Translate, hint: string, maxBytes: number): Field => ({
  type: 'files',
  name: 'document',
  label: t('sign.field.document'),
  hint,
  maxFiles: 1,
  accept: ['pdf'],
  maxBytes,
});

/** Asks for one of those that have been given already. */
export const givenPdfField = (t: Translate, files: readonly AttachmentInfo[]): Field => ({
  type: 'choice',
  name: 'document',
  label: t('sign.field.document'),
  choices: files.map(({ id, name }) => ({ value: String(id), label: name })),
  value: String(files[0]?.id),
  style: 'radio',
});

/** Keeps the one PDF that was given or chosen there; throws FieldErrors at the field. */
export async function takePdf(
  { actor }: Pick<Context, 'actor'>,
  { attachments, maxPdfBytes }: Pick<DeskDeps, 'attachments' | 'maxPdfBytes'>,
  values: Values,
): Promise<AttachmentInfo> {
  const chosen = chosenOf(values, 'document').map((id) => ({
    source: `${keptSource}${id}`,
    name: '',
    size: 0,
  }));
  const files = [...chosen, ...filesOf(values, 'document')];
  return onePdf(attachments, actor.id, files, 'document', () => msg('sign.error.document'), maxPdfBytes);
}

/** Who waits for a thread, as each person has their share of them. */
export const askerOf = ({ actor }: Pick<Context, 'actor'>): string => `person ${actor.id}`;
