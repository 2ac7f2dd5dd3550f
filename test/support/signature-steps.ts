import { deflateSync } from 'node:zlib';
import type { ChatPerson } from '@satu-pintu/playground/people';
import { pngSignature } from '../../src/core/png.ts';
import { chunk } from '../../src/sample-history/drawing.ts';
import type { Workspace } from './bot.ts';
import { sealedNothing } from './sealed-nothing.ts';

export interface Drawn {
  width?: number;
  height?: number;
  depth?: number;
  colour?: number;
  interlace?: number;
  /** What stands between the header and the picture. */
  more?: Buffer[];
  /** In the place of the picture's packed lines. */
  packed?: Buffer;
}

/** A small drawing as a PNG: by default 40 × 20, one byte a pixel, all black. */
export function drawnPng({
  width = 40,
  height = 20,
  depth = 8,
  colour = 0,
  interlace = 0,
  more = [],
  packed = deflateSync(Buffer.alloc(height * (width + 1))),
}: Drawn = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The one-time page that a button of the card in front opens. */
export async function pageOf(person: ChatPerson, label: RegExp): Promise<string> {
  const { opens } = await person.click(label);
  if (!opens) throw new Error('no page was opened');
  await person.closeModals();
  return opens;
}

/** The set-up key that a page of an authenticator shows. */
export function keyIn(page: string): string {
  const [, key] = /<code class="key">([A-Z2-7 ]+)<\/code>/.exec(page) ?? [];
  if (!key) throw new Error(`no key in ${page}`);
  return key.replaceAll(' ', '');
}

/** Has somebody stand as whoever has enrolled and holds a certificate, of which there is no more than that. */
export async function holdCertificate({ query }: Pick<Workspace, 'query'>, account: string): Promise<void> {
  await query(
    `WITH s AS (INSERT INTO signer (person_id, method, initial_at, enrolled_at, changed_at)
        SELECT id, 'AUTHENTICATOR', now(), now(), now() FROM person WHERE email LIKE $1 || '@%'
        ON CONFLICT (person_id) DO UPDATE SET enrolled_at = now() RETURNING id),
      a AS (INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) SELECT '', ${sealedNothing}, '', ${sealedNothing}, now(), now() RETURNING id)
      INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, not_before, not_after, ends_on)
      SELECT s.id, a.id, $1, '', '', '', '', now(), now() + interval '1 year', now() + interval '1 year' FROM s, a RETURNING id`,
    [account],
  );
}
