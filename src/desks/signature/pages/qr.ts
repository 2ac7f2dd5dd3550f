import encodeQR from 'qr';
import { Html, html } from '../../../web/html.ts';

/** The quiet zone around it, in modules: without it nothing reads it. */
const quiet = 4;

/**
 * A QR code as a picture in the page itself: no address shows it a second time. Dark on an opaque white field, also where the page is
 * dark: inverted or on nothing it is read by no camera. A screen has no stains, so that few modules are worth more than spare ones.
 */
export function qrPicture(text: string, label: string): Html {
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: quiet });
  const side = modules.length;
  const dark = modules
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}" width="264" height="264" shape-rendering="crispEdges">
<rect width="${side}" height="${side}" fill="#ffffff"/><path fill="#000000" d="${new Html(dark)}"/></svg>`;
}
