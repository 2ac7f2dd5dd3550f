import { describe, expect, it } from 'vitest';
import { maxMailBytes, notesInMail, UnreadableMail } from '../../src/audit-log/mail.ts';
import { newSigner, noteOf, signCheckpoint, signedBy } from '../../src/merkle/signed-note.ts';
import { Frontier } from '../../src/merkle/tree.ts';
import { savedMail } from '../support/saved-mail.ts';

const signer = newSigner('satu-pintu/audit/0011223344556677');
const at = '2026-11-20T23:45:00.000Z';
const note = noteOf(
  signCheckpoint({ origin: signer.origin, size: 0, root: new Frontier().root(), at }, [signer]),
);
const mixed = (...parts: string[]) =>
  Buffer.from(
    [
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
      ...parts.map((part) => `--b\r\n${part}\r\n`),
      '--b--\r\n',
    ].join('\r\n'),
  );
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');

describe('T-1 the signed root in a mail', () => {
  it('is found in the mail that is sent, and holds', async () => {
    const notes = await notesInMail(await savedMail(note));
    expect(notes).toHaveLength(1);
    expect(notes.map((one) => signedBy(one, [signer])?.keyId)).toEqual([signer.keyId]);
  });

  it.each([
    [
      'in base64',
      `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(note)}`,
    ],
    [
      'quoted in a mail that passes it on',
      `Content-Type: text/plain; charset=utf-8\r\n\r\n> ${note.replaceAll('\n', '\r\n> ')}`,
    ],
    ['deeper within', `Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\n${note}\r\n--c--`],
  ])('is found %s', async (_where, part) => {
    const notes = await notesInMail(mixed('Content-Type: text/plain\r\n\r\nLihat di bawah', part));
    expect(notes.map((one) => signedBy(one, [signer])?.keyId)).toEqual([signer.keyId]);
  });

  it.each([
    ['HTML', `Content-Type: text/html; charset=utf-8\r\n\r\n<p>${note}</p>`],
    ['a file', `Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n${note}`],
    ['another kind of text', `Content-Type: text/csv\r\n\r\n${note}`],
    ['a mail within the mail', `Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n${note}`],
    ['a header', `Content-Type: text/plain\r\nX-Note: ${note.trim().replace(/\n+/g, '\r\n ')}\r\n\r\nx`],
  ])('is not looked for in %s', async (_where, part) => {
    expect(await notesInMail(mixed(part))).toEqual([]);
  });

  it.each([
    ['bytes', Buffer.alloc(maxMailBytes + 1, 'a')],
    ['lines', Buffer.from(`\r\n${'\r\n'.repeat(6000)}${note}`)],
    ['headers', Buffer.from(`X: ${'a'.repeat(70_000)}\r\n\r\n${note}`)],
    [
      'parts in parts',
      Buffer.from(
        Array.from(
          { length: 40 },
          (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
        ).join(''),
      ),
    ],
  ])('is not looked for in a mail of more %s than ours have', async (_what, mail) => {
    await expect(notesInMail(mail)).rejects.toThrow(UnreadableMail);
  });

  it('is in none of what is no mail', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xd8, 0xff, 0, 10, 13]),
      Buffer.from('{"a": 1}'),
    ])
      expect(await notesInMail(bytes)).toEqual([]);
  });
});
