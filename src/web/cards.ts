import type { Action } from '../chat/action.ts';
import {
  type Button,
  type Card,
  type ListItem,
  oneLine,
  type Part,
  type ProgressStep,
  plainly,
  type Status,
} from '../chat/card.ts';
import type { Translate } from '../core/texts/index.ts';
import { attr, type Html, type HtmlValue, html, safeHref } from './html.ts';

/**
 * Where an action of a card leads on the web: to an address, or to a press of the page's form `pressForm`. Null where the portal
 * does not offer it: its button is then left out. `chosen` is what a menu would bring.
 */
export type Links = (action: Action, chosen?: string) => string | Press | null;

/** What the form `pressForm` is sent with, as `press`. */
interface Press {
  press: string;
}

/** The form, beside the card, that is sent by the buttons of what is pressed here as it is in chat. */
export const pressForm = 'press';

const nowhere: Links = () => null;

/** What leads there: a link, or a button that looks alike. */
function lead(
  to: string | Press,
  content: HtmlValue,
  { look, isCurrent = false }: { look?: string; isCurrent?: boolean } = {},
): Html {
  const current = attr('aria-current', isCurrent && 'true');
  return typeof to === 'string'
    ? html`<a${attr('class', look !== undefined && `button ${look}`)} href="${safeHref(to)}"${current}>${content}</a>`
    : html`<button type="submit" form="${pressForm}" name="press" value="${to.press}" class="${look ?? 'link'}"${current}>${content}</button>`;
}

/** A neutral card as a page's content. */
export function cardHtml(t: Translate, card: Card, links: Links = nowhere): Html {
  return html`<article class="card">
<header class="card-head"><h1>${card.title}</h1>${card.status && statusHtml(card.status)}</header>
${card.parts.map((part) => partHtml(t, part, links))}
${buttonsHtml(card.buttons, links)}
</article>`;
}

export function partHtml(t: Translate, part: Part, links: Links = nowhere): Html {
  switch (part.type) {
    case 'text':
      return html`<p class="${part.subtle ? 'lines hint' : 'lines'}">${part.text}</p>`;
    case 'alert':
    case 'work':
    case 'table':
      return html`${plainly(part).map((each) => partHtml(t, each, links))}`;
    case 'heading':
      return html`<h2>${part.text}</h2>`;
    case 'progress':
      return progressHtml(t, part.steps, part.unordered);
    case 'facts':
      return html`<dl class="facts">${part.facts.map(
        (fact) => html`<div><dt>${fact.label}</dt><dd>${oneLine(fact.value)}</dd></div>`,
      )}</dl>`;
    case 'quote':
      return html`<figure class="quote"><figcaption>${part.label}</figcaption><blockquote class="lines">${part.text}</blockquote></figure>`;
    case 'files':
      return html`<section class="files"><h2>${part.label}</h2><ul>${part.files.map((file) => {
        const to = whither(file.open, links);
        const name = html`<bdi>${file.name}</bdi>`;
        return html`<li>${to ? lead(to, name) : name} <span class="hint">${file.size}</span></li>`;
      })}</ul></section>`;
    case 'list':
      if (part.items.length === 0) return html`<p class="hint">${part.empty}</p>`;
      return html`<ul class="items">${part.items.map((item) => itemHtml(item, links))}</ul>`;
    case 'menus':
      return html`${part.menus.map((menu) => {
        const choices = menu.choices.flatMap((choice) => {
          const to = links(menu.action, choice.value);
          if (!to) return [];
          return [lead(to, choice.label, { isCurrent: choice.value === menu.chosen })];
        });
        return (
          choices.length > 0 &&
          html`<nav class="menu" aria-label="${menu.label}"><span>${menu.label}</span>${choices}</nav>`
        );
      })}`;
    case 'buttons':
      return buttonsHtml(part.buttons, links);
  }
}

export function statusHtml(status: Status): Html {
  return html`<span class="status ${status.tone}">${status.text}</span>`;
}

/** The stages as a line that is read out in order, each with where it stands; without the line where none comes before another. */
export function progressHtml(t: Translate, steps: readonly ProgressStep[], unordered = false): Html {
  return html`<ol class="progress${unordered && ' unordered'}">${steps.map(
    (step) =>
      html`<li class="${step.state}"${attr('aria-current', step.state === 'current' && 'step')}><span>${step.label}</span>
<span class="unseen">${t(`portal.progress.${step.state}`)}</span></li>`,
  )}</ol>`;
}

function itemHtml(item: ListItem, links: Links): Html {
  const to = item.button && whither(item.button, links);
  return html`<li><div class="item-head"><strong>${to ? lead(to, item.title) : item.title}</strong>${
    item.status && statusHtml(item.status)
  }</div><p class="lines hint">${item.text}</p></li>`;
}

function buttonsHtml(buttons: readonly Button[], links: Links): Html {
  const shown = buttons.flatMap((button) => {
    const to = whither(button, links);
    return to ? [lead(to, button.label, { look: button.style ?? '' })] : [];
  });
  return shown.length > 0 ? html`<p class="actions">${shown}</p>` : html``;
}

function whither({ does }: Button, links: Links): string | Press | null {
  return 'url' in does ? does.url : links(does.action);
}
