import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a judge has said: its exit status alone says little with some of them, so that tests read the words. */
export interface Verdict {
  status: number | null;
  words: string;
}

/** A program of others that judges what ours has made. */
export interface Judge {
  found: boolean;
  /** The title of a test, which says aloud why it is skipped. */
  title(title: string): string;
  /** Times are those of UTC, which pdfsig writes without a zone. */
  says(args: readonly string[], files?: Files): Verdict;
  /** What it writes into a file. */
  makes(args: readonly string[], files: Files, made: string): Uint8Array<ArrayBuffer>;
}

/** By their names in the folder where it runs. */
type Files = Record<string, Uint8Array | string>;

/**
 * @param debian the package that has the program
 * @param needs further files that it asks for, such as a Java library
 * @param started what is run where it is another program that tells whether the judge is there
 */
function judge(program: string, debian: string, needs: readonly string[] = [], started = program): Judge {
  const found =
    (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program))) &&
    needs.every((file) => existsSync(file));
  const run = <Result>(
    args: readonly string[],
    files: Files,
    then: (said: Verdict, folder: string) => Result,
  ) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'judge-'));
    try {
      for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
      const { status, stdout, stderr, error } = spawnSync(started, args, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
      });
      if (error) throw error;
      return then({ status, words: `${stdout}${stderr}` }, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    found,
    title: (title) => (found ? title : `${title} (skipped: no ${program} found; install Debian's ${debian})`),
    says: (args, files = {}) => run(args, files, (said) => said),
    makes: (args, files, made) =>
      run(args, files, ({ words }, folder) => {
        if (!existsSync(path.join(folder, made))) throw new Error(`${program} has made no ${made}: ${words}`);
        return new Uint8Array(readFileSync(path.join(folder, made)));
      }),
  };
}

export const openssl = judge('openssl', 'openssl');
export const pdfsig = judge('pdfsig', 'poppler-utils');
export const qpdf = judge('qpdf', 'qpdf');
export const mutool = judge('mutool', 'mupdf-tools');
/** Tells who has written a file. */
export const pdfinfo = judge('pdfinfo', 'poppler-utils');
/** An authenticator of others. */
export const oathtool = judge('oathtool', 'oathtool');
export const zbarimg = judge('zbarimg', 'zbar-tools');
/** Keeps what NSS trusts, by which pdfsig judges certificates. */
export const certutil = judge('certutil', 'libnss3-tools', [], 'sh');
const jars = ['pdfbox2', 'fontbox2', 'commons-logging', 'bcprov', 'bcpkix', 'bcutil'].map(
  (name) => `/usr/share/java/${name}.jar`,
);
/** PDFBox upon Bouncy Castle, started from the source of `test/pades/pdfbox`: that takes the compiler of a JDK. */
export const java = judge('javac', 'default-jdk-headless, libpdfbox2-java and libbcpkix-java', jars, 'java');
export const javaOptions = ['-cp', jars.join(path.delimiter)];
