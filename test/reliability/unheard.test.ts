import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';

const source = (file: string) => JSON.stringify(pathToFileURL(path.join(projectRoot, 'src', file)).href);

/** A process that listens to the unheard as the program does, and then does this. */
async function process(script: string): Promise<{ code: number; output: string }> {
  const text = `
    import { createLog } from ${source('core/log.ts')};
    import { hearTheUnheard } from ${source('unheard.ts')};
    hearTheUnheard(createLog('info'), async () => console.log('stopped in order'));
    ${script}`;
  const child = spawn(
    globalThis.process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', text],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('what nobody in the program has heard', () => {
  it('is logged with its cause and does not end the program where a promise was rejected', async () => {
    const { code, output } = await process(`
      Promise.reject(new Error('no answer', { cause: new Error('Slack is away') }));
      setTimeout(() => console.log('goes on'), 50);`);
    expect(output).toContain('a rejection that nobody has handled');
    expect(output).toContain('no answer');
    expect(output).toContain('Slack is away');
    expect(output).toContain('goes on');
    expect(code).toBe(0);
  });

  it('is logged with its cause and ends the program in order, with 1, where an error was thrown', async () => {
    const { code, output } = await process(`
      setTimeout(() => { throw new Error('half done'); });
      setInterval(() => {}, 1000);`);
    expect(output).toContain('an error that nobody has caught');
    expect(output).toContain('half done');
    expect(output).toContain('stopped in order');
    expect(code).toBe(1);
  });
});
