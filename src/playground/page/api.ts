import type { ControlProblem } from '../contract.ts';
import type { ControlApi } from '../slack/contract/calls.ts';

/** The server refused a call: wrong arguments, something this person does not see, a client-side check. */
export class ApiProblem extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.code = code;
  }
}

/** A call below `/playground/api/`, by its path there. Rejects with {@link ApiProblem} where it is refused. */
export async function call(name: string, args: unknown): Promise<unknown> {
  const response = await fetch(`/playground/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(args ?? {}),
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return text === '' ? undefined : JSON.parse(text);
}

function problemOf(status: number, text: string): ApiProblem {
  try {
    const { error } = JSON.parse(text) as ControlProblem;
    return new ApiProblem(error.code, error.message);
  } catch {
    return new ApiProblem('unreadable_answer', `HTTP ${status}`);
  }
}

/** Every call of the control API as a method; a refusal rejects with {@link ApiProblem}. */
export function createApi(): ControlApi {
  return new Proxy({} as ControlApi, {
    get: (_target, name) => (args: unknown) => call(String(name), args),
  });
}

export function fileAddress(file: string, person: string): string {
  return `/playground/api/file/${encodeURIComponent(file)}?person=${encodeURIComponent(person)}`;
}

export function attachmentAddress(mail: string, index: number): string {
  return `/playground/api/attachment/${encodeURIComponent(mail)}/${index}`;
}

/** Base64 of a file's bytes, as `upload` wants them. */
export async function base64Of(file: Blob): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(',') + 1);
}
