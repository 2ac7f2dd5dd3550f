import { Worker } from 'node:worker_threads';
import { built } from '../../core/root.ts';

/** Longer passwords are judged by their beginning: estimating takes more than linear time. */
const judgedLength = 64;
const patienceMs = 8000;
/** Its dictionaries take a second to load, on a machine that does much else many: whoever asks first waits for them. */
const loadingMs = 30_000;
const idleMs = 60_000;
const maxWaiting = 40;

/** The estimate did not come in time, or too many are waiting for theirs. */
export class StrengthUnknown extends Error {
  override name = 'StrengthUnknown';
}

/** What the estimator's thread is asked, and what it answers. */
export interface Question {
  id: number;
  password: string;
  personal: string[];
}
/** It has loaded, and takes questions from now on. */
export interface Loaded {
  loaded: true;
}
export interface Estimate {
  id: number;
  score: number;
}

interface Waiting {
  resolve(score: number): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

let worker: Worker | undefined;
let isLoaded = false;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * How hard a password is to guess, 0 … 4, with the words of both languages and what is known of the person. The
 * estimator is loaded at the first question and given up when nobody has asked for a while.
 */
export function strengthOf(password: string, personal: readonly string[]): Promise<number> {
  if (waiting.size >= maxWaiting) return Promise.reject(new StrengthUnknown('too many are waiting'));
  const running = started();
  clearTimeout(idle);
  lastId += 1;
  const id = lastId;
  return new Promise<number>((resolve, reject) => {
    waiting.set(id, { resolve, reject, timer: hungAfter(running, isLoaded ? patienceMs : loadingMs) });
    const question: Question = { id, password: password.slice(0, judgedLength), personal: [...personal] };
    running.postMessage(question);
  });
}

/** One that hangs is ended with everybody who waits behind it; the next question starts another. */
function hungAfter(running: Worker, ms: number): NodeJS.Timeout {
  return setTimeout(() => stop(running, new StrengthUnknown('no estimate in time')), ms);
}

function started(): Worker {
  if (worker) return worker;
  const made = new Worker(built('strength-worker.js'));
  made.unref();
  made.on('message', (said: Estimate | Loaded) => {
    if (worker !== made) return;
    if ('loaded' in said) {
      isLoaded = true;
      for (const asked of waiting.values()) {
        clearTimeout(asked.timer);
        asked.timer = hungAfter(made, patienceMs);
      }
      return;
    }
    const { id, score } = said;
    const asked = waiting.get(id);
    waiting.delete(id);
    clearTimeout(asked?.timer);
    asked?.resolve(score);
    if (waiting.size === 0) idle = setTimeout(() => stop(made, new StrengthUnknown('idle')), idleMs).unref();
  });
  made.on('error', (error) => stop(made, error));
  worker = made;
  return made;
}

function stop(stopped: Worker, reason: Error): void {
  if (worker !== stopped) return;
  worker = undefined;
  isLoaded = false;
  void stopped.terminate();
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(reason);
  }
  waiting.clear();
}
