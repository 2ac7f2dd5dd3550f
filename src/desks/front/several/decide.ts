import type { Mark } from '../../../authenticators/step-up.ts';
import type { Part } from '../../../chat/card.ts';
import type { Codes } from '../../../chat/codes.ts';
import { cut } from '../../../chat/cut.ts';
import { done } from '../../../chat/done.ts';
import {
  type Field,
  type FormResult,
  type Leading,
  linesOf,
  type Values,
  withKey,
} from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { runChosen, wasChosen } from '../../../imports/chosen.ts';
import type { RowData } from '../../../imports/kind.ts';
import { once } from '../../../records/once.ts';
import type { Decidable, Look } from '../../../records/several/decidable.ts';
import { rowOf } from '../../../records/several/workbook.ts';
import { note, noted } from '../noted.ts';
import { chosenIn, wayOf } from './choose.ts';
import type { SeveralDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Forms extends Named<'pintu', 'decide-several'> {}
}

const formId = 'pintu.decide-several';

/** As long as a cell may be, in which it stands where it comes back. */
const longestReason = 500;
const linesInPart = 10;
const longestLine = 200;

/** What the form has shown: the records as they were seen, and what deciding them falls under. */
interface Noted {
  opens: string;
  marks: readonly Mark[];
  rows: readonly RowData[];
}

/** The form in which several are decided: what was chosen, one reason, and one code where one of them asks for it. */
export async function decideForm(
  ctx: Context,
  deps: SeveralDeps,
  state: readonly string[],
  values: Values,
): Promise<Leading> {
  const { t } = ctx;
  const { opens, ids } = chosenIn(state, values);
  const { of, way } = wayOf(deps.decidables, opens);
  const looks: Look[] = [];
  const marks = new Set<Mark>();
  for (const id of ids) {
    const look = await of.look(deps.db, ctx, id);
    const open = look?.open.find((one) => one.opens === opens);
    if (!look || !open) continue;
    looks.push(look);
    for (const mark of open.marks) marks.add(mark);
  }
  if (looks.length === 0) throw new Refusal(msg('several.refuse.allGone'));
  const proof = await deps.stepUp.fields(ctx, [...marks]);
  const shown: Noted = { opens, marks: [...marks], rows: looks.map((look) => rowOf(of, look)) };
  const key = await note(deps.db, ctx, formId, shown);
  const words = { count: looks.length, kind: t.message({ key: of.called }) };
  const show = (part: Part): Field => ({ type: 'show', part });
  const gone = ids.length - looks.length;
  return {
    type: 'next',
    form: {
      id: formId,
      title: t.message({ key: way.label }),
      state: withKey(() => [key]),
      ...(way.ends ? { ends: t('several.ends', words) } : {}),
      submit: t.message({ key: way.submit ?? way.label }),
      close: t('form.back'),
      fields: [
        ...(way.ends ? [] : [show({ type: 'text', text: t('several.will', words) })]),
        ...linesOfLooks(ctx, looks).map(show),
        ...(gone > 0 ? [show({ type: 'text', text: t('several.gone', { count: gone }) })] : []),
        ...(way.reason
          ? [
              {
                type: 'text' as const,
                name: 'reason',
                label: t.message({ key: way.reason.label }),
                hint: t('several.reasonHint'),
                multiline: true,
                maxLength: longestReason,
                ...(way.reason.required ? {} : { optional: true }),
              },
            ]
          : []),
        ...proof,
      ],
    },
  };
}

/** A line for each of them: what it is, and what was asked for in short. */
function linesOfLooks({ t }: Context, looks: readonly Look[]): Part[] {
  const lines = looks.map(({ title, said }) =>
    cut(`• ${title}: ${said.map(({ value }) => value.replaceAll(/\s+/g, ' ')).join(' · ')}`, longestLine),
  );
  const parts: Part[] = [];
  for (let first = 0; first < lines.length; first += linesInPart) {
    const some = lines.slice(first, first + linesInPart);
    const label = t('several.chosen', {
      from: first + 1,
      through: first + some.length,
      count: lines.length,
    });
    parts.push({ type: 'quote', label, text: some.join('\n') });
  }
  return parts;
}

/**
 * Has them decided from now on, each by itself: the code is spent, once, in the transaction that writes down which, and by nothing else are
 * they decided with it. The same form sent again has done so already.
 */
export async function submitSeveral(
  ctx: Context,
  deps: SeveralDeps,
  [key = '']: readonly string[],
  values: Values,
  codes: Codes,
): Promise<FormResult> {
  const { t } = ctx;
  const found = await noted<Noted>(deps.db, ctx, formId, key);
  if (!found) throw new Refusal(msg('several.refuse.formGone'));
  const { of, way } = wayOf(deps.decidables, found.opens);
  const reason = reasonIn(way, values);
  const decision = t.message({ key: way.label });
  const wasBegun = async () => (await wasChosen(deps.db, ctx, key)) || null;
  await once(wasBegun, async () => {
    const { shown, use } = await deps.stepUp.prove(ctx, found.marks, codes);
    return deps.db.transaction(ctx, async (tx) => {
      const rows = found.rows.map((row) => ({ ...row, decision, ...(reason ? { reason } : {}) }));
      const name = `${decision} · ${t.message({ key: of.called })}`;
      if (await runChosen(tx, ctx, deps.decisions, { key, name, rows }, shown)) await use(tx);
      return true;
    });
  });
  return done(t, { text: t('several.begun', { count: found.rows.length }), tone: 'waiting' });
}

function reasonIn({ reason }: Pick<Decidable['ways'][number], 'reason'>, values: Values): string {
  const given = reason ? linesOf(values, 'reason') : '';
  const wrong: Message | null =
    reason?.required && !given
      ? msg('field.error.reason')
      : given.length > longestReason
        ? msg('error.tooLong', { max: longestReason })
        : null;
  if (wrong) throw new FieldErrors({ reason: wrong });
  return given;
}
