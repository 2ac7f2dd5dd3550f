import * as z from 'zod';
import { givenText } from '../../core/given.ts';

/** What a neighbour may answer: a shape for each status that its contract has. */
export type Answers = Record<number, z.ZodType>;

/** An answer that its contract does not have. The message says where it is wrong and nothing that it says. */
export class UnusableAnswer extends Error {
  override name = 'UnusableAnswer';
}

/**
 * The body of a status that says no. Its code is required: the 404 of a mistyped address, or the 401 of a proxy, is
 * not the register's word on a person.
 */
export function refusal(error: string) {
  return z.object({ error: z.literal(error) });
}

/** Refines an answer: it must be about the person who was asked about. */
export function about(nik: string): [(answer: { nik: string }) => boolean, { path: string[] }] {
  return [(answer) => answer.nik === nik, { path: ['nik'] }];
}

/** The body of an answer as its shape makes it; throws UnusableAnswer when it has another, or more than `maxBytes`. */
export async function readAnswer(response: Response, shape: z.ZodType, maxBytes: number): Promise<unknown> {
  const parsed = shape.safeParse(jsonOf(await textOf(response, maxBytes)));
  if (parsed.success) return parsed.data;
  // A zod message can quote what was received; the path of an issue is made of our own field names. Places in a list are
  // left out: hundreds of entries that are wrong in the same way are one fault.
  const named = (path: readonly PropertyKey[]) => path.filter((part) => typeof part === 'string').join('.');
  const fields = new Set(parsed.error.issues.map(({ path }) => named(path) || 'body'));
  throw new UnusableAnswer(`answered ${response.status} in another shape (${[...fields].join(', ')})`);
}

/** Its texts as everything that is given; undefined for what is not JSON, which is no shape of an answer either. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value) => (typeof value === 'string' ? givenText(value) : value));
  } catch {
    return undefined;
  }
}

/** Counts what arrives after decompression, so that a small body cannot unfold into a large one. */
async function textOf(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the stream, and the connection with it.
    if (size > maxBytes) {
      throw new UnusableAnswer(`answered ${response.status} with more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The milliseconds that a Retry-After header asks for, as seconds or as a date; 0 where it asks for none. */
export function retryAfterMs(response: Response): number {
  const value = response.headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return ms > 0 ? ms : 0;
}
