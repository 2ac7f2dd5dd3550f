import { type ActionName, idOf } from '../chat/action.ts';
import { chosenOf } from '../chat/form.ts';
import { type Actor, hasRole } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Identity, isSamePerson } from '../core/same-person.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { LoggedAction } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { keepPeople } from '../people/held.ts';
import type { Act, Given } from './act.ts';
import { type Handed, heldNow } from './handing.ts';
import { heldAsSeen } from './held.ts';
import { holds, whyBarred } from './holders.ts';
import { entriesIn, type Kind, type Row } from './kind.ts';
import { openQuestion } from './remarks.ts';
import { type Wait, whyNotHolder } from './waiting.ts';
import { type Waits, waitFor, waitOf } from './waits.ts';

/** To whom it is handed, and who had it when the form was drawn: 0 for all who hold it. */
export interface HandingOn extends Given {
  from: number;
  to: number;
}

/** Somebody to whom a record may be handed. */
export interface Receiver {
  id: number;
  name: string;
  position: string | null;
}

/** A kind whose records are handed on. */
type HandedOn<R extends Row, Whole extends R> = Kind<R, Whole> &
  Pick<Waits<NoInfer<R>>, 'table' | 'asker' | 'waits' | 'root' | 'waitsNow'>;

/** How records of a kind are handed on, where that does not follow from who holds them. */
interface Handing<R extends Row> {
  /** What else of it says who has it. */
  moves?(tx: Tx, record: R, given: HandingOn): Promise<void>;
  /** What has to be said first: whether this person sees it at all. */
  unseen?(record: R, actor: Actor): Message | null;
  /** Whom it concerns, who do not choose who decides it; whom its wait bars, unless it says otherwise (I-4). */
  own?(record: R): Identity;
  /** Who has it now, and to whom it may be handed, where that does not follow from who holds it: a line of the register. */
  line?(record: R): Line | null;
}

/** Along which somebody's superiors are found. */
interface Line {
  from: number;
  receivers(db: Queryable): Promise<Receiver[]>;
  /** Said where there is nobody else on it. */
  nobody: Message;
}

/** The act of handing a record on, and whether there is anybody to take it: without that it is no button (`handingButtons`). */
export interface HandingAct<R extends Row, Whole extends R = R> extends Act<R, Whole, HandingOn> {
  hasReceiver(db: Queryable, record: R, actor: Actor): Promise<boolean>;
}

/** As many as a menu has. */
const mostReceivers = 100;

/**
 * Hands one record to another person who holds it: whoever decides it now does, or an ADMIN, with a reason. From then on it waits
 * for that one, and whoever stands in for them, alone; the others see who has it.
 */
