/** Fetches a file's bytes; stops reading as soon as there are more than allowed. */
export async function downloadAtMost(
  address: string,
  maxBytes: number,
  headers: Record<string, string> = {},
): Promise<Buffer> {
  const response = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(30_000) });
  if (!response.ok || !response.body) throw new Error(`the file's address answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
