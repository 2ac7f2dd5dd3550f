import { action, idOf } from '../../../chat/action.ts';
import { opensForm } from '../../../chat/answers.ts';
import type { Button, ListItem } from '../../../chat/card.ts';
import type { ActionsOf, FormsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import { openChoice, turned } from './choose.ts';
import { decideForm, submitSeveral } from './decide.ts';
import type { SeveralDeps } from './deps.ts';
import { orderWorkbook, workbookFile } from './workbook.ts';

/** What is pressed to decide several records at once, in a form or in a workbook. */
export function severalActions(deps: SeveralDeps) {
  return {
    several: opensForm((ctx) => openChoice(ctx, deps)),
    workbook: { run: (ctx) => orderWorkbook(ctx, deps) },
    'workbook-file': { run: (ctx, [id]) => workbookFile(ctx, deps, id) },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function severalForms(deps: SeveralDeps) {
  return {
    'choose-several': {
      redraw: (ctx, state, values, changed) => turned(ctx, deps, state, values, changed),
      submit: (ctx, state, values) => decideForm(ctx, deps, state, values),
    },
    'decide-several': {
      submit: (ctx, state, values, codes) => submitSeveral(ctx, deps, state, values, codes),
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}

/** What the inbox offers beside these, where one of them can be decided so: not everything that waits is a decision. */
export async function severalButtons(
  ctx: Context,
  { db, decidables }: Pick<SeveralDeps, 'db' | 'decidables'>,
  listed: readonly ListItem[],
): Promise<Button[]> {
  for (const { waits } of listed) {
    const [name, id] = waits?.split(':') ?? [];
    const kind = decidables.find((one) => one.name === name);
    const look = await kind?.look(db, ctx, idOf(id));
    if (look && look.open.length > 0)
      return [
        { label: ctx.t('several.title'), does: { action: action('pintu.several') } },
        { label: ctx.t('several.workbook.order'), does: { action: action('pintu.workbook') } },
      ];
  }
  return [];
}
