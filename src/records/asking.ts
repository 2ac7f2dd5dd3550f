import { opensForm } from '../chat/answers.ts';
import type { ActionHandler, FormHandler } from '../chat/desk.ts';
import { done, type Outcome } from '../chat/done.ts';
import { type ChangingId, type Form, type Frame, newForm, type Values } from '../chat/form.ts';
import type { Context } from '../core/context.ts';
import { FieldErrors } from '../core/errors.ts';
import type { Message } from '../core/texts/index.ts';
import type { LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Admission, OpenNow } from '../people/admission.ts';
import { logNew } from './act.ts';
import type { Logging, Row } from './kind.ts';
import { once } from './once.ts';
import type { Waits } from './waits.ts';

/** How somebody asks for a record, where that takes no more than a form. */
interface Asking<R extends Row, Given> {
  /** The desk and its form, `sign.new-phone`. */
  id: ChangingId;
  /** Its words and fields; throws Refusal where this person may not ask now. */
  form(ctx: Context): Questions | Promise<Questions>;
  /** What was given, of which a `reason` stands in the entry; what is wrong with it goes to `errors`, by field. */
  read(values: Values, errors: Record<string, Message>): Given;
  /** Writes the record with the form's key as its `submission_key`: none where it is there already. Throws Refusal and FieldErrors. */
  make(tx: Tx, ctx: Context, given: Given, key: string): Promise<readonly R[]>;
  /** How many of those that this person asked for still wait, as far as there may be several. */
  open: OpenNow;
  /** What its first entry says that was done. */
  action: LoggedAction;
  done(ctx: Context, given: Given): Outcome;
}

type Questions = Omit<Frame, 'close'>;

export interface AskForm<Given> {
  form(ctx: Context): Promise<Form>;
  opens: ActionHandler;
  submit: NonNullable<FormHandler['submit']>;
  /** Makes the record once for one key, with its entry and all whom that tells. Throws Refusal and FieldErrors. */
  make(ctx: Context, given: Given, key: string): Promise<void>;
}

/** The form by which records of a kind are asked for, counted as what one person submits. */
export function askForm<R extends Row, Given extends object>(
  { db, admit }: { db: Database; admit: Admission },
  kind: Logging<R> & Pick<Waits<R>, 'table'>,
  asking: Asking<R, Given>,
): AskForm<Given> {
  const { id, action } = asking;
  const form = async (ctx: Context) => newForm(ctx.t, { id, ...(await asking.form(ctx)) });

  async function make(ctx: Context, given: Given & { reason?: string }, key: string): Promise<void> {
    const found = async (): Promise<true | null> => {
      const rows = await db.query(`SELECT FROM ${kind.table} WHERE submission_key = $1`, [key]);
      return rows.length > 0 ? true : null;
    };
    await once(found, () =>
      db.transaction(ctx, async (tx) => {
        await admit(tx, ctx, asking.open);
        const [made] = await asking.make(tx, ctx, given, key);
        if (made) await logNew(tx, kind, ctx, made, { action }, { reason: given.reason });
        return true;
      }),
    );
  }

  return {
    form,
    opens: opensForm(form),
    async submit(ctx, [key = ''], values) {
      const errors: Record<string, Message> = {};
      const given = asking.read(values, errors);
      if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
      await make(ctx, given, key);
      return done(ctx.t, asking.done(ctx, given));
    },
    make,
  };
}
