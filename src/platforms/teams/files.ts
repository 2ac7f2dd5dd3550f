import type { FileRef } from '../../chat/form.ts';
import { downloadAtMost } from '../download.ts';
import type { TeamsSettings } from './settings.ts';

/** Where the files of a personal chat lie: in the sender's OneDrive. The address itself is the key to them. */
const storage = /(^|\.)sharepoint(-df)?\.(com|us|cn|de)$/;

/** Fetches a file that lies with Teams, by the address that came with it. */
export async function download(settings: TeamsSettings, file: FileRef, maxBytes: number): Promise<Buffer> {
  if (!file.address || !isTeams(file.address, settings)) throw new Error('the file does not lie with Teams');
  return downloadAtMost(file.address, maxBytes);
}

function isTeams(address: string, settings: TeamsSettings): boolean {
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(settings.serviceUrl).origin) return true;
  return protocol === 'https:' && storage.test(hostname);
}
