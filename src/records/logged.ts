import { isTextKey, type Translate } from '../core/texts/index.ts';

/** What was done, as the log calls it, in its reader's words; none for what an older version has called otherwise. */
export function loggedWords(t: Translate, action: string): string | undefined {
  const key = action.endsWith('.reassigned') ? 'logged.reassigned' : `logged.${action}`;
  return isTextKey(key) ? t.message({ key }) : undefined;
}
