/** By which seed a planted fault is found, after which step, and by which invariant. */
export const foundBy: Readonly<Record<string, { seed: number; step: number; invariant: string }>> = {};
