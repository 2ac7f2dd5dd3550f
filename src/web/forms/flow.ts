import { randomUUID } from 'node:crypto';
import type { Attachments } from '../../attachments/attachments.ts';
import { maxAttachmentBytes, tooLarge } from '../../attachments/attachments.ts';
import { encodeAction, type Pressed } from '../../chat/action.ts';
import type { Problem } from '../../chat/answering.ts';
import { type Codes, noCodes } from '../../chat/codes.ts';
import { type FileRef, type Form, filesOf, isRedrawable, type Values } from '../../chat/form.ts';
import type { Router } from '../../chat/router.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../db/database.ts';
import { callerOf } from '../caller.ts';
import { NotFound } from '../errors.ts';
import { problemPage } from '../layout.ts';
import type { TakenFile } from '../page.ts';
import { type Answer, type PersonVisit, redirect, type UploadVisit } from '../page.ts';
import {
  createDraft,
  type Draft,
  type DraftPage,
  loadDraft,
  newPage,
  outdated,
  redrawn,
  saveDraft,
  shownPage,
} from './draft.ts';
import { pressedOf, readCodes, readValues, typedSearch } from './read.ts';
import { formPage } from './render.ts';

export interface FlowDeps {
  db: Database;
  router: Router;
  attachments: Pick<Attachments, 'keep'>;
  clock: Clock;
}

export interface FormFlow {
  /** Opens the form behind a desk's action, and shows it. */
  open(visit: PersonVisit, opens: Pressed, after: string): Promise<Answer>;
  /** Shows a form that this action has opened, and leads to `after` when it is done. */
  opened(visit: PersonVisit, opens: Pressed, form: Form, after: string): Promise<Answer>;
  show(visit: PersonVisit, id: string): Promise<Answer>;
  /** Takes what was sent, and leads back to the page that is now the right one to show. */
  take(visit: UploadVisit, id: string): Promise<Answer>;
  search(visit: PersonVisit, id: string, field: string, query: string): Promise<Answer>;
}

/**
 * The desks' forms on the web: every press is a POST that changes the draft and leads to a GET that shows it, so
 * that reloading repeats nothing and all of it works without a script.
 */
