import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../src/core/root.ts';

/**
 * Runs Prisma's command line in this project; answers its exit code and, when `quiet`, what it printed. It asks nobody for anything: the schema
 * engine that it would download before any command is named as this very file, which `generate`, `validate` and
 * `format` never execute; its telemetry and its search for updates are off.
 */
export async function runPrisma(args: string[], quiet = false): Promise<{ code: number; output: string }> {
  const prisma = dirname(createRequire(import.meta.url).resolve('prisma/package.json'));
  const child = spawn(process.execPath, [join(prisma, 'build', 'index.js'), ...args], {
    cwd: projectRoot,
    stdio: quiet ? 'pipe' : 'inherit',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(import.meta.url),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, output };
}
