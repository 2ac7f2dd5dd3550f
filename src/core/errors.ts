import { randomBytes } from 'node:crypto';
import type { Message } from './texts/index.ts';

/**
 * The only error whose text a person sees: something is not possible, and the message says why and what
 * to do. Everything else that is thrown is a fault of ours or of a neighbour and reaches the person only as a
 * reference that the log also has.
 */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reason: Message;

  constructor(reason: Message) {
    super(reason.key);
    this.reason = reason;
  }
}

/** What was typed cannot be taken: one message per field, shown at that field. */
export class FieldErrors extends Error {
  override name = 'FieldErrors';
  readonly fields: Record<string, Message>;

  constructor(fields: Record<string, Message>) {
    super(`invalid: ${Object.keys(fields).join(', ')}`);
    this.fields = fields;
  }
}

/** A neighbour asked us to come back later. `seconds` is its own figure where it gave one. */
export class RetryLater extends Error {
  override name = 'RetryLater';
  readonly seconds: number;

  constructor(seconds: number, cause?: unknown) {
    super(`retry in ${seconds} s`, { cause });
    this.seconds = seconds;
  }
}

/** A short reference that the person sees and the log keeps, so that the two can be brought together. */
export function newReference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
