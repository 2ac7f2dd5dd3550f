import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../../src/core/root.ts';
import { freePort } from '../../support/free-port.ts';

/** What a process has used since it began. Sizes in bytes. */
export interface Usage {
  cpuMs: number;
  rss: number;
  heapUsed: number;
}

/** One side of a comparison: a Node process of its own that takes signed requests at `url`. */
export interface Program {
  url: string;
  /** `settle` collects garbage first, for memory that is really held. */
  usage(settle?: boolean): Promise<Usage>;
  stop(): Promise<void>;
}

const here = path.dirname(fileURLToPath(import.meta.url));

/** Starts a program of this checkout with the probe in it and waits until it has written a line with `open` in it. */
async function startProgram(
  args: string[],
  env: Record<string, string>,
  root: string = projectRoot,
): Promise<Program> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--expose-gc', '--require', path.join(here, 'probe.cjs'), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await opened(child);
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    async usage(settle = false) {
      child.send(settle ? 'settle' : 'read');
      const [usage] = (await once(child, 'message')) as [Usage];
      return usage;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** What `npm start` gives Node once the bot is built: options, and what is run. */
async function startArgs(root: string = projectRoot): Promise<{ options: string[]; bot: string[] }> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const args = /\bnode (.*)$/.exec(manifest.scripts.start)?.[1]?.split(' ');
  if (!args) throw new Error('the start script does not end in a node command');
  const isOption = (arg: string) => arg.startsWith('--');
  return { options: args.filter(isOption), bot: args.filter((arg) => !isOption(arg)) };
}

/** The bot as `npm start` runs it once it is built; of this checkout, or of the one whose root is given. */
export async function startBot(env: Record<string, string>, root?: string): Promise<Program> {
  const { options, bot } = await startArgs(root);
  return startProgram([...options, ...bot], env, root);
}

/** One of the programs in `floor/`, with the options that the bot is given: what is compared is code. */
export async function startFloor(name: string, env: Record<string, string>): Promise<Program> {
  const { options } = await startArgs();
  return startProgram([...options, path.join(here, '..', 'floor', name)], env);
}

function opened(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let written = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      written += chunk;
      if (/\bopen\b/.test(written)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was open:\n${written}`)));
  });
}
