import { idsOf, persons } from '../../erasure/kind.ts';
import { filesOf, ofFiles, removingFiles } from '../../retention/files.ts';
import { emptying, type Retention } from '../../retention/rule.ts';

const overSigning = `r.status <> 'WAITING'`;

/** What others have signed as well is theirs too. */
const theirSigning = `r.id = ANY(${idsOf('signing')}) AND NOT EXISTS (SELECT 1 FROM signing_party y WHERE y.signing_id = r.id AND y.signed_at IS NOT NULL AND y.person_id <> ALL(${persons}))`;
const ofSigner = `EXISTS (SELECT 1 FROM signer s WHERE s.id = r.signer_id AND s.person_id = ANY(${persons}))`;

/** How long it is kept what was signed and by which certificates (T-3): as long as somebody may ask whether a signature held. */
export const retention: readonly Retention[] = [
  {
    kind: 'sign.files',
    called: 'sign.retention.files',
    calledOpen: 'sign.retention.filesOpen',
    ...ofFiles,
    days: 3650,
    least: 365,
    within: 'sign.document',
    from: 'made',
    // Each is of up to SIGNING_MAX_MB.
    atOnce: 10,
    ...removingFiles({
      ...filesOf('signing', 'signing'),
      at: 'r.created_at',
      over: overSigning,
      whose: theirSigning,
      pending: 'true',
    }),
  },
  {
    kind: 'sign.document',
    called: 'sign.retention.document',
    calledOpen: 'sign.retention.documentOpen',
    covers: ['Signing.note', 'Signing.emptyFields', 'RecordRemark.text'],
    days: 3650,
    least: 365,
    from: 'made',
    effect: 'columns',
    ...emptying({
      whose: theirSigning,
      pending: 'true',
      number: 'r.number',
      table: 'signing',
      at: 'r.created_at',
      over: overSigning,
      sets: `note = NULL, empty_fields = '[]'`,
      subject: `'signing:' || r.id`,
    }),
  },
  {
    kind: 'sign.certificate',
    called: 'sign.retention.certificate',
    calledOpen: 'held.certificate',
    covers: ['Certificate'],
    days: 3650,
    // A certificate holds for two years, and what was signed with it is kept at least one more.
    least: 365,
    from: 'expired',
    effect: 'columns',
    ...emptying({
      whose: ofSigner,
      table: 'certificate',
      at: 'r.not_after',
      over: 'r.superseded_at IS NOT NULL',
      sets: `subject = '', der = '', private_key = NULL`,
    }),
  },
  {
    kind: 'sign.enrolment',
    called: 'sign.retention.enrolment',
    calledOpen: 'sign.retention.enrolmentOpen',
    covers: ['Signer'],
    days: 90,
    least: 7,
    from: 'changed',
    effect: 'columns',
    // Whoever is enrolled signs with it; of whoever leaves it goes at once.
    ...emptying({
      whose: `r.person_id = ANY(${persons})`,
      table: 'signer',
      at: 'r.changed_at',
      over: `r.enrolled_at IS NULL`,
      inUse: `EXISTS (SELECT 1 FROM certificate c WHERE c.signer_id = r.id AND c.superseded_at IS NULL AND c.not_after >= $1)
        OR EXISTS (SELECT 1 FROM new_phone n WHERE n.signer_id = r.id AND n.status = 'WAITING')`,
      sets: 'phone = NULL, method = NULL, initial = NULL, initial_at = NULL',
      left: '(r.phone IS NOT NULL OR r.initial IS NOT NULL)',
      subject: `'signer:' || r.id`,
    }),
  },
  {
    kind: 'sign.new-phone-files',
    called: 'sign.retention.newPhoneFiles',
    ...ofFiles,
    days: 730,
    least: 90,
    within: 'sign.new-phone',
    from: 'made',
    ...removingFiles({
      whose: ofSigner,
      pending: 'true',
      ...filesOf('new_phone', 'new-phone'),
      at: 'a.created_at',
      over: `r.status <> 'WAITING'`,
    }),
  },
  {
    kind: 'sign.new-phone',
    called: 'sign.retention.newPhone',
    calledOpen: 'sign.newPhones',
    covers: ['NewPhone.reason', 'RecordRemark.text'],
    days: 1825,
    least: 365,
    from: 'made',
    effect: 'columns',
    ...emptying({
      whose: ofSigner,
      pending: 'true',
      table: 'new_phone',
      at: 'r.asked_at',
      over: `r.status <> 'WAITING'`,
      sets: `reason = ''`,
      subject: `'new-phone:' || r.id`,
    }),
  },
];
