import { OverLarge } from '../chat/messenger.ts';

/** Fetches a file's bytes; throws `OverLarge` by the word of whoever sends them, or as soon as there are more than allowed. */
export async function downloadAtMost(
  address: string,
  maxBytes: number,
  headers: Record<string, string> = {},
): Promise<Buffer> {
  const response = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(30_000) });
  if (!response.ok || !response.body) throw new Error(`the file's address answered ${response.status}`);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    await response.body.cancel();
    throw new OverLarge(`${announced} bytes`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw new OverLarge(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
