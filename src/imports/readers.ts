import { emailIn } from '../core/contact.ts';
import { givenSigns } from '../core/given.ts';
import { msg } from '../core/texts/index.ts';
import type { Column } from './column.ts';

/** An e-mail address, in lower case as we keep them. */
export const email: Column['read'] = (typed) => {
  const address = emailIn(typed);
  return address ? { value: address } : { expected: msg('imports.expected.email') };
};

/** What stands in a cell, or in a field of an edit, whose content is to be taken away: an empty one says nothing. */
export const nothing = '-';

/** As `read`, or that there is to be nothing. */
export function orNothing(read: Column['read']): Column['read'] {
  return (typed) => (givenSigns(typed) === nothing ? { value: nothing } : read(typed));
}
