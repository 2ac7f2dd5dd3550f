import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';

it('U-21 leaves addresses, tokens and what was typed out of the log, also in the payload of a job that failed', async () => {
  const fields = {
    url: 'smtp://user:KETAHUAN@mail.example',
    slack: { token: 'KETAHUAN', signingSecret: 'KETAHUAN' },
    job: 'mail.send',
    payload: {
      typed: 'KETAHUAN',
      id: 'abc',
      args: { email: 'KETAHUAN@mitra.example', stage: 'WAITING_ATASAN' },
    },
    error:
      'Error: 550 <KETAHUAN@mitra.example>: unknown\n    at send (/app/node_modules/@scope/mail/index.js:1:2)',
    tried: [{ why: 'KETAHUAN@mitra.example' }],
  };
  const script = `import { createLog } from './src/core/log.ts';
    createLog('info').warn({ ...${JSON.stringify(fields)}, thrown: Object.assign(new Error('to KETAHUAN@mitra.example'), { response: 'KETAHUAN' }) }, 'job failed');`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: projectRoot },
  );
  expect(stdout).not.toContain('KETAHUAN');
  expect(JSON.parse(stdout)).toMatchObject({
    msg: 'job failed',
    payload: { id: 'abc', args: { stage: 'WAITING_ATASAN' } },
    thrown: expect.stringContaining('Error: to [address]'),
    error: 'Error: 550 <[address]>: unknown\n    at send (/app/node_modules/@scope/mail/index.js:1:2)',
  });
});
