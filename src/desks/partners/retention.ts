import { mailboxes, persons } from '../../erasure/kind.ts';
import { filesOf, ofFiles, removingFiles } from '../../retention/files.ts';
import { emptying, type Retention, removing } from '../../retention/rule.ts';

const theirs = `r.person_id = ANY(${persons})`;

/** How long partners' accounts and mappings are kept once they have ended (T-3); an account's name goes to nobody else, and stays. */
export const retention: readonly Retention[] = [
  {
    kind: 'partner.account',
    called: 'partner.retention.account',
    calledOpen: 'partner.retention.accountOpen',
    covers: ['PartnerAccount.contactEmail', 'PartnerAccount.phone', 'PartnerAccount.hubRefusal'],
    days: 730,
    least: 90,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: theirs,
      table: 'partner_account',
      id: 'r.person_id',
      // Its End is included; wherever the organisation is, that day is over then.
      at: `((r.ends_on + 1)::timestamp AT TIME ZONE 'UTC')`,
      over: 'true',
      // It runs until then, with a mapping or without.
      overOnDemand: `((r.ends_on + 1)::timestamp AT TIME ZONE 'UTC') <= $5::timestamptz`,
      inUse:
        'EXISTS (SELECT 1 FROM secretary_mapping m WHERE m.person_id = r.person_id AND m.ended_at IS NULL)',
      sets: 'contact_email = NULL, phone = NULL, hub_refusal = NULL',
    }),
  },
  {
    kind: 'partner.mapping-files',
    called: 'partner.retention.mappingFiles',
    calledOpen: 'partner.retention.mappingFilesOpen',
    ...ofFiles,
    days: 730,
    least: 90,
    within: 'partner.mapping',
    from: 'ended',
    ...removingFiles({
      whose: theirs,
      ...filesOf('secretary_mapping', 'mapping'),
      at: 'r.ended_at',
      over: 'r.ended_at IS NOT NULL',
    }),
  },
  {
    kind: 'partner.mapping',
    called: 'partner.retention.mapping',
    calledOpen: 'partner.retention.mappingOpen',
    covers: ['SecretaryMapping.reason', 'RecordRemark.text'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: theirs,
      number: 'r.number',
      table: 'secretary_mapping',
      at: 'r.ended_at',
      over: 'r.ended_at IS NOT NULL',
      sets: 'reason = NULL',
      subject: `'mapping:' || r.id`,
    }),
  },
  {
    kind: 'partner.whitelist',
    called: 'partner.retention.whitelist',
    calledOpen: 'partner.retention.whitelistOpen',
    covers: ['WhitelistGrant.reason'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: theirs,
      table: 'whitelist_grant',
      at: 'r.withdrawn_at',
      over: 'r.withdrawn_at IS NOT NULL',
      sets: 'reason = NULL',
      left: 'r.reason IS NOT NULL',
      subject: `'whitelist-grant:' || r.id`,
    }),
  },
  {
    kind: 'partner.withdrawal',
    called: 'partner.retention.withdrawal',
    covers: ['PartnerWithdrawal'],
    days: 365,
    least: 30,
    from: 'sent',
    effect: 'row',
    ...removing({
      table: 'partner_withdrawal',
      at: 't.told_at',
      where: 't.told_at IS NOT NULL',
      whose: `mailbox_of(t.account->>'contactEmail') = ANY(${mailboxes})`,
    }),
  },
];
