import { randomUUID } from 'node:crypto';
import type { Changes } from '../journal.ts';
import type { Notice } from './contract/screen.ts';

/** The error texts of Slack's client that people have on their screens. */
export class Notices {
  #notices: Notice[] = [];
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  add(person: string, code: Notice['code'], text: string, channel?: string, viewId?: string): Notice {
    const notice: Notice = {
      id: randomUUID(),
      at: Date.now(),
      person,
      code,
      text,
      ...(channel !== undefined && { channel }),
      ...(viewId !== undefined && { viewId }),
    };
    this.#notices.push(notice);
    this.#changes.emit({ kind: 'notice', person, id: notice.id });
    return notice;
  }

  of(person: string): Notice[] {
    return this.#notices.filter((each) => each.person === person);
  }

  dismiss(person: string, id: string): void {
    this.#notices = this.#notices.filter((each) => each.person !== person || each.id !== id);
    this.#changes.emit({ kind: 'notice', person, id });
  }
}
