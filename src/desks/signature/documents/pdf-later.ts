import type { TimeStamper } from '../../../pades/cms.ts';
import type { PdfThreads } from '../../../pades/threads.ts';

/** Work on PDFs in threads of its own; what starts those is loaded at the first of them, so that a start does not wait for it. */
export function pdfLater(): PdfThreads {
  let loading: Promise<PdfThreads> | undefined;
  const threads = () => {
    loading ??= import('../../../pades/threads.ts').then(({ createPdfThreads }) => createPdfThreads());
    return loading;
  };
  return {
    inspect: async (...given) => (await threads()).inspect(...given),
    sign: async (...given) => (await threads()).sign(...given),
    verify: async (...given) => (await threads()).verify(...given),
  };
}

/** Who attests the time of signatures, by their address; loaded at the first of them too. */
export function timeStamperLater(url: string | undefined): TimeStamper | undefined {
  if (url === undefined) return undefined;
  return async (digest) => (await import('../../../pades/timestamp.ts')).timeStamperAt(url)(digest);
}
