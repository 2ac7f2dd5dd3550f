import { emptying, type Retention, removing } from '../../retention/rule.ts';

/** How long it is kept with which account an officer has bought (T-3). */
export const retention: readonly Retention[] = [
  {
    kind: 'market.link',
    called: 'market.retention.link',
    covers: ['MarketLink'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    step: emptying({
      table: 'market_link',
      at: 'r.ended_at',
      over: 'r.ended_at IS NOT NULL',
      sets: `account = '', email = ''`,
    }),
  },
  {
    kind: 'market.sign-in',
    called: 'market.retention.signIn',
    covers: ['MarketSandboxSignIn'],
    days: 1,
    least: 1,
    from: 'expired',
    effect: 'row',
    step: removing({ table: 'market_sandbox_sign_in', at: 't.expires_at' }),
  },
];
