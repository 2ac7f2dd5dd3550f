import type { ToHolder } from '../../core/names.ts';
import { type Letter, type LetterDeps, type LettersOf, wordsFor } from '../../neighbours/mail/letter.ts';
import { shownName } from '../../people/shown-name.ts';
import { letterToAsker, letterToHolder } from '../../records/letter.ts';
import { accountOfRequest } from '../../web/accounts.ts';
import { createLink } from '../../web/links.ts';
import { decisionsOn } from './acts.ts';
import { wholeOf } from './cards/request.ts';
import type { DeskDeps } from './deps.ts';
import { kindNames, type RequestDetail, type Stage } from './model.ts';
import { stageName, statusName } from './plan.ts';
import { loadDetail } from './store.ts';
import { requestsWait, waitAt } from './waiting.ts';

declare module '../../core/names.ts' {
  interface Letters {
    'user-id.waiting': ToHolder & { stage: Stage };
    'user-id.completed': Nothing;
    'user-id.password': Nothing;
    'user-id.rejected': Nothing;
  }
}

/** How long a password link works (U-16). */
const passwordLinkHours = 24;

type Where = LetterDeps & Pick<DeskDeps, 'publicUrl' | 'policy'>;

/** The desk's e-mails, written at the moment they are sent. */
export function userIdLetters(deps: Where) {
  return {
    /** To each approver of the stage that was entered (U-10); not any more once it has passed. */
    waiting: letterToHolder<RequestDetail, ToHolder & { stage: Stage }>(
      deps,
      ({ stage }) => ({
        ...requestsWait(deps.policy),
        root: undefined,
        load: (db, id) => loadDetail(db, { id }),
        waits: (request) => (request.status === stage ? waitAt(request, stage, deps.policy) : null),
      }),
      (request) => decisionsOn(deps, request),
      ({ t }, request, { stage }) => ({
        subject: t('mail.waiting.subject', { number: request.number, stage: stageName(request, stage) }),
        text: t('mail.waiting.text', { status: statusName(request, request.status) }),
        facts: [
          { label: t('userId.field.kind'), value: kindNames[request.kind] },
          { label: t('userId.field.name'), value: request.name },
          { label: t('field.unit'), value: request.unit.name },
          {
            label: t('userId.field.platforms'),
            value: request.platforms.map((one) => one.name).join(', '),
          },
          { label: t('userId.card.requester'), value: shownName(t, request.requester) },
        ],
      }),
    ),

    /** To the applicant alone: the new User ID and the link that sets its password (U-16). */
    async completed(requestId) {
      const request = await loadDetail(deps.db, { id: requestId });
      return request && passwordLetter(deps, request, 'mail.completed.text');
    },

    /** A renewed link, or one that was asked for at the login page (U-16, U-21). */
    async password(requestId) {
      const request = await loadDetail(deps.db, { id: requestId });
      return request && passwordLetter(deps, request, 'mail.password.text');
    },

    /** To a requester who asked on the portal and has no thread to watch (U-7, U-12). */
    rejected: letterToAsker(
      deps,
      { ...requestsWait(deps.policy), load: (db, id) => loadDetail(db, { id }) },
      ({ t }, request) => {
        const { number, surface } = request;
        const decision = request.decisions.at(-1);
        if (!decision || surface !== 'portal') return null;
        const { personName: name, stage, reason } = decision;
        return {
          subject: t('mail.rejected.subject', { number }),
          paragraphs: [
            t('mail.rejected.text', { number, name, stage: stageName(request, stage) }),
            t('mail.rejected.reason', { reason: reason ?? '—' }),
            t('mail.rejected.read'),
          ],
          link: { label: t('mail.rejected.link'), url: wholeOf(deps, number) },
        };
      },
    ),
  } satisfies LettersOf<'user-id'>;
}

/** To the address that the User ID's person has now; none once it opens nothing any more. */
async function passwordLetter(
  deps: Where,
  request: RequestDetail,
  text: 'mail.completed.text' | 'mail.password.text',
): Promise<Letter | null> {
  const account = await accountOfRequest(deps.db, request.id);
  if (!account) return null;
  const { userId, email } = account;
  const t = await wordsFor(deps, email);
  const token = await createLink(deps.db, {
    purpose: 'password',
    subject: { requestId: request.id },
    now: deps.clock(),
    validMs: passwordLinkHours * 60 * 60_000,
  });
  return {
    language: t.language,
    to: { name: request.name, address: email },
    subject: t('mail.completed.subject', { number: request.number }),
    paragraphs: [t('mail.greeting', { name: request.name }), t(text, { userId })],
    facts: [{ label: 'User ID', value: userId }],
    link: {
      label: t('mail.completed.link'),
      url: `${deps.publicUrl}/portal/password/${token}`,
      onceWithinHours: passwordLinkHours,
    },
  };
}
