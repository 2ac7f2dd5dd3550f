import type { Action, ActionName } from '../chat/action.ts';
import type { Codes } from '../chat/codes.ts';
import { Detour } from '../chat/detour.ts';
import type { Field } from '../chat/form.ts';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg, type TextKey, type Translate } from '../core/texts/index.ts';
import { audit, type LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Authenticators, codeField } from './authenticators.ts';

/** What ADMINs may mark as sensitive: an act, by what opens its form; a stage; a platform system, by its id. */
export type Mark = ActionName | `stage:${string}` | `system:${number}`;

/** Something that may be marked, as ADMINs choose it. */
export interface Markable {
  mark: Mark;
  label: string;
}

/** How somebody comes to an authenticator of theirs, as the desk that enrols people brings it. */
export interface Enrolment {
  label: TextKey;
  action: Action;
}

/** What the log says of how somebody has shown that it is them. */
export interface Shown {
  factor?: 'totp';
}

/** That it is them: it is used up in the transaction of what it was shown for, or not at all. */
export interface Proof {
  shown: Shown;
  use(tx: Tx): Promise<void>;
}

/** Asks for a code where something that is done is marked as sensitive. `always`: whatever is marked. */
export interface StepUp {
  /**
   * The field of a decision's own form. None where nothing of it is marked; where something is and this person has no authenticator,
   * throws a Detour that leads them to one.
   */
  fields(ctx: Context, marks: readonly Mark[] | 'always'): Promise<Field[]>;
  /** Looks at what was given there, after the right to do it. Throws FieldErrors, or the same Detour. */
  prove(ctx: Context, marks: readonly Mark[] | 'always', codes: Codes): Promise<Proof>;
}

/** Where nothing is asked for. */
export const noProof: Proof = { shown: {}, use: async () => undefined };

/** Whether any of this is marked. */
const isSensitive = (ctx: Context, marks: readonly Mark[] | 'always'): boolean =>
  marks === 'always' || marks.some((mark) => ctx.actor.sensitive.includes(mark));

/**
 * For the parts of what somebody has asked for as a whole: a code was spent for that, once, in the transaction that wrote down all the
 * parts, or none was asked for. What has become sensitive since is refused.
 */
export const shownForAll = (shown: Shown): StepUp => ({
  fields: async () => [],
  async prove(ctx, marks) {
    if (!isSensitive(ctx, marks)) return noProof;
    if (!shown.factor) throw new Refusal(msg('code.refuse.markedSince'));
    return { shown, use: async () => undefined };
  },
});

export function createStepUp(options: {
  db: Database;
  authenticators: Authenticators;
  /** Asked for when it is needed: desks are opened with what they are given. */
  enrolment(): Enrolment | undefined;
}): StepUp {
  const { db, authenticators } = options;

  async function isAsked(ctx: Context, marks: readonly Mark[] | 'always'): Promise<boolean> {
    if (!isSensitive(ctx, marks)) return false;
    if (await authenticators.isEnrolled(db, ctx.actor.id)) return true;
    throw new Detour(enrolFirst(ctx.t, options.enrolment()));
  }

  return {
    fields: async (ctx, marks) => ((await isAsked(ctx, marks)) ? [authenticators.field(ctx.t)] : []),
    async prove(ctx, marks, codes) {
      if (!(await isAsked(ctx, marks))) return noProof;
      const code = await authenticators.check(ctx, codes.of(codeField));
      return { shown: { factor: 'totp' }, use: (tx) => authenticators.spend(tx, code) };
    },
  };
}

const enrolFirst = (t: Translate, enrolment: Enrolment | undefined) => ({
  title: t('code.enrol.title'),
  parts: [{ type: 'text' as const, text: t('code.enrol.text') }],
  buttons: enrolment
    ? [
        {
          label: t.message({ key: enrolment.label }),
          style: 'primary' as const,
          does: { action: enrolment.action },
        },
      ]
    : [],
});

export async function marked(db: Queryable): Promise<Set<string>> {
  const rows = await db.query<{ mark: string }>('SELECT mark FROM step_up_mark');
  return new Set(rows.map(({ mark }) => mark));
}

/** Marks these and no more those, each that was not so already with its audit entry (I-5). */
export async function changeMarks(
  tx: Tx,
  ctx: Context,
  { add, remove }: { add: readonly Markable[]; remove: readonly Markable[] },
  shown: Shown,
): Promise<void> {
  const change = async (sql: string, action: LoggedAction, { mark, label }: Markable) => {
    if ((await tx.query(sql, [mark])).length === 0) return;
    const { actor, surface, now: at } = ctx;
    await audit(tx, { at, actor, surface, action, subject: `step-up:${mark}`, data: { label, ...shown } });
  };
  for (const one of add)
    await change(
      'INSERT INTO step_up_mark (mark) VALUES ($1) ON CONFLICT DO NOTHING RETURNING mark',
      'step-up.marked',
      one,
    );
  for (const one of remove)
    await change('DELETE FROM step_up_mark WHERE mark = $1 RETURNING mark', 'step-up.unmarked', one);
}
