import busboy from 'busboy';
import type { Request } from 'express';
import { givenLine } from '../core/given.ts';
import { Rejected } from './errors.ts';
import type { Fields, TakenFile } from './page.ts';

export interface MultipartLimits {
  fileBytes: number;
  files: number;
}

const fieldBytes = 64 * 1024;
const maxFields = 200;

/**
 * Reads a form with files. Files are handed over one after the other, each whole in memory, and the next is not
 * read before the one at hand was taken. `check` gets the form's token, which has to come before any file.
 */
export async function readMultipart(
  req: Request,
  limits: MultipartLimits,
  check: (token: string) => void,
  take: (file: TakenFile) => Promise<void>,
): Promise<Fields> {
  const most = limits.files * limits.fileBytes + maxFields * 1024 + fieldBytes;
  if (Number(req.get('content-length') ?? 0) > most) throw new Rejected(413, 'too large by its own word');

  const fields: [string, string][] = [];
  let checked = false;
  let taking: Promise<void> = Promise.resolve();
  const parser = parserOf(req, limits);
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      req.unpipe(parser);
      // Whatever else arrives is read and dropped, so that the browser gets to read the answer.
      req.resume();
      reject(error instanceof Rejected ? error : new Rejected(400, String(error)));
    };
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) return fail(new Rejected(413, 'a field is too long'));
      fields.push([name, value]);
      if (name !== 'csrf' || checked) return;
      try {
        check(value);
        checked = true;
      } catch (error) {
        fail(error);
      }
    });
    parser.on('file', (field, stream, info) => {
      // A file that is cut off mid-way is an error of its stream too; the parser reports it.
      stream.on('error', () => {});
      if (!checked) {
        stream.resume();
        return fail(new Rejected(403, 'a file before the token'));
      }
      taking = taking
        .then(async () => {
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          const content = Buffer.concat(parts);
          // A file field that was left empty still comes, as a file without a name.
          if (!info.filename && content.length === 0) return;
          const cut = stream.truncated === true || content.length > limits.fileBytes;
          await take({ field, name: fileName(info.filename), content, cut });
        })
        .catch((error) => {
          stream.resume();
          fail(error);
        });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => fail(new Rejected(413, limit)));
    }
    parser.on('error', fail);
    parser.on('close', () => {
      taking.then(resolve, reject);
    });
    req.once('close', () => {
      if (!req.complete) fail(new Rejected(400, 'the browser went away'));
    });
    req.pipe(parser);
  });
  if (!checked) throw new Rejected(403, 'no token');
  return fieldsOf(fields);
}

function parserOf(req: Request, limits: MultipartLimits): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      // The parser stops at its limit, and a file may be just as large as ours.
      limits: {
        fileSize: limits.fileBytes + 1,
        files: limits.files,
        fields: maxFields,
        fieldSize: fieldBytes,
      },
    });
  } catch {
    throw new Rejected(415, 'not a form');
  }
}

/** PostgreSQL has no text with a NUL in it, and nobody types one: it is left out. */
export function fieldsOf(pairs: readonly (readonly [string, string])[]): Fields {
  const all = (name: string) =>
    pairs.filter(([given]) => given === name).map(([, value]) => value.replaceAll('\0', ''));
  const exact = (name: string) => all(name)[0] ?? '';
  return { line: (name) => givenLine(exact(name)), exact, all };
}

/** The name of a file as it is kept: no folders, and nothing that is not seen. */
function fileName(given: string | undefined): string {
  const base = (given ?? '').replace(/^.*[\\/]/, '');
  const clean = givenLine(base);
  if (clean.length <= 150) return clean || 'file';
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, 150 - ending.length) + ending;
}
