import type { Card } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import { workbookTemplate } from '../../imports/template.ts';
import { requireAdmin } from '../../people/grants.ts';
import { madeSheetCard } from '../../web/download-card.ts';
import type { OrganisationDeps } from './deps.ts';

/** The organisation workbook, empty, in the language of whoever asks for it (I-9). */
export async function templateCard(
  ctx: Context,
  deps: Pick<OrganisationDeps, 'db' | 'publicUrl' | 'kinds'>,
): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const content = await workbookTemplate(t, deps.kinds, {
    explanationsTitle: t('template.sheet'),
    intro: t('organisation.templateIntro'),
  });
  return madeSheetCard(ctx, deps, {
    name: t('organisation.templateFile'),
    content,
    title: t('organisation.template'),
    text: t('organisation.send'),
  });
}
