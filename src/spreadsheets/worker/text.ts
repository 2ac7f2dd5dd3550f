/**
 * Characters that XML cannot hold are written as `_x000D_`, and an underscore that would look like that as `_x005F_`.
 * NUL is left out and half a character replaced: no cell can show them and no database takes them.
 */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replaceAll(/_x([0-9a-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\0', '')
    .replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
}
