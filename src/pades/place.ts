import type { PdfFile } from './pdf/file.ts';
import type { Page } from './pdf/pages.ts';
import { linesOfText } from './pdf/text.ts';
import { Unreadable } from './pdf/unreadable.ts';

export const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof corners)[number];

/** Where an initial goes: into a corner of a page, counted from 1, or below the last text of the document. */
export type Place = { page: number; corner: Corner } | 'after-the-last-text';

/** A rectangle as readers show the page, turned as they turn it: from its lower left corner, in points. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const margin = 28;
const gap = 10;
/** What stands in this share of a page at its bottom is a foot: a page number, an address. */
const foot = 0.1;

/** @param taken what earlier signatures of this page occupy: a new one goes beside them */
export function placed(
  file: PdfFile,
  pages: readonly Page[],
  place: Place,
  size: { width: number; height: number },
  taken: (page: Page) => readonly Rectangle[],
): { page: Page; rectangle: Rectangle } {
  if (place !== 'after-the-last-text') {
    const page = pages[place.page - 1];
    if (!page) throw new RangeError(`there is no page ${place.page}`);
    return { page, rectangle: inCorner(page, place.corner, size, taken(page)) };
  }
  const page = pages.at(-1) as Page;
  return {
    page,
    rectangle:
      belowTheText(file, page, size, taken(page)) ?? inCorner(page, 'bottom-right', size, taken(page)),
  };
}

/** As readers show a page. */
function shownSize({ box, rotation }: Page): { width: number; height: number } {
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

function inCorner(
  page: Page,
  corner: Corner,
  size: { width: number; height: number },
  taken: readonly Rectangle[],
): Rectangle {
  const shown = shownSize(page);
  const width = Math.min(size.width, shown.width);
  const height = Math.min(size.height, shown.height);
  // Small pages have small margins.
  const [sides, ends] = [
    Math.min(margin, (shown.width - width) / 2),
    Math.min(margin, (shown.height - height) / 2),
  ];
  const atLeft = corner.endsWith('left');
  const atBottom = corner.startsWith('bottom');
  const wanted = {
    x: atLeft ? sides : shown.width - sides - width,
    y: atBottom ? ends : shown.height - ends - height,
    width,
    height,
  };
  const columns = Math.max(1, Math.floor((shown.width - 2 * sides + gap) / (width + gap)));
  const rows = Math.max(1, Math.floor((shown.height - 2 * ends + gap) / (height + gap)));
  for (let step = 0; step < columns * rows; step += 1) {
    const [column, row] = [step % columns, Math.floor(step / columns)];
    const tried = {
      ...wanted,
      x: wanted.x + (atLeft ? 1 : -1) * column * (width + gap),
      y: wanted.y + (atBottom ? 1 : -1) * row * (height + gap),
    };
    if (!taken.some((one) => meet(one, tried))) return tried;
  }
  return wanted;
}

/** Below the lowest line that is no foot, beside earlier signatures there; undefined where there is no room. */
function belowTheText(
  file: PdfFile,
  page: Page,
  { width, height }: { width: number; height: number },
  taken: readonly Rectangle[],
): Rectangle | undefined {
  const shown = shownSize(page);
  let lines: { x: number; y: number; size: number }[];
  try {
    lines = linesOfText(file, page).map(({ x, y, size }) => ({ ...asShown(page, x, y), size }));
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
  const visible = lines.filter(({ x, y }) => x >= 0 && x <= shown.width && y >= 0 && y <= shown.height);
  const body = visible.filter(({ y }) => y > shown.height * foot);
  if (body.length === 0) return undefined;
  const lowest = Math.min(...body.map(({ y, size }) => y - size * 0.3));
  const y = lowest - gap - height;
  const footTop = Math.max(0, ...visible.filter((one) => !body.includes(one)).map((one) => one.y + one.size));
  if (y < Math.max(margin, footTop + gap)) return undefined;
  const left = Math.max(margin, Math.min(...body.map(({ x }) => x)));
  for (let x = Math.min(left, shown.width - margin - width); x + width <= shown.width; x += width + gap) {
    const tried = { x, y, width, height };
    if (x >= 0 && !taken.some((one) => meet(one, tried))) return tried;
  }
  return undefined;
}

function meet(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** A point of the page's own, as readers show it. */
function asShown({ box, rotation }: Page, x: number, y: number): { x: number; y: number } {
  if (rotation === 90) return { x: y - box.bottom, y: box.right - x };
  if (rotation === 180) return { x: box.right - x, y: box.top - y };
  if (rotation === 270) return { x: box.top - y, y: x - box.left };
  return { x: x - box.left, y: y - box.bottom };
}

/** A rectangle as it is shown, by its corners in the page's own units. */
export function ownCorners({ box, rotation }: Page, shown: Rectangle): [number, number, number, number] {
  const { x, y, width, height } = shown;
  if (rotation === 90) return [box.right - y - height, box.bottom + x, box.right - y, box.bottom + x + width];
  if (rotation === 180) return [box.right - x - width, box.top - y - height, box.right - x, box.top - y];
  if (rotation === 270) return [box.left + y, box.top - x - width, box.left + y + height, box.top - x];
  return [box.left + x, box.bottom + y, box.left + x + width, box.bottom + y + height];
}

/** And back: what an earlier signature's rectangle is on the screen. */
export function shownRectangle(page: Page, corners: readonly number[]): Rectangle {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  const [one, other] = [asShown(page, x1, y1), asShown(page, x2, y2)];
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}
