import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../src/settings.ts';

export interface LogLine {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

type Answer = { id: number; result?: unknown; error?: string } | { log: LogLine };

/** A process that is a replica of the program, or may become one. */
export class Replica {
  url = '';
  frozen = false;
  readonly lines: LogLine[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #gone: Promise<void>;
  #last = 0;

  constructor() {
    const main = fileURLToPath(new URL('replica.mjs', import.meta.url));
    this.#child = fork(main, {
      serialization: 'advanced',
      // Short-lived objects are most of what it makes: with more room for them they are cleared away far less often.
      execArgv: ['--no-deprecation', '--max-semi-space-size=32'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (answer: Answer) => this.#hear(answer));
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', () => {
        for (const { reject } of this.#waiting.values()) reject(new Error('the replica is gone'));
        this.#waiting.clear();
        resolve();
      });
    });
  }

  load(build: string): Promise<unknown> {
    return this.#call('load', { build });
  }

  async start(build: string, settings: Settings, at: number): Promise<void> {
    this.lines.length = 0;
    this.url = (await this.#call('start', { build, settings, at })) as string;
  }

  clock(at: number): Promise<unknown> {
    return this.#call('clock', { at });
  }

  /** Time has passed: does what its schedules would have done. */
  pass(from: number, until: number): Promise<unknown> {
    return this.#call('pass', { from, until });
  }

  stop(): Promise<unknown> {
    return this.#call('stop', {});
  }

  freeze(): void {
    this.frozen = true;
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.frozen = false;
    this.#child.kill('SIGCONT');
  }

  /** kill -9. */
  kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    return this.#gone;
  }

  #call(call: string, given: object): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, call, given }, (error) => {
        if (error) reject(error);
      });
    });
  }

  #hear(answer: Answer): void {
    if ('log' in answer) {
      this.lines.push(answer.log);
      if (process.env.SHOW_LOG) process.stderr.write(`${JSON.stringify(answer.log)}\n`);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.error === undefined) waiting?.resolve(answer.result);
    else waiting?.reject(new Error(answer.error));
  }
}

/** Processes that are ready to be replicas: used again after a storm, and replaced where one was killed. */
export class Replicas {
  readonly #ready: Replica[] = [];
  readonly #out = new Set<Replica>();

  take(): Replica {
    const replica = this.#ready.pop() ?? new Replica();
    this.#out.add(replica);
    return replica;
  }

  /** One that has stopped, or never started. */
  giveBack(replica: Replica): void {
    this.#out.delete(replica);
    this.#ready.push(replica);
  }

  /** One that was killed; `spare` makes another ready meanwhile. */
  lose(replica: Replica, build: string): void {
    this.#out.delete(replica);
    const next = new Replica();
    next.load(build).catch(() => {});
    this.#ready.push(next);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#ready, ...this.#out].map((replica) => replica.kill()));
  }
}
