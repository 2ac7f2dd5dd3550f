import type { Tx } from '../../../db/database.ts';
import { post } from '../../../posted/post.ts';
import { subjectOf } from '../../../records/kind.ts';
import type { Satker } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';

/** Says in the satker's thread, which its card begins, by which link it is mapped with an account (M-6). */
export async function tellOfMapping(
  tx: Tx,
  { id, personId }: Pick<Satker, 'id' | 'personId'>,
  link: number,
): Promise<void> {
  const subject = subjectOf(profileSatkers, id);
  await post(tx, [
    { key: subject, card: 'market.satker', subject, personId, live: true },
    {
      key: `${subject} mapped ${link}`,
      card: 'market.mapped',
      subject,
      args: { link },
      personId,
      thread: subject,
      live: false,
    },
  ]);
}
