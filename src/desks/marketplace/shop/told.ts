import type { Tx } from '../../../db/database.ts';
import { post } from '../../../posted/post.ts';
import { subjectOf } from '../../../records/kind.ts';
import type { Satker } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';

/** Says in the satker's thread, which its card begins, which account it is mapped with (M-6). */
export async function tellOfMapping(tx: Tx, { id, personId, link, company }: Satker): Promise<void> {
  const subject = subjectOf(profileSatkers, id);
  await post(tx, [
    { key: subject, card: 'market.satker', subject, personId, live: true },
    {
      key: `${subject} mapped ${link?.account} ${link?.linkedAt.toISOString()}`,
      card: 'market.mapped',
      subject,
      args: { account: link?.email, company: company?.name, address: company?.address },
      personId,
      thread: subject,
      live: false,
    },
  ]);
}
