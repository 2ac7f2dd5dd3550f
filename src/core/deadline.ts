/** The work was not done in time: what was under way of it is ended, and nothing further of it begins. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

/** For how long something is done: until somebody no longer waits for it, or null, as long as it takes. A `Context` says so of its person. */
export interface Until {
  readonly until: Deadline | null;
}

/** What nobody's patience ends: jobs, starts, pages, and what is to be there for the next click. */
export const withoutDeadline: Until = { until: null };

/**
 * Until when somebody waits. It goes from hand to hand: carried along by the runtime (`AsyncLocalStorage`), it costs the whole process some
 * 7 % on Node 20, which keeps books of every promise for that.
 */
export class Deadline {
  readonly #ms: number;
  readonly #endings = new Set<() => void>();
  #passed = false;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** What the work brings, or DeadlinePassed where it takes longer. */
  awaited<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pass();
        reject(this.#late());
      }, this.#ms);
      work.then(resolve, reject).then(() => clearTimeout(timer));
    });
  }

  /** Throws DeadlinePassed once nobody waits any more. */
  require(): void {
    if (this.#passed) throw this.#late();
  }

  /** Has `end` called when the deadline passes, until the answer is called. */
  whenPassed(end: () => void): () => void {
    this.#endings.add(end);
    return () => this.#endings.delete(end);
  }

  #pass(): void {
    this.#passed = true;
    for (const end of this.#endings) end();
  }

  #late(): DeadlinePassed {
    return new DeadlinePassed(`not done within ${this.#ms} ms`);
  }
}
