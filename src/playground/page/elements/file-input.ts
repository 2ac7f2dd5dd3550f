import type { JsonValue } from '../../contract.ts';
import { base64Of } from '../api.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { choose, contentOf, type Field } from '../fields.ts';
import type { Upload } from '../state.ts';
import { objects, sizeOf, string } from '../text.ts';

/** Files go up as they are chosen; the field holds the ids of those that arrived. */
export function drawFileInput(field: Field): VNode {
  const { app } = field.surface;
  const { max_files: max = 10, filetypes } = field.element;
  const accept = Array.isArray(filetypes) ? filetypes.map((type) => `.${String(type)}`).join(',') : undefined;
  const known = uploadsOf(field);
  return h(
    'div.file-input',
    {
      'data-action': field.actionId,
      on: {
        dragover: (event) => event.preventDefault(),
        drop: (event) => {
          event.preventDefault();
          void add(field, [...(event.dataTransfer?.files ?? [])]);
        },
      },
    },
    known.map((upload, index) =>
      h(
        'div.chip',
        { key: `${index} ${upload.name}`, class: upload.problem ? 'failed' : '' },
        icon(upload.problem ? 'warning' : 'file'),
        h('span.name', {}, upload.name),
        h('small', {}, upload.problem ?? (upload.file ? sizeOf(upload.file.size) : app.t.uploading)),
        h(
          'button.ghost.small',
          {
            type: 'button',
            'aria-label': app.t.removeFile(upload.name),
            on: { click: () => void keep(field, known.toSpliced(index, 1)) },
          },
          icon('close'),
        ),
      ),
    ),
    known.filter((each) => !each.problem).length < Number(max) &&
      h(
        'label.drop',
        {},
        h('input.visually-hidden', {
          type: 'file',
          id: field.id,
          multiple: Number(max) > 1,
          accept,
          'aria-describedby': `${field.id}_help`,
          on: {
            change: (event) => {
              const input = event.currentTarget as HTMLInputElement;
              const files = [...(input.files ?? [])];
              // Emptied, or choosing the same file again would not be a change.
              input.value = '';
              void add(field, files);
            },
          },
        }),
        icon('clip'),
        h('b', {}, app.t.addFiles),
        h('span', {}, ` ${app.t.orDrop}`),
        h('small', {}, ` · ${app.t.upTo(Number(max))}`),
      ),
  );
}

/** From this page's uploads, else from what the server holds (after a reload). */
function uploadsOf(field: Field): Upload[] {
  const here = field.surface.app.state.uploads.get(field.key);
  if (here) return here;
  return objects(contentOf(field).files).map((file) => ({
    name: string(file.name),
    file: {
      id: string(file.id),
      name: string(file.name),
      title: string(file.title),
      mimetype: string(file.mimetype),
      filetype: string(file.filetype),
      size: Number(file.size ?? 0),
      user: string(file.user),
      createdAt: 0,
      deleted: false,
    },
  }));
}

async function add(field: Field, files: File[]): Promise<void> {
  const { app } = field.surface;
  const person = app.state.me;
  const room =
    Number(field.element.max_files ?? 10) - uploadsOf(field).filter((each) => !each.problem).length;
  const fresh = files.map((file, index): Upload => {
    if (!accepts(field, file.name)) return { name: file.name, problem: app.t.fileNotAccepted };
    return index < room ? { name: file.name } : { name: file.name, problem: app.t.tooManyFiles };
  });
  app.state.uploads.set(field.key, [...uploadsOf(field), ...fresh]);
  app.redraw();
  await Promise.all(
    files.map(async (file, index) => {
      const upload = fresh[index];
      if (!upload || upload.problem) return;
      try {
        upload.file = await app.api.upload({ person, name: file.name, data: await base64Of(file) });
      } catch (problem) {
        upload.problem = problem instanceof Error ? problem.message : String(problem);
      }
    }),
  );
  await keep(field, uploadsOf(field));
}

/** By its extension, as Slack's client does; what is inside is the bot's to check. */
function accepts(field: Field, name: string): boolean {
  const { filetypes } = field.element;
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  return !Array.isArray(filetypes) || filetypes.map(spelling).includes(spelling(extension));
}

function spelling(type: JsonValue): string {
  return String(type)
    .toLowerCase()
    .replace(/^jpeg$/, 'jpg');
}

async function keep(field: Field, uploads: Upload[]): Promise<void> {
  field.surface.app.state.uploads.set(field.key, uploads);
  const files = uploads.flatMap(({ file }) =>
    file ? [{ id: file.id, name: file.name, size: file.size }] : [],
  );
  await choose(field, { files });
}
