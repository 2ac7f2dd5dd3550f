import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PDFDocument } from '@cantoo/pdf-lib';
import { createPdfThreads } from '../../../src/pades/threads.ts';
import { pemOf } from '../../../src/pki/certificate.ts';
import { ali, document, orderOf } from '../../pades/documents.ts';

/**
 * `signing.ts ours|kept|floor file`: signs a file and says what that took, with the start of the thread or in one that has signed a small file
 * before. Its CPU is that of all threads and of what it starts.
 */
const [how, file = ''] = process.argv.slice(2);

/** Loads the file, as part of what is measured, and answers what its child took, in milliseconds. */
type Way = (load: () => Promise<Uint8Array<ArrayBuffer>>) => Promise<number>;

const order = orderOf();

const threads = createPdfThreads();

const ours: Way = async (load) => {
  const { update } = await threads.sign('ali', load, order);
  if (update.length === 0) throw new Error('nothing was added');
  return 0;
};

/** The PDF library draws a line and saves what is new, OpenSSL signs the same bytes: neither of the two signs a file. */
const floor: Way = async (load) => {
  const made = await PDFDocument.load(await load(), { forIncrementalUpdate: true, updateMetadata: false });
  made.getPage(made.getPageCount() - 1).drawText('Ali Rahman, S.H.', { x: 50, y: 50, size: 8 });
  await made.save({ useObjectStreams: false });
  const folder = mkdtempSync(path.join(tmpdir(), 'satu-pintu-bench-'));
  try {
    const key = Buffer.from(ali.privateKey).toString('base64');
    writeFileSync(
      path.join(folder, 'signer.pem'),
      `${pemOf(ali.certificate)}-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    );
    const command = `openssl cms -sign -cades -binary -md sha256 -in "$0" -signer signer.pem -outform DER -out out; times`;
    const said = execFileSync('bash', ['-c', command, file], { cwd: folder, encoding: 'utf8' });
    // Those of the shell, then those of its children.
    const times = [...said.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000,
    );
    return (times[2] ?? 0) + (times[3] ?? 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

if (how === 'kept') await ours(async () => document('groff'));
global.gc?.();
const before = process.memoryUsage.rss();
let most = before;
const looking = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 2);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const cpu = process.cpuUsage();
const child = await (how === 'floor' ? floor : ours)(async () => {
  const { buffer, byteOffset, length } = await readFile(file);
  return new Uint8Array(buffer, byteOffset, length);
});
const { user, system } = process.cpuUsage(cpu);
delay.disable();
clearInterval(looking);
process.stdout.write(
  JSON.stringify({
    cpuMs: (user + system) / 1000 + child,
    grownBytes: most - before,
    p99Ms: delay.percentile(99) / 1e6,
    slowestMs: delay.max / 1e6,
  }),
);
process.exit(0);
