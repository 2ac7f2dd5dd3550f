import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const own = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const text = (file: string) => readFileSync(own(file), 'utf8');

it.each(['bot.ts', 'bot.test.ts', 'play.mjs'])('the README shows example/%s as it runs', (file) => {
  expect(text('README.md')).toContain(
    `\`\`\`${file.endsWith('.mjs') ? 'js' : 'ts'}\n${text(`example/${file}`)}\`\`\``,
  );
});

it('starts alone as the README says, with a page', async () => {
  const child = spawn(process.execPath, [own('example/play.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [said] = await once(child.stdout, 'data');
    const [, address = ''] = /Play here: (\S+)/.exec(String(said)) ?? [];
    const page = await fetch(address);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('main.js')]);
  } finally {
    child.kill();
  }
});
