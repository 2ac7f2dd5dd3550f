import { describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  compactNote,
  keyLine,
  newSigner,
  noteOf,
  readCompactNote,
  readKeyLine,
  readNotes,
  type Signer,
  signCheckpoint,
  signedBy,
} from '../../src/merkle/signed-note.ts';
import { hashes } from '../../src/merkle/tree.ts';

const signer = newSigner('satu-pintu/audit/0011223344556677');
const signedNote = (of: Checkpoint, by: Signer[]) => noteOf(signCheckpoint(of, by));
const checkpoint = {
  origin: signer.origin,
  size: 123,
  root: hashes.fromBuffer(Buffer.alloc(32, 0xab)),
  at: '2026-11-29T23:45:00.000Z',
};

describe('T-1 a signed checkpoint', () => {
  it('reads as transparency logs write it', () => {
    const lines = signedNote(checkpoint, [signer]).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'satu-pintu/audit/0011223344556677',
      '123',
      'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=',
      'time 2026-11-29T23:45:00.000Z',
      '',
    ]);
    expect(lines[5]).toMatch(/^— satu-pintu\/audit\/0011223344556677 \S{92}$/);
    expect(lines[6]).toBe('');
  });

  it.each([
    ['as it was written', (note: string) => note],
    ['quoted in an answer', (note: string) => note.replace(/^/gm, '> ')],
    [
      'set in by a mail',
      (note: string) => `Yth. Bapak,\n\n${note.replaceAll('\n', '\n    ')}\n-- \nSatu Pintu`,
    ],
    ['on one line, as of HTML', (note: string) => `Log audit: ${note.replace(/\s+/g, ' ')} Salam`],
    ['with Windows’ line ends', (note: string) => note.replaceAll('\n', '\r\n')],
    ['twice', (note: string) => `${note}\n${note}`],
  ])('is found in a text: %s', (_how, made) => {
    const [found] = readNotes(made(signedNote(checkpoint, [signer])));
    expect(found).toMatchObject(checkpoint);
    expect(found && signedBy(found, [signer])?.keyId).toBe(signer.keyId);
  });

  it.each([
    ['its size', (note: string) => note.replace('\n123\n', '\n124\n')],
    ['its root', (note: string) => note.replace('q6urq6', 'q6urq7')],
    ['its moment', (note: string) => note.replace('23:45', '23:46')],
    ['its log', (note: string) => note.replaceAll('6677', '6678')],
  ])('holds no longer once %s was changed', (_what, made) => {
    const [found] = readNotes(made(signedNote(checkpoint, [signer])));
    expect(found).toBeDefined();
    expect(found && signedBy(found, [signer])).toBeUndefined();
  });

  it('is told from one that another key has signed, and may be signed by two', () => {
    const other = newSigner(signer.origin);
    const [found] = readNotes(signedNote(checkpoint, [signer, other]));
    expect(found?.signatures).toHaveLength(2);
    for (const each of [signer, other]) expect(found && signedBy(found, [each])?.keyId).toBe(each.keyId);
    expect(found && signedBy(found, [newSigner(signer.origin)])).toBeUndefined();
  });

  it('is the same in the few characters that a button has room for', () => {
    const note = signCheckpoint(checkpoint, [signer]);
    const compact = compactNote(note);
    expect(compact.length).toBeLessThan(190);
    expect(readCompactNote(signer.origin, compact)).toEqual(note);
    expect(readCompactNote(signer.origin, compact.slice(1, -1))).toBeNull();
  });

  it('names its key in one line, which is read back and whose id is its own', () => {
    const line = keyLine(signer);
    expect(readKeyLine(line)?.keyId).toBe(signer.keyId);
    expect(readKeyLine(line.replace(signer.keyId, '00000000'))).toBeNull();
    expect(readKeyLine('something else')).toBeNull();
  });
});
