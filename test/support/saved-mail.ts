import { createTransport } from 'nodemailer';
import { type Letter, letterHtml, letterText } from '../../src/neighbours/mail/letter.ts';

/** The mail of a day as a mail program saves it (.eml): as it is sent, with this text for the signed root. */
export async function savedMail(note: string, letter: Partial<Letter> = {}): Promise<Buffer> {
  const written: Letter = {
    language: 'id',
    to: { name: '', address: 'auditor@lain.example' },
    subject: 'Akar log audit',
    paragraphs: ['Simpan e-mail ini.', note.trim()],
    ...letter,
  };
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail({
    from: 'pintu@instansi.example',
    to: written.to,
    subject: written.subject,
    text: letterText(written),
    html: letterHtml(written),
  });
  return message as Buffer;
}
