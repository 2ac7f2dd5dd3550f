import { persons } from '../../erasure/kind.ts';
import { emptying, type Retention, removingOldest } from '../../retention/rule.ts';

/** How long it is kept with which account an officer has bought (T-3). */
export const retention: readonly Retention[] = [
  {
    kind: 'market.link',
    called: 'market.retention.link',
    calledOpen: 'held.marketLink',
    covers: ['MarketLink'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: `EXISTS (SELECT 1 FROM procurement_satker p WHERE p.id = r.satker_id AND p.person_id = ANY(${persons}))`,
      table: 'market_link',
      at: 'r.ended_at',
      over: 'r.ended_at IS NOT NULL',
      sets: `account = '', email = ''`,
      subject: `'market-satker:' || r.satker_id`,
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
    step: removingOldest({ table: 'market_sandbox_sign_in', at: 't.expires_at' }),
    onDemand: { stays: 'nobody is in it' },
  },
];
