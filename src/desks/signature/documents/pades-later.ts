/** The signing of PDFs: loaded at the first of them, so that starting does not wait for it. */
export const pades = () => import('./pades.ts');
