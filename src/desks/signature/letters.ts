import type { LetterDeps, LettersOf } from '../../neighbours/mail/letter.ts';
import { actorIn } from '../../people/shown-name.ts';
import { lastEntryOf } from '../../records/entry.ts';
import { subjectOf } from '../../records/kind.ts';
import { letterToAsker, letterToHolder, letterToPerson } from '../../records/letter.ts';
import { newPhoneFacts } from './cards/facts.ts';
import { signingFacts } from './cards/signing-facts.ts';
import type { DeskDeps } from './deps.ts';
import { decline, signing } from './documents/acts.ts';
import { signings } from './documents/kind.ts';
import type { Signer } from './model.ts';
import { verdicts } from './new-phone/acts.ts';
import { newPhones } from './new-phone/kind.ts';
import { standingOf } from './rules.ts';
import { signers } from './signer.ts';
import { signerOfCertificate } from './store.ts';

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
  const { db, clock } = deps;
  const ofCertificate = (write: Parameters<typeof letterToPerson<Signer>>[3]) =>
    letterToPerson(deps, signerOfCertificate, ({ person }) => person.id, write);
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
    decided: letterToAsker(deps, newPhones, async ({ t, time }, { status }, id) => {
      if (status !== 'APPROVED' && status !== 'REJECTED') return null;
      const entry = await lastEntryOf(db, subjectOf(newPhones, id), [
        'sign.newPhoneApproved',
        'sign.newPhoneRejected',
      ]);
      return {
        subject: t(`sign.mail.decided.${status}`),
        paragraphs: [
          t('sign.newPhone.decided', { name: entry?.actor ?? '—', time: time(entry?.at ?? clock()) }),
          ...(entry?.reason ? [t('sign.mail.reason', { reason: entry.reason })] : []),
          ...(status === 'APPROVED' ? [t('sign.newPhone.goOn')] : []),
        ],
      };
    }),

    /** A certificate ends soon, or has ended (G-6); nothing where another one has taken its place. */
    ending: ofCertificate(({ t, time }, signer, id) => {
      if (signer.certificate?.id !== id) return null;
      const { notAfter } = signer.certificate;
      const isEnded = standingOf(signer, clock()) === 'EXPIRED';
      return {
        subject: t('sign.ending.title'),
        paragraphs: [
          t(isEnded ? 'sign.ending.ended' : 'sign.ending.text', { time: time(notAfter) }),
          t('sign.mail.renew'),
        ],
      };
    }),

    /** An ADMIN has revoked a certificate. */
    revoked: ofCertificate(async ({ t, time }, signer) => {
      const entry = await lastEntryOf(db, subjectOf(signers, signer.id), ['sign.revokedByAdmin']);
      return (
        entry && {
          subject: t('sign.revokedCard.title'),
          paragraphs: [
            t('sign.revokedCard.text', { name: actorIn(t, entry), time: time(entry.at) }),
            t('sign.mail.reason', { reason: entry.reason ?? '—' }),
          ],
        }
      );
    }),
  } satisfies LettersOf<'sign'>;
}
