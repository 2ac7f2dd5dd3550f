import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { fillIn, forRina, openRequestForm, submitReview, toReview } from '../support/user-id-steps.ts';

describe.each(platforms)('a review that lay open while the register changed, in %s', (platform) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  it('U-4 U-7 U-9 is refused in words, and is taken again once everything is as it was reviewed', async () => {
    const rina = workspace.person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, forRina);
    const review = await toReview(form);
    const superiorOf = (account: string) =>
      workspace.query(
        `UPDATE person SET superior_id = (SELECT id FROM person WHERE email LIKE $1 || '@%')
         WHERE email LIKE 'rina.wulandari@%'`,
        [account],
      );

    await superiorOf('hendra.gunawan');
    const refused = await review.submit();
    expect(refused.problem ?? (await refused.next?.text())).toContain(
      translate('id')('userId.refuse.draftOutdated'),
    );
    expect(await workspace.query('SELECT id FROM user_id_request')).toEqual([]);

    await superiorOf('bima.santoso');
    await submitReview(review);
    expect(await workspace.query('SELECT id FROM user_id_request')).toHaveLength(1);
  });
});
