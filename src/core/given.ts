/** Words of plain ASCII with one space between them, as most of what is given is: nothing of them would change. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Signs that nobody sees: controls, what joins, splits or turns letters unseen, and what is no character at all. */
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]/gu;
/** Where a line may break, of texts of ours: in what people give it is one of those. */
export const mayBreak = '\u200B';
const halves = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const lineEnds = /\r\n?|[\v\f\x85\u2028\u2029]/g;
const spaces = /[\t\p{Zs}]/gu;
/** A hyphen at which no line breaks looks like any other. */
const hyphens = /[\u2010\u2011]/g;

/**
 * What people give, as it is kept: without signs that nobody sees, with one kind of space, hyphen and line end. It may have
 * several lines. Half of a character, as a text that was cut in its middle has it, is shown as one that was lost.
 */
export function givenText(text: string): string {
  if (plain.test(text)) return text;
  return (
    text
      .replaceAll(halves, '\uFFFD')
      .replaceAll(lineEnds, '\n')
      .replaceAll(spaces, ' ')
      .replaceAll(hyphens, '-')
      .replaceAll(unseen, (sign) => (sign === '\n' ? sign : ''))
      // Last: an unseen sign between a letter and its accent has kept them apart.
      .normalize('NFC')
      .trim()
  );
}

/** The same in one line, as names, codes, numbers and addresses have it. */
export function givenLine(text: string): string {
  return plain.test(text) ? text : givenText(text).replaceAll(/\s+/g, ' ');
}

const wide = /[\uFF01-\uFF5E]/g;
const dashes = /[\p{Pd}\u2212]/gu;
const apostrophes = /[\u2018\u2019\u02BC\u00B4`]/g;

/** A line whose signs stand for themselves, such as a number, a day or an address: `０８１２–３４` is `0812-34`. */
export function givenSigns(text: string): string {
  if (plain.test(text) && !text.includes('`')) return text;
  return givenLine(text)
    .replaceAll(wide, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(dashes, '-')
    .replaceAll(apostrophes, "'");
}
