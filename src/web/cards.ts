import type { Action } from '../chat/action.ts';
import {
  type Button,
  type Card,
  type ListItem,
  oneLine,
  type Part,
  type ProgressStep,
  type Status,
} from '../chat/card.ts';
import type { Translate } from '../core/texts/index.ts';
import { attr, type Html, html, safeHref } from './html.ts';

/**
 * Where an action of a card leads on the web, or null where the portal does not offer it: its button is then left
 * out. `chosen` is what a menu would bring.
 */
export type Links = (action: Action, chosen?: string) => string | null;

const nowhere: Links = () => null;

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
    case 'heading':
      return html`<h2>${part.text}</h2>`;
    case 'progress':
      return progressHtml(t, part.steps);
    case 'facts':
      return html`<dl class="facts">${part.facts.map(
        (fact) => html`<div><dt>${fact.label}</dt><dd>${oneLine(fact.value)}</dd></div>`,
      )}</dl>`;
    case 'quote':
      return html`<figure class="quote"><figcaption>${part.label}</figcaption><blockquote class="lines">${part.text}</blockquote></figure>`;
    case 'files':
      return html`<section class="files"><h2>${part.label}</h2><ul>${part.files.map((file) => {
        const href = hrefOf(file.open, links);
        const name = html`<bdi>${file.name}</bdi>`;
        return html`<li>${href ? html`<a href="${href}">${name}</a>` : name} <span class="hint">${file.size}</span></li>`;
      })}</ul></section>`;
    case 'list':
      if (part.items.length === 0) return html`<p class="hint">${part.empty}</p>`;
      return html`<ul class="items">${part.items.map((item) => itemHtml(item, links))}</ul>`;
    case 'menus':
      return html`${part.menus.map((menu) => {
        const choices = menu.choices.flatMap((choice) => {
          const href = links(menu.action, choice.value);
          if (!href) return [];
          const current = choice.value === menu.chosen && 'true';
          return [html`<a href="${safeHref(href)}"${attr('aria-current', current)}>${choice.label}</a>`];
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

/** The stages as a line that is read out in order, each with where it stands. */
export function progressHtml(t: Translate, steps: readonly ProgressStep[]): Html {
  return html`<ol class="progress">${steps.map(
    (step) =>
      html`<li class="${step.state}"${attr('aria-current', step.state === 'current' && 'step')}><span>${step.label}</span>
<span class="unseen">${t(`portal.progress.${step.state}`)}</span></li>`,
  )}</ol>`;
}

function itemHtml(item: ListItem, links: Links): Html {
  const href = item.button && hrefOf(item.button, links);
  return html`<li><div class="item-head"><strong>${href ? html`<a href="${href}">${item.title}</a>` : item.title}</strong>${
    item.status && statusHtml(item.status)
  }</div><p class="lines hint">${item.text}</p></li>`;
}

function buttonsHtml(buttons: readonly Button[], links: Links): Html {
  const shown = buttons.flatMap((button) => {
    const href = hrefOf(button, links);
    return href ? [html`<a class="button ${button.style ?? ''}" href="${href}">${button.label}</a>`] : [];
  });
  return shown.length > 0 ? html`<p class="actions">${shown}</p>` : html``;
}

function hrefOf(button: Button, links: Links): string | null {
  const href = 'url' in button.does ? button.does.url : links(button.does.action);
  return href === null ? null : safeHref(href);
}
