import type { PdfFile } from './pdf/file.ts';
import { Dictionary, type PdfObject, Stream } from './pdf/objects.ts';
import { Unreadable } from './pdf/unreadable.ts';
import type { Update } from './pdf/update.ts';

/** What certificates are judged by, DER. */
export interface Proofs {
  certificates: readonly Uint8Array<ArrayBuffer>[];
  crls: readonly Uint8Array<ArrayBuffer>[];
}

const maxProofs = 200;

/** Puts proofs into a file, beside those that are there, so that it is verified without asking anybody (DSS, 12.8.4.3; PAdES B-LT). */
export function addProofs(file: PdfFile, update: Update, catalog: Dictionary, proofs: Proofs): void {
  const held = file.dictionary(catalog.get('DSS')) ?? new Dictionary();
  const extended = (key: string, more: readonly Uint8Array[]): [string, PdfObject] => [
    key,
    [...file.list(held.get(key)), ...more.map((der) => update.add(new Stream(new Dictionary(), der)))],
  ];
  const made = new Dictionary([
    ...held,
    extended('Certs', proofs.certificates),
    extended('CRLs', proofs.crls),
  ]);
  catalog.set('DSS', update.add(made));
}

/** What a file brings along; nothing of it is believed before its own signature is. */
export function proofsOf(file: PdfFile): Proofs {
  const held = file.dictionary(file.catalog.get('DSS'));
  const of = (key: string) =>
    file
      .list(held?.get(key))
      .slice(0, maxProofs)
      .flatMap((one) => {
        try {
          const stream = file.resolved(one);
          return stream instanceof Stream ? [new Uint8Array(file.content(stream))] : [];
        } catch (error) {
          if (error instanceof Unreadable) return [];
          throw error;
        }
      });
  return { certificates: of('Certs'), crls: of('CRLs') };
}
