const BURST = 5;

/** Slack's limit of about one message a second in each channel, with short bursts. */
export class PostingLimit {
  readonly #isOn: boolean;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }

  /** Seconds to wait before posting to this channel; 0: the post is counted and may go on. */
  take(channel: string): number {
    if (!this.#isOn) return 0;
    const now = Date.now();
    const bucket = this.#buckets.get(channel) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, bucket.tokens + (now - bucket.at) / 1000);
    this.#buckets.set(channel, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(1 - tokens));
  }
}
