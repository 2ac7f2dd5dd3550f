import type { Row } from '../rules.ts';

const on = 'user-id';
const sees = 'requester applicant decider holder substitute barred ADMIN';

/** What comes in otherwise than by buttons, commands and forms: by messages, in the portal, and by whoever is nobody. */
export const byEdges: readonly Row[] = [
  { rule: 'G-7', does: 'sign.pdf[]', may: 'everybody' },
  { rule: 'P-2 S-18 I-9', does: 'a spreadsheet[]', may: 'DIRECTORY_ADMIN KPPN_OFFICER ADMIN' },
  { rule: 'I-5 T-1', does: 'a mail with a root of the log[]', may: 'ADMIN' },
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
  {
    rule: 'U-14',
    does: 'GET /portal/minutes/of/:kind/:id[]',
    on,
    when: 'over',
    may: 'requester applicant decider ADMIN',
  },
  { rule: 'U-14', does: 'GET /portal/minutes/of/:kind/:id[]', on, may: 'nobody' },
  {
    rule: 'U-14',
    does: 'POST /portal/minutes/of/:kind/:id[]',
    on,
    when: 'over',
    may: 'requester applicant decider ADMIN',
  },
  { rule: 'U-14', does: 'POST /portal/minutes/of/:kind/:id[]', on, may: 'nobody' },
  {
    rule: 'U-14',
    does: 'GET /portal/minutes/of/:kind/:id/file[]',
    on,
    when: 'over',
    may: 'requester applicant decider ADMIN',
    // Until it is written there is none.
    or: '404',
  },
  { rule: 'U-14', does: 'GET /portal/minutes/of/:kind/:id/file[]', on, may: 'nobody' },
];
