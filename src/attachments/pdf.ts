import type { FileRef } from '../chat/form.ts';
import { FieldErrors } from '../core/errors.ts';
import type { Message } from '../core/texts/index.ts';
import type { AttachmentInfo, Attachments } from './attachments.ts';

/**
 * Keeps the PDF that was given at a field, recognised by its content. What is none is refused in words of the field's own: what may be
 * attached elsewhere is no help there.
 */
export async function onePdf(
  attachments: Pick<Attachments, 'take'>,
  personId: number,
  files: readonly FileRef[],
  field: string,
  notPdf: (name: string) => Message,
  maxBytes?: number,
): Promise<AttachmentInfo> {
  const [file] = await attachments.take(personId, files, field, maxBytes).catch((error) => {
    const isWrongType = error instanceof FieldErrors && error.fields[field]?.key === 'attachment.error.type';
    throw isWrongType ? new FieldErrors({ [field]: notPdf(files[0]?.name ?? '') }) : error;
  });
  if (file?.mediaType !== 'application/pdf') throw new FieldErrors({ [field]: notPdf(file?.name ?? '') });
  return file;
}
