import type { WordyCard } from '../core/names.ts';
import {
  demanded,
  isAnyInUse,
  isInUse,
  lessening,
  persons,
  subjects,
  subjectsOfGone,
} from '../erasure/kind.ts';
import { emptying, type Retention, removing, removingOldest } from './rule.ts';

/** The cards that are told what somebody wrote; one that is not among them does not compile. */
const wordyCards: Record<WordyCard, true> = {
  'satker.report': true,
  'pintu.refused-file': true,
  'pintu.waiting-file': true,
};
const isWordy = `r.card IN (${Object.keys(wordyCards)
  .map((card) => `'${card}'`)
  .join(', ')})`;
const isTold = `r.args <> '{}'`;
/** A file that cannot be read yet waits where it was given, which may be a channel: its card's key says who gave it, behind that of the job that reads it. */
const isWaitingFile = `r.card = 'pintu.waiting-file'`;
const isGivenByThem = `${isWaitingFile} AND split_part(r.key, ' ', 2) = ANY(${persons}::text[])`;
const isToBeRead = `${isWaitingFile} AND EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = left(r.key, -length(' waits')))`;
const ofLiveCard = 'CASE WHEN r.live THEN r.subject END';

/** Of rows that are copies of cards: the others of their records are locked by no step that holds some. */
const showingLess =
  ({ step }: Pick<Retention, 'step'>): Retention['step'] =>
  async (db, place) => {
    const { subjects, ...stepped } = await step(db, place);
    return { ...stepped, subjects: [], lessened: subjects };
  };

