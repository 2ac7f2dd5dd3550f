import { randomBytes } from 'node:crypto';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { Check } from '../../house.ts';
import type { DeskDeps } from '../deps.ts';
import { reminderDays } from '../rules.ts';
import { issuerOf } from './authority.ts';

const dayMs = 24 * 60 * 60_000;

type CheckDeps = Pick<DeskDeps, 'db' | 'timeStamper'>;

/** What the doctor looks at here: the authority with its lists (G-6), and who attests the time, where anybody does. */
export function certificateChecks(deps: CheckDeps): Check[] {
  const { timeStamper } = deps;
  return [
    {
      name: 'sign.check.authority',
      mend: 'sign.check.authorityMend',
      look: (ctx) => lookAtAuthorities(ctx, deps),
    },
    ...(timeStamper
      ? [
          {
            name: 'sign.check.timeStamps',
            mend: 'sign.check.timeStampsMend',
            look: async () => {
              await timeStamper(randomBytes(32));
              return [];
            },
          } satisfies Check,
        ]
      : []),
  ];
}

/** That what issues can be used, and that every list holds; says how many certificates end soon. None is made before the first certificate. */
async function lookAtAuthorities({ now, time }: Context, { db }: CheckDeps): Promise<Message[]> {
  const authorities = await db.query<{ der: Buffer; key: Buffer; nextAt: Date | null; isIssuing: boolean }>(
    `SELECT der, key, crl_next_at AS "nextAt", retired_at IS NULL AS "isIssuing" FROM certificate_authority`,
  );
  for (const { der, key, nextAt, isIssuing } of authorities) {
    if (isIssuing) await issuerOf(db, { der, key });
    if (!nextAt) throw new Refusal(msg('sign.check.noList'));
    if (nextAt <= now) throw new Refusal(msg('sign.check.oldList', { time: time(nextAt) }));
  }
  const [days] = reminderDays;
  const [ending] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM certificate
     WHERE superseded_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL AND not_after < $1`,
    [new Date(now.getTime() + days * dayMs)],
  );
  return ending && ending.count > 0 ? [msg('sign.check.ending', { count: ending.count, days })] : [];
}
