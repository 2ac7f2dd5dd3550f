import type { Language, Translate } from '../core/texts/index.ts';
import { languages } from '../core/texts/index.ts';
import { type AssetName, asset } from './assets.ts';
import { attr, flag, type Html, html } from './html.ts';
import { type PageAnswer, postForm, type Visit } from './page.ts';

export interface Frame {
  title: string;
  body: Html;
  scripts?: readonly AssetName[];
  /** Where a change of language comes back to. */
  languageTo: string;
}

/** A whole page: header with the way home, the language and Logout, and the content. */
export function layout(visit: Pick<Visit, 't' | 'csrf' | 'who'>, frame: Frame): string {
  const { t, who } = visit;
  return html`<!doctype html>
<html lang="${t.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${frame.title} · ${t('portal.name')}</title>
<link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('portal.css')}">
<script src="${asset('portal.js')}"></script>
${(frame.scripts ?? []).map((name) => html`<script type="module" src="${asset(name)}"></script>\n`)}</head>
<body>
<a class="skip" href="#content">${t('portal.skip')}</a>
<header class="top">
<a class="brand" href="/portal"><img src="${asset('icon.svg')}" alt="" width="26" height="26">${t('portal.name')}</a>
<div class="tools">${languageSwitch(visit, frame.languageTo)}${who && logout(visit, who.ctx.actor.name)}</div>
</header>
<main id="content" tabindex="-1">
${frame.body}
</main>
<footer class="foot">${t('portal.footer')}</footer>
</body>
</html>
`.markup;
}

function languageSwitch(visit: Pick<Visit, 't' | 'csrf'>, to: string): Html {
  const { t } = visit;
  const button = (language: Language) => html`<button type="submit" name="language" value="${language}"
    lang="${language}" title="${t(`language.${language}`)}" aria-label="${`${language.toUpperCase()}: ${t(`language.${language}`)}`}"${
      language === t.language ? html` aria-current="true"` : ''
    }>${language.toUpperCase()}</button>`;
  return html`<div class="languages" role="group" aria-label="${t('portal.language')}">${postForm(
    visit,
    '/portal/language',
    html`<input type="hidden" name="to" value="${to}">${languages.map(button)}`,
  )}</div>`;
}

function logout(visit: Pick<Visit, 't' | 'csrf'>, name: string): Html {
  const { t } = visit;
  return html`<span class="who" title="${name}">${name}</span>${postForm(
    visit,
    '/portal/logout',
    html`<button type="submit" class="plain">${t('portal.logout')}</button>`,
  )}`;
}

/** What is wrong with what was sent, read out at once; each line leads to its field. */
export function alert(text: string | Html, tone: 'bad' | 'good' | 'note' = 'bad'): Html {
  return html`<div class="alert ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${text}</div>`;
}

export interface TextField {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  error?: string;
  type?: 'text' | 'email' | 'password';
  autocomplete?: string;
  maxLength?: number;
  readonly?: boolean;
  autofocus?: boolean;
  /** Digits are typed: a phone shows their keys. */
  isNumber?: boolean;
}

/** One line to type, with its label, hint and error tied to it for screen readers. */
export function textField(field: TextField): Html {
  const described = [field.hint && `${field.name}-hint`, field.error && `${field.name}-error`]
    .filter(Boolean)
    .join(' ');
  return html`<div class="field">
<label for="${field.name}">${field.label}</label>
${field.hint && html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}
<input id="${field.name}" name="${field.name}" type="${field.type ?? 'text'}" value="${field.value ?? ''}"
  maxlength="${field.maxLength ?? 254}" autocomplete="${field.autocomplete ?? 'off'}" autocapitalize="none"
  spellcheck="false"${attr('inputmode', field.isNumber && 'numeric')}${described && html` aria-describedby="${described}"`}${
    field.error && html` aria-invalid="true"`
  }${flag('readonly', field.readonly ?? false)}${flag('autofocus', field.autofocus ?? false)}>
${field.error && html`<p class="error" id="${field.name}-error">${field.error}</p>`}
</div>`;
}

/** A page that says one thing and offers one way on. */
export function notice(heading: string, text: string, on?: { label: string; to: string }): Html {
  return html`<section class="panel"><h1>${heading}</h1><p class="lines">${text}</p>
${on && html`<p class="actions"><a class="button" href="${on.to}">${on.label}</a></p>`}</section>`;
}

/** What stands in the way of what somebody wanted to do, in words; nothing has changed. */
export function problemPage(t: Translate, text: string, on = backHome(t)): PageAnswer {
  const title = t('portal.refused.title');
  return { type: 'page', status: 403, title, body: notice(title, text, on) };
}

export function backHome(t: Translate): { label: string; to: string } {
  return { label: t('portal.home.back'), to: '/portal' };
}
