import { persons, subjects } from '../../erasure/kind.ts';
import { ofFiles, removingFiles } from '../../retention/files.ts';
import type { Retention } from '../../retention/rule.ts';

/** How long the files of berita acara are kept (T-3). That they were issued their pages confirm for ever. */
export const retention: readonly Retention[] = [
  {
    kind: 'minutes.files',
    called: 'minutes.retention.files',
    ...ofFiles,
    days: 1825,
    least: 30,
    from: 'made',
    ...removingFiles({
      whose: `(r.person_id = ANY(${persons}) OR r.subject = ANY(${subjects}))`,
      which: `a.record = 'minutes'`,
      record: 'minutes r ON r.attachment_id = a.id',
      at: 'r.made_at',
      over: 'true',
      subject: `'minutes:' || r.id`,
    }),
  },
];
