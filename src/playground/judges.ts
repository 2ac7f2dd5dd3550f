/** What the real platforms refuse, asked without starting anything: each says all that is wrong, or nothing. */
export { parseMrkdwn } from './page/mrkdwn.ts';
export { judgeMessageBlocks, judgeView, type Verdict } from './slack/limits.ts';
export { judgeCard } from './teams/limits.ts';
