const MIMETYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const PRETTY: Record<string, string> = {
  pdf: 'PDF',
  png: 'PNG',
  jpg: 'JPEG',
  gif: 'GIF',
  txt: 'Plain Text',
  csv: 'CSV',
  zip: 'Zip',
  docx: 'Word Document',
  xlsx: 'Excel Spreadsheet',
};

const ALIASES: Record<string, string> = { jpeg: 'jpg', text: 'txt', htm: 'html' };

/** Slack's short file type, which it takes from the name, not from the content. */
export function filetypeOf(name: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return ALIASES[extension] ?? (extension in MIMETYPES ? extension : extension === '' ? 'binary' : extension);
}

export const mimetypeOf = (name: string): string => MIMETYPES[filetypeOf(name)] ?? 'application/octet-stream';

export const prettyTypeOf = (filetype: string): string => PRETTY[filetype] ?? filetype.toUpperCase();

/** Whether a name has one of the extensions that a `file_input` accepts (`jpeg` and `jpg` are the same). */
export function hasFiletype(name: string, accepted: readonly string[]): boolean {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const normal = ALIASES[extension] ?? extension;
  return accepted.some((each) => (ALIASES[each.toLowerCase()] ?? each.toLowerCase()) === normal);
}
