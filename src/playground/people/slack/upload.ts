import type { FileInfo } from '../../index.ts';
import type { UploadedFile } from '../person.ts';
import type { SlackOnlooker } from './onlooker.ts';

/** Hands a file to Slack, for a message or a field of a modal that names it. */
export function uploadFile(
  { who, playground }: SlackOnlooker,
  { name, data }: UploadedFile,
): Promise<FileInfo> {
  return playground.api.upload({ person: who, name, data: Buffer.from(data).toString('base64') });
}
