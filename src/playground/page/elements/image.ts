import type { JsonObject } from '../../contract.ts';
import { fileAddress } from '../api.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import type { App } from '../state.ts';
import { drawLink, object, string } from '../text.ts';

/**
 * A file of the workspace, or a picture at an address. Only this server's own pictures are loaded: the page works,
 * and stays silent, on a machine without a network. Others are a link with their alternative text.
 */
export function drawImage(app: App, image: JsonObject): VNode {
  const file = string(object(image.slack_file).id);
  const address = file ? fileAddress(file, app.state.me) : string(image.image_url);
  const alt = string(image.alt_text);
  if (!isOwn(address)) return h('span.image.elsewhere', {}, drawLink(address, icon('eye'), alt || address));
  return h('img.image', {
    src: address,
    alt,
    title: alt,
    // Its height is known only now.
    on: { load: () => app.redraw() },
  });
}

function isOwn(address: string): boolean {
  return address.startsWith('data:image/') || new URL(address, location.href).origin === location.origin;
}
