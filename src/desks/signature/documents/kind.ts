import { action } from '../../../chat/action.ts';
import { named } from '../../../core/same-person.ts';
import { msg } from '../../../core/texts/index.ts';
import { type Kind, subjectOf } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { returningOf } from '../../../records/returning.ts';
import type { Announcement } from '../../../records/tell.ts';
import { orReturned, type Wait } from '../../../records/waiting.ts';
import type { Waits } from '../../../records/waits.ts';
import { signingFacts, signingTitle } from '../cards/signing-facts.ts';
import type { Signing } from './model.ts';
import { dueOf, seenBy, turnSince } from './rules.ts';
import { loadSigning } from './store.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'sign.signing': { entry: string };
  }
}

const announced = ({ id }: Pick<Signing, 'id'>): Announcement => ({
  name: 'sign.signing',
  queue: `announce signing:${id}`,
});

const seen: Kind<Signing>['seen'] = async (db, { actor }, id) => {
  const signing = await loadSigning(db, id);
  return signing && seenBy(actor, signing);
};

/** A PDF that people sign (G-7). */
export const signings: Kind<Signing> = {
  name: 'signing',
  state: ({ status }) => status,
  announced,
  seen,
  whole: seen,
  unknown: msg('sign.refuse.unknownSigning'),
  passed: () => overtaken(msg('sign.refuse.passed')),
  shown: (ctx, signing) => [{ type: 'facts', facts: signingFacts(ctx, signing) }],
  names: ({ number, file }) => ({ number, name: file.name }),
  maxReason: 500,
};

/** How it waits now: for signatures, or for the answer of whoever asked for them. */
export const waitOf = (signing: Signing): Wait | null =>
  orReturned(waitForSigners(signing), signing, 'sign.signing');

/** Those sign whose turn it is, each for themselves: also whoever asked for it, where they are among them. */
function waitForSigners(signing: Signing): Wait | null {
  const due = dueOf(signing);
  if (due.length === 0) return null;
  return {
    subject: subjectOf(signings, signing.id),
    held: due.map(({ personId }) => ({ personId, inPerson: true })),
    barred: named({}),
    handed: null,
    since: turnSince(signing),
    asker: signing.requester.id,
    card: 'sign.to-sign',
    letter: 'sign.to-sign',
    words: { somebody: 'sign.signing.waitsFor', nobody: 'sign.signing.waitsForNobody' },
  };
}

export const signingsWait: Waits<Signing> = {
  kind: signings,
  load: loadSigning,
  waitOf,
  announced,
  named: ({ id, number, file, requester }) => ({
    title: `${number} · ${file.name}`,
    text: requester.name,
    open: action('sign.open-signing', id),
  }),
};

/** How it is returned and talked about: the file stays what others may have signed. */
export const signingsReturning = returningOf(signings, {
  table: 'signing',
  numbers: { prefix: 'SIG', of: 'signing' },
  load: loadSigning,
  title: (_ctx, signing) => signingTitle(signing),
  waitOf: waitForSigners,
});
