import type { WebClient } from '@slack/web-api';
import type { FileRef, Values } from '../../chat/form.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';

/** A file as Slack tells of it: of some, as those of another workspace, it gives the id alone and has to be asked. */
export interface SlackFile {
  id?: string;
  name?: string | null;
  size?: number;
  file_access?: string;
}

const isBare = ({ name, file_access }: SlackFile): boolean => file_access === 'check_file_info' || !name;

export const refOf = ({ id = '', name, size = 0 }: SlackFile): FileRef => ({
  source: `slack:${id}`,
  name: name || id,
  size,
});

/** The files of a message; a Refusal where Slack does not say what they are. */
export async function filesOf(client: WebClient, files: readonly SlackFile[]): Promise<FileRef[]> {
  const asked = files.filter(({ id }) => id).map((file) => (isBare(file) ? lookUp(client, file) : file));
  try {
    return (await Promise.all(asked)).map(refOf);
  } catch {
    throw new Refusal(msg('chat.filesUnknown'));
  }
}

async function lookUp(client: WebClient, { id = '' }: SlackFile): Promise<SlackFile> {
  const { file } = await client.files.info({ file: id });
  if (!file?.name) throw new Error('Slack has no name for this file');
  return { id, name: file.name, size: file.size };
}

/** A form has to be answered within 3 s, and what it asks for takes its time too. */
const patienceMs = 600;

/**
 * What a form brings, with the names of files that came as ids. Where Slack does not tell them in time the file keeps its id
 * for a name: what is wrong with it shows when it is fetched, and is said at its field.
 */
export async function withFileNames(client: WebClient, values: Values): Promise<Values> {
  if (!Object.values(values).some((value) => value?.type === 'files')) return values;
  const named = Object.entries(values).map(async ([field, value]): Promise<[string, Values[string]]> => {
    if (value?.type !== 'files') return [field, value];
    const files = value.files.map(async (file) => (isNamed(file) ? file : inTime(client, file)));
    return [field, { type: 'files', files: await Promise.all(files) }];
  });
  return Object.fromEntries(await Promise.all(named));
}

const idOf = ({ source }: FileRef): string => source.slice('slack:'.length);
const isNamed = (file: FileRef): boolean => file.name !== idOf(file);

async function inTime(client: WebClient, file: FileRef): Promise<FileRef> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FileRef>((resolve) => {
    timer = setTimeout(resolve, patienceMs, file);
  });
  const known = lookUp(client, { id: idOf(file) }).then(refOf, () => file);
  return Promise.race([known, late]).finally(() => clearTimeout(timer));
}
