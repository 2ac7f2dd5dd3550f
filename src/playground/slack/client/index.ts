import type { Notices } from '../notices.ts';
import type { Slack } from '../slack.ts';
import { Entries } from './entries.ts';
import { Interactions } from './interactions.ts';
import { Line } from './line.ts';
import { Submissions } from './submissions.ts';

export { outcome } from './line.ts';

/** Slack's client, as everybody in the workspace uses it. */
export interface Client {
  interactions: Interactions;
  submissions: Submissions;
}

export function createClient(slack: Slack, notices: Notices): Client {
  const line = new Line(slack, notices);
  const entries = new Entries(slack);
  return {
    interactions: new Interactions(slack, notices, line, entries),
    submissions: new Submissions(slack, line, entries),
  };
}
