/** The outcome of a message from a receiver. `properties` are application properties to add or replace. */
interface Changes {
  readonly properties: Readonly<Record<string, unknown>>;
}

export type Outcome =
  | { readonly kind: 'complete' }
  | ({ readonly kind: 'abandon' } & Changes)
  | ({ readonly kind: 'defer' } & Changes)
  | ({
      readonly kind: 'deadLetter';
      reason: string | undefined;
      description: string | undefined;
    } & Changes);