/** What is everybody's; a desk says the same of its own. */
export const ownRetention: readonly Retention[] = [
  {
    kind: 'portal.link',
    called: 'retention.kind.portalLink',
    covers: ['OneTimeLink'],
    days: 30,
    least: 1,
    from: 'expired',
    effect: 'row',
    ...removing({
      table: 'one_time_link',
      at: 't.expires_at',
      whose: `(t.subject->>'personId' = ANY(${persons}::text[]) OR 'user-id:' || (t.subject->>'requestId') = ANY(${subjects}))`,
    }),
  },
  {
    kind: 'portal.code',
    called: 'retention.kind.portalCode',
    covers: ['ChatCode'],
    days: 30,
    least: 1,
    within: 'portal.link',
    from: 'expired',
    effect: 'row',
    ...removing({
      table: 'chat_code',
      at: 't.expires_at',
      whose: `EXISTS (SELECT 1 FROM one_time_link l WHERE l.token_hash = t.link_hash AND l.subject->>'personId' = ANY(${persons}::text[]))`,
    }),
  },
  {
    kind: 'portal.session',
    called: 'retention.kind.portalSession',
    covers: ['PortalSession'],
    days: 1,
    least: 1,
    from: 'expired',
    effect: 'row',
    ...removing({
      table: 'portal_session',
      at: 't.expires_at',
      whose: `t.person_id = ANY(${persons}) AND NOT ${isInUse('t.person_id')}`,
    }),
  },
  {
    kind: 'authenticator.begun',
    called: 'retention.kind.authenticatorBegun',
    covers: ['Authenticator'],
    days: 1,
    least: 1,
    from: 'made',
    effect: 'row',
    ...removing({
      table: 'authenticator',
      at: 't.begun_at',
      where: 't.confirmed_at IS NULL',
      whose: `t.person_id = ANY(${persons})`,
    }),
  },
  {
    kind: 'form.draft',
    called: 'retention.kind.formDraft',
    covers: ['FormDraft'],
    days: 7,
    least: 1,
    from: 'changed',
    effect: 'row',
    ...removing({ table: 'form_draft', at: 't.updated_at', whose: `t.person_id = ANY(${persons})` }),
  },
  {
    kind: 'file.unused',
    called: 'retention.kind.fileUnused',
    covers: ['Attachment'],
    days: 7,
    least: 1,
    from: 'made',
    effect: 'row',
    ...removing({
      table: 'attachment',
      at: 't.created_at',
      where: 't.record IS NULL',
      whose: `t.uploader_id = ANY(${persons}) AND t.record IS NULL`,
    }),
  },
  {
    kind: 'file.made',
    called: 'retention.kind.fileMade',
    covers: ['Attachment'],
    days: 7,
    least: 1,
    from: 'made',
    effect: 'row',
    ...removing({
      table: 'attachment',
      at: 't.created_at',
      where: "t.record = 'made'",
      whose: `t.uploader_id = ANY(${persons}) AND t.record = 'made'`,
    }),
  },
  {
    kind: 'view',
    called: 'retention.kind.view',
    covers: ['PersonalView'],
    days: 730,
    // Whoever asks is told who has looked for a year at least (T-3).
    least: 365,
    from: 'seen',
    effect: 'row',
    ...removing({ table: 'personal_view', at: 't.last_at', whose: `t.subject = ANY(${subjects})` }),
  },
  {
    kind: 'mail.sent',
    called: 'retention.kind.mailSent',
    covers: ['SentMail'],
    days: 180,
    // It keeps a letter from being sent twice, also by what is repeated weeks later.
    least: 90,
    from: 'sent',
    effect: 'row',
    step: removingOldest({ table: 'sent_mail', at: 't.sent_at', byDatabase: true }),
    onDemand: { stays: 'nobody is in it' },
  },
  {
    kind: 'posted.told',
    called: 'retention.kind.told',
    covers: ['PostedCard.args'],
    days: 180,
    least: 1,
    from: 'made',
    effect: 'columns',
    step: showingLess(
      emptying({
        whose: 'true',
        table: 'posted_card',
        at: 'r.created_at',
        over: isWordy,
        sets: `args = '{}'`,
        left: isTold,
        subject: ofLiveCard,
      }),
    ),
    onDemand: lessening(
      demanded(
        {
          among: 'posted_card r',
          at: null,
          over: 'true',
          inUse: `${isToBeRead} AND ${isAnyInUse()}`,
          whose: `${isWordy} AND ${isTold} AND (r.person_id = ANY(${persons}) OR r.subject IN (SELECT 'person:' || i FROM unnest(${persons}) i) OR ${isGivenByThem})`,
        },
        {
          row: 'r',
          selects: `r.id, ${ofLiveCard} AS subject`,
          order: 'r.id',
          gone: `UPDATE posted_card r SET args = '{}' FROM due WHERE r.id = due.id RETURNING due.subject`,
          subjects: subjectsOfGone,
        },
      ),
    ),
  },
  {
    kind: 'record.handover',
    called: 'retention.kind.handover',
    covers: ['Handover'],
    days: 30,
    least: 1,
    from: 'changed',
    effect: 'row',
    ...removing({
      whose: `(t.person_id = ANY(${persons}) OR t.subject = ANY(${subjects}))`,
      table: 'handover',
      at: 't.at',
      where: 'NOT EXISTS (SELECT 1 FROM waiting_record w WHERE w.subject = t.subject)',
    }),
  },
  {
    kind: 'people.claim',
    called: 'retention.kind.claim',
    calledOpen: 'claim.several',
    covers: ['AddressClaim'],
    days: 730,
    least: 90,
    from: 'decided',
    effect: 'columns',
    // What was rejected can still be answered otherwise, and keeps the account out until then (I-1).
    ...emptying({
      // What the ADMINs took for somebody else's is that one's.
      whose: `r.person_id = ANY(${persons}) AND r.outcome IS DISTINCT FROM 'ANOTHER'`,
      pending: 'r.outcome IS NULL',
      table: 'address_claim',
      at: 'r.decided_at',
      over: `r.outcome IN ('SAME', 'ANOTHER')`,
      // Nobody answers it otherwise for a person who has left.
      overOnDemand: `(r.outcome IN ('SAME', 'ANOTHER') OR r.outcome = 'REJECTED' AND NOT ${isInUse('r.person_id')})`,
      sets: `name = '', email = '', external_id = '', reason = NULL`,
      subject: `'address-claim:' || r.id`,
    }),
  },
  {
    kind: 'people.proposal',
    called: 'retention.kind.proposal',
    calledOpen: 'proposal.several',
    covers: ['RoleProposal.reason'],
    days: 1825,
    least: 365,
    from: 'decided',
    effect: 'columns',
    ...emptying({
      whose: `r.person_id = ANY(${persons})`,
      pending: 'true',
      table: 'role_proposal',
      at: 'r.decided_at',
      over: 'r.decided_at IS NOT NULL',
      sets: 'reason = NULL',
      left: 'r.reason IS NOT NULL',
      subject: `'role-proposal:' || r.id`,
    }),
  },
  {
    kind: 'people.delegation',
    called: 'retention.kind.delegation',
    calledOpen: 'delegation.title',
    covers: ['Delegation.reason'],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: `(r.principal_id = ANY(${persons}) OR r.substitute_id = ANY(${persons}))`,
      table: 'delegation',
      at: 'r.ended_at',
      over: 'r.ended_at IS NOT NULL',
      sets: 'reason = NULL',
      left: 'r.reason IS NOT NULL',
      subject: `'delegation:' || r.id`,
    }),
  },
  {
    kind: 'retention.run',
    called: 'retention.kind.run',
    covers: ['RetentionRun', 'RetentionRemoval'],
    days: 730,
    least: 30,
    from: 'ended',
    effect: 'row',
    step: removingOldest({ table: 'retention_run', at: 't.ended_at' }),
    onDemand: { stays: 'nobody is in it' },
  },
];
