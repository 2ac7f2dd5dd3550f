import { AsyncLocalStorage } from 'node:async_hooks';

/** The work was not done in time: what was under way of it is ended, and nothing further of it begins. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

/** Until when somebody waits for a piece of work. Whatever the work does, however deep, finds it by `deadlineNow`. */
export class Deadline {
  readonly #ms: number;
  readonly #endings = new Set<() => void>();
  #passed = false;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** What the work brings, or DeadlinePassed where it takes longer. */
  async awaited<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#pass();
        reject(this.#late());
      }, this.#ms);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Does the work under this deadline; past it, it does not begin. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.require();
    return underWay.run(this, work);
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

const underWay = new AsyncLocalStorage<Deadline | undefined>();

/** The deadline of the work that asks, where somebody waits for it. */
export function deadlineNow(): Deadline | undefined {
  return underWay.getStore();
}

/** Begins what is to go on when the one who waits now has given up. */
export function beyondDeadline<T>(work: () => Promise<T>): Promise<T> {
  return underWay.run(undefined, work);
}
