import type { Reveal } from '../chat/card.ts';
import type { Context, Surface } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';

/** Through what somebody sees what is noted, as `viewed_by` has it. */
export type ViewedBy = 'CARD' | 'POSTED' | 'PAPER' | 'PREVIEW' | 'DOWNLOAD' | 'LINK' | 'EXPORT';

/** Who is shown something, when and where. */
export interface Viewer {
  /** Null for whoever has a link that was mailed to the person themselves. */
  id: number | null;
  surface: Surface;
  now: Date;
}

export const viewerOf = ({ actor, surface, now }: Pick<Context, 'actor' | 'surface' | 'now'>): Viewer => ({
  id: actor.id,
  surface,
  now,
});

/** The quarter of an hour within which opening the same again counts up, SQL over `$3`. */
const sinceOf = `date_bin('15 minutes', $3::timestamptz, 'epoch'::timestamptz)`;
const columns = 'viewer_id, subject, what, file_id, surface, by, since, first_at, last_at';
const counting = `ON CONFLICT (subject, viewer_id, what, file_id, surface, by, since)
  DO UPDATE SET times = personal_view.times + 1, last_at = greatest(personal_view.last_at, excluded.last_at)`;

/**
 * Notes what somebody is shown of people (T-3): before it is shown, so that nothing is shown that is not noted. The same again within a quarter
 * of an hour is one note with a count.
 */
export async function noteViews(
  db: Queryable,
  { id, surface, now }: Viewer,
  by: ViewedBy,
  reveals: readonly Reveal[],
): Promise<void> {
  if (reveals.length === 0) return;
  await db.query(
    `INSERT INTO personal_view (${columns})
     SELECT $1::int, of, what::viewed, NULL, $2, $4::viewed_by, ${sinceOf}, $3::timestamptz, $3::timestamptz
     FROM jsonb_to_recordset($5::jsonb) AS shown(what text, of text) ORDER BY of, what
     ${counting}`,
    [id, surface, now, by, JSON.stringify(reveals)],
  );
}

/**
 * Notes what a posted copy shows its reader as it is brought up to date: only what no copy has shown them before, as an update is no
 * opening of its own.
 */
export async function noteNewViews(db: Queryable, viewer: Viewer, reveals: readonly Reveal[]): Promise<void> {
  if (reveals.length === 0) return;
  const seen = await db.query<{ of: string }>(
    `SELECT DISTINCT subject AS of FROM personal_view WHERE viewer_id = $1 AND by = 'POSTED' AND what = 'NIK' AND subject = ANY($2)`,
    [viewer.id, reveals.map(({ of }) => of)],
  );
  const before = new Set(seen.map(({ of }) => of));
  await noteViews(
    db,
    viewer,
    'POSTED',
    reveals.filter(({ of }) => !before.has(of)),
  );
}

/** Notes that somebody is given a file: of the record that it stands at, a berita acara of the record that it tells of. */
export async function noteFileView(
  db: Queryable,
  { id, surface, now }: Viewer,
  by: ViewedBy,
  fileId: number,
): Promise<void> {
  await db.query(
    `INSERT INTO personal_view (${columns})
     SELECT $1::int, coalesce((SELECT m.subject FROM minutes m WHERE m.attachment_id = a.id), nullif(a.record, 'made'), 'person:' || a.uploader_id),
       'FILE', a.id, $2, $4::viewed_by, ${sinceOf}, $3::timestamptz, $3::timestamptz
     FROM attachment a WHERE a.id = $5
     ${counting}`,
    [id, surface, now, by, fileId],
  );
}
