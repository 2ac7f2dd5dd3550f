/** Words that a test looks for on somebody's screen. */
export type Wanted = string | RegExp;

/** Whether a text is, or with a pattern contains, what is wanted. */
export const isLabelled = (labels: readonly string[], wanted: Wanted): boolean =>
  labels.some((label) => (typeof wanted === 'string' ? label.trim() === wanted.trim() : wanted.test(label)));

export const contains = (text: string, wanted: Wanted): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
