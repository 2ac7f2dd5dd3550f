import { randomBytes } from 'node:crypto';
import type { PdfFile } from './file.ts';
import { Dictionary, Name, type PdfObject, PdfString, Reference, Stream, written } from './objects.ts';

/**
 * What is added to a file (7.5.6): the bytes that are there stay as they are, and what is written behind them names them as the
 * version before. Its cross-references are of the kind that the file has already.
 */
export class Update {
  readonly #file: PdfFile;
  readonly #changed = new Map<number, { generation: number; object: PdfObject }>();
  #next: number;

  constructor(file: PdfFile) {
    this.#file = file;
    this.#next = file.size;
  }

  add(object: PdfObject): Reference {
    const reference = new Reference(this.#next);
    this.#next += 1;
    this.replace(reference, object);
    return reference;
  }

  replace({ number, generation }: Reference, object: PdfObject): void {
    this.#changed.set(number, { generation, object });
  }

  /** The bytes to append, and where in the whole file each object then begins. */
  written(): { bytes: Buffer; offsets: ReadonlyMap<number, number> } {
    const start = this.#file.bytes.length;
    const pieces: Buffer[] = [Buffer.from('\n')];
    let at = start + 1;
    const put = (...some: Buffer[]) => {
      pieces.push(...some);
      at += some.reduce((sum, one) => sum + one.length, 0);
    };
    const offsets = new Map<number, number>();
    const changed = [...this.#changed].sort(([one], [other]) => one - other);
    for (const [number, { generation, object }] of changed) {
      offsets.set(number, at);
      put(...indirect(number, generation, object));
    }
    const place = at;
    if (this.#file.sections[0]?.kind === 'stream')
      put(...this.#crossReferenceStream(changed, offsets, place));
    else put(this.#crossReferenceTable(changed, offsets));
    put(Buffer.from(`startxref\n${place}\n%%EOF\n`));
    return { bytes: Buffer.concat(pieces), offsets };
  }

  #trailer(size: number): Dictionary {
    const { trailer, sections } = this.#file;
    const made = new Dictionary([
      ['Size', size],
      ['Root', this.#file.catalogReference],
      ['Prev', sections[0]?.at ?? 0],
    ]);
    const info = trailer.get('Info');
    if (info !== undefined) made.set('Info', info);
    const [first] = this.#file.list(trailer.get('ID'));
    const id = new PdfString(randomBytes(16), true);
    made.set('ID', [first instanceof PdfString ? first : id, id]);
    return made;
  }

  #crossReferenceTable(changed: Changed, offsets: ReadonlyMap<number, number>): Buffer {
    const lines = runsOf(changed.map(([number]) => number)).map(({ first, count }) => {
      const entries = Array.from({ length: count }, (_, index) => {
        const number = first + index;
        const offset = String(offsets.get(number)).padStart(10, '0');
        return `${offset} ${String(this.#changed.get(number)?.generation).padStart(5, '0')} n \n`;
      });
      return `${first} ${count}\n${entries.join('')}`;
    });
    return Buffer.from(`xref\n${lines.join('')}trailer\n${written(this.#trailer(this.#next))}\n`, 'latin1');
  }

  #crossReferenceStream(changed: Changed, offsets: ReadonlyMap<number, number>, place: number): Buffer[] {
    const own = this.#next;
    const numbers = [...changed.map(([number]) => number), own];
    const rows = numbers.map((number) => {
      const row = Buffer.alloc(8);
      row.writeUInt8(1);
      row.writeUIntBE(offsets.get(number) ?? place, 1, 5);
      row.writeUInt16BE(this.#changed.get(number)?.generation ?? 0, 6);
      return row;
    });
    const dictionary = new Dictionary([
      ['Type', new Name('XRef')],
      ['W', [1, 5, 2]],
      ['Index', runsOf(numbers).flatMap(({ first, count }) => [first, count])],
      ...this.#trailer(own + 1),
    ]);
    return indirect(own, 0, new Stream(dictionary, Buffer.concat(rows)));
  }
}

type Changed = readonly [number, { generation: number; object: PdfObject }][];

function indirect(number: number, generation: number, object: PdfObject): Buffer[] {
  const head = Buffer.from(`${number} ${generation} obj\n`);
  const end = Buffer.from('\nendobj\n');
  if (!(object instanceof Stream)) return [head, Buffer.from(written(object), 'latin1'), end];
  const dictionary = new Dictionary([...object.dictionary, ['Length', object.bytes.length]]);
  return [
    head,
    Buffer.from(`${written(dictionary)}\nstream\n`, 'latin1'),
    Buffer.from(object.bytes),
    Buffer.from('\nendstream'),
    end,
  ];
}

/** Numbers that follow each other, as tables list them. */
function runsOf(numbers: readonly number[]): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last.first + last.count === number) last.count += 1;
    else runs.push({ first: number, count: 1 });
  }
  return runs;
}
