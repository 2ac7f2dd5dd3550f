/** Where "now" comes from; tests travel in time by handing in another one. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
