import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Ours and the playground's, whatever folder the project lies in. */
const built = new RegExp(`${import.meta.dirname.replaceAll(/\W/g, '\\$&')}/(?:src/playground/)?dist/`);

/** What takes minutes begins first, so that no worker ends with it alone; the others by what vitest knows of them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => /\/test\/(?:storm|security\/rights)\//.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Browser tests are among them: each says aloud that it is skipped when no Chromium is found.
    include: ['test/**/*.test.ts', 'src/playground/{test,example}/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/one-at-a-time.ts', 'test/support/property-seed.ts'],
    // The built program is what runs, not what a transformation of it would be.
    server: { deps: { external: [built] } },
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
    // Files share their worker's process, since loading the program takes longer than most of them: whatever a file changes
    // outside itself it puts back.
    isolate: false,
    // Against hanging alone: how long something takes on a machine with other work is no matter of a test's.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
