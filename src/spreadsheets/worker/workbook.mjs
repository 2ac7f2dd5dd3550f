// @ts-check
import { posix } from 'node:path';
import { Unreadable } from './unreadable.mjs';
import { readXml } from './xml.mjs';

/**
 * @typedef {import('./archive.mjs').Archive} Archive
 * @typedef {{ id: string, type: string, target: string }} Relationship `type` is the last word of its address, which
 *   is the same in both editions of the standard; `target` is the name of a part
 * @typedef {{ name: string, hidden: boolean, part: string }} Sheet
 * @typedef {{ overrides: Map<string, string>, defaults: Map<string, string> }} ContentTypes
 * @typedef {{ sheets: Sheet[], from1904: boolean, styles?: string, sharedStrings?: string }} Workbook
 */

/** Longer than any spreadsheet program lets a sheet's name be; it goes with every page of rows. */
const longestName = 255;
const macros = /vbaProject|macroEnabled|macrosheet/i;
/** Of all parts of an ending: SheetJS says macroEnabled of every .bin, the settings of a printer among them. */
const programs = /vbaProject|macrosheet/i;
const macroParts = /(?:^|\/)(?:vbaproject\.bin|macrosheets\/.*)$/;

/**
 * What the workbook consists of, once it is sure that it is one and that it brings nothing that is not taken.
 * @param {Archive} archive
 * @returns {Promise<Workbook>}
 */
export async function readWorkbook(archive) {
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
  if (withMacros !== undefined) throw new Unreadable('macros', `macros in ${withMacros}`);

  const main = (await relationships(archive, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw new Unreadable('not-xlsx', 'a package without a main part');
  const type = typeOf(main.toLowerCase(), types);
  if (macros.test(type)) throw new Unreadable('macros', `a ${type}`);
  if (!/spreadsheetml\.(?:sheet|template)\.main\+xml$/.test(type))
    throw new Unreadable('not-xlsx', `a ${type}`);

  const related = await relationships(archive, main);
  // Whatever its type is said to be, and under whatever name.
  const program = related.find((one) => programs.test(one.type) && archive.has(one.target));
  if (program) throw new Unreadable('macros', `macros in ${program.target}`);
  if (related.some((one) => one.type.startsWith('externalLink')) || hasExternalParts(archive))
    throw new Unreadable('external-links', 'links to other workbooks');
  const byType = (/** @type {string} */ wanted) => related.find((one) => one.type === wanted)?.target;
  const { sheets, from1904 } = await readMain(archive, main, related);
  return { sheets, from1904, styles: byType('styles'), sharedStrings: byType('sharedStrings') };
}

/** @param {Archive} archive */
function hasExternalParts(archive) {
  return archive.names().some((name) => /(?:^|\/)externallinks\//.test(name));
}

/**
 * The content type of a part.
 * @param {string} name in lower case
 * @param {ContentTypes} types
 */
function typeOf(name, { overrides, defaults }) {
  return overrides.get(name) ?? defaults.get(posix.extname(name).slice(1)) ?? '';
}

/**
 * @param {Archive} archive
 * @returns {Promise<ContentTypes>}
 */
async function contentTypes(archive) {
  const part = '[Content_Types].xml';
  if (!archive.has(part)) throw new Unreadable('not-xlsx', 'a zip, but no Office document');
  /** @type {Map<string, string>} */
  const overrides = new Map();
  /** @type {Map<string, string>} */
  const defaults = new Map();
  await readXml(archive, part, {
    open(name, { PartName = '', Extension = '', ContentType = '' }) {
      if (name === 'Override') overrides.set(PartName.replace(/^\//, '').toLowerCase(), ContentType);
      if (name === 'Default') defaults.set(Extension.toLowerCase(), ContentType);
    },
  });
  return { overrides, defaults };
}

/**
 * @param {Archive} archive
 * @param {string} source name of the part whose relationships are asked for; '' for the package's own
 */
async function relationships(archive, source) {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  /** @type {Relationship[]} */
  const found = [];
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

/**
 * @param {Archive} archive
 * @param {string} part
 * @param {Relationship[]} related
 */
async function readMain(archive, part, related) {
  /** @type {Sheet[]} */
  const sheets = [];
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
      if (!isThere) throw new Unreadable('broken', 'a sheet without a part');
      if (found.type !== 'worksheet') return;
      sheets.push({ name: (attributes.name ?? '').slice(0, longestName), hidden, part: found.target });
    },
  });
  return { sheets, from1904 };
}
