import { idOf } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionsOf } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import { workbookTemplate } from '../../imports/template.ts';
import { requireAdmin } from '../../people/grants.ts';
import { organisationKinds } from '../../people/organisation/kinds.ts';
import { madeSheetCard } from '../../web/download-card.ts';
import { recordsCard, subjectOf } from './organisation-cards.ts';
import { findRecordForm, recordForm } from './organisation-forms.ts';

declare module '../../chat/action.ts' {
  interface Actions {
    'pintu.records': true;
    'pintu.record': true;
    'pintu.find-record': true;
    'pintu.people-template': true;
  }
}

declare module '../../chat/form.ts' {
  interface Forms {
    'pintu.record': true;
    'pintu.find-record': true;
  }
}

/** The organisation workbook, empty, in the language of whoever asks for it (I-9). */
export async function organisationTemplateCard(
  ctx: Context,
  deps: { db: Database; publicUrl: string },
): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const content = await workbookTemplate(t, organisationKinds, {
    explanationsTitle: t('organisation.templateSheet'),
    intro: t('organisation.templateIntro'),
  });
  return madeSheetCard(ctx, deps, {
    name: t('organisation.templateFile'),
    content,
    title: t('organisation.template'),
    text: t('organisation.send'),
  });
}

export function organisationActions(deps: { db: Database; publicUrl: string }) {
  const { db } = deps;
  return {
    records: {
      run: async (ctx, [name, after, text]) => ({
        type: 'card',
        card: await recordsCard(ctx, db, subjectOf(name), { text, after: idOf(after) }),
      }),
    },
    record: {
      async run(ctx, [name, id]) {
        requireAdmin(ctx);
        return { type: 'form', form: await recordForm(ctx, db, subjectOf(name), idOf(id)) };
      },
    },
    'find-record': {
      async run(ctx, [name]) {
        requireAdmin(ctx);
        return { type: 'form', form: findRecordForm(ctx, subjectOf(name)) };
      },
    },
    'people-template': {
      run: async (ctx) => ({ type: 'card', card: await organisationTemplateCard(ctx, deps) }),
    },
  } satisfies Partial<ActionsOf<'pintu'>>;
}