export function createFormFlow(deps: FlowDeps): FormFlow {
  const { db, router, clock } = deps;

  async function load(visit: PersonVisit, id: string): Promise<Draft> {
    const draft = await loadDraft(db, visit.who.ctx.actor.id, id);
    if (!draft) throw new NotFound();
    return draft;
  }

  const save = (visit: PersonVisit, id: string, draft: Draft) =>
    saveDraft(db, visit.who.ctx.actor.id, id, draft, clock());

  async function formBehind(visit: PersonVisit, opens: Pressed): Promise<Form | Problem> {
    const reply = await router.action(callerOf(visit), encodeAction(opens));
    if (reply.type === 'problem') return reply;
    if (reply.type !== 'form') throw new Error(`${opens.name} opens no form`);
    return reply.form;
  }

  /** The shown page with its form drawn anew for what is typed. */
  async function redraw(visit: PersonVisit, page: DraftPage, changed: string): Promise<DraftPage> {
    const { language } = visit.t;
    const drawn = await router.redraw(callerOf(visit), page.form.id, page.form.state, page.values, changed);
    if (drawn.type === 'problem') return { ...page, problem: drawn.text };
    const stale = outdated(page.form, drawn.form);
    if (stale.length === 0) return redrawn(page, drawn.form, language);
    // What was chosen for the former unit means nothing for this one; the form is to be drawn without it.
    const fresh = without(page, stale);
    const again = await router.redraw(callerOf(visit), page.form.id, page.form.state, fresh.values, changed);
    return again.type === 'problem'
      ? { ...fresh, problem: again.text }
      : redrawn(fresh, again.form, language);
  }

  /**
   * The draft in the language that its reader has now. A page that cannot be drawn anew is made again in the way
   * it came to be: by the page before, or by the action that opened the form.
   */
  async function inLanguage(visit: PersonVisit, draft: Draft): Promise<Draft> {
    const { language } = visit.t;
    const page = shownPage(draft);
    if (page.language === language || page.form.final) return draft;
    const before = draft.pages.at(-2);
    let form: Form | null = null;
    if (isRedrawable(page.form)) return replaceShown(draft, await redraw(visit, page, ''));
    if (before) {
      const result = await router.submit(
        callerOf(visit),
        before.form.id,
        before.form.state,
        before.values,
        noCodes,
      );
      if (result.type === 'next') form = result.form;
    } else {
      const opened = await formBehind(visit, draft.opens);
      if (!isProblem(opened)) form = opened;
    }
    if (!form) return draft;
    const made = newPage(form, language);
    return replaceShown(draft, { ...made, key: page.key, values: { ...made.values, ...page.values } });
  }

  async function submit(visit: PersonVisit, draft: Draft, codes: Codes): Promise<Draft> {
    const page = shownPage(draft);
    const result = await router.submit(callerOf(visit), page.form.id, page.form.state, page.values, codes);
    switch (result.type) {
      case 'problem':
        return replaceShown(draft, { ...page, problem: result.text });
      case 'errors':
        // The form may have changed with what was typed since it was drawn, and an error may be about a new field.
        return replaceShown(draft, { ...(await upToDate(visit, page)), errors: result.errors });
      case 'next':
        return { ...draft, pages: [...draft.pages, newPage(result.form, visit.t.language)] };
      case 'become':
      case 'done':
        return replaceShown(draft, newPage(result.form, visit.t.language));
    }
  }

  const upToDate = (visit: PersonVisit, page: DraftPage) =>
    isRedrawable(page.form) ? redraw(visit, page, '') : page;

  /** The draft after the press of a button. */
  async function pressed(
    visit: PersonVisit,
    draft: Draft,
    fields: Parameters<typeof pressedOf>[0],
  ): Promise<Draft> {
    const { what, field } = pressedOf(fields);
    const page = shownPage(draft);
    if (what === 'redraw') return replaceShown(draft, await redraw(visit, page, field));
    const sought = what === 'find' ? field : typedSearch(page.form, page.values, fields);
    if (sought) {
      const current = await upToDate(visit, page);
      const choices = await router.search(
        callerOf(visit),
        page.form.id,
        sought,
        fields.line(`query:${sought}`),
        current.values,
      );
      const nothing = choices.length === 0 && visit.t('portal.form.nothingFound');
      const toChoose = what === 'submit' && visit.t('portal.form.choose');
      const errors: Record<string, string> =
        nothing || toChoose ? { [sought]: nothing || toChoose || '' } : {};
      return replaceShown(draft, { ...current, found: { [sought]: choices }, errors });
    }
    return submit(visit, draft, readCodes(page.form, fields));
  }

  async function opened(visit: PersonVisit, opens: Pressed, form: Form, after: string): Promise<Answer> {
    const draft: Draft = { opens, after, pages: [newPage(form, visit.t.language)] };
    return redirect(`/portal/forms/${await createDraft(db, visit.who.ctx.actor.id, draft, clock())}`);
  }

  return {
    opened,

    async open(visit, opens, after) {
      const form = await formBehind(visit, opens);
      return isProblem(form) ? problemPage(visit.t, form.text) : opened(visit, opens, form, after);
    },

    async show(visit, id) {
      const loaded = await load(visit, id);
      const draft = await inLanguage(visit, loaded);
      if (draft !== loaded) await save(visit, id, draft);
      return formPage(visit, id, draft);
    },

    async take(visit, id) {
      const draft = await load(visit, id);
      const page = shownPage(draft);
      const uploads: Record<string, FileRef[]> = {};
      const errors: Record<string, string> = {};
      const fields = await visit.read(async (file) => {
        const field = page.form.fields.find((one) => one.type === 'files' && one.name === file.field);
        if (field?.type !== 'files') return;
        const kept = uploads[file.field] ?? [];
        const standing = filesOf(page.values, file.field).length;
        const outcome =
          standing + kept.length >= field.maxFiles
            ? visit.t('attachment.error.count', { max: field.maxFiles })
            : await keep(deps, visit, file, field.maxBytes);
        if (typeof outcome !== 'string') uploads[file.field] = [...kept, outcome];
        else errors[file.field] = [errors[file.field], outcome].filter(Boolean).join('\n');
      }, largestOf(page.form));

      const here = redirect(`/portal/forms/${id}`);
      // A second press of a button whose page has passed: what it asked for has been done.
      if (fields.exact('page') !== page.key) return here;
      const values = readValues(page.form, page.values, fields, uploads);
      const typed = replaceShown(draft, { ...page, values, errors: {}, problem: null, found: {} });
      if (pressedOf(fields).what === 'back') {
        await save(visit, id, back(typed));
        return here;
      }
      if (Object.keys(errors).length > 0) {
        await save(visit, id, replaceShown(typed, { ...(await upToDate(visit, shownPage(typed))), errors }));
        return here;
      }
      await save(visit, id, await pressed(visit, typed, fields));
      return here;
    },

    async search(visit, id, field, query) {
      const page = shownPage(await load(visit, id));
      const known = page.form.fields.some((one) => one.type === 'search' && one.name === field);
      if (!known) throw new NotFound();
      return {
        type: 'json',
        value: await router.search(callerOf(visit), page.form.id, field, query, page.values),
      };
    },
  };
}

function isProblem(answer: Form | Problem): answer is Problem {
  return 'type' in answer;
}

function replaceShown(draft: Draft, page: DraftPage): Draft {
  const [first, ...rest] = [...draft.pages.slice(0, -1), page];
  return { ...draft, pages: [first ?? page, ...rest] };
}

function back(draft: Draft): Draft {
  const [first, ...rest] = draft.pages.length > 1 ? draft.pages.slice(0, -1) : draft.pages;
  return first ? { ...draft, pages: [first, ...rest] } : draft;
}

function without(page: DraftPage, names: readonly string[]): DraftPage {
  const values: Values = Object.fromEntries(
    Object.entries(page.values).filter(([name]) => !names.includes(name)),
  );
  return { ...page, values };
}

/** What a file of this form may have at most; the fields' own limits are looked at one by one. */
function largestOf({ fields }: Form): number {
  const limits = fields.map((field) => (field.type === 'files' && field.maxBytes) || maxAttachmentBytes);
  return Math.max(maxAttachmentBytes, ...limits);
}

/** Keeps an uploaded file at once, so that an error elsewhere in the form does not cost it; a text says what is wrong. */
async function keep(
  deps: FlowDeps,
  { t, who }: PersonVisit,
  file: TakenFile,
  maxBytes = maxAttachmentBytes,
): Promise<FileRef | string> {
  if (file.cut) return t.message(tooLarge(file.name, null, maxBytes));
  const source = `portal:${randomUUID()}`;
  const kept = await deps.attachments.keep(who.ctx.actor.id, source, file.name, file.content, maxBytes);
  return 'key' in kept ? t.message(kept) : { source, name: kept.name, size: kept.size };
}
