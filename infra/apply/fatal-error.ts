/** Ends the whole run: there is nothing to be told of one document, and the message says it all to whoever started it. */
export class FatalError extends Error {}
