import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { settled, voice } from '../support/user-id-steps.ts';

describe.each(platforms)('a spreadsheet from somebody without the right, in %s', (platform) => {
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let channel: string;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    await workspace.door().letIn();
    channel = workspace.door().channel;
    await bindForImports(workspace, channel);
    await settled(workspace);
  });
  afterAll(() => workspace.stop());

  it('P-2 I-3 is answered to the one who dropped it alone, with who can help, and the channel reads nothing', async () => {
    const rina = workspace.person('rina.wulandari');
    const others = workspace.person('putri.maharani');
    const before = (await others.channel(channel)).length;
    const answer = await rina.answerTo(() =>
      rina.drop(channel, 'Data saya', { name: 'data.xlsx', data: 'bukan urusan siapa pun' }),
    );
    expect(answer).toContain(t('imports.notForYou'));
    expect(answer).toContain(t('error.whoCanHelp', { names: 'Tono Wijaya' }));
    await settled(workspace);
    const read = (await others.channel(channel)).slice(before);
    expect(read).toHaveLength(1);
    expect(read[0]).toContain('Data saya');
    expect(await others.below('Data saya')).toEqual([]);
  });
});
