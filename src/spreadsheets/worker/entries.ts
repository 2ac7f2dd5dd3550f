import { fromBufferPromise, type LocalFileHeader, type Entry as ZipEntry } from 'yauzl';
import { UnreadableSpreadsheet } from '../unreadable.ts';

/** Where a part's bytes lie in the file, and what they must become. */
export interface Entry {
  /** In lower case. */
  name: string;
  start: number;
  compressed: number;
  size: number;
  crc: number;
  stored: boolean;
}

const maxEntries = 2000;

const localSignature = Buffer.from('PK\x03\x04', 'latin1');
const encrypted = 0x1;
/** Sizes and checksum follow the data: the local header need not have them. */
const descriptor = 0x8;
const inZip64Field = 0xffffffff;

/**
 * The entries of a zip that every reader must see in the same way: nothing stands before, between or beside those of
 * its directory, no two share bytes or a name, and each one's two headers agree.
 */
export async function checkedEntries(content: Buffer): Promise<Entry[]> {
  const zip = await fromBufferPromise(content).catch(broken);
  if (zip.entryCount > maxEntries) throw new UnreadableSpreadsheet('suspicious', `${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  const ranges: [number, number][] = [];
  const listed = zip.eachEntry();
  for (;;) {
    const { value: entry, done } = await listed.next().catch(broken);
    if (done) break;
    const local = await zip.readLocalFileHeaderPromise(entry).catch(broken);
    compareHeaders(entry, local);
    const start = local.fileDataStart;
    const name = entry.fileName.toLowerCase();
    if (entries.has(name)) throw new UnreadableSpreadsheet('suspicious', `${name} is there twice`);
    ranges.push([entry.relativeOffsetOfLocalHeader, start + entry.compressedSize]);
    entries.set(name, {
      name,
      start,
      compressed: entry.compressedSize,
      size: entry.uncompressedSize,
      crc: entry.crc32,
      stored: entry.compressionMethod === 0,
    });
  }
  refuseHidden(content, ranges);
  return [...entries.values()];
}

function compareHeaders(entry: ZipEntry, local: LocalFileHeader): void {
  const name = entry.fileName;
  if ((entry.generalPurposeBitFlag | local.generalPurposeBitFlag) & encrypted)
    throw new UnreadableSpreadsheet('encrypted', `${name} is encrypted`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new UnreadableSpreadsheet('broken', `${name} is compressed by method ${entry.compressionMethod}`);
  const later = (local.generalPurposeBitFlag & descriptor) !== 0;
  const agree = (here: number, there: number) =>
    here === there || here === inZip64Field || (later && here === 0);
  if (
    !local.fileName.equals(entry.fileNameRaw) ||
    local.compressionMethod !== entry.compressionMethod ||
    !agree(local.crc32, entry.crc32) ||
    !agree(local.compressedSize, entry.compressedSize) ||
    !agree(local.uncompressedSize, entry.uncompressedSize)
  )
    throw new UnreadableSpreadsheet('suspicious', `the two headers of ${name} differ`);
}

/** @param ranges first byte of the header and the byte after the data, of each entry */
function refuseHidden(content: Buffer, ranges: [number, number][]): void {
  let end = 0;
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    if (from < end) throw new UnreadableSpreadsheet('suspicious', 'entries overlap');
    refuseEntryIn(content.subarray(end, from));
    end = to;
  }
  refuseEntryIn(content.subarray(end));
}

function refuseEntryIn(gap: Buffer): void {
  if (gap.includes(localSignature))
    throw new UnreadableSpreadsheet('suspicious', 'an entry that the directory does not list');
}

function broken(error: Error): never {
  throw new UnreadableSpreadsheet('broken', `zip: ${error.message}`);
}
