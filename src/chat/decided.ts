import type { Message, Translate } from '../core/texts/index.ts';
import type { FormResult } from './form.ts';

/** What came of a decision that several people could take: of two at once, the first to commit counts (U-13). */
export type Decided = { type: 'decided' } | { type: 'passed'; why: Message };

/** What a decision's form leads to: it closes, or says to the slower of two who was faster (U-13). */
export function afterDeciding(t: Translate, decided: Decided): FormResult {
  if (decided.type === 'decided') return { type: 'close' };
  return {
    type: 'become',
    form: {
      id: 'chat.passed',
      title: t('form.passed'),
      state: [],
      close: t('form.close'),
      final: true,
      fields: [{ type: 'show', part: { type: 'text', text: t.message(decided.why) } }],
    },
  };
}
