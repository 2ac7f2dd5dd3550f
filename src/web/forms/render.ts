import type { Choice } from '../../chat/card.ts';
import { longestCode } from '../../chat/codes.ts';
import { type Field, filesOf, textOf } from '../../chat/form.ts';
import { formatSize } from '../../core/texts/index.ts';
import { partHtml, statusHtml } from '../cards.ts';
import { attr, flag, type Html, html } from '../html.ts';
import { alert } from '../layout.ts';
import type { Answer, PersonVisit } from '../page.ts';
import { type Draft, type DraftPage, shownPage } from './draft.ts';
import { encodeChoice } from './read.ts';

/** The page that a draft shows: the neutral form as HTML, with what was typed and what is wrong with it. */
export function formPage(visit: PersonVisit, id: string, draft: Draft): Answer {
  const { t } = visit;
  const page = shownPage(draft);
  const { form, problem } = page;
  const path = `/portal/forms/${id}`;
  return {
    type: 'page',
    title: form.title,
    scripts: form.fields.some((field) => field.type === 'search') ? ['search.js'] : [],
    languageTo: form.final ? draft.after : path,
    body: html`<section class="panel"><h1>${form.title}</h1>
${form.status && html`<p>${statusHtml(form.status)}</p>`}
${form.ends && html`<p class="alert bad">${form.ends}</p>`}
${problem && alert(problem)}
${errorSummary(visit, page)}
<form method="post" action="${path}" enctype="multipart/form-data" data-form>
<input type="hidden" name="csrf" value="${visit.csrf}">
<input type="hidden" name="page" value="${page.key}">
${form.submit && html`<button type="submit" name="do" value="submit" class="unseen" tabindex="-1" aria-hidden="true">${form.submit}</button>`}
${form.fields.map((field) => fieldHtml(visit, path, page, field))}
<p class="actions">${closing(draft)}${
      form.submit &&
      html`<button type="submit" name="do" value="submit" class="${form.ends ? 'danger' : 'primary'}">${form.submit}</button>`
    }</p>
</form></section>`,
  };

  /** Enter presses the first button of a form, so the one that sends stands first, unseen; this one stands last. */
  function closing({ pages, after }: Draft): Html {
    if (pages.length > 1 && !form.final)
      return html`<button type="submit" name="do" value="back" formnovalidate>${t('form.back')}</button>`;
    return html`<a class="button" href="${after}">${form.close}</a>`;
  }
}

function errorSummary({ t }: PersonVisit, page: DraftPage): Html | null {
  const wrong = page.form.fields.filter(
    (field): field is Named => 'label' in field && field.type !== 'button' && field.name in page.errors,
  );
  const shown = new Set<string>(wrong.map((field) => field.name));
  // An error about a field that is not there is still said.
  const others = Object.entries(page.errors).filter(([name]) => !shown.has(name));
  if (wrong.length === 0 && others.length === 0) return null;
  return alert(
    html`<p>${t('portal.form.errors')}</p><ul>${wrong.map(
      (field) => html`<li><a href="#${idOf(field.name)}">${field.label}</a></li>`,
    )}${others.map(([, text]) => html`<li>${text}</li>`)}</ul>`,
  );
}

type Named = Exclude<Field, { type: 'show' } | { type: 'button' }>;

const idOf = (name: string) => `field-${name}`;

function fieldHtml(visit: PersonVisit, path: string, page: DraftPage, field: Field): Html {
  const { t } = visit;
  if (field.type === 'show') return partHtml(t, field.part);
  if (field.type === 'button') {
    return html`<p class="field"><button type="submit" name="do" value="redraw:${field.name}" formnovalidate>${field.label}</button></p>`;
  }
  const { name } = field;
  const error = page.errors[name];
  const described = [field.hint && `${idOf(name)}-hint`, error && `${idOf(name)}-error`]
    .filter(Boolean)
    .join(' ');
  const tie = html`${attr('aria-describedby', described || null)}${attr('aria-invalid', error ? 'true' : null)}`;
  const label = html`${field.label}${field.optional && html` <span class="hint">${t('portal.form.optional')}</span>`}`;
  const about = html`${field.hint && html`<p class="hint" id="${idOf(name)}-hint">${field.hint}</p>`}${
    error && html`<p class="error lines" id="${idOf(name)}-error">${error}</p>`
  }`;
  const redraws = field.redraws && field.type !== 'search' ? redrawButton(visit, name) : null;

  if (
    field.type === 'text' ||
    field.type === 'code' ||
    field.type === 'date' ||
    (field.type === 'choice' && field.style === 'menu') ||
    field.type === 'files'
  ) {
    return html`<div class="field${error && ' wrong'}"${attr('data-redraws', field.redraws ? name : null)}>
<label for="${idOf(name)}">${label}</label>${about}
${control(visit, page, field, tie)}${redraws}</div>`;
  }
  return html`<fieldset class="field${error && ' wrong'}" id="${idOf(name)}" tabindex="-1"${tie}${attr(
    'data-redraws',
    field.redraws ? name : null,
  )}><legend>${label}</legend>${about}
${field.type === 'search' ? searchInput(visit, path, page, field) : options(page, field)}${redraws}</fieldset>`;
}

