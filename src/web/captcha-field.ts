import { type AssetName, asset } from './assets.ts';
import { type Html, html } from './html.ts';
import type { Visit } from './page.ts';

/** What a page with the field loads. */
export const captchaScripts: readonly AssetName[] = ['altcha.js', 'altcha-id.js', 'captcha.js'];

/** The widget works by script alone; without one there is the other way in, through the mailbox. */
export function captchaField({ t }: Pick<Visit, 't'>, hint: string, noScript: string): Html {
  return html`<div class="field captcha">
<link rel="stylesheet" href="${asset('altcha.css')}">
<p class="hint">${hint}</p>
<altcha-widget class="scripted" challenge="/portal/captcha" language="${t.language}" data-worker="${asset('altcha-worker.js')}"
  configuration="${JSON.stringify({ hideLogo: true, hideFooter: true, humanInteractionSignature: false })}"></altcha-widget>
<noscript><p>${noScript}</p></noscript>
</div>`;
}
