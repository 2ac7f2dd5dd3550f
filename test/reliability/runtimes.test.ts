import path from 'node:path';
import { platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { playAtOnce } from '../support/at-once.ts';
import { type OutsideWorkspace, openOutside, replicaEnv, runProgram } from '../support/program.ts';

/** Programs of other Nodes than the one that runs the tests, as `.ci/run` installs them. */
const runtimes = (process.env.RUNTIMES ?? '').split(path.delimiter).filter(Boolean);

let workspace: OutsideWorkspace | undefined;
afterEach(() => workspace?.stop());

describe('the built program on other Nodes', () => {
  it.skipIf(runtimes.length > 0)('(skipped: RUNTIMES names none)', (test) => test.skip());

  it.each(runtimes)('U-10 U-17 P-5 serves both platforms, the portal and a workbook: %s', async (node) => {
    workspace = await openOutside(0, platforms);
    const env = replicaEnv(workspace.playground, workspace.databaseUrl, platforms);
    const program = await runProgram(env, undefined, undefined, node);
    workspace.programs.push(program);
    await playAtOnce(workspace, program);
    expect(await program.stop()).toBe(0);
    expect(program.output()).not.toContain('"level":50');
  });
});
