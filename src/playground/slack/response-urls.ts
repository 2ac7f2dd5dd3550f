import { randomBytes } from 'node:crypto';
import type { StoredMessage } from './messages.ts';

const LIFETIME_MS = 30 * 60_000;
const MAX_USES = 5;

interface Issued {
  person: string;
  channel: string;
  /** The message that the interaction came from. */
  ts?: string;
  expiresAt: number;
  uses: number;
}

export class ResponseUrls {
  readonly #issued = new Map<string, Issued>();
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  issue(person: string, channel: string, source?: StoredMessage): string {
    const key = randomBytes(18).toString('base64url');
    this.#issued.set(key, {
      person,
      channel,
      expiresAt: Date.now() + LIFETIME_MS,
      uses: 0,
      ...(source && { ts: source.ts }),
    });
    return `${this.#baseUrl}/actions/${key}`;
  }

  /** Counts one use. */
  use(key: string): Issued | 'unknown' | 'used_url' | 'expired_url' {
    const issued = this.#issued.get(key);
    if (!issued) return 'unknown';
    if (Date.now() > issued.expiresAt) return 'expired_url';
    if (issued.uses >= MAX_USES) return 'used_url';
    issued.uses += 1;
    return issued;
  }
}
