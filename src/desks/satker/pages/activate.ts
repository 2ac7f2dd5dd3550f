import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { sendMail } from '../../../neighbours/mail/mailer.ts';
import type { Page } from '../../../web/page.ts';
import { choosePasswordPages } from '../../../web/pages/choose-password.ts';
import { personalWords } from '../../../web/password/policy.ts';
import { digitRegistration } from '../digit.ts';
import type { DeskParts } from '../parts.ts';

/**
 * The page behind an activation link: it sets the password of a DIGIT account, at DIGIT (S-13). The link is used up with
 * DIGIT's consent and not without it.
 */
export function activatePages(parts: DeskParts & { clock: Clock }): Page[] {
  const { db, digit } = parts;
  return choosePasswordPages<{ digitId: number }, { id: number; name: string; known: string[]; nik: string }>(
    parts,
    {
      purpose: 'activate',
      path: '/portal/activate',
      async owner({ digitId }) {
        const made = await digitRegistration(db, digitId);
        if (!made) return null;
        const known = [made.name, made.email, made.nik, made.nip ?? '', made.phone];
        return { id: made.id, name: made.nik, nik: made.nik, known };
      },
      words: async ({ known }) => personalWords(...known),
      choose:
        async ({ id, nik, known }, password) =>
        async (tx, now) => {
          if (!digit) throw new Refusal(msg('satker.error.notSetUp', { register: 'DIGIT' }));
          const isSet = await digit.setPassword(nik, password).catch((error) => {
            throw error instanceof NeighbourDown ? new Refusal(msg('satker.login.down')) : error;
          });
          if (!isSet) throw new Refusal(msg('satker.login.noAccount'));
          await tx.query('UPDATE digit_registration SET activated_at = $2 WHERE id = $1', [id, now]);
          // Other links that could set it end here: whoever had one has to come through the mailbox again.
          await tx.query(
            `UPDATE one_time_link SET used_at = $2
           WHERE purpose = 'activate' AND used_at IS NULL AND expires_at > $2 AND (subject->>'digitId')::int = $1`,
            [id, now],
          );
          await audit(tx, {
            at: now,
            actor: { id: null, name: known[0] ?? '' },
            surface: 'portal',
            action: 'digit.password-set',
            subject: `digit:${id}`,
          });
        },
      renew: (tx, { id }) =>
        sendMail(tx, { key: `digit ${id} ${randomUUID()}`, letter: 'satker.activation', subject: id }),
      texts: (t) => ({
        title: t('satker.activate.title'),
        field: t('satker.field.nik'),
        submit: t('satker.activate.submit'),
        done: t('satker.activate.done'),
      }),
      loginPath: '/portal/login/nik',
    },
  );
}
