import { formatDay } from '../../core/day.ts';
import type { Translate } from '../../core/texts/index.ts';
import { type Letter, type LetterParts, type LetterSource, wordsFor } from '../../neighbours/mail/letter.ts';
import { mappingFacts } from './cards/parts.ts';
import type { Mapping } from './model.ts';
import { loadMapping } from './store.ts';

/** The desk's e-mails to officials and secretaries, written at the moment they are sent (P-12). */
export function partnerLetters(parts: LetterParts): Record<string, LetterSource> {
  async function write(
    mapping: Mapping,
    personId: number,
    text: (t: Translate, isSecretary: boolean) => Pick<Letter, 'subject' | 'paragraphs'>,
  ): Promise<Letter | null> {
    const to = await addressOf(parts, personId);
    if (!to) return null;
    const t = await wordsFor(parts, to.email);
    const { subject, paragraphs } = text(t, personId === mapping.person.id);
    return {
      language: t.language,
      to: { name: to.name, address: to.address },
      subject,
      paragraphs: [t('mail.greeting', { name: to.name }), ...paragraphs],
      facts: [
        ...mappingFacts(t, mapping),
        ...(mapping.reason ? [{ label: t('partner.field.reason'), value: mapping.reason }] : []),
      ],
    };
  }

  return {
    /** 30, 14, 7 and 1 days before; not any more once somebody has decided about that End. */
    async reminder(id, { personId, end }) {
      const mapping = await loadMapping(parts.db, id);
      if (!mapping || mapping.endedAt || mapping.letEnd || mapping.endsOn !== end) return null;
      return write(mapping, Number(personId), (t, isSecretary) => {
        const values = {
          number: mapping.number,
          name: mapping.person.name,
          end: formatDay(t.language, mapping.endsOn),
        };
        return {
          subject: t('partner.mail.reminder.subject', values),
          paragraphs: [
            t('partner.mail.reminder.text', values),
            t(isSecretary ? 'partner.mail.reminder.secretary' : 'partner.mail.reminder.official'),
          ],
        };
      });
    },

    async ended(id, { personId, roleWithdrawn }) {
      const mapping = await loadMapping(parts.db, id);
      if (!mapping?.endedAt) return null;
      return write(mapping, Number(personId), (t) => {
        const values = { number: mapping.number, name: mapping.person.name };
        return {
          subject: t('partner.ended.title', values),
          paragraphs: [
            t('partner.mail.ended.text', values),
            t(roleWithdrawn === true ? 'partner.ended.roleWithdrawn' : 'partner.ended.roleKept'),
          ],
        };
      });
    },
  };
}

/** Where somebody reads mail: a partner at the address that was typed for them, if one was. */
async function addressOf(
  { db }: LetterParts,
  personId: number,
): Promise<{ name: string; email: string; address: string } | null> {
  const [found] = await db.query<{ name: string; email: string; address: string | null }>(
    `SELECT p.name, p.email, CASE WHEN pa.person_id IS NULL THEN p.email ELSE pa.contact_email END AS address
     FROM person p LEFT JOIN partner_account pa ON pa.person_id = p.id WHERE p.id = $1 AND p.active`,
    [personId],
  );
  return found?.address ? { ...found, address: found.address } : null;
}
