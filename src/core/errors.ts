import { randomBytes } from 'node:crypto';
import { withoutAddresses } from './masked.ts';
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

/** Whatever was thrown, and everything that led to it: its `cause`, or what it gathers, and so on; each once. */
export function* chainOf(error: unknown, seen = new Set<unknown>()): Generator<unknown> {
  if (error === undefined || error === null || seen.has(error)) return;
  seen.add(error);
  yield error;
  if (!(error instanceof Error)) return;
  if (error instanceof AggregateError) for (const one of error.errors) yield* chainOf(one, seen);
  yield* chainOf(error.cause, seen);
}

/** In words what was thrown and why: the whole chain, without what the text before has quoted already, and without anybody's address (U-21). */
export function messageOf(error: unknown): string {
  let text = '';
  for (const one of chainOf(error)) {
    const own = ownMessage(one);
    if (!text.includes(own)) text = text ? `${text}: ${own}` : own;
  }
  return withoutAddresses(text || String(error));
}

/** An error may say nothing, as the one that gathers the refusals of all addresses of a host: its code or name stands for it. */
function ownMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return error.message || (typeof code === 'string' ? code : error.name);
}

/** The same with where in the program each of them was thrown, for a log. */
export function traceOf(error: unknown): string {
  return withoutAddresses(
    [...chainOf(error)]
      .map((one) => (one instanceof Error ? (one.stack ?? ownMessage(one)) : String(one)))
      .join('\ncaused by '),
  );
}
