import { judgeMessageBlocks } from '@satu-pintu/playground/judges';
import { describe, expect, it } from 'vitest';
import { languages, translate } from '../../src/core/texts/index.ts';
import { linkedRequest } from '../../src/desks/user-id/cards/request.ts';
import { renderPart } from '../../src/platforms/slack/cards.ts';

describe('what stands below a link to a request', () => {
  it.each(languages)(
    'is one row with its number and what opens it, within Slack’s limits (%s)',
    (language) => {
      const item = linkedRequest('/portal/requests/uid-2026-7', translate(language));
      if (!item) throw new Error('there is nothing');
      const blocks = renderPart({ type: 'list', items: [item], empty: '' });
      expect(judgeMessageBlocks(blocks).problems).toEqual([]);
      expect(blocks).toMatchObject([
        { type: 'section', accessory: { type: 'button', action_id: 'user-id.number:UID-2026-000007' } },
      ]);
      expect(item.title).toContain('UID-2026-000007');
    },
  );

  it.each([
    '/portal/requests/UID-2026-000007/files/3',
    '/portal/requests/SAT-2026-000007',
    '/portal/requests/',
    '/portal/card/UID-2026-000007',
    '/',
  ])('is nothing for %s', (path) => {
    expect(linkedRequest(path, translate('id'))).toBeNull();
  });
});
