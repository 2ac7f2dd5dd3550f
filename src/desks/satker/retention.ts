import { idsOf } from '../../erasure/kind.ts';
import { filesOf, ofFiles, removingFiles } from '../../retention/files.ts';
import { emptying, type Retention, removingUnused } from '../../retention/rule.ts';

const overUser = `(r.status IN ('INACTIVE', 'REJECTED') OR r.removed_at IS NOT NULL)`;
const endOfUser = 'coalesce(r.removed_at, r.status_since)';
/** Somebody asks for something to be done to it. */
const userInUse = `EXISTS (SELECT 1 FROM satker_ticket t WHERE t.user_id = r.id AND t.status IN ('WAITING', 'RETURNED'))`;
const overTicket = `r.status IN ('DONE', 'REJECTED', 'WITHDRAWN')`;

const pendingUser = `r.status = 'REGISTERED'`;
const theirUser = `r.id = ANY(${idsOf('satker')})`;
const theirTicket = `r.id = ANY(${idsOf('satker-ticket')})`;

/** How long registrations, tickets and their letters are kept once they are over (T-3). */
export const retention: readonly Retention[] = [
  {
    kind: 'satker.user-files',
    called: 'satker.retention.userFiles',
    calledOpen: 'satker.retention.userFilesOpen',
    ...ofFiles,
    days: 730,
    least: 90,
    within: 'satker.user',
    from: 'ended',
    ...removingFiles({
      whose: theirUser,
      pending: pendingUser,
      ...filesOf('satker_user', 'satker'),
      at: endOfUser,
      over: overUser,
      inUse: userInUse,
    }),
  },
  {
    kind: 'satker.ticket-files',
    called: 'satker.retention.ticketFiles',
    calledOpen: 'satker.retention.ticketFilesOpen',
    ...ofFiles,
    days: 730,
    least: 90,
    within: 'satker.ticket',
    from: 'ended',
    ...removingFiles({
      whose: theirTicket,
      pending: 'true',
      ...filesOf('satker_ticket', 'satker-ticket'),
      at: 'r.status_since',
      over: overTicket,
    }),
  },
  {
    kind: 'satker.user',
    called: 'satker.retention.user',
    calledOpen: 'satker.registrations',
    covers: [
      'SatkerUser.nik',
      'SatkerUser.nikHash',
      'SatkerUser.phone',
      'SatkerUser.name',
      'SatkerUser.nip',
      'SatkerUser.email',
      'SatkerUser.reason',
      'SatkerUser.offeredTitle',
      'RecordRemark.text',
    ],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: theirUser,
      pending: pendingUser,
      number: 'r.number',
      table: 'satker_user',
      at: endOfUser,
      over: overUser,
      inUse: userInUse,
      sets: `nik = NULL, nik_hash = NULL, phone = NULL, name = '', nip = NULL, email = '', reason = NULL, offered_title = NULL, score_without_title = NULL`,
      subject: `'satker:' || r.id`,
    }),
  },
  {
    kind: 'satker.ticket',
    called: 'satker.retention.ticket',
    calledOpen: 'satker.retention.ticketOpen',
    covers: ['SatkerTicket.note', 'SatkerTicket.reason', 'RecordRemark.text'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: theirTicket,
      pending: 'true',
      number: 'r.number',
      table: 'satker_ticket',
      at: 'r.status_since',
      over: overTicket,
      sets: 'note = NULL, reason = NULL',
      subject: `'satker-ticket:' || r.id`,
    }),
  },
  {
    kind: 'satker.digit',
    called: 'satker.retention.digit',
    covers: ['DigitRegistration'],
    days: 365,
    least: 30,
    from: 'made',
    effect: 'row',
    ...removingUnused({
      whose: `r.id = ANY(${idsOf('digit')})`,
      table: 'digit_registration',
      subject: `'digit:' || r.id`,
      at: 'r.made_at',
      over: 'r.made_at IS NOT NULL',
      inUse: `EXISTS (SELECT 1 FROM satker_user u WHERE u.nik_hash = r.nik_hash AND u.removed_at IS NULL AND u.status IN ('REGISTERED', 'ACTIVE', 'DORMANT'))`,
    }),
  },
];
