/** What somebody gave: a text, or bytes. */
export type Given = string | Buffer;

/** Whether a text has the value, however that is written in it. */
export function isIn(text: string, value: Given): boolean {
  return ways(value).some((way) => (typeof way === 'string' ? text.includes(way) : way.test(text)));
}

const known = new Map<Given, (string | RegExp)[]>();
function ways(value: Given): (string | RegExp)[] {
  let found = known.get(value);
  if (!found) {
    found = typeof value === 'string' ? waysOfText(value) : waysOfBytes(value);
    known.set(value, found);
  }
  return found;
}

/** As it is or as a number is written, escaped as in JSON within JSON, in HTML and in addresses, and its bytes as UTF-8 and both of UTF-16. */
function waysOfText(value: string): (string | RegExp)[] {
  const written = [value, ...numbersOf(value)];
  const escaped = written.flatMap((text) => [
    inJson(text),
    inJson(inJson(text)),
    unicode(text),
    unicode(inJson(text)),
  ]);
  const wide = written.map((text) => Buffer.from(text, 'utf16le'));
  // Six digits alone stand by chance within longer numbers.
  const plain: (string | RegExp)[] = /^\d{6}$/.test(value)
    ? [new RegExp(`(?<![\\w.+/-])(?:${value}|${value.slice(0, 3)} ${value.slice(3)})(?![\\w+/=]|\\.\\d)`)]
    : [
        ...new Set([
          ...written,
          ...escaped,
          ...written.flatMap((text) => [inHtml(text), encodeURIComponent(text)]),
        ]),
      ];
  return [
    ...plain,
    ...[...written.map((text) => Buffer.from(text)), ...wide, ...wide.map(swapped)].flatMap(waysOfBytes),
  ];
}

/** Digits without what parts them, and a phone number as from abroad. */
function numbersOf(value: string): string[] {
  if (!/^[\d-]+$/.test(value) || !value.includes('-')) return [];
  const digits = value.replaceAll('-', '');
  return digits.startsWith('08') ? [digits, `62${digits.slice(1)}`] : [digits];
}

/** As PostgreSQL, JSON and Node write bytes, and as base64 wherever in something longer they begin. */
function waysOfBytes(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Those digits that nothing beside the bytes has a share in.
    const own = whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase(), hex.replaceAll(/..(?=.)/g, '$& '), bytes.join(','), ...new Set(base64)];
}

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const unicode = (text: string) =>
  text.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll(/[<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
