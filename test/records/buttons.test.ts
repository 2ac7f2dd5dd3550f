import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { msg, translate } from '../../src/core/texts/index.ts';
import type { Offering } from '../../src/records/act.ts';
import { actButtons } from '../../src/records/buttons.ts';

interface Key {
  id: number;
  isGone: boolean;
}

const ctx = { t: translate('en') } as Context;
const allowed = { whyNot: async () => null };
const refused = { whyNot: () => msg('error.adminOnly') };
const give: Offering<Key> = { opens: 'room.give', args: ['spare'], title: 'record.approve', ...allowed };
const lend: Offering<Key> = { opens: 'room.open', title: 'record.log', button: 'record.open', ...allowed };
const take: Offering<Key> = {
  opens: 'room.refuse',
  title: 'record.reject',
  ends: true,
  ...refused,
  stands: ({ isGone }) => !isGone,
};

const offered = async (acts: readonly Offering<Key>[], options?: { toAll: boolean }, isGone = false) =>
  (await actButtons(ctx, { id: 7, isGone }, acts, options)).map(({ label, style, does }) => [
    label,
    style,
    'action' in does && [does.action.name, ...does.action.args].join(' '),
  ]);

describe('the buttons of acts', () => {
  it('I-3 are those of what this person may do now, in the order of the acts, the first of them standing out', async () => {
    expect(await offered([take, give, lend])).toEqual([
      ['Approve', 'primary', 'room.give 7 spare'],
      ['Open', undefined, 'room.open 7'],
    ]);
  });

  it('I-3 are in a channel those of what somebody may do, and warn of what ends something', async () => {
    const toAll = { toAll: true };
    expect(await offered([take, lend], toAll)).toEqual([
      ['Reject', 'danger', 'room.refuse 7'],
      ['Open', undefined, 'room.open 7'],
    ]);
    expect(await offered([take], toAll, true)).toEqual([]);
  });
});
