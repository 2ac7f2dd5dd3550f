import { crc32, deflateSync } from 'node:zlib';
import { pngSignature } from '../core/png.ts';

const [width, height, pen] = [320, 120, 3];

/** An initial as somebody draws it: a line through some points, from left to right and back, black on white, as PNG. */
export function drawnInitial(points: readonly (readonly [number, number])[]): Buffer {
  const rows = Array.from({ length: height }, () => Buffer.alloc(width, 0xff));
  for (const [n, [x, y]] of points.slice(1).entries()) {
    const [fromX = 0, fromY = 0] = points[n] ?? [];
    for (let step = 0; step <= width; step += 1) {
      const [atX, atY] = [fromX + ((x - fromX) * step) / width, fromY + ((y - fromY) * step) / width].map(
        Math.round,
      );
      for (let dy = -pen; dy <= pen; dy += 1)
        rows[(atY ?? 0) + dy]?.fill(0, Math.max(0, (atX ?? 0) - pen), Math.min(width, (atX ?? 0) + pen));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits of grey a pixel; each row begins with how it is filtered: not at all.
  head.set([8, 0, 0, 0, 0], 8);
  const packed = deflateSync(Buffer.concat(rows.flatMap((row) => [Buffer.alloc(1), row])));
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', head),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A chunk of a PNG with its checksum. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
