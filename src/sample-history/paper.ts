import type { UploadedFile } from '@satu-pintu/playground/people';

/** A page of A4 with a heading and lines below it, as PDF in the least that a reader and a signature need. */
export function paper(name: string, heading: string, lines: readonly string[] = []): UploadedFile {
  const shown = [
    `BT /F2 16 Tf 72 770 Td (${escaped(heading)}) Tj ET`,
    ...lines.map((line, n) => `BT /F1 11 Tf 72 ${735 - n * 18} Td (${escaped(line)}) Tj ET`),
  ].join('\n');
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ];
  let file = '%PDF-1.7\n';
  const places = objects.map((object, n) => {
    const place = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return { name, data: Buffer.from(file + table + end, 'latin1') };
}

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');
