import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip, and the lies that may be told of it. */
export interface ZipPart {
  name: string;
  content: string | Buffer;
  stored?: boolean;
  /** What the directory says in place of the truth. */
  directory?: { name?: string; size?: number; method?: number; flags?: number; offset?: number };
  /** What the header before the data says in place of the truth. */
  local?: { name?: string; size?: number; method?: number };
  /** The directory does not list it. */
  hidden?: boolean;
}

/** A zip byte by byte, so that it can also be a wrong one. */
export function zip(parts: readonly ZipPart[], comment = ''): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const data = part.stored ? content : deflateRawSync(content);
    const common = (name: string, said: { size?: number; method?: number; flags?: number }) => {
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(said.flags ?? 0x800, 2);
      fields.writeUInt16LE(said.method ?? (part.stored ? 0 : 8), 4);
      fields.writeUInt32LE(crc32(content), 10);
      fields.writeUInt32LE(data.length, 14);
      fields.writeUInt32LE(said.size ?? content.length, 18);
      fields.writeUInt16LE(Buffer.byteLength(name), 22);
      return fields;
    };
    const localName = part.local?.name ?? part.name;
    const local = [
      Buffer.from('PK\x03\x04'),
      common(localName, part.local ?? {}),
      Buffer.from(localName),
      data,
    ];
    const name = part.directory?.name ?? part.name;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(part.directory?.offset ?? offset, 10);
    if (!part.hidden)
      directory.push(
        Buffer.from('PK\x01\x02\x14\x00'),
        common(name, part.directory ?? {}),
        rest,
        Buffer.from(name),
      );
    pieces.push(...local);
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  const count = parts.filter(({ hidden }) => !hidden).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...pieces, listed, end, Buffer.from(comment)]);
}
