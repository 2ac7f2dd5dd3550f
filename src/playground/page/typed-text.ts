import { unescapeText } from './mrkdwn.ts';
import { type App, personNamed } from './state.ts';

/**
 * A stored message as its author would type it: mentions by handle, special characters themselves. The server does
 * the reverse to every text it is given.
 */
export function asTyped(app: App, stored: string): string {
  const text = stored.replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
    const handle = personNamed(app, id)?.name;
    return handle ? `@${handle}` : whole;
  });
  return unescapeText(text);
}
