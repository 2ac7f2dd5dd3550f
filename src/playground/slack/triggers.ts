import { randomBytes } from 'node:crypto';

interface Trigger {
  person: string;
  /** The view that the interaction came from. */
  viewId?: string;
  expiresAt: number;
  used: boolean;
}

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** Trigger ids: they let the bot open one view for the person who acted, once, within 3 seconds of being sent. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger>();
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  issue(person: string, viewId?: string): string {
    const now = Date.now();
    for (const [id, trigger] of this.#triggers) {
      // Long expired ones are forgotten; Map keeps the oldest first.
      if (trigger.expiresAt > now - 600_000) break;
      this.#triggers.delete(id);
    }
    const number = (): number => randomBytes(5).readUIntBE(0, 5);
    const id = `${number()}.${number()}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, {
      person,
      expiresAt: now + this.#lifetimeMs,
      used: false,
      ...(viewId !== undefined && { viewId }),
    });
    return id;
  }

  /** The 3 seconds run from here. */
  sent(id: string): void {
    const trigger = this.#triggers.get(id);
    if (trigger && !trigger.used) trigger.expiresAt = Date.now() + this.#lifetimeMs;
  }

  /** Looks at a trigger without using it up. */
  check(id: unknown): { error: TriggerError } | { person: string; viewId?: string } {
    const trigger = typeof id === 'string' ? this.#triggers.get(id) : undefined;
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (Date.now() > trigger.expiresAt) return { error: 'expired_trigger_id' };
    return trigger;
  }

  use(id: unknown): void {
    const trigger = typeof id === 'string' ? this.#triggers.get(id) : undefined;
    if (trigger) trigger.used = true;
  }

  expireAll(): void {
    for (const trigger of this.#triggers.values()) trigger.expiresAt = 0;
  }
}
