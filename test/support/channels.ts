import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from './bot.ts';

const t = translate('id');

/** Binds this channel of the workspace for imports. */
export async function bindForImports(workspace: Workspace, channel: string): Promise<void> {
  const tono = workspace.person('tono.wijaya');
  await tono.answerTo(() => tono.command('/pintu channel', { in: channel }));
  await tono.click(t('channel.bind'));
  const form = await tono.modal(t('channel.bind'));
  await form.type(t('channel.name'), 'Impor');
  await form.redrawn(() => form.choose(t('channel.purpose'), t('channel.purpose.IMPORTS')));
  const { next } = await form.submit();
  await next?.close({ all: true });
}
