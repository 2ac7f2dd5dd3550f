/**
 * NIKs and phone numbers: ten digits and more, or as people part them: a NIK in groups, a phone number after `08` or `+62`. A day with its time of day has
 * fewer in all, and other gaps.
 */
const longNumbers =
  /\p{Nd}{10,}|(?<!\p{Nd})\p{Nd}(?:[ .\-/]?\p{Nd}){14,}|(?<!\d)(?:\+?62[ .-]?|0)8\d{1,2}[ .-]?\d{2,4}(?:[ .-]?\d{1,5}){1,2}(?!\d)/gu;

const addresses = /[\p{L}\p{N}._%+=~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** With each NIK and phone number by its last digits alone: enough to find the row, not to know the number. */
export const withoutNumbers = (text: string): string =>
  text.replaceAll(longNumbers, (number) => `…${number.slice(-4)}`);

/** Without anybody's address: neighbours name whom they refuse. */
export const withoutAddresses = (text: string): string => text.replaceAll(addresses, '[address]');
