// @ts-check
import { readPlainText } from './plain.mjs';
import { unescaped } from './text.mjs';
import { readXml } from './xml.mjs';

/**
 * The texts that cells name by number: runs of rich text joined, without their phonetic guides.
 * @param {import('./archive.mjs').Archive} archive
 * @param {string | undefined} part
 */
export async function readSharedStrings(archive, part) {
  /** @type {string[]} */
  const strings = [];
  if (part === undefined) return strings;
  const take = (/** @type {string} */ text) => void strings.push(unescaped(text));
  let text = '';
  let inText = false;
  let phonetic = false;
  await readXml(archive, part, {
    plain: { list: 'sst', item: 'si', read: (xml, at) => readPlainText(xml, at, take) },
    open(name) {
      if (name === 't') inText = !phonetic;
      else if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'si') take(text);
      else if (name === 'rPh') phonetic = false;
    },
  });
  return strings;
}
