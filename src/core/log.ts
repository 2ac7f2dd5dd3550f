import { pino } from 'pino';
import { traceOf } from './errors.ts';
import { withoutAddresses } from './masked.ts';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** JSON lines on standard output. Anything that could hold a secret, an address or what somebody typed is cut out wherever it stands. */
export function createLog(level: (typeof logLevels)[number]): Log {
  const kept = ['token', 'password', 'secret', 'authorization', 'signingSecret', 'url', 'email', 'typed'];
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // As deep as the arguments of a job's payload.
    formatters: { log: (fields) => withoutAny(fields) as Record<string, unknown> },
    redact: { paths: kept.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept out]' },
  });
}

/** Its texts without anybody's address, however deep they stand in plain data; of what was thrown where that was, and nothing of what hangs on it. */
function withoutAny(said: unknown): unknown {
  if (typeof said === 'string') return withoutAddresses(said);
  if (said instanceof Error) return traceOf(said);
  if (Array.isArray(said)) return said.map(withoutAny);
  if (said === null || typeof said !== 'object' || Object.getPrototypeOf(said) !== Object.prototype)
    return said;
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, withoutAny(value)]));
}
