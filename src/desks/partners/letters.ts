import { type Day, formatDay } from '../../core/day.ts';
import type { Translate } from '../../core/texts/index.ts';
import { intoChat } from '../../neighbours/mail/into-chat.ts';
import { type Letter, type LetterDeps, type LettersOf, wordsFor } from '../../neighbours/mail/letter.ts';
import { mappingFacts } from './cards/facts.ts';
import type { Mapping } from './model.ts';
import { loadMapping } from './store.ts';

declare module '../../neighbours/mail/letter.ts' {
  interface Letters {
    'partner.reminder': { personId: number; end: Day } & Partial<WithCard>;
    'partner.ended': { personId: number; roleWithdrawn: boolean };
  }
}

type Written = Pick<Letter, 'subject' | 'paragraphs' | 'link' | 'page'>;

/** The desk's e-mails to officials and secretaries, written at the moment they are sent (P-12). */
export function partnerLetters(deps: LetterDeps) {
  async function write(
    mapping: Mapping,
    personId: number,
    words: (t: Translate, isSecretary: boolean) => Written | Promise<Written>,
  ): Promise<Letter | null> {
    const to = await addressOf(deps, personId);
    if (!to) return null;
    const t = await wordsFor(deps, to.email);
    const { subject, paragraphs, ...links } = await words(t, personId === mapping.person.id);
    return {
      language: t.language,
      to: { name: to.name, address: to.address },
      subject,
      paragraphs: [t('mail.greeting', { name: to.name }), ...paragraphs],
      facts: [
        ...mappingFacts(t, mapping),
        ...(mapping.reason ? [{ label: t('partner.field.reason'), value: mapping.reason }] : []),
      ],
      ...links,
    };
  }

  return {
    /** 30, 14, 7 and 1 days before; not any more once somebody has decided about that End. */
    async reminder(id, { personId, end, card }) {
      const mapping = await loadMapping(deps.db, id);
      if (!mapping || mapping.endedAt || mapping.letEnd || mapping.endsOn !== end) return null;
      return write(mapping, personId, async (t, isSecretary) => {
        const values = {
          number: mapping.number,
          name: mapping.person.name,
          end: formatDay(t.language, mapping.endsOn),
        };
        const { paragraphs, ...links } =
          isSecretary || card === undefined
            ? { paragraphs: [t('partner.mail.reminder.secretary')] }
            : await intoChat(deps.chat, t, {
                key: card,
                buttons: [t('partner.button.extend'), t('partner.button.letEnd')],
                command: 'mail.command.mappings',
              });
        return {
          subject: t('partner.mail.reminder.subject', values),
          paragraphs: [t('partner.mail.reminder.text', values), ...paragraphs],
          ...links,
        };
      });
    },

    async ended(id, { personId, roleWithdrawn }) {
      const mapping = await loadMapping(deps.db, id);
      if (!mapping?.endedAt) return null;
      return write(mapping, personId, (t) => {
        const values = { number: mapping.number, name: mapping.person.name };
        return {
          subject: t('partner.ended.title', values),
          paragraphs: [
            t('partner.mail.ended.text', values),
            t(roleWithdrawn ? 'partner.ended.roleWithdrawn' : 'partner.ended.roleKept'),
          ],
        };
      });
    },
  } satisfies LettersOf<'partner'>;
}

/** Where somebody reads mail: a partner at the address that was typed for them, if one was. */
async function addressOf(
  { db }: LetterDeps,
  personId: number,
): Promise<{ name: string; email: string; address: string } | null> {
  const [found] = await db.query<{ name: string; email: string; address: string | null }>(
    `SELECT p.name, p.email, CASE WHEN pa.person_id IS NULL THEN p.email ELSE pa.contact_email END AS address
     FROM person p LEFT JOIN partner_account pa ON pa.person_id = p.id WHERE p.id = $1 AND p.active`,
    [personId],
  );
  return found?.address ? { ...found, address: found.address } : null;
}
