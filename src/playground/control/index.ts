import type { Language } from '../contract.ts';
import type { Mailbox } from '../mailbox.ts';
import type { ControlApi } from '../slack/contract/calls.ts';
import type { Notices } from '../slack/notices.ts';
import type { Slack } from '../slack/slack.ts';
import { createActing } from './acting.ts';
import { createLookups } from './lookups.ts';
import { createSeeing } from './seeing.ts';
import { createSteering } from './steering.ts';

/** The calls of the control API on this local Slack. A refused call throws `NotPossible`. */
export function createControl(
  slack: Slack,
  mailbox: Mailbox,
  notices: Notices,
  speak: (language: Language) => void,
): ControlApi {
  const lookups = createLookups(slack);
  return {
    ...createSeeing(slack, mailbox, notices, lookups),
    ...createActing(slack, notices, lookups),
    ...createSteering(slack, mailbox, lookups, speak),
  };
}