/** Fields that are one element, with a label of their own. */
function control(
  visit: PersonVisit,
  page: DraftPage,
  field: Extract<Field, { type: 'text' | 'code' | 'date' | 'choice' | 'files' }>,
  tie: Html,
): Html {
  switch (field.type) {
    case 'text':
      return textInput(page, field, tie);
    case 'code':
      return html`<input type="text" id="${idOf(field.name)}" name="${field.name}" inputmode="numeric" maxlength="${longestCode}"
  autocomplete="one-time-code" aria-required="true"${tie}>`;
    case 'date':
      return dateInput(page, field, tie);
    case 'choice':
      return menu(page, field, tie);
    case 'files':
      return fileInput(visit, page, field, tie);
  }
}

/** Without a script, what changes the form has a button that draws it anew; with one, changing it is enough. */
function redrawButton({ t }: PersonVisit, name: string): Html {
  return html` <button type="submit" name="do" value="redraw:${name}" class="unscripted" formnovalidate>${t('portal.form.redraw')}</button>`;
}

function textInput(page: DraftPage, field: Extract<Field, { type: 'text' }>, tie: Html): Html {
  const value = page.values[field.name];
  const text = value?.type === 'text' ? value.text : '';
  const common = html`id="${idOf(field.name)}" name="${field.name}"${attr('maxlength', field.maxLength)}${attr(
    'placeholder',
    field.placeholder,
  )}${attr('aria-required', field.optional ? null : 'true')}${tie}`;
  // A line break right after the tag is not part of the text; without it, one that was typed first would be lost.
  return field.multiline
    ? html`<textarea ${common} rows="4">\n${text}</textarea>`
    : html`<input type="text" ${common} value="${text}" autocomplete="off">`;
}

function dateInput(page: DraftPage, field: Extract<Field, { type: 'date' }>, tie: Html): Html {
  return html`<input type="date" id="${idOf(field.name)}" name="${field.name}" value="${textOf(page.values, field.name)}"${attr(
    'min',
    field.min,
  )}${attr('max', field.max)}${attr('aria-required', field.optional ? null : 'true')}${tie}>`;
}

function chosenIn(page: DraftPage, name: string): Choice[] {
  const value = page.values[name];
  return value?.type === 'chosen' ? value.chosen : [];
}

function menu(page: DraftPage, field: Extract<Field, { type: 'choice' }>, tie: Html): Html {
  const chosen = chosenIn(page, field.name)[0]?.value;
  return html`<select id="${idOf(field.name)}" name="${field.name}"${tie}><option value=""></option>${field.choices.map(
    (choice) =>
      html`<option value="${choice.value}"${flag('selected', choice.value === chosen)}>${choice.label}</option>`,
  )}</select>`;
}

function options(page: DraftPage, field: Extract<Field, { type: 'choice' | 'choices' }>): Html {
  const chosen = chosenIn(page, field.name).map((choice) => choice.value);
  const type = field.type === 'choice' ? 'radio' : 'checkbox';
  return html`<div class="options">${field.choices.map(
    (choice) =>
      html`<label class="check"><input type="${type}" name="${field.name}" value="${choice.value}"${flag(
        'checked',
        chosen.includes(choice.value),
      )}>${choice.label}</label>`,
  )}</div>`;
}

/** A search that works by a button and a choice; the page's script makes one field of it that finds while typing. */
function searchInput(
  { t }: PersonVisit,
  path: string,
  page: DraftPage,
  field: Extract<Field, { type: 'search' }>,
): Html {
  const chosen = chosenIn(page, field.name)[0];
  const found = (page.found[field.name] ?? []).filter((choice) => choice.value !== chosen?.value);
  const shown = chosen ? [chosen, ...found] : found;
  const query = `query:${field.name}`;
  return html`<div class="search" data-search="${path}/search?field=${encodeURIComponent(field.name)}" data-name="${field.name}"
  data-label="${field.label}" data-placeholder="${field.placeholder ?? ''}" data-none="${t('portal.form.nothingFound')}"
  data-clear="${t('portal.form.clear')}">
<div class="options">${shown.map(
    (choice) =>
      html`<label class="check"><input type="radio" name="${field.name}" value="${encodeChoice(choice)}"${flag(
        'checked',
        choice.value === chosen?.value,
      )}>${choice.label}</label>`,
  )}</div>
<div class="row"><input type="text" name="${query}" aria-label="${field.placeholder ?? field.label}"
  placeholder="${field.placeholder ?? ''}" autocomplete="off" maxlength="100"><button type="submit" name="do"
  value="find:${field.name}" formnovalidate>${t('portal.form.find')}</button></div></div>`;
}

function fileInput(
  { t }: PersonVisit,
  page: DraftPage,
  field: Extract<Field, { type: 'files' }>,
  tie: Html,
): Html {
  const files = filesOf(page.values, field.name);
  return html`${
    files.length > 0 &&
    html`<ul class="kept">${files.map(
      (file) =>
        html`<li><label class="check"><input type="checkbox" name="keep:${field.name}" value="${file.source}" checked><span><bdi>${
          file.name
        }</bdi> <span class="hint">${formatSize(t.language, file.size)}</span></span></label></li>`,
    )}</ul><p class="hint">${t('portal.form.keepHint')}</p>`
  }<input type="file" id="${idOf(field.name)}" name="${field.name}"${flag('multiple', field.maxFiles > 1)}
  accept=".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf"${tie}>`;
}
