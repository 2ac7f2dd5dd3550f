import type { Queryable } from '../../../core/queryable.ts';
import { named } from '../../../core/same-person.ts';
import type { Job } from '../../../jobs/worker.ts';
import { channelsOf } from '../../../posted/channels.ts';
import type { Posting } from '../../../posted/post.ts';
import { announcing, holderKey, type Telling } from '../../../records/announce.ts';
import { loadEntry } from '../../../records/entry.ts';
import { holdersOf } from '../../../records/holders.ts';
import { idIn } from '../../../records/kind.ts';
import type { Wait } from '../../../records/waiting.ts';
import type { DeskDeps } from '../deps.ts';
import { logged } from '../mappings/kind.ts';
import { type Mapping, mappingSubject } from '../model.ts';
import { loadMapping } from '../store.ts';
import { waitOf } from './waiting.ts';

/**
 * Whom a mapping's End is brought to once it was reminded of, each time it is (P-12): those who decide about it, the secretary, and the
 * channels of the admins, which stand for the directory admins where there are any (I-9).
 */
export async function reminding(
  db: Queryable,
  mapping: Mapping,
  wait: Wait | null,
): Promise<Omit<Telling, 'entry'>> {
  const { id, endsOn, person, position, reminded, handed } = mapping;
  if (!wait || !reminded) return { id, wait };
  const subject = mappingSubject(id);
  const round = `end ${endsOn} ${reminded.days}`;
  const channels = await channelsOf(db, 'ADMINS');
  const byName = [position.holder?.id, handed?.to, person.id].flatMap((personId) =>
    personId ? [{ personId }] : [],
  );
  const thoseNamed = new Set((await holdersOf(db, byName, named({}))).map((one) => one.id));
  const reminder = { card: 'partner.reminder', subject, live: true } as const;
  const key = holderKey(subject, round, person.id);
  return {
    id,
    wait,
    round,
    brings: (holder) => channels.length === 0 || thoseNamed.has(holder.id),
    cards: [
      { ...reminder, key, args: { end: endsOn }, personId: person.id },
      ...channels.map(
        (channel): Posting => ({
          ...reminder,
          key: `${subject} ${round} ${channel.platform} ${channel.channel}`,
          args: { end: endsOn, shared: true },
          channel,
        }),
      ),
    ],
    letters: [{ key, letter: 'partner.reminder', args: { personId: person.id, end: endsOn } }],
  };
}

/** Tells whoever decides about an End by now, and has not been told, that it waits; every copy says what has become of it. */
export const announceJob = ({
  jobDb: db,
  policy,
}: Pick<DeskDeps, 'jobDb' | 'policy'>): Job<'partner.announce'> =>
  announcing(db, 'partner.announce', async (told) => {
    const entry = await loadEntry(db, told);
    const mapping = entry && (await loadMapping(db, idIn(logged, entry.subject)));
    return mapping && { entry, ...(await reminding(db, mapping, waitOf(mapping, policy))) };
  });
