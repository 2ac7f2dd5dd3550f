import { demanded, lessening, subjectsOfGone } from '../erasure/kind.ts';
import { type ByDemand, inOrder, inOrderOf, onlyRow, type Removal, type Retention } from './rule.ts';

interface RemovingFiles extends ByDemand {
  /** Which attachments `a` they are. */
  which: string;
  /** The record `r` of one, and how it is found: `minutes r ON r.attachment_id = a.id`. */
  record: string;
  /** When a record's period counts from, over `r`, which is no earlier than its files came. */
  at: string;
  over: string;
  inUse?: string;
  /** Whose cards show the file, over `r`. */
  subject: string;
}

/**
 * Removes the bytes and the names of files whose records have been over for so long. They are looked at in the order in which they came: a file is
 * older than the end of its record.
 */
export const removingFiles = ({
  which,
  record,
  at,
  over,
  inUse = 'false',
  subject,
  whose,
  pending,
  number,
}: RemovingFiles): Removal => {
  const isThere = `a.removed_at IS NULL AND ${which}`;
  const gone = (onDemand: boolean) =>
    `UPDATE attachment a SET content = '', name = '', removed_at = $5::timestamptz, removed_on_demand = ${onDemand ? 'true' : 'false'} FROM due WHERE a.id = due.id`;
  const rows = demanded(
    {
      among: `attachment a JOIN ${record}`,
      at,
      over,
      inUse,
      pending,
      number,
      whose: `${isThere} AND ${whose}`,
    },
    {
      row: 'a',
      selects: `a.id, ${subject} AS subject`,
      gone: `${gone(true)} RETURNING due.subject`,
      subjects: subjectsOfGone,
    },
  );
  return {
    step: (db, step) =>
      onlyRow(
        db.query(
          inOrder({
            table: 'attachment a',
            row: 'a',
            id: 'a.id',
            order: 'a.created_at',
            which: isThere,
            joined: `JOIN ${record}`,
            over,
            ended: at,
            inUse,
            subject,
            gone: gone(false),
          }),
          inOrderOf(step),
        ),
      ),
    onDemand: lessening(rows),
  };
};

/** What is alike of kinds of files, some of which are of several megabytes. */
export const ofFiles = {
  covers: ['Attachment.content', 'Attachment.name'],
  effect: 'bytes',
  atOnce: 50,
} as const satisfies Partial<Retention>;

/** The files of the records of a table, by what stands before the id in their subjects. */
export const filesOf = (
  table: string,
  prefix: string,
): Pick<RemovingFiles, 'which' | 'record' | 'subject'> => ({
  which: `a.record ~ '^${prefix}:[0-9]+$'`,
  // Asked of every record, whatever the order in which the database looks: of another's it finds no number.
  record: `${table} r ON r.id = substring(a.record FROM '^${prefix}:([0-9]+)$')::int`,
  subject: 'a.record',
});
