import type { UploadedFile } from '@satu-pintu/playground/people';

/** Gives files on the one-time page, as a browser does; answers what the page says against them. */
export async function giveFiles(
  url: string,
  files: readonly UploadedFile[],
  language: string,
): Promise<string[]> {
  const headers = { 'accept-language': language };
  const page = await fetch(url, { headers });
  const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1];
  if (page.status !== 200 || csrf === undefined) throw new Error(`The upload page answered ${page.status}.`);
  const cookie = page.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const form = new FormData();
  form.set('csrf', csrf);
  for (const { name, data } of files)
    form.append('files', new Blob([typeof data === 'string' ? data : new Uint8Array(data)]), name);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, cookie, origin: new URL(url).origin },
    body: form,
  });
  const said = await answer.text();
  return [...said.matchAll(/<div class="alert bad"[^>]*>([\s\S]*?)<\/div>/g)].map(([, text = '']) =>
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );
}
