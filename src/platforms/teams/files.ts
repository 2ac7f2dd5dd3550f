import type { FileRef } from '../../chat/form.ts';
import type { TeamsSettings } from './settings.ts';

/** Where the files of a personal chat lie: in the sender's OneDrive. The address itself is the key to them. */
const storage = /(^|\.)sharepoint(-df)?\.(com|us|cn|de)$/;

/** Fetches a file's bytes; stops reading as soon as there are more than allowed. */
export async function download(settings: TeamsSettings, file: FileRef, maxBytes: number): Promise<Buffer> {
  if (!file.address || !isTeams(file.address, settings)) throw new Error('the file does not lie with Teams');
  const response = await fetch(file.address, { redirect: 'error', signal: AbortSignal.timeout(30_000) });
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

function isTeams(address: string, settings: TeamsSettings): boolean {
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(settings.serviceUrl).origin) return true;
  return protocol === 'https:' && storage.test(hostname);
}
