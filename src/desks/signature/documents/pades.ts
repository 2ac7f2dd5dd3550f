/** What PDFs are signed and verified with, loaded together (`pades-later.ts`). */
export { inspect, NotSignable } from '../../../pades/inspect.ts';
export { sign } from '../../../pades/sign.ts';
export { verify } from '../../../pades/verify.ts';
