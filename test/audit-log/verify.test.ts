import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxMailBytes } from '../../src/audit-log/mail.ts';
import { projectRoot } from '../../src/core/root.ts';
import { keyLine, newSigner, noteOf, signCheckpoint } from '../../src/merkle/signed-note.ts';
import { Frontier, leafHash } from '../../src/merkle/tree.ts';
import { savedMail } from '../support/saved-mail.ts';

const signer = newSigner('satu-pintu/audit/0011223344556677');
const line = (n: number) =>
  `{"action":"a","actor":"A","data":"{\\"id\\": \\"${n}\\"}","id":"${n + 1000}","reason":"alasan ${n}","v":1}`;
const lines = Array.from({ length: 300 }, (_, n) => line(n));

function headOf(size: number, at = `2026-11-2${size % 10}T00:00:00.000Z`): string {
  const tree = new Frontier();
  for (const each of lines.slice(0, size)) tree.append(leafHash(Buffer.from(each)));
  return noteOf(signCheckpoint({ origin: signer.origin, size, root: tree.root(), at }, [signer]));
}

let dir: string;
let program: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'audit-verify-'));
  program = path.join(dir, 'audit-verify.mjs');
  await build({
    entryPoints: [path.join(projectRoot, 'src/audit-log/verify/main.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
});
afterAll(() => rm(dir, { recursive: true }));

async function file(name: string, text: string | Buffer): Promise<string> {
  const at = path.join(dir, name);
  await writeFile(at, text);
  return at;
}

/** Without anything of ours around it but that file. */
async function verify(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: dir, env: {} }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr });
    });
  });
}

describe('T-1 npm run audit:verify', () => {
  let key: string[];
  let log: string;
  let heads: string[];
  beforeAll(async () => {
    key = ['--key', await file('key', `${keyLine(signer)}\n`)];
    log = await file('audit.jsonl', `${lines.join('\n')}\n`);
    const mail = await file(
      'mail.txt',
      `Yth. Auditor,\n\n> ${headOf(120).replaceAll('\n', '\n> ')}\n\nSalam`,
    );
    heads = ['--head', mail, '--head', await file('head.txt', headOf(300))];
  });

  it('says how it is called', async () => {
    for (const option of ['--help', '-h']) {
      const { code, said } = await verify(option);
      expect(said).toContain('--key');
      expect(code).toBe(0);
    }
  });

  it('confirms an export by the public key and what its reader kept, and that each root begins with the one before', async () => {
    const { code, said } = await verify(...key, ...heads, '--log', log);
    expect(said).toContain('300 entries');
    expect(said.match(/: holds$/gm)).toHaveLength(2);
    expect(said).toMatch(/begins with that of .*120 entries: \d+ hashes prove it/);
    expect(code).toBe(0);
  });

  it('proves an entry, and checks that proof without the export', async () => {
    const out = path.join(dir, 'proof.json');
    const proved = await verify(...key, ...heads, '--log', log, '--entry', '1007', '--out', out);
    expect(proved.code).toBe(0);
    expect(proved.said).toContain(line(7));
    expect(await verify(...key, '--proof', out)).toMatchObject({
      code: 0,
      said: expect.stringContaining('is number 8 of the log'),
    });
    const forged = await file('forged.json', (await readFile(out, 'utf8')).replace('alasan 7', 'alasan 8'));
    expect((await verify(...key, '--proof', forged)).code).toBe(1);
    const stranger = ['--key', keyLine(newSigner(signer.origin))];
    expect(await verify(...stranger, '--proof', out)).toMatchObject({
      code: 1,
      said: expect.stringContaining('IS NOT SIGNED'),
    });
    // The id of another thing, in the data of an entry, is no entry's.
    expect((await verify(...key, ...heads, '--log', log, '--entry', '7')).code).toBe(1);
  });

  it.each([
    ['an entry was changed', (all: string[]) => all.with(200, line(5)), 'holds', 'DIFFERS'],
    ['an entry before all was changed', (all: string[]) => all.with(3, line(5)), 'DIFFERS', 'DIFFERS'],
    ['the end was cut off', (all: string[]) => all.slice(0, 250), 'holds', 'shorter'],
    ['two changed places', (all: string[]) => all.with(0, line(1)).with(1, line(0)), 'DIFFERS', 'DIFFERS'],
  ])('says of which root an export differs when %s', async (_what, change, first, second) => {
    const changed = await file('changed.jsonl', `${change(lines).join('\n')}\n`);
    const { code, said } = await verify(...key, ...heads, '--log', changed);
    const told = said.split('\n').filter((each) => each.startsWith('root of'));
    expect(told[0]).toContain(first);
    expect(told[1]).toContain(second);
    expect(code).toBe(1);
  });

  it('takes mails as mail programs save them, and names the first day and the mails that disagree', async () => {
    const saved = async (size: number, day: string) =>
      file(`${day}.eml`, await savedMail(headOf(size, `${day}T23:45:00.000Z`)));
    const mails = [
      await saved(120, '2026-11-20'),
      await saved(200, '2026-11-21'),
      await saved(300, '2026-11-22'),
    ];
    const given = mails.flatMap((mail) => ['--mail', mail]);
    const all = await verify(...key, ...given, '--log', log);
    expect(all.said.match(/\.eml: holds$/gm)).toHaveLength(3);
    expect(all.code).toBe(0);
    const changed = await file('changed.jsonl', `${lines.with(150, line(5)).join('\n')}\n`);
    const one = await verify(...key, ...given, ...heads, '--log', changed);
    expect(one.said).toContain(
      `the first day that DISAGREES is 2026-11-20, by ${path.join(dir, 'head.txt')}\n`,
    );
    const other = await verify(...key, ...given, '--log', changed);
    expect(other.said).toContain(`2026-11-20T23:45:00.000Z, 120 entries, in ${mails[0]}: holds`);
    expect(other.said).toContain(`the first day that DISAGREES is 2026-11-21, by ${mails[1]}\n`);
    expect(other.code).toBe(1);
    const stranger = newSigner(signer.origin);
    const theirs = await verify('--key', keyLine(stranger), ...given, '--log', log);
    expect(theirs.said.match(/IS NOT SIGNED/g)).toHaveLength(3);
    expect(theirs.code).toBe(1);
  });

  it('takes no mail without a root, and none larger than ours are', async () => {
    const none = await file('none.eml', await savedMail('Tidak ada apa-apa'));
    expect(await verify(...key, '--mail', none, '--log', log)).toMatchObject({
      code: 2,
      said: expect.stringContaining('no signed root'),
    });
    const large = await file(
      'large.eml',
      Buffer.concat([await savedMail(headOf(120)), Buffer.alloc(maxMailBytes)]),
    );
    expect(await verify(...key, '--mail', large, '--log', log)).toMatchObject({
      code: 2,
      said: expect.stringContaining('is larger'),
    });
  });

  it('says what it cannot use', async () => {
    expect(await verify()).toMatchObject({ code: 2, said: expect.stringContaining('--key') });
    expect((await verify(...key, '--log', path.join(dir, 'absent'))).code).toBe(2);
    expect(await verify(...key, '--head', log, '--log', log)).toMatchObject({
      code: 2,
      said: expect.stringContaining('no signed root'),
    });
    expect((await verify(...key, '--log', log)).code).toBe(1);
  });
});
