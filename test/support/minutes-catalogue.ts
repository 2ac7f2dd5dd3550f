import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { makingCard } from '../../src/desks/minutes/cards.ts';
import { createMinutesDesk } from '../../src/desks/minutes/index.ts';
import { requestMinutes } from '../../src/desks/user-id/minutes.ts';
import { catalogueClock, type Shown } from './card-catalogue.ts';

/** What whoever asks for the berita acara of a request sees of it. */
export async function minutesShown(db: Database, requestId: number, reader: Context): Promise<Shown[]> {
  const desk = createMinutesDesk({
    db,
    kinds: new Map([[requestMinutes.name, requestMinutes]]),
    publicUrl: 'https://pintu.example.com',
  });
  const [issued] = await db.query<{ id: number; reference: string }>(
    `WITH file AS (
       INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
       SELECT left(regexp_replace(r.note, '\\s+', ' ', 'g'), 180) || '.pdf', 'application/pdf', 4096, decode(repeat('ab', 32), 'hex'), '',
         'minutes ' || r.id, $2, 'minutes' FROM user_id_request r WHERE r.id = $1
       ON CONFLICT (uploader_id, source) DO UPDATE SET source = excluded.source RETURNING id
     )
     INSERT INTO minutes (subject, entry_id, person_id, reference, token_hash, attachment_id, signer, fingerprint, made_at)
     SELECT 'user-id:' || r.id, 0, $2, r.number, convert_to(r.number, 'UTF8'), file.id, 'CN=Satu Pintu', repeat('AB', 32), $3
     FROM user_id_request r, file WHERE r.id = $1
     ON CONFLICT (subject, entry_id, person_id) DO UPDATE SET made_at = excluded.made_at RETURNING id, reference`,
    [requestId, reader.actor.id, catalogueClock()],
  );
  if (!issued) throw new Error('nothing was issued');
  const ready = await desk.cards.ready?.(reader, issued.id, {}, db);
  const opened = await desk.actions.open?.run(reader, [String(issued.id)]);
  return [
    ...(ready ? [{ name: 'minutes.ready', shows: { type: 'card' as const, card: ready } }] : []),
    ...(opened?.type === 'card' ? [{ name: 'minutes:open', shows: opened }] : []),
    {
      name: 'minutes making',
      shows: {
        type: 'card',
        card: makingCard(reader, issued.reference, { kind: requestMinutes.name, id: requestId }),
      },
    },
  ];
}
