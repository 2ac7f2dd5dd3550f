import type { Inspection, Obstacle } from './inspect.ts';
import type { Signed, SignOrder } from './sign.ts';
import type { Verification, VerifyOptions } from './verify.ts';

/** What a thread is to do with a PDF file: one after the other. */
export type Order = { content: Uint8Array<ArrayBuffer> } & (
  | { task: 'inspect'; maxBytes: number | undefined }
  | { task: 'sign'; order: SignOrder; stamped: boolean }
  | { task: 'verify'; options: VerifyOptions }
);

/** What comes of each task. */
export interface Results {
  inspect: Inspection;
  sign: Signed;
  verify: Verification;
}

/** What the thread says: what has come of it, why nothing has, or a digest that it wants a time-stamp over. */
export type Answer =
  | { done: Results[keyof Results] }
  | { notSignable: readonly Obstacle[] }
  | { unusablePng: string }
  | { noPage: string }
  | { stamp: Uint8Array };

/** What it is told when it has asked for a time-stamp. */
export type Stamp = { token: Uint8Array<ArrayBuffer> } | { failed: string };
