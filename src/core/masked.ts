/**
 * NIKs and phone numbers: ten digits and more, or as people part them: a NIK in groups, a phone number after `0` or `+62`. A day with its time of day has
 * fewer in all, and other gaps.
 */
const longNumbers =
  /\p{Nd}{10,}|(?<!\p{Nd})\p{Nd}(?:[^\p{L}\p{Nd}]?\p{Nd}){14,}|(?<!\d)(?:\+?62[ .-]?|\(?0)[2-9]\d{1,2}\)?[ .-]?\d{2,4}(?:[ .-]?\d{1,5}){1,2}(?!\d)/gu;

/** From a character before which none of these stands, and no longer than an address may be: a long text without one is read once. */
const addresses =
  /(?<![\p{L}\p{N}._%+=~'&!-])[\p{L}\p{N}._%+=~'&!-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*/gu;

/** With each NIK and phone number by its last digits alone: enough to find the row, not to know the number. */
export const withoutNumbers = (text: string): string =>
  text.replaceAll(longNumbers, (number) => `…${number.slice(-4)}`);

/** Without anybody's address: neighbours name whom they refuse. */
export const withoutAddresses = (text: string): string => text.replaceAll(addresses, '[address]');
