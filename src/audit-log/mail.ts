import PostalMime from 'postal-mime';
import { readNotes, type SignedCheckpoint } from '../merkle/signed-note.ts';

/** A mail of ours has some ten KB; what gateways put around it, and a logo, fit in as well. */
export const maxMailBytes = 256 * 1024;
/** A parser looks at each line by itself, so that many short ones cost more than their bytes. */
const maxLines = 5000;
/** Mails that were forwarded as attachments are left closed. */
const limits = { maxNestingDepth: 10, maxRfc822NestingDepth: 0, maxHeadersSize: 64 * 1024 };

/** A mail that is larger or more deeply nested than one of ours can be. */
export class UnreadableMail extends Error {
  override name = 'UnreadableMail';
}

/**
 * The signed roots in a mail as mail programs save it (RFC 5322), out of its text/plain parts (T-1). Nothing says yet that the signatures
 * hold. Throws `UnreadableMail`, before anything is parsed where the mail is too large.
 */
export async function notesInMail(mail: Buffer): Promise<SignedCheckpoint[]> {
  if (mail.length > maxMailBytes) throw new UnreadableMail(`a mail of more than ${maxMailBytes} bytes`);
  if (linesIn(mail) > maxLines) throw new UnreadableMail(`a mail of more than ${maxLines} lines`);
  const { text = '' } = await PostalMime.parse(mail, limits).catch((error: Error) => {
    throw new UnreadableMail(error.message);
  });
  return readNotes(text);
}

function linesIn(mail: Buffer): number {
  let lines = 0;
  for (let at = mail.indexOf('\n'); at >= 0; at = mail.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
