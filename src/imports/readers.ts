import { z } from 'zod';
import { msg } from '../core/texts/index.ts';
import type { Column } from './columns.ts';

const address = z.email().max(254);

/** An e-mail address, in lower case as we keep them. */
export const email: Column['read'] = (typed) => {
  const read = address.safeParse(typed.toLowerCase());
  return read.success ? { value: read.data } : { expected: msg('imports.expected.email') };
};

/** What stands in a cell, or in a field of an edit, whose content is to be taken away: an empty one says nothing. */
export const nothing = '-';

/** As `read`, or that there is to be nothing. */
export function orNothing(read: Column['read']): Column['read'] {
  return (typed) => (typed === nothing ? { value: nothing } : read(typed));
}
