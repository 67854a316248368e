/** Ends the whole run: the message explains it completely, and no single document is concerned. */
export class FatalError extends Error {}
