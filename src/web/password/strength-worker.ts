// Runs in a thread of its own: the dictionaries take a second to load and some 90 MB, and a password made to be
// hard to estimate takes another second. Neither may hold up a click in chat.
import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as indonesian from '@zxcvbn-ts/language-id';
import type { Estimate, Loaded, Question } from './strength.ts';

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary, ...indonesian.dictionary },
  graphs: common.adjacencyGraphs,
});

parentPort?.postMessage({ loaded: true } satisfies Loaded);
parentPort?.on('message', ({ id, password, personal }: Question) => {
  const estimate: Estimate = { id, score: estimator.check(password, personal).score };
  parentPort?.postMessage(estimate);
});
