import { posix } from 'node:path';
import { UnreadableSpreadsheet } from '../unreadable.ts';
import type { Archive } from './archive.ts';
import { readXml } from './xml.ts';

interface Relationship {
  id: string;
  /** The last word of its address, which is the same in both editions of the standard. */
  type: string;
  /** The name of a part. */
  target: string;
}

interface ContentTypes {
  overrides: Map<string, string>;
  defaults: Map<string, string>;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  part: string;
}

interface Workbook {
  sheets: Sheet[];
  from1904: boolean;
  styles: string | undefined;
  sharedStrings: string | undefined;
}

/** Longer than any spreadsheet program lets a sheet's name be; it goes with every page of rows. */
const longestName = 255;
const macros = /vbaProject|macroEnabled|macrosheet/i;
/** Of all parts of an ending: SheetJS says macroEnabled of every .bin, the settings of a printer among them. */
const programs = /vbaProject|macrosheet/i;
const macroParts = /(?:^|\/)(?:vbaproject\.bin|macrosheets\/.*)$/;

/** What the workbook consists of, once it is sure that it is one and that it brings nothing that is not taken. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const types = await contentTypes(archive);
  // By the parts that are there: many programs declare types of what they did not write.
  const withMacros = archive
    .names()
    .find(
      (name) =>
        macroParts.test(name) ||
        macros.test(types.overrides.get(name) ?? '') ||
        programs.test(typeOf(name, types)),
    );
  if (withMacros !== undefined) throw new UnreadableSpreadsheet('macros', `macros in ${withMacros}`);

  const main = (await relationships(archive, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw new UnreadableSpreadsheet('not-xlsx', 'a package without a main part');
  const type = typeOf(main.toLowerCase(), types);
  if (macros.test(type)) throw new UnreadableSpreadsheet('macros', `a ${type}`);
  if (!/spreadsheetml\.(?:sheet|template)\.main\+xml$/.test(type))
    throw new UnreadableSpreadsheet('not-xlsx', `a ${type}`);

  const related = await relationships(archive, main);
  // Whatever its type is said to be, and under whatever name.
  const program = related.find((one) => programs.test(one.type) && archive.has(one.target));
  if (program) throw new UnreadableSpreadsheet('macros', `macros in ${program.target}`);
  if (related.some((one) => one.type.startsWith('externalLink')) || hasExternalParts(archive))
    throw new UnreadableSpreadsheet('external-links', 'links to other workbooks');
  const byType = (wanted: string) => related.find((one) => one.type === wanted)?.target;
  const { sheets, from1904 } = await readMain(archive, main, related);
  return { sheets, from1904, styles: byType('styles'), sharedStrings: byType('sharedStrings') };
}

function hasExternalParts(archive: Archive): boolean {
  return archive.names().some((name) => /(?:^|\/)externallinks\//.test(name));
}

/**
 * The content type of a part.
 * @param name in lower case
 */
function typeOf(name: string, { overrides, defaults }: ContentTypes): string {
  return overrides.get(name) ?? defaults.get(posix.extname(name).slice(1)) ?? '';
}

async function contentTypes(archive: Archive): Promise<ContentTypes> {
  const part = '[Content_Types].xml';
  if (!archive.has(part)) throw new UnreadableSpreadsheet('not-xlsx', 'a zip, but no Office document');
  const overrides = new Map<string, string>();
  const defaults = new Map<string, string>();
  await readXml(archive, part, {
    open(name, { PartName = '', Extension = '', ContentType = '' }) {
      if (name === 'Override') overrides.set(PartName.replace(/^\//, '').toLowerCase(), ContentType);
      if (name === 'Default') defaults.set(Extension.toLowerCase(), ContentType);
    },
  });
  return { overrides, defaults };
}

/** @param source name of the part whose relationships are asked for; '' for the package's own */
async function relationships(archive: Archive, source: string): Promise<Relationship[]> {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  const found: Relationship[] = [];
  if (!archive.has(part)) return found;
  await readXml(archive, part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = posix.join('/', Target.startsWith('/') ? '' : folder, Target).slice(1);
      found.push({ id: Id, type: posix.basename(Type), target });
    },
  });
  return found;
}

async function readMain(
  archive: Archive,
  part: string,
  related: Relationship[],
): Promise<Pick<Workbook, 'sheets' | 'from1904'>> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      // `r:id`, whatever prefix stands for the namespace of relationships.
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const found = related.find((one) => one.id === id);
      const hidden = /^(?:hidden|veryHidden)$/.test(attributes.state ?? '');
      const isThere = found !== undefined && archive.has(found.target);
      // A hidden sheet may be the remains of one that is gone, which no program minds.
      if (!isThere && hidden) return;
      if (!isThere) throw new UnreadableSpreadsheet('broken', 'a sheet without a part');
      if (found.type !== 'worksheet') return;
      sheets.push({ name: (attributes.name ?? '').slice(0, longestName), hidden, part: found.target });
    },
  });
  return { sheets, from1904 };
}
