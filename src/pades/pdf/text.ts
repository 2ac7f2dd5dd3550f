import type { PdfFile } from './file.ts';
import { type Dictionary, Name, type PdfObject, Stream } from './objects.ts';
import type { Page } from './pages.ts';
import { Keyword, Syntax } from './syntax.ts';

/** `[a b c d e f]` of 8.3.3. */
type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The first one is applied first. */
function product(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f] = one;
  const [A, B, C, D, E, F] = other;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

const maxForms = 8;
/** Operators of one page: a drawing of millions has nothing to say here. */
const maxOperators = 2_000_000;

/** A line of text that a page shows: where it begins, and how large it is, in the page's own units. */
export interface ShownText {
  x: number;
  y: number;
  size: number;
}

interface TextState {
  transformation: Matrix;
  fontSize: number;
  leading: number;
}

/** Where a page shows text. Throws `Unreadable` where its content cannot be decoded. */
export function linesOfText(file: PdfFile, page: Page): ShownText[] {
  const contents = file.resolved(page.dictionary.get('Contents'));
  const streams = (Array.isArray(contents) ? contents : [contents]).map((one) => file.resolved(one));
  const content = Buffer.concat(
    streams.flatMap((one) => (one instanceof Stream ? [file.content(one), Buffer.from('\n')] : [])),
  );
  const found: ShownText[] = [];
  new Content(file, found).run(content, page.resources, identity, 0);
  return found;
}

/** What of a content stream moves text (9.4). Widths are not followed: where a line begins is enough. */
class Content {
  readonly #file: PdfFile;
  readonly #found: ShownText[];
  #operators = 0;

  constructor(file: PdfFile, found: ShownText[]) {
    this.#file = file;
    this.#found = found;
  }

  run(content: Buffer, resources: Dictionary | undefined, start: Matrix, depth: number): void {
    const syntax = new Syntax(content);
    let operands: PdfObject[] = [];
    let state: TextState = { transformation: start, fontSize: 0, leading: 0 };
    const saved: TextState[] = [];
    let line = identity;
    const moveLine = (x: number, y: number) => {
      line = product([1, 0, 0, 1, x, y], line);
    };
    const show = () => {
      const placed = product(line, state.transformation);
      const size = Math.abs(state.fontSize) * Math.hypot(placed[2], placed[3]);
      this.#found.push({ x: placed[4], y: placed[5], size });
    };
    while (!syntax.done) {
      const next = syntax.next();
      if (!(next instanceof Keyword)) {
        operands.push(next);
        continue;
      }
      this.#operators += 1;
      if (this.#operators > maxOperators) return;
      const numbers = operands.map((one) => (typeof one === 'number' ? one : 0));
      const [first = 0, second = 0] = numbers;
      switch (next.word) {
        case 'q':
          saved.push(state);
          break;
        case 'Q':
          state = saved.pop() ?? state;
          break;
        case 'cm':
          state = { ...state, transformation: product(matrixOf(numbers), state.transformation) };
          break;
        case 'BT':
          line = identity;
          break;
        case 'Tf':
          state = { ...state, fontSize: second };
          break;
        case 'TL':
          state = { ...state, leading: first };
          break;
        case 'Tm':
          line = matrixOf(numbers);
          break;
        case 'TD':
          state = { ...state, leading: -second };
          moveLine(first, second);
          break;
        case 'Td':
          moveLine(first, second);
          break;
        case 'T*':
          moveLine(0, -state.leading);
          break;
        case 'Tj':
        case 'TJ':
          show();
          break;
        case "'":
        case '"':
          moveLine(0, -state.leading);
          show();
          break;
        case 'ID':
          passImage(syntax);
          break;
        case 'Do':
          this.#form(operands[0], resources, state.transformation, depth);
          break;
      }
      operands = [];
    }
  }

  #form(name: PdfObject | undefined, resources: Dictionary | undefined, start: Matrix, depth: number): void {
    if (!(name instanceof Name) || depth >= maxForms) return;
    const form = this.#file.resolved(this.#file.dictionary(resources?.get('XObject'))?.get(name.name));
    if (!(form instanceof Stream) || this.#file.name(form.dictionary.get('Subtype')) !== 'Form') return;
    const numbers = this.#file.list(form.dictionary.get('Matrix')).map((one) => this.#file.number(one) ?? 0);
    const placed = numbers.length === 6 ? product(matrixOf(numbers), start) : start;
    const own = this.#file.dictionary(form.dictionary.get('Resources')) ?? resources;
    this.run(this.#file.content(form), own, placed, depth + 1);
  }
}

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

/** The bytes of a picture in the midst of the operators (8.9.7): up to an `EI` between white space. */
function passImage(syntax: Syntax): void {
  for (let at = syntax.at; ; ) {
    at = syntax.bytes.indexOf('EI', at + 1);
    if (at < 0) {
      syntax.at = syntax.bytes.length;
      return;
    }
    const around = syntax.bytes.toString('latin1', at - 1, at + 3);
    if (/^\sEI(?:\s|$)/.test(around)) {
      syntax.at = at + 2;
      return;
    }
  }
}
