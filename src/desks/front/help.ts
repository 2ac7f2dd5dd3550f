import { action } from '../../chat/action.ts';
import type { Card, Part } from '../../chat/card.ts';
import { door, usableLines } from '../../chat/commands.ts';
import type { Command, Desk, Offer } from '../../chat/desk.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { languages, type TextKey } from '../../core/texts/index.ts';
import { offeredWords } from './words.ts';

/** What this person may do here, desk by desk, one button each. */
export async function helpCard(ctx: Context, { desks }: { desks: readonly Desk[] }): Promise<Card> {
  const { t, actor } = ctx;
  const own = [
    { label: t('pintu.inbox.title'), text: t('pintu.inbox.text'), action: action('pintu.inbox') },
    { label: t('pintu.mine.title'), text: t('pintu.mine.text'), action: action('pintu.mine') },
    { label: t('pintu.portal.title'), text: t('pintu.portal.text'), action: action('pintu.portal') },
  ];
  const admins = hasRole(actor, 'ADMIN')
    ? [
        { label: t('people.title'), text: t('people.text'), action: action('pintu.people') },
        { label: t('channel.title'), text: t('channel.text'), action: action('pintu.channels') },
        { label: t('doctor.title'), text: t('doctor.text'), action: action('pintu.doctor') },
      ]
    : [];
  const group = (title: TextKey | undefined, offers: Offer[]): Part[] => {
    const items = offers.map((offer) => ({
      title: offer.label,
      text: offer.text,
      button: { label: t('record.open'), does: { action: offer.action } },
    }));
    if (items.length === 0) return [];
    const heading: Part[] = title ? [{ type: 'heading', text: t.message({ key: title }) }] : [];
    return [...heading, { type: 'list', empty: '', items }];
  };
  const [lines, ...theirs] = await Promise.all([
    usableLines(
      ctx,
      new Map<string, Pick<Command, 'offered'>>([
        [door, { offered: offeredWords }],
        ...desks.flatMap(({ commands = {} }) => Object.entries(commands)),
      ]),
    ),
    ...desks.map(async (desk) => group(desk.title, (await desk.offers?.(ctx)) ?? [])),
  ]);
  return {
    title: t('pintu.help.title'),
    parts: [
      { type: 'text', text: t('pintu.help.greeting', { name: actor.name }) },
      ...theirs.flat(),
      ...group('pintu.help.own', own),
      ...group('pintu.help.admin', admins),
      { type: 'text', text: t('pintu.help.commands', { commands: lines.join(', ') }), subtle: true },
      ...(actor.registered
        ? []
        : [{ type: 'text' as const, text: t('pintu.help.noStanding'), subtle: true }]),
    ],
    buttons: languages
      .filter((language) => language !== t.language)
      .map((language) => ({
        label: t(`language.${language}`),
        does: { action: action('pintu.language', language) },
      })),
  };
}
