import type { Row } from '../rules.ts';
import { byMinutes } from './minutes.ts';

const on = 'user-id';
const sees = 'requester applicant decider holder substitute barred ADMIN';

/** The portal's pages of a berita acara: for whoever may have it made. */
const minutesPages: readonly Pick<Row, 'does' | 'or'>[] = [
  { does: 'GET /portal/minutes/of/:kind/:id[]' },
  { does: 'POST /portal/minutes/of/:kind/:id[]' },
  // Until it is written there is none.
  { does: 'GET /portal/minutes/of/:kind/:id/file[]', or: '404' },
];

/** Whoever may give one kind of spreadsheet is let in with any, and told of any other what they may give. */
const givesSome = 'DIRECTORY_ADMIN KPPN_OFFICER ADMIN handed';

/** Files that are sent to the bot or dropped in a channel. */
const byFiles: readonly Row[] = [
  { rule: 'P-2 S-18 I-9 A-8', does: 'a spreadsheet[]', may: givesSome },
  { rule: 'P-2 S-18 I-9 A-8', does: 'a spreadsheet beside a picture[]', may: givesSome },
  { rule: 'P-2 S-18 I-9 A-8', does: 'a spreadsheet in the channel of imports[]', may: givesSome },
  { rule: 'P-2', does: 'a sheet of partner.account[]', may: 'DIRECTORY_ADMIN' },
  { rule: 'S-18', does: 'a sheet of satker.logins[]', may: 'KPPN_OFFICER ADMIN' },
  { rule: 'A-8', does: 'a sheet of record.decision[]', may: 'handed' },
  ...['application', 'employee', 'head', 'position', 'role', 'system', 'unit'].map(
    (kind): Row => ({ rule: 'I-9', does: `a sheet of organisation.${kind}[]`, may: 'ADMIN' }),
  ),
  { rule: 'A-7', does: 'a sheet of organisation.holiday[]', may: 'ADMIN' },
  { rule: 'A-9', does: 'a sheet of organisation.stage[]', may: 'ADMIN' },
  // A channel that is bound for something else takes the reports about it, and imports nothing.
  {
    rule: 'S-18 I-9',
    does: 'a sheet of satker.logins in the channel of a KPPN[]',
    may: 'KPPN_OFFICER ADMIN',
  },
  { rule: 'P-2 I-9', does: 'a sheet of partner.account in the channel of a KPPN[]', may: 'nobody' },
  { rule: 'I-5 T-1', does: 'a mail with a root of the log[]', may: 'ADMIN' },
  { rule: 'I-5 T-1', does: 'a mail with a root of the log beside a picture[]', may: 'ADMIN' },
];

/** What comes in otherwise than by buttons, commands and forms: by messages, in the portal, and by whoever is nobody. */
export const byEdges: readonly Row[] = [
  { rule: 'G-7', does: 'sign.pdf[]', may: 'everybody' },
  ...byFiles,
  { rule: 'I-3', does: 'what nobody has signed[]', may: 'nobody' },

  { rule: 'U-21', does: 'GET /portal/forgot[]', may: 'all' },
  { rule: 'U-21', does: 'POST /portal/forgot[]', may: 'all', or: '422' },
  { rule: 'S-13', does: 'GET /portal/login/nik[]', may: 'all' },
  { rule: 'S-13', does: 'POST /portal/login/nik[]', may: 'all', or: '422' },
  { rule: 'S-13', does: 'POST /portal/login/nik/password[]', may: 'nobody' },
  { rule: 'U-7', does: 'GET /portal/new[]', may: 'anybody' },
  { rule: 'U-14', does: 'GET /portal/requests/:number[]', on, may: sees },
  { rule: 'U-14', does: 'GET /portal/requests/:number/files/:file[]', on, may: sees },
  { rule: 'U-18', does: 'GET /portal/requests/:number/withdraw[]', on, when: 'waiting', may: 'requester' },
  { rule: 'U-18', does: 'GET /portal/requests/:number/withdraw[]', on, when: 'returned', may: 'requester' },
  { rule: 'U-18', does: 'GET /portal/requests/:number/withdraw[]', on, may: 'nobody' },
  { rule: 'U-18', does: 'GET /portal/requests/:number/again[]', on, when: 'again', may: 'requester' },
  { rule: 'U-18', does: 'GET /portal/requests/:number/again[]', on, may: 'nobody' },
  { rule: 'U-7', does: 'GET /portal[]', may: 'anybody' },
  { rule: 'I-8', does: 'POST /portal/language[]', may: 'all', or: '400' },
  { rule: 'U-7', does: 'GET /portal/account[]', may: 'all' },
  { rule: 'U-7', does: 'POST /portal/account[]', may: 'all', or: '422' },
  { rule: 'U-17', does: 'GET /portal/login[]', may: 'all' },
  { rule: 'U-17', does: 'GET /portal/captcha[]', may: 'all' },
  // Without a User ID and a password nobody is let in.
  { rule: 'U-17', does: 'POST /portal/login[]', may: 'all', or: '403' },
  { rule: 'U-7', does: 'GET /portal/forms/:id[]', on: 'draft', may: 'owner' },
  { rule: 'U-7', does: 'POST /portal/forms/:id[]', on: 'draft', may: 'owner' },
  // Its first page has nothing to search.
  { rule: 'U-7', does: 'GET /portal/forms/:id/search[]', on: 'draft', may: 'owner', or: '404' },
  ...byMinutes.flatMap((row): Row[] =>
    row.does === 'minutes.make' ? minutesPages.map((page) => ({ ...row, ...page })) : [],
  ),
];
