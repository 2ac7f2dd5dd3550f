import type { SheetRow } from '../../src/spreadsheets/cell.ts';

/** A row on a line: `Laporan 2: A text "…" · B date "2026-05-01"`; a hidden sheet in brackets, lost digits with `?`. */
export function lineOf({ sheet, hidden, row, cells }: SheetRow): string {
  const texts = cells.map(({ column, kind, value, imprecise }) => {
    return `${lettersOf(column)} ${kind}${imprecise ? '?' : ''} ${JSON.stringify(value)}`;
  });
  return `${hidden ? `[${sheet}]` : sheet} ${row}: ${texts.join(' · ')}`;
}

function lettersOf(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? lettersOf(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
