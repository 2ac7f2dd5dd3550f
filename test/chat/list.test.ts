import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Button } from '../../src/chat/card.ts';
import { becomes } from '../../src/chat/done.ts';
import {
  decodePlace,
  encodePlace,
  filterMenu,
  findForm,
  fromStart,
  type List,
  type ListPlace,
  listButtons,
  listHead,
  maxSearch,
  searched,
} from '../../src/chat/list.ts';
import { orderOf, type Page, pageOf } from '../../src/core/pages.ts';
import { translate } from '../../src/core/texts/index.ts';

const t = translate('id');

interface Query extends ListPlace {
  kind?: string;
}

/** A second list of its desk, with actions of its own. */
const list: List<Query> = {
  show: 'partner.mappings',
  find: 'partner.find-mapping',
  narrow: 'partner.narrow',
  encode: (query) => [query.kind ?? '', ...encodePlace(query)],
};
const decode = ([kind = '', ...place]: string[]): Query => ({
  kind: kind || undefined,
  ...decodePlace(place),
});

/** What a button's action brings back after its way through the platform. */
function actionOf(button: Button | undefined) {
  const action = button && 'action' in button.does ? decodeAction(encodeAction(button.does.action)) : null;
  return action && { name: action.name, query: decode(action.args) };
}
const labelled = (buttons: Button[], label: string) => buttons.find((button) => button.label === label);

describe('the place in a list', () => {
  it('comes back from its buttons as it went', () => {
    const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    const cursor = fc.oneof(fc.record({ before: id }), fc.record({ after: id }), fc.constant({}));
    const text = fc.option(fc.string({ minLength: 1, maxLength: maxSearch }), { nil: undefined });
    fc.assert(
      fc.property(cursor, text, (at, words) => {
        const place = { before: undefined, after: undefined, ...at, text: words };
        expect(decodePlace(encodePlace(place))).toEqual(place);
      }),
    );
  });

  it('is the start of the list where there is none, and an old card’s where it is nothing of ours', () => {
    expect(decodePlace([''])).toEqual({ before: undefined, after: undefined, text: undefined });
    for (const cursor of ['b', 'bx', 'x7', '7', 'a0', 'b-', 'aNaN', `b${2 ** 31}`])
      expect(() => decodePlace([cursor]), cursor).toThrow('error.oldCard');
    expect(decodePlace(['', 'x'.repeat(100)]).text).toHaveLength(maxSearch);
  });
});

describe('the buttons of a list', () => {
  const query: Query = { kind: 'A', before: 9, text: 'warga' };

  it('lead to the neighbouring pages of what is narrowed and searched, and from a search back to the first page', () => {
    const buttons = listButtons(t, list, query, { newer: 8, older: 4 });
    expect(buttons.map(({ label }) => label)).toEqual([
      t('list.newer'),
      t('list.older'),
      t('list.search'),
      t('list.clear'),
    ]);
    expect(actionOf(labelled(buttons, t('list.newer')))).toEqual({
      name: 'partner.mappings',
      query: { kind: 'A', after: 8, before: undefined, text: 'warga' },
    });
    expect(actionOf(labelled(buttons, t('list.older')))).toEqual({
      name: 'partner.mappings',
      query: { kind: 'A', before: 4, after: undefined, text: 'warga' },
    });
    const cleared = { kind: 'A', before: undefined, after: undefined, text: undefined };
    expect(actionOf(labelled(buttons, t('list.clear')))).toEqual({
      name: 'partner.mappings',
      query: cleared,
    });
    expect(actionOf(labelled(buttons, t('list.search')))).toEqual({
      name: 'partner.find-mapping',
      query: cleared,
    });
  });

  it('are the search alone where all of the list is shown', () => {
    const buttons = listButtons(t, list, {}, {});
    expect(buttons.map(({ label }) => label)).toEqual([t('list.search')]);
  });

  it('stand below menus whose first entry takes the filter away, and below what was searched for', () => {
    const menu = filterMenu(t, list, query, {
      by: 'kind',
      label: 'Jenis',
      choices: [{ value: 'A', label: 'Akun' }],
      chosen: query.kind,
    });
    expect(menu.choices.map(({ label }) => label)).toEqual([`Jenis: ${t('list.any')}`, 'Akun']);
    expect(menu.chosen).toBe('A');
    const [by, ...args] = menu.action.args;
    expect([menu.action.name, by, decode(args)]).toEqual(['partner.narrow', 'kind', fromStart(query)]);
    expect(listHead(t, query, [menu])).toMatchObject([
      { type: 'menus' },
      { type: 'text', text: t('list.searched', { text: 'warga' }) },
    ]);
    expect(listHead(t, {}, [menu])).toHaveLength(1);
    expect(listHead(t, {}, [])).toEqual([]);
  });

  it('lead to a form that becomes the list of what was found', () => {
    const form = findForm(t, list, fromStart(query), { title: 'Cari', hint: 'Nama' });
    expect(form.id).toBe('partner.find-mapping');
    const values = { text: { type: 'text' as const, text: ` ${'x'.repeat(60)} ` } };
    expect(searched(decode(form.state), values)).toMatchObject({ kind: 'A', text: 'x'.repeat(maxSearch) });
    expect(searched(decode(form.state), {}).text).toBeUndefined();
    const card = { title: 'Pemetaan', parts: [], buttons: [] };
    expect(becomes(t, card)).toMatchObject({ type: 'become', form: { title: 'Pemetaan' } });
  });
});

describe('the pages of a list', () => {
  it('have every row once, newest first, and lead back the way that they came', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 })),
        fc.integer({ min: 1, max: 5 }),
        (ids, size) => {
          const read = (cursor: { before?: number; after?: number }): Page<{ id: number }> => {
            const { order, beyond, from } = orderOf(cursor);
            const rows = ids
              .filter((id) => (beyond === '<' ? id < from : id > from))
              .sort((a, b) => (order === 'ASC' ? a - b : b - a))
              .slice(0, size + 1);
            return pageOf(
              rows.map((id) => ({ id })),
              size,
              cursor,
            );
          };
          const pages = [read({})];
          for (let last = pages.at(-1); last?.older !== undefined; last = pages.at(-1))
            pages.push(read({ before: last.older }));
          const sorted = [...ids].sort((a, b) => b - a);
          expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(sorted);
          expect(pages[0]?.newer).toBeUndefined();
          for (const [i, page] of pages.entries()) {
            const newer = pages[i - 1];
            if (newer) expect(read({ after: page.newer }).items).toEqual(newer.items);
          }
        },
      ),
    );
  });
});
