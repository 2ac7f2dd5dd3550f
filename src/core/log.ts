import { pino } from 'pino';

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
    redact: { paths: kept.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept out]' },
  });
}
