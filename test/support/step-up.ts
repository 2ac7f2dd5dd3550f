import { codeField } from '../../src/authenticators/authenticators.ts';
import { type Mark, noProof, type StepUp } from '../../src/authenticators/step-up.ts';
import type { Database } from '../../src/db/database.ts';

/** What is marked as sensitive until an ADMIN says otherwise. */
export const markedByDefault: readonly Mark[] = ['stage:WAITING_EXECUTOR', 'satker.remove', 'pintu.grant'];

/** As in the sample organisation, whose ADMIN has marked nothing. */
const unasked: StepUp = { fields: async () => [], prove: async () => noProof };

/** What acts are done with, where nothing is marked. */
export const means = (db: Database) => ({ db, stepUp: unasked });

/** Shows the field where something is marked by default, and takes whatever is given there. */
export const shownByDefault: StepUp = {
  async fields({ t }, marks) {
    const isAsked = marks === 'always' || marks.some((mark) => markedByDefault.includes(mark));
    const hint = t('code.hint', { issuer: 'Pertamina Digital Signature' });
    return isAsked ? [{ type: 'code', name: codeField, label: t('code.label'), hint }] : [];
  },
  prove: async () => noProof,
};
