import type { Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/** What was said of a record stays said; a question waits for nobody once whoever was asked has left, and is taken back. */
export const parting: Parting = {
  endings: [],
  history: ['record_remark.person_id', 'record_remark.on_behalf_of_id', 'record_remark.asked_id'],
  names: [naming('record_remark', ['person_id', 'on_behalf_of_id', 'asked_id'], 't.subject')],
};
