import type { Response } from 'express';
import type { Download } from './page.ts';

/**
 * Sends a file to be kept, never to be shown: under its recognised type, with no sniffing, and in a sandbox for
 * the browser that opens it all the same.
 */
export function sendDownload(res: Response, file: Download): void {
  res.set({
    'Content-Type': file.mediaType,
    'Content-Disposition': disposition(file.name),
    'Content-Length': String(file.content.length),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  res.end(file.content);
}

/**
 * Shows a file inside the page of ours that asked for it, and in no other. It is an image or a PDF by its content, never a
 * document that could act: a browser's reader of PDFs would not open in a sandbox.
 */
export function sendShown(res: Response, file: Download): void {
  const isImage = file.mediaType.startsWith('image/');
  res.set({
    'Content-Type': file.mediaType,
    'Content-Disposition': disposition(file.name, 'inline'),
    'Content-Length': String(file.content.length),
    'Content-Security-Policy': isImage ? "default-src 'none'; sandbox" : "frame-ancestors 'self'",
    'X-Frame-Options': 'SAMEORIGIN',
  });
  res.end(file.content);
}

/** RFC 6266: a plain name for old browsers, and the whole one percent-encoded (RFC 8187). */
function disposition(name: string, type: 'attachment' | 'inline' = 'attachment'): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
