import { type JsonObject } from './json.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  424: 'FailedDependency',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
};

/** A refusal as it goes over the wire. The SDK reads `message`, so a body without one would crash it. */
export class CosmosError extends Error {
  readonly status: number;
  readonly substatus: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly #extra: JsonObject;

  constructor(
    status: number,
    message: string,
    details: { substatus?: number; extra?: JsonObject; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.substatus = details.substatus;
    this.headers = details.headers ?? {};
    this.#extra = details.extra ?? {};
  }

  body(): string {
    const code = codes[this.status] ?? 'Error';
    return JSON.stringify({ code, message: this.message, ...this.#extra });
  }
}

/** Azure can do it and this emulator cannot: said aloud, so that nothing is answered wrongly. */
export const notBuilt = (construct: string) =>
  new CosmosError(501, `${construct} is not built in the local Cosmos DB emulator.`);

/** A syntax or semantic error of a query, in the shape that the service wraps it. */
export const badQuery = (message: string) =>
  new CosmosError(
    400,
    `Message: ${JSON.stringify({ errors: [{ severity: 'Error', code: 'SC1001', message }] })}`,
  );

export const badRequest = (message: string) => new CosmosError(400, message);
