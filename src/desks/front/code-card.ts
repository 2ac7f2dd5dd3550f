import type { Card, Part } from '../../chat/card.ts';
import type { CardsOf } from '../../chat/desk.ts';
import { shownCode } from '../../web/chat-codes.ts';

declare module '../../core/names.ts' {
  interface Cards extends Named<'pintu', 'code', Nothing> {}
}

/** What lets somebody see the page of a card that they came to from a letter; once it is of no use it is shown no more. */
export const codeCards = (key: Buffer): Pick<CardsOf<'pintu'>, 'code'> => ({
  async code({ actor, t, now, time }, id, _args, moment): Promise<Card | null> {
    const code = await shownCode(moment, key, { id, personId: actor.id, now });
    if (!code) return null;
    const { digits, until, state } = code;
    const say = (text: string): Part => ({ type: 'text', text });
    return {
      title: t('pintu.code.title'),
      parts:
        state === 'open'
          ? [
              say(t('pintu.code.text', { time: time(until) })),
              { type: 'facts', facts: [{ label: t('pintu.code.label'), value: digits }] },
              { type: 'text', text: t('pintu.code.warning'), subtle: true },
            ]
          : [say(t(`pintu.code.${state}`))],
      buttons: [],
    };
  },
});
