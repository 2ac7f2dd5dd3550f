import type { Outcome } from '../contract/acts.ts';
import type { Notice } from '../contract/screen.ts';
import type { Person } from '../contract/workspace.ts';
import type { Sent } from '../deliver.ts';
import type { Delivery } from '../delivery.ts';
import type { Notices } from '../notices.ts';
import type { Slack } from '../slack.ts';
import type { Standing } from './entries.ts';

export const TROUBLE = 'We had some trouble connecting. Try again?';

/** How the client talks to the bot, and what it tells the person when that fails. */
export class Line {
  readonly #slack: Slack;
  readonly #notices: Notices;

  constructor(slack: Slack, notices: Notices) {
    this.#slack = slack;
    this.#notices = notices;
  }

  send(delivery: Delivery, triggerId?: string): Promise<Sent> {
    return this.#slack.deliveries.send({
      ...delivery,
      ...(triggerId !== undefined && { onSending: () => this.#slack.triggers.sent(triggerId) }),
    });
  }

  /** Tells the person that an act failed. */
  trouble(person: Person, standing: Standing, sent: Sent): Notice {
    const viewId = 'view' in standing ? standing.view.id : undefined;
    const channel = 'view' in standing ? undefined : standing.channel.id;
    return this.#notices.add(person.id, codeOf(sent), TROUBLE, channel, viewId);
  }

  /** Marks an acked delivery whose answer was no use. */
  reject(sent: Sent, error: string, details: string[]): void {
    const entry = this.#slack.journal.find(sent.ack.traffic);
    if (entry) Object.assign(entry, { error, details });
    sent.ack.error = error;
  }
}

export function outcome(sent: Sent, more: Partial<Outcome> = {}): Outcome {
  return { delivered: true, traffic: sent.traffic, ackMs: sent.ack.ms, status: sent.ack.status, ...more };
}

/** The code of a failed delivery that a person is shown. */
export function codeOf(sent: Sent): Notice['code'] {
  if (sent.ack.error === 'invalid_response') return 'invalid_response';
  return sent.ack.error === 'operation_timeout' ? 'operation_timeout' : 'dispatch_failed';
}