export function reassigning<R extends Row, Whole extends R>(
  kind: HandedOn<R, Whole>,
  opens: ActionName,
  { moves, unseen, own, line }: Handing<R> = {},
): HandingAct<R, Whole> {
  // Of what is returned with a question: whoever has it by then decides it once that has been answered.
  const atHolders = (record: R) => (openQuestion(record) ? waitFor(kind, record) : waitOf(kind, record));
  const hadBy = (record: R): number => line?.(record)?.from ?? record.handed?.to ?? 0;

  async function receivers(reads: Queryable, record: R, actor: Actor): Promise<Receiver[]> {
    const wait = atHolders(record);
    if (!wait) return [];
    const along = line?.(record);
    const all = along ? await along.receivers(reads) : await holding(reads, wait);
    const has = hadBy(record);
    // Whoever alone holds it has it already.
    if (!has && all.length === 1) return [];
    return all.filter(({ id }) => id !== has && id !== actor.id);
  }

  return {
    opens,
    evenReturned: true,
    title: 'record.reassign',
    text: 'record.reassign.text',
    submit: 'record.reassign.submit',
    reason: { label: 'people.reason', required: true },
    hasReceiver: async (db, record, actor) => (await receivers(db, record, actor)).length > 0,
    keeps: (record) => [String(hadBy(record))],
    async fields({ t, actor }, record, db) {
      const all = await receivers(db, record, actor);
      if (all.length === 0) throw new Refusal(line?.(record)?.nobody ?? msg('record.refuse.nobodyToHand'));
      return [
        {
          type: 'choice',
          name: 'to',
          label: t('record.reassign.to'),
          style: 'menu',
          choices: all.map(({ id, name, position }) => ({
            value: String(id),
            label: position ? `${name} · ${position}` : name,
          })),
        },
      ];
    },
    read(values, errors, [from]) {
      const to = idOf(chosenOf(values, 'to')[0]);
      if (!to) errors.to = notReceiver;
      return { from: idOf(from), to };
    },
    whyNot(record, { actor }) {
      const wait = atHolders(record);
      const hidden = unseen?.(record, actor);
      if (hidden) return hidden;
      if (!wait) return kind.passed(record);
      if (wait.held.every(({ inPerson }) => inPerson)) return msg('record.refuse.inPerson');
      const held = heldNow(wait);
      const concerned = own?.(record) ?? wait.barred;
      // Whoever stands in for somebody whom it concerns does not choose who decides it for them either (I-4, I-6).
      if (holds(actor, held)) {
        const why = whyBarred(actor, held, concerned, msg('record.refuse.own'));
        if (!why || !hasRole(actor, 'ADMIN')) return why;
      } else if (!hasRole(actor, 'ADMIN')) return whyNotHolder(wait, actor, msg('record.refuse.notHolder'));
      return isSamePerson(concerned, actor.identity) ? msg('record.refuse.own') : null;
    },
    async write(tx, ctx, record, given) {
      const wait = atHolders(record);
      if (!wait || given.from !== hadBy(record)) return null;
      const receiver = (await receivers(tx, record, ctx.actor)).find(({ id }) => id === given.to);
      if (!receiver) throw new FieldErrors({ to: notReceiver });
      const now = await heldAsSeen(tx, kind.table, kind, ctx, record);
      // Somebody may have decided it without its standing elsewhere.
      if (!now || !atHolders(now) || given.from !== hadBy(now)) return null;
      await moves?.(tx, now, given);
      const { id: to, name } = receiver;
      if ((await keepPeople(tx, [to])).length === 0) throw new FieldErrors({ to: notReceiver });
      const { subject } = entriesIn(kind, record);
      const held = line?.(record) ? [{ personId: to }] : wait.held;
      // Whoever hands it on at the same moment waited for its row: theirs is seen here.
      const [taken] = await tx.query(
        `INSERT INTO handover AS h (subject, state, person_id, held, at) SELECT $1, $2, $3, $4, $5
         WHERE (handed_over($1, $2)->>'to')::int IS NOT DISTINCT FROM $6::int
         ON CONFLICT (subject) DO UPDATE SET state = excluded.state, person_id = excluded.person_id, held = excluded.held, at = excluded.at
         RETURNING h.subject`,
        [subject, kind.state(record), to, JSON.stringify(held), ctx.now, record.handed?.to ?? null],
      );
      const handed: Handed = { to, name, at: ctx.now.toISOString() };
      const data = { from: given.from || null, to: { id: to, name } };
      const action: LoggedAction = `${kind.name}.reassigned`;
      return taken ? { action, data, handedTo: to, record: { ...record, handed } } : null;
    },
    done: ({ t }, { handed }) => ({ text: t('record.reassign.done', { name: handed?.name ?? '' }) }),
  };
}

const notReceiver = msg('record.error.receiver');

/** Those who hold it in their own right, and may decide it, by name. */
const holding = (db: Queryable, { held, barred }: Wait): Promise<Receiver[]> =>
  db.query<Receiver>(
    `SELECT p.id, p.name, p.position FROM holders_of($1::jsonb, $2::jsonb) h JOIN person p USING (id)
     WHERE h.for_id IS NULL ORDER BY p.name, p.id LIMIT ${mostReceivers}`,
    [JSON.stringify(held), JSON.stringify(barred)],
  );
