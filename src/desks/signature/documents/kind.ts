import { action } from '../../../chat/action.ts';
import { named } from '../../../core/same-person.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Kind } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { returningOf } from '../../../records/returning.ts';
import type { WaitingKind } from '../../../records/waits.ts';
import { signingFacts, signingTitle } from '../cards/signing-facts.ts';
import type { Signing } from './model.ts';
import { dueOf, seenBy, turnSince } from './rules.ts';
import { loadSigning, signingsWaiting } from './store.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'sign', 'signing', OfEntry> {}
}

const seen: Kind<Signing>['seen'] = async (db, { actor }, id) => {
  const signing = await loadSigning(db, id);
  return signing && seenBy(actor, signing);
};

/** A PDF that people sign (G-7). */
export const signings: WaitingKind<Signing> = {
  name: 'signing',
  table: 'signing',
  state: ({ status }) => status,
  announced: ({ id }) => ({ name: 'sign.signing', queue: `announce signing:${id}` }),
  load: loadSigning,
  seen,
  whole: seen,
  unknown: msg('sign.refuse.unknownSigning'),
  passed: () => overtaken(msg('sign.refuse.passed')),
  title: (_ctx, signing) => signingTitle(signing),
  shown: (ctx, signing) => [{ type: 'facts', facts: signingFacts(ctx, signing) }],
  names: ({ number, file }) => ({ number, name: file.name }),
  maxReason: 500,
  asker: ({ requester }) => requester.id,
  // Those sign whose turn it is, each for themselves: also whoever asked for it, where they are among them.
  waits(signing) {
    const due = dueOf(signing);
    if (due.length === 0) return null;
    return {
      held: due.map(({ personId }) => ({ personId, inPerson: true })),
      barred: named({}),
      since: turnSince(signing),
      card: 'sign.to-sign',
      letter: 'sign.to-sign',
      words: { somebody: 'sign.signing.waitsFor', nobody: 'sign.signing.waitsForNobody' },
    };
  },
  root: 'sign.signing',
  waiting: signingsWaiting,
  named: ({ id, number, file, requester }) => ({
    title: `${number} · ${file.name}`,
    text: requester.name,
    open: action('sign.open-signing', id),
  }),
};

/** How it is returned and talked about: the file stays what others may have signed. */
export const signingsReturning = returningOf(signings, { numbers: { prefix: 'SIG', of: 'signing' } });
