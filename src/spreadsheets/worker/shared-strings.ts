import type { Archive } from './archive.ts';
import { readPlainText } from './plain.ts';
import { unescaped } from './text.ts';
import { readXml } from './xml.ts';

/** The texts that cells name by number: runs of rich text joined, without their phonetic guides. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const take = (text: string) => void strings.push(unescaped(text));
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
