import type { Row } from '../rules.ts';

/** Forms that come after another one, or that stand open to nobody in the states of the matrix: each is for those who open the one before. */
export const byForms: readonly Row[] = [
  { rule: 'U-7', does: 'user-id.review()', may: 'anybody' },
  { rule: 'A-8', does: 'pintu.choose-several() pintu.decide-several()', may: 'everybody' },
  { rule: 'I-6 A-5', does: 'pintu.delegation() pintu.delegate()', may: 'everybody' },
  {
    rule: 'T-1 I-9',
    does: 'pintu.audit-witness() pintu.audit-erase() pintu.erase() pintu.erase-demand() pintu.release() pintu.withdraw() pintu.find-person() pintu.grant() pintu.bind() pintu.change-step-up()',
    may: 'ADMIN',
  },
  {
    rule: 'I-1 I-9',
    does: 'pintu.end-link() pintu.end-account() pintu.confirm-person() pintu.release-address()',
    may: 'ADMIN',
  },
  { rule: 'I-1 A-1', does: 'pintu.claim() pintu.proposal()', may: 'ADMIN substitute-of-ADMIN' },
  { rule: 'P-5 I-10', does: 'import.run() import.undo()', may: 'DIRECTORY_ADMIN ADMIN' },
  {
    rule: 'P-9 P-10',
    does: 'partner.roles() partner.bundle() partner.whitelist() partner.secretaries() partner.revoke()',
    may: 'DIRECTORY_ADMIN',
  },
  { rule: 'M-1 M-4', does: 'market.choose() market.add() market.act()', may: 'PROCUREMENT_OFFICER' },
  { rule: 'M-2 I-9', does: 'market.undo-company()', may: 'ADMIN' },
  {
    rule: 'G-2 G-7 G-8',
    does: 'sign.act() sign.proved() sign.new-phone() sign.sign() sign.signing-act()',
    may: 'everybody',
  },
  { rule: 'S-8 I-1', does: 'satker.ticket() satker.decision() satker.registration()', may: 'anybody' },
  {
    rule: 'S-2 S-15 S-20',
    does: 'satker.pick() satker.remove()',
    may: 'KPPN_OFFICER SATKER_USER substitute-of-KPPN_OFFICER',
  },
  // Sent, these name a satker of their own: whatever they were opened from, they are for whoever has one.
  { rule: 'S-2 S-11', does: 'satker.add()', on: 'satker', may: 'KPPN_OFFICER SATKER_USER', always: true },
  { rule: 'S-2', does: 'satker.add()', may: 'KPPN_OFFICER SATKER_USER substitute-of-KPPN_OFFICER' },
  { rule: 'S-14', does: 'satker.ticket()', on: 'satker', may: 'KPPN_OFFICER SATKER_USER', always: true },
  { rule: 'S-5', does: 'satker.digit()', may: 'everybody' },
];
