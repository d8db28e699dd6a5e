/** Time as an argument: services and handlers ask the clock, tests set it. */
export type Clock = () => number;

/** Epoch milliseconds of now. */
export const systemClock: Clock = () => Date.now();
