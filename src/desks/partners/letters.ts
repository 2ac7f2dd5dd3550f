import type { Day } from '../../core/day.ts';
import { formatDay, type Translate } from '../../core/texts/index.ts';
import { type Letter, type LetterDeps, type LettersOf, wordsFor } from '../../neighbours/mail/letter.ts';
import { letterToHolder } from '../../records/letter.ts';
import { mappingFacts } from './cards/facts.ts';
import type { PartnerPolicy } from './deps.ts';
import { mappingsWait } from './expiry/waiting.ts';
import { mappingActs } from './mappings/acts.ts';
import type { Mapping } from './model.ts';
import { loadMapping } from './store.ts';

declare module '../../core/names.ts' {
  interface Letters {
    'partner.expiring': ToHolder;
    'partner.reminder': { personId: number; end: Day };
    'partner.ended': { personId: number; roleWithdrawn: boolean };
  }
}

type Written = Pick<Letter, 'subject' | 'paragraphs'>;

const valuesOf = (t: Translate, { number, person, endsOn }: Mapping) => ({
  number,
  name: person.name,
  end: formatDay(t.language, endsOn),
});

/** The desk's e-mails to officials and secretaries, written at the moment they are sent (P-12). */
export function partnerLetters(deps: LetterDeps & { policy: PartnerPolicy }) {
  const { extend, letEnd } = mappingActs(deps);

  async function write(
    mapping: Mapping,
    personId: number,
    words: (t: Translate) => Written,
  ): Promise<Letter | null> {
    const to = await addressOf(deps, personId);
    if (!to) return null;
    const t = await wordsFor(deps, to.email);
    const { subject, paragraphs } = words(t);
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
    /** To whoever decides about an End that was reminded of (P-12). */
    expiring: letterToHolder(deps, mappingsWait(deps.policy), [extend, letEnd], ({ t }, mapping) => ({
      subject: t('partner.mail.reminder.subject', valuesOf(t, mapping)),
      text: t('partner.mail.reminder.text', valuesOf(t, mapping)),
      facts: mappingFacts(t, mapping),
    })),

    /** To the secretary, 30, 14, 7 and 1 days before; not any more once somebody has decided about that End. */
    async reminder(id, { personId, end }) {
      const mapping = await loadMapping(deps.db, id);
      if (!mapping || mapping.endedAt || mapping.letEnd || mapping.endsOn !== end) return null;
      return write(mapping, personId, (t) => ({
        subject: t('partner.mail.reminder.subject', valuesOf(t, mapping)),
        paragraphs: [
          t('partner.mail.reminder.text', valuesOf(t, mapping)),
          t('partner.mail.reminder.secretary'),
        ],
      }));
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
