import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import type { Database } from '../../../db/database.ts';
import { sendVisitorsMail } from '../../../neighbours/mail/mailer.ts';
import { type Account, accountOfRequest, hashPassword, setPassword } from '../../../web/accounts.ts';
import { NotFound } from '../../../web/errors.ts';
import type { Page } from '../../../web/page.ts';
import { choosePasswordPages } from '../../../web/pages/choose-password.ts';
import { personalWords } from '../../../web/password/policy.ts';
import { passwordTurn } from '../../../web/password/turns.ts';
import { subjectOf } from '../model.ts';

/** The page behind the link that only the applicant's mailbox gets: it sets the User ID's password (U-16). */
export function passwordPages(deps: { db: Database; clock: Clock }): Page[] {
  const { db } = deps;
  return choosePasswordPages<{ requestId: number }, Account & { name: string }>(deps, {
    purpose: 'password',
    path: '/portal/password',
    async owner({ requestId }) {
      const account = await accountOfRequest(db, requestId);
      return account && { ...account, name: account.userId };
    },
    words: async (account) => (await applicantOf(db, account)).words,
    async choose(account, password) {
      const [person, passwordHash] = await Promise.all([
        applicantOf(db, account),
        passwordTurn(`account ${account.id}`, () => hashPassword(password)),
      ]);
      return (tx, now) =>
        setPassword(tx, account, passwordHash, { actor: person, subject: subjectOf(account.requestId) }, now);
    },
    renew: (tx, { requestId }) =>
      sendVisitorsMail(tx, {
        key: `password ${requestId} ${randomUUID()}`,
        letter: 'user-id.password',
        subject: requestId,
      }),
    texts: (t, { userId }) => ({
      title: t('portal.password.title'),
      field: t('portal.field.userId'),
      submit: t('portal.password.submit'),
      done: t('portal.password.doneText', { userId }),
    }),
    loginPath: '/portal/login',
  });
}

/** The applicant as the log names them, and what their password must not be made of. */
async function applicantOf(
  db: Database,
  account: Account,
): Promise<{ id: number; name: string; words: string[] }> {
  const rows = await db.query<{ id: number; name: string; nopek: string | null; unit: string }>(
    `SELECT p.id, r.name, r.nopek, u.name AS unit FROM user_id_request r JOIN unit u ON u.id = r.unit_id
     JOIN person p ON p.id = $2 WHERE r.id = $1`,
    [account.requestId, account.personId],
  );
  const row = rows[0];
  if (!row) throw new NotFound();
  return {
    id: row.id,
    name: row.name,
    words: personalWords(account.userId, account.email, row.name, row.nopek, row.unit),
  };
}
