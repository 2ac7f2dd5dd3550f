import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { sendVisitorsMail } from '../../../neighbours/mail/mailer.ts';
import { noteViews } from '../../../personal-data/views.ts';
import type { Page } from '../../../web/page.ts';
import { choosePasswordPages } from '../../../web/pages/choose-password.ts';
import { personalWords } from '../../../web/password/policy.ts';
import { type DeskDeps, nikLoginPath } from '../deps.ts';
import { atDigit, digitRegistration } from '../digit.ts';

interface Owner {
  id: number;
  name: string;
  nik: string;
  email: string;
  /** What is known of them; the name first. */
  known: string[];
}

/**
 * The page behind an activation link: it sets the first password of a DIGIT account, at DIGIT (S-13). The first alone: once
 * the account has one, or DIGIT names another address for it, the link and all that follow it are nothing.
 */
export function activatePages(deps: DeskDeps & { clock: Clock }): Page[] {
  const { digit } = deps;
  return choosePasswordPages<{ digitId: number }, Owner>(deps, {
    purpose: 'activate',
    path: '/portal/activate',
    async owner({ digitId }) {
      const made = await digitRegistration(deps.db, digitId);
      if (!made) return null;
      const { id, nik, email } = made;
      return { id, name: nik, nik, email, known: [made.name, email, nik, made.nip ?? '', made.phone] };
    },
    async closed(owner) {
      const stands = await atDigit(digit, owner).catch(() => 'waits' as const);
      return stands === 'waits' ? null : msg('satker.activate.closed');
    },
    // Whoever has the link, which was mailed to its person: nobody is logged in here.
    shown: ({ id }, now) =>
      noteViews(deps.db, { id: null, surface: 'portal', now }, 'LINK', [{ what: 'NIK', of: `digit:${id}` }]),
    words: async ({ known }) => personalWords(...known),
    // DIGIT is asked before the transaction: the same password set twice is set once.
    async choose(owner, password) {
      if (!digit) throw new Refusal(msg('satker.error.notSetUp', { register: 'DIGIT' }));
      const { id, nik, known } = owner;
      const isSet = await atDigit(digit, owner)
        .then((stands) => stands === 'waits' && digit.setPassword(nik, password))
        .catch((error) => {
          throw error instanceof NeighbourDown ? new Refusal(msg('satker.login.down')) : error;
        });
      if (!isSet) throw new Refusal(msg('satker.activate.closed'));
      return async (tx, now) => {
        await tx.query('UPDATE digit_registration SET activated_at = $2 WHERE id = $1', [id, now]);
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
      };
    },
    renew: (tx, { id }) =>
      sendVisitorsMail(tx, { key: `digit ${id} ${randomUUID()}`, letter: 'satker.activation', subject: id }),
    texts: (t) => ({
      title: t('satker.activate.title'),
      field: t('satker.field.nik'),
      submit: t('satker.activate.submit'),
      done: t('satker.activate.done'),
    }),
    loginPath: nikLoginPath,
  });
}
