/**
 * Property tests draw anew with each run, so that they find more the longer they are used. What guards main must say the same of the same
 * commit every time: with PROPERTY_SEED set, as `.ci/run` does, all of them draw from it. A failure names its own seed and path either way.
 */
import fc from 'fast-check';

const { PROPERTY_SEED: seed } = process.env;
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
