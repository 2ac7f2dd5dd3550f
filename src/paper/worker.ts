// Runs in a thread of its own: fonts are read and subset here, for which no click waits.
import { parentPort, workerData } from 'node:worker_threads';
import { written } from './written.ts';

parentPort?.postMessage(await written(workerData));
