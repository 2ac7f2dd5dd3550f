import { type LetterDeps, type LettersOf, letterTo } from '../../neighbours/mail/letter.ts';
import { entriesOf, lastEntryOf } from '../../records/entry.ts';
import { subjectOf } from '../../records/kind.ts';
import { letterToHolder } from '../../records/letter.ts';
import { newPhoneFacts } from './cards/facts.ts';
import { signingFacts } from './cards/signing-facts.ts';
import type { DeskDeps } from './deps.ts';
import { decline, signing } from './documents/acts.ts';
import { signings } from './documents/kind.ts';
import { verdicts } from './new-phone/acts.ts';
import { newPhones } from './new-phone/kind.ts';
import { standingOf } from './rules.ts';
import { signers } from './signer.ts';
import { loadNewPhone, signerOfCertificate } from './store.ts';

declare module '../../core/names.ts' {
  interface Letters {
    'sign.waiting': ToHolder;
    'sign.decided': Nothing;
    'sign.ending': Nothing;
    'sign.revoked': Nothing;
    'sign.to-sign': ToHolder;
  }
}

/** The desk's e-mails, written at the moment they are sent. */
export function signatureLetters(deps: LetterDeps & Pick<DeskDeps, 'authenticators'>) {
  const { db, contextOf, clock } = deps;
  return {
    /** To an ADMIN: somebody asks for another phone (G-8). */
    waiting: letterToHolder(deps, newPhones, verdicts(deps), (reader, one) => ({
      subject: reader.t('sign.mail.waiting.subject', { name: one.signer.name }),
      text: reader.t('sign.mail.waiting.text', { name: one.signer.name, reason: one.reason }),
      facts: newPhoneFacts(reader, one),
    })),

    /** To whoever is to sign a file: it is their turn (G-7). */
    'to-sign': letterToHolder(deps, signings, [signing, decline], (reader, one) => ({
      subject: reader.t('sign.mail.toSign.subject', { number: one.number, name: one.file.name }),
      text: reader.t('sign.mail.toSign.text', { name: one.requester.name }),
      facts: signingFacts(reader, one),
    })),

    /** To whoever asked: what became of it. */
    async decided(id) {
      const asked = await loadNewPhone(db, id);
      const reader = asked && (await contextOf(asked.signer.personId));
      if (!asked || !reader || (asked.status !== 'APPROVED' && asked.status !== 'REJECTED')) return null;
      const { t } = reader;
      const [entry] = await entriesOf(db, subjectOf(newPhones, id), [
        'sign.newPhoneApproved',
        'sign.newPhoneRejected',
      ]);
      return letterTo(reader, {
        subject: t(`sign.mail.decided.${asked.status}`),
        paragraphs: [
          t('sign.newPhone.decided', { name: entry?.actor ?? '—', time: reader.time(entry?.at ?? clock()) }),
          ...(entry?.reason ? [t('sign.mail.reason', { reason: entry.reason })] : []),
          ...(asked.status === 'APPROVED' ? [t('sign.newPhone.goOn')] : []),
        ],
      });
    },

    /** A certificate ends soon, or has ended (G-6); nothing where another one has taken its place. */
    async ending(id) {
      const signer = await signerOfCertificate(db, id);
      const reader = signer && (await contextOf(signer.person.id));
      if (!reader || signer.certificate?.id !== id) return null;
      const { t, time } = reader;
      const { notAfter } = signer.certificate;
      const isEnded = standingOf(signer, clock()) === 'EXPIRED';
      return letterTo(reader, {
        subject: t('sign.ending.title'),
        paragraphs: [
          t(isEnded ? 'sign.ending.ended' : 'sign.ending.text', { time: time(notAfter) }),
          t('sign.mail.renew'),
        ],
      });
    },

    /** An ADMIN has revoked a certificate. */
    async revoked(id) {
      const signer = await signerOfCertificate(db, id);
      const reader = signer && (await contextOf(signer.person.id));
      const entry = signer && (await lastEntryOf(db, subjectOf(signers, signer.id), ['sign.revokedByAdmin']));
      if (!reader || !entry) return null;
      const { t } = reader;
      return letterTo(reader, {
        subject: t('sign.revokedCard.title'),
        paragraphs: [
          t('sign.revokedCard.text', { name: entry.actor, time: reader.time(entry.at) }),
          t('sign.mail.reason', { reason: entry.reason ?? '—' }),
        ],
      });
    },
  } satisfies LettersOf<'sign'>;
}
