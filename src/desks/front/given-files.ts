import { action } from '../../chat/action.ts';
import type { Button, Card } from '../../chat/card.ts';
import type { ActionsOf, Desk } from '../../chat/desk.ts';
import type { FileRef } from '../../chat/form.ts';
import { shortcutsOf, takenBy, useShortcut } from '../../chat/shortcuts.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { note, noted } from './noted.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'given'> {}
}

interface GivenDeps {
  db: Database;
  desks: readonly Desk[];
}

/** What is noted of files that somebody gave: they stay where they lie until something is done with them. */
const givenFiles = 'given';

/**
 * What may be done with files that somebody has just given, a button each, and which of them it is for; null where that is nothing. `asked`: they
 * were given to us. Whoever has only dropped them where we read along is offered what they may do, and nothing else.
 */
export async function offerCard(
  ctx: Context,
  { db, desks }: GivenDeps,
  files: readonly FileRef[],
  asked: boolean,
): Promise<{ card: Card; taken: FileRef[] } | null> {
  if (!ctx.actor.registered) return null;
  const fitting = [...shortcutsOf(desks)].filter(([, shortcut]) => takenBy(shortcut, files).length > 0);
  const isOffered = await Promise.all(fitting.map(async ([, shortcut]) => asked || shortcut.offered(ctx)));
  const offered = fitting.filter((_, n) => isOffered[n]);
  const taken = files.filter((file) => offered.some(([, shortcut]) => takenBy(shortcut, [file]).length > 0));
  if (taken.length === 0) return null;
  const key = await note(db, ctx, givenFiles, { files: taken });
  const { t } = ctx;
  const names = taken.map(({ name }) => name).join(', ');
  return {
    taken,
    card: {
      title: t('chat.yourFiles'),
      parts: [{ type: 'text', text: t('chat.yourFilesText', { names }) }],
      buttons: offered.map(
        ([name, { label }]): Button => ({
          label: t.message({ key: label }),
          style: 'primary',
          does: { action: action('pintu.given', key, name) },
        }),
      ),
    },
  };
}

export function givenActions({ db, desks }: GivenDeps) {
  return {
    given: {
      async run(ctx, [key = '', name = '']) {
        const shortcut = shortcutsOf(desks).get(name);
        const given = await noted<{ files: FileRef[] }>(db, ctx, givenFiles, key);
        if (!shortcut || !given) throw new Refusal(msg('error.oldCard'));
        return useShortcut(ctx, shortcut, given.files);
      },
    },
  } satisfies Partial<ActionsOf<'pintu'>>;
}
