/** Markup that is safe to send: every text in it went through `html`, which escapes. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Markup with its values escaped; arrays are joined, null, undefined and false leave nothing. A value may stand
 * in a text or between the quotes of an attribute, never as a name, in a script or in a style.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.reduce((markup, text, index) => markup + rendered(values[index - 1]) + text));
}

function rendered(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(rendered).join('');
  return String(value).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** An attribute that stands or does not: `<input${flag('checked', on)}>`. */
export function flag(
  name: 'checked' | 'selected' | 'readonly' | 'multiple' | 'hidden' | 'autofocus',
  on: boolean,
): Html {
  return new Html(on ? ` ${name}` : '');
}

/** An attribute that is left out when there is nothing to say. */
export function attr(name: string, value: string | number | undefined | null | false): Html {
  return value === undefined || value === null || value === false
    ? new Html('')
    : html` ${new Html(name)}="${value}"`;
}

/** Where a link may lead: pages of our own and the web, never a script. */
export function safeHref(url: string): string {
  return /^(\/(?!\/)|https?:\/\/|#)/i.test(url) ? url : '#';
}
