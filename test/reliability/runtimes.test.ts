import path from 'node:path';
import { platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { playAtOnce } from '../support/at-once.ts';
import { type OutsideWorkspace, openOutside, replicaEnv, runProgram } from '../support/program.ts';
import { approve, ask, forJoko, settled } from '../support/user-id-steps.ts';

/** Programs of other Nodes than the one that runs the tests, as `.ci/run` installs them. */
const runtimes = (process.env.RUNTIMES ?? '').split(path.delimiter).filter(Boolean);

let workspace: OutsideWorkspace | undefined;
afterEach(() => workspace?.stop());

describe('the built program on other Nodes', () => {
  it.skipIf(runtimes.length > 0)('(skipped: RUNTIMES names none)', (test) => test.skip());

  it.each(runtimes)(
    'U-10 U-17 P-5 serves both platforms, the portal and a workbook, and Teams by either SDK: %s',
    async (node) => {
      workspace = await openOutside(0, platforms);
      const env = replicaEnv(workspace.playground, workspace.databaseUrl, platforms);
      const program = await runProgram(env, undefined, undefined, node);
      workspace.programs.push(program);
      await playAtOnce(workspace, program);
      expect(await program.stop()).toBe(0);
      expect(program.output()).not.toContain('"level":50');

      const other = await runProgram({ ...env, TEAMS_SDK: 'agents-hosting' }, undefined, undefined, node);
      workspace.programs.push(other);
      await workspace.deliverTo(other);
      const number = await ask(workspace.person('rina.wulandari', 'slack'), forJoko);
      await approve(workspace.person('bima.santoso', 'teams'), number);
      await settled(workspace);
      expect(await other.stop()).toBe(0);
      expect(other.output()).not.toContain('"level":50');
    },
  );
});
