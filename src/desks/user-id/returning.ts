import { linesOf } from '../../chat/form.ts';
import { msg } from '../../core/texts/index.ts';
import { type Corrections, type ReturningOf, returningOf } from '../../records/returning.ts';
import type { DeskDeps } from './deps.ts';
import type { RequestDetail } from './model.ts';
import { loadDetail, type StateNow } from './store.ts';
import { requestsWait } from './waiting.ts';

const maxNote = 2000;

/** What may be corrected: what the notes say. For whom and for which platforms it is was what people have approved. */
interface Notes {
  note: string;
  /** By the platforms' ids. */
  platforms: Map<number, string>;
}

const corrections: Corrections<RequestDetail> = {
  fields: ({ t }, { platforms, note }) => [
    ...platforms.map((platform) => ({
      type: 'text' as const,
      name: `note-${platform.id}`,
      label: t('userId.field.platformNote', { platform: platform.name }),
      value: platform.note,
      multiline: true,
      maxLength: maxNote,
    })),
    {
      type: 'text',
      name: 'note',
      label: t('userId.field.note'),
      value: note ?? '',
      multiline: true,
      optional: true,
      maxLength: maxNote,
    },
  ],
  read(values, errors): Notes {
    const read = (name: string): string => {
      const text = linesOf(values, name);
      if (text.length > maxNote) errors[name] = msg('error.tooLong', { max: maxNote });
      return text;
    };
    const names = Object.keys(values).filter((name) => /^note-\d+$/.test(name));
    for (const name of names) if (!read(name)) errors[name] = msg('field.error.note');
    return {
      note: read('note'),
      platforms: new Map(names.map((name) => [Number(name.slice(5)), read(name)])),
    };
  },
  async write(tx, { id }, typed) {
    const { note, platforms } = typed as Notes;
    const before = await loadDetail(tx, { id });
    if (!before) return {};
    await tx.query('UPDATE user_id_request SET note = $2 WHERE id = $1', [id, note || null]);
    await tx.query(
      `UPDATE user_id_platform p SET note = t.note FROM unnest($2::int[], $3::text[]) AS t(system_id, note)
       WHERE p.request_id = $1 AND p.system_id = t.system_id`,
      [id, [...platforms.keys()], [...platforms.values()]],
    );
    return { corrected: changes(before, { note, platforms }) };
  },
};

/** What notes said before and say now, those alone that say something else. */
function changes(before: RequestDetail, now: Notes): Record<string, { from: string; to: string }> {
  const all = [
    { name: 'note', from: before.note ?? '', to: now.note },
    ...before.platforms.map(({ id, name, note }) => ({
      name,
      from: note,
      to: now.platforms.get(id) ?? note,
    })),
  ];
  return Object.fromEntries(
    all.filter(({ from, to }) => from !== to).map(({ name, from, to }) => [name, { from, to }]),
  );
}

/** How requests are returned and talked about (U-22, A-3, A-4). */
export const requestsReturning = ({ policy }: Pick<DeskDeps, 'policy'>): ReturningOf<StateNow> =>
  returningOf(requestsWait(policy), {
    numbers: { prefix: 'UID', of: 'user_id_request' },
    corrects: corrections,
  });
